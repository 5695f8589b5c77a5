/* draws.h - draws of institutions and inspectors (双随机) as they were published; only added to. */
#ifndef STORE_DRAWS_H
#define STORE_DRAWS_H

#include "base/arena.h"
#include "domain/draw.h"
#include "store/people.h"
#include "store/store.h"

struct draw_row {
    int64_t id; /* 0: there is none */
    const char *title;
    const char *unit, *zone; /* unit: a province that draws, or "national"; zone NULL: of none */
    const char *list;        /* the exact bytes, a text */
    struct sha256 commitment;
    moment_t not_before, recorded;
    const char *seed, *source, *result; /* NULL: not yet; result: exact bytes */
    moment_t seeded;                    /* MOMENT_NONE: not yet */
};

struct draw_outcome {
    int64_t id, draw, institution; /* institution: id in the directory */
    date_t inspected;              /* DATE_NONE: not told */
    const char *words, *document;  /* document NULL: none */
    moment_t recorded;
};

/* In order of publication. */
bool store_draws(struct store *s, struct arena *a, struct draw_row **out, size_t *n,
                 struct err *err);
bool store_draw_outcomes(struct store *s, struct arena *a, struct draw_outcome **out, size_t *n,
                         struct err *err);
bool store_draw(struct store *s, struct arena *a, int64_t id, struct draw_row *out,
                struct err *err);

/* ---- changes: inside a transaction, a revision of its own each ---- */

/* The list must be sound and its seed lie ahead; d->unit and zone are given, the rest filled in. */
bool store_draw_publish(struct store *s, struct arena *a, const struct draw_list *l,
                        struct draw_row *d, const struct act_by *by, struct err *err);
/* d as it was read; fills in seed, source and result.  ERR_WRONG_STATE before the moment that was
 * announced, or where there is a seed already. */
bool store_draw_seed(struct store *s, struct arena *a, struct draw_row *d, const char *seed,
                     const char *source, const struct act_by *by, struct err *err);
/* Fills in o->id. ERR_BAD_BODY where the institution was not drawn. */
bool store_draw_tell(struct store *s, struct arena *a, const struct draw_row *d,
                     struct draw_outcome *o, const struct act_by *by, struct err *err);

#endif
