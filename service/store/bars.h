/* bars.h - places that may not apply, because an application of theirs was cancelled for fraud. */
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
/* Inside a transaction; a revision of its own, or the one r names. */
bool store_bar_add(struct store *s, const struct bar_row *b, const struct revision *r,
                   struct err *err);

#endif
