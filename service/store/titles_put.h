/* titles_put.h - the three steps every correction of titles is made of.
 *
 * A row is only ever ended; what is to stand otherwise is recorded anew.  For the files of this
 * room that make a change: each is inside one, after change_begin, and seals ROWS_TITLE at its end.
 */
#ifndef STORE_TITLES_PUT_H
#define STORE_TITLES_PUT_H

#include "store/change.h"
#include "store/titles.h"

/* origin: who ends it. */
bool title_end_row(struct change *c, int64_t id, const char *origin, struct err *err);

/* How a row is to stand that is recorded again. */
struct title_again {
    date_t superseded;
    int64_t by;     /* 0: not superseded */
    date_t revoked; /* DATE_NONE: as before */
    const char *origin;
};

bool title_record_again(struct change *c, int64_t id, const struct title_again *as, int64_t *new_id,
                        struct err *err);

/* What a struct title does not hold.  What the row does not say, it takes from the one in whose
 * place it is recorded (instead, 0: none). */
struct title_more {
    const char *note;
    int64_t instead;
};
/* more: NULL for none. */
bool title_add_row(struct change *c, const struct title *t, const struct title_more *more,
                   const char *origin, int64_t *id, struct err *err);

#endif
