/* divisions_staged.h - a prepared set of places, beside the register, waiting to be taken in.
 *
 * What takes long (reading, mending, outlines) ends in such a file, so that the one who holds the
 * register has only to copy rows.  It is a throw-away: made again whenever it is missing. */
#ifndef STORE_DIVISIONS_STAGED_H
#define STORE_DIVISIONS_STAGED_H

#include "store/divisions.h"

enum { STAGED_FORMAT = 1 }; /* of the file; whoever takes it in must know the same */

struct staged;

struct staged_mending {
    const char *code, *reason;
};

/* Replaces a file that is there. */
bool staged_create(struct staged **out, const char *path, struct err *err);
/* Any number of each, in order of code. */
bool staged_put_division(struct staged *st, const struct division *d, struct err *err);
bool staged_put_line(struct staged *st, const struct boundary_line *l, int place_in_file,
                     struct err *err);
bool staged_put_mending(struct staged *st, const struct staged_mending *m, struct err *err);
bool staged_put_change(struct staged *st, const struct code_change *c, struct err *err);
/* What it was made of: 64 hex digits a name. */
bool staged_put_input(struct staged *st, const char *name, const char *sha256, struct err *err);
/* Takes st.  false: the file is removed. */
bool staged_finish(struct staged *st, struct err *err);
/* Takes st (NULL is fine) and removes the file. */
void staged_drop(struct staged *st);

#endif
