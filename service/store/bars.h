/* bars.h - places that may not apply, because an application of theirs was cancelled for fraud.
 *
 * Rows in two times: what is put right ends a row and records another, what is taken back ends one.
 */
#ifndef STORE_BARS_H
#define STORE_BARS_H

#include "domain/eligibility.h"
#include "store/store.h"

struct bar_row {
    int64_t id;
    struct bar bar;
    const char *criticism; /* the public record of it; NULL: none on record */
    int64_t application;   /* 0: none; not for the public */
};

/* Every row ever recorded, in order of recording. */
bool store_bars(struct store *s, struct arena *a, struct bar_row **out, size_t *n, struct err *err);
/* Those of one place. */
bool store_bars_of(struct store *s, struct arena *a, const char *place, struct bar_row **out,
                   size_t *n, struct err *err);
/* id 0 in *out: there is none; retracted in it: it does not stand any more. */
bool store_bar(struct store *s, struct arena *a, int64_t id, struct bar_row *out, struct err *err);

/* ---- changes: inside a transaction ---- */

/* A revision of its own, or the one r names. */
bool store_bar_add(struct store *s, const struct bar_row *b, const struct revision *r,
                   struct err *err);
/* The row b->id ends and b is recorded in its place, under the number it then bears; nothing is
 * done where they say the same.  ERR_NOT_FOUND, ERR_CONFLICT: there is no such row, or it has
 * ended. */
bool store_bar_correct(struct store *s, struct arena *a, struct bar_row *b,
                       const struct revision *r, struct err *err);
bool store_bar_end(struct store *s, struct arena *a, int64_t id, const struct revision *r,
                   struct err *err);

#endif
