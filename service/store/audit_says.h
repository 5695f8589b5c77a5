/* audit_says.h - what is kept but not published, held against what was entered in the chain.
 *
 * Such rows carry no digest of their own.  What was written about them is worked out again from the
 * row as it is now, byte by byte, and has to be what the chain says; long texts stand in it as
 * their SHA-256 only. */
#ifndef STORE_AUDIT_SAYS_H
#define STORE_AUDIT_SAYS_H

#include "base/arena.h"
#include "base/json_write.h"
#include "store/report.h"
#include "store/store.h"

/* Reports a finding unless the newest entry of the action that was done to the object ends in this
 * "after". */
bool audit_says(struct store *s, const char *object, const char *action, const char *after,
                struct report *r, struct err *err);

/* "key": the SHA-256 of a text, in hexadecimal; null for NULL. */
void put_text_digest(struct json_writer *w, const char *key, const char *text);

#endif
