/* facts_between.h - what rows of the facts say about each other: none stands twice, and what one
 * names the others have. */
#ifndef CLI_FACTS_BETWEEN_H
#define CLI_FACTS_BETWEEN_H

#include "cli/facts_read.h"

bool facts_agree(const struct facts_read *f, struct arena *a, struct err *err);

/* What zones and their parts say about each other, and about titles (facts_zones.c). */
bool facts_zones_agree(const struct facts_read *f, struct arena *a, struct err *err);

/* What targets and indicators say about zones and rounds (facts_terms.c). */
bool facts_terms_agree(const struct facts_read *f, struct arena *a, struct err *err);

/* A key of each row of one file, none of which may stand twice. */
typedef const char *fact_key(const struct facts *f, size_t i, struct arena *a);
bool facts_nothing_twice(const struct facts_read *f, enum fact_role role, size_t n,
                         fact_key *key_of, struct arena *a, struct err *err);
/* number is NULL, or that of a document in documents.csv or of a part of one. */
bool facts_document_there(const struct facts_read *f, enum fact_role role, size_t row,
                          const char *number, struct arena *a, struct err *err);
bool facts_days_in_order(const struct facts_read *f, enum fact_role role, size_t row, date_t since,
                         date_t until, struct err *err);

/* "file line N: what"; always false. */
bool facts_fault(const struct facts_read *f, enum fact_role role, size_t row, const char *what,
                 struct err *err);

#endif
