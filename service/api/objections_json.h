/* objections_json.h - objections as those see them who made them, and those who answer. */
#ifndef API_OBJECTIONS_JSON_H
#define API_OBJECTIONS_JSON_H

#include "base/json_write.h"
#include "store/objections.h"

enum { OBJECTION_TEXT = 4000, OBJECTION_CONTACT = 400 }; /* at most so many characters */

/* The answer to whoever objected: its number, and nothing of what was sent. */
void write_objection_taken(struct buf *out, const struct objection *o);
/* For whoever answers; of the contact nothing. */
void write_objection_answered(struct buf *out, const struct objection *o);
void put_objection(struct json_writer *w, const struct objection *o);
/* For the chain: digests of the texts; contact_digest NULL: none was left. */
void write_objection_digest(struct buf *out, const struct objection *o, const char *contact_digest);

#endif
