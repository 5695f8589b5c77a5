/* institution_write.h - what the changes of a directory have in common: whose zone it is, the words
 * of a body, and a point in whatever datum. */
#ifndef API_INSTITUTION_WRITE_H
#define API_INSTITUTION_WRITE_H

#include "api/written.h"
#include "domain/institution_table.h"
#include "store/institutions.h"

struct cJSON;

/* May `who` do this in the directory of that zone?  404 where there is none. */
bool directory_may(struct store *s, struct arena *a, const struct person *who, date_t today,
                   const char *zone, enum action action, struct err *err);
/* The same for the zone of the institution that the path names; *entry: all that is on record. */
bool institution_may(struct write *w, enum action action, struct institution_records *entry,
                     int64_t *id, struct err *err);

/* "forms": an array of words, or one text with separators; missing: the empty set. */
bool body_words(const struct cJSON *body, const char *name, enum word_list list, unsigned *out,
                struct err *err);
/* A word of the list; missing: WORD_NONE. */
bool body_word(const struct request *rq, const struct cJSON *body, const char *name,
               enum word_list list, int *out, struct err *err);
/* name, forms, ip_kinds, size, address, point, source: what an institution is. */
bool body_institution(const struct request *rq, const struct cJSON *body,
                      struct institution_draft *out, struct err *err);
/* The point of a draft in CGCS2000; ERR_BAD_BODY for a datum that is none of ours. */
bool draft_lon_lat(const struct institution_draft *d, double out[2], struct err *err);

#endif
