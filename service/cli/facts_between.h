/* facts_between.h - what rows of the facts say about each other: none stands twice, and what one
 * names the others have. */
#ifndef CLI_FACTS_BETWEEN_H
#define CLI_FACTS_BETWEEN_H

#include "cli/facts_read.h"

bool facts_agree(const struct facts_read *f, struct arena *a, struct err *err);

/* "file line N: what"; always false. */
bool facts_fault(const struct facts_read *f, enum fact_role role, size_t row, const char *what,
                 struct err *err);

#endif
