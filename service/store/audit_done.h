/* audit_done.h - the entry of something that was done, with what stood there before and after. */
#ifndef STORE_AUDIT_DONE_H
#define STORE_AUDIT_DONE_H

#include "store/people.h"

/* before and after are JSON values as text, NULL: none.  A command is named in the entry, a person
 * by number only. */
bool audit_done(struct store *s, const struct act_by *by, const char *action, const char *object,
                const char *before, const char *after, struct err *err);

#endif
