/* claims.c - titles and what belongs to them, read from the register and sorted for the rules.
 *
 * Small (hundreds of rows) and changing often, so made anew for every revision. */
#include "atlas/internal.h"
#include "atlas/titles.h"

#include "base/mem.h"
#include "store/quotas.h"
#include "store/titles.h"

#include <stdlib.h>
#include <string.h>

struct claims {
    struct arena *arena;
    struct roster *rosters; /* known counted for now */
    struct completeness *complete;
    struct title *titles; /* by holder, then id */
    struct round *rounds;
    struct quota *quotas;
    struct bar_row *bar_rows;
    struct bar *bars; /* of the same rows */
    size_t n_rosters, n_complete, n_titles, n_rounds, n_quotas, n_bars;
    struct slice {
        uint32_t first, n;
    } * by_place; /* titles of each place */
};

/* Titles without a holder are parks and zones; they come last. */
static int by_holder(const void *a, const void *b)
{
    const struct title *p = a, *q = b;

    if (!p->holder != !q->holder)
        return p->holder ? -1 : 1;
    int order = p->holder ? strcmp(p->holder, q->holder) : 0;
    return order ? order : p->id < q->id ? -1 : p->id > q->id;
}

static void index_places(struct claims *c, const struct ground *g)
{
    c->by_place = arena_alloc(c->arena, g->n_places, sizeof *c->by_place);
    for (size_t i = 0; i < c->n_titles && c->titles[i].holder;) {
        size_t first = i;
        const char *code = c->titles[first].holder;

        while (i < c->n_titles && c->titles[i].holder && strcmp(c->titles[i].holder, code) == 0)
            i++;
        int place = ground_find_code(g, code);
        if (place >= 0)
            c->by_place[place] = (struct slice){(uint32_t)first, (uint32_t)(i - first)};
    }
}

static void pick_bars(struct claims *c)
{
    c->bars = arena_alloc(c->arena, c->n_bars + 1, sizeof *c->bars);
    for (size_t i = 0; i < c->n_bars; i++)
        c->bars[i] = c->bar_rows[i].bar;
}

static void count_known(struct roster *rosters, const struct claims *c, moment_t as_of)
{
    for (size_t i = 0; i < c->n_rosters; i++)
        rosters[i].known = title_count_known(&rosters[i], c->titles, c->n_titles, as_of);
}

bool claims_build(struct store *s, const struct ground *g, struct claims **out, struct err *err)
{
    struct claims *c = mem_alloc(1, sizeof *c);

    *out = c;
    c->arena = arena_new();
    if (!store_rosters(s, c->arena, &c->rosters, &c->n_rosters, err) ||
        !store_completeness(s, c->arena, &c->complete, &c->n_complete, err) ||
        !store_titles(s, c->arena, &c->titles, &c->n_titles, err) ||
        !store_rounds(s, c->arena, &c->rounds, &c->n_rounds, err) ||
        !store_quotas(s, c->arena, &c->quotas, &c->n_quotas, err) ||
        !store_bars(s, c->arena, &c->bar_rows, &c->n_bars, err)) {
        claims_free(c);
        *out = NULL;
        return false;
    }
    if (c->n_titles)
        qsort(c->titles, c->n_titles, sizeof *c->titles, by_holder);
    index_places(c, g);
    pick_bars(c);
    count_known(c->rosters, c, MOMENT_NONE);
    return true;
}

void claims_free(struct claims *c)
{
    if (!c)
        return;
    arena_free(c->arena);
    free(c);
}

struct view atlas_view(const struct atlas *a, moment_t as_of, struct arena *arena)
{
    const struct claims *c = a->claims;
    struct view v = {.rosters = c->rosters,
                     .n_rosters = c->n_rosters,
                     .complete = c->complete,
                     .n_complete = c->n_complete,
                     .as_of = as_of};

    if (as_of != MOMENT_NONE) {
        struct roster *then = arena_alloc(arena, c->n_rosters, sizeof *then);
        if (c->n_rosters)
            memcpy(then, c->rosters, c->n_rosters * sizeof *then);
        count_known(then, c, as_of);
        v.rosters = then;
    }
    return v;
}

const struct title *atlas_titles(const struct atlas *a, size_t *n)
{
    *n = a->claims->n_titles;
    return a->claims->titles;
}

struct holder atlas_place_holder(const struct atlas *a, int place)
{
    const struct place *p = atlas_place(a, place);
    const struct slice *s = &a->claims->by_place[place];

    return (struct holder){.code = p->code,
                           .kind = p->kind,
                           .unit = p->unit,
                           .titles = a->claims->titles + s->first,
                           .n_titles = s->n};
}

int atlas_title_place(const struct atlas *a, const struct title *t)
{
    return t->holder ? atlas_find_code(a, t->holder) : -1;
}

const struct round *atlas_rounds(const struct atlas *a, size_t *n)
{
    *n = a->claims->n_rounds;
    return a->claims->rounds;
}

const struct round *atlas_round(const struct atlas *a, const char *id)
{
    for (size_t i = 0; i < a->claims->n_rounds; i++) {
        if (strcmp(a->claims->rounds[i].id, id) == 0)
            return &a->claims->rounds[i];
    }
    return NULL;
}

const struct quota *atlas_quotas(const struct atlas *a, size_t *n)
{
    *n = a->claims->n_quotas;
    return a->claims->quotas;
}

const struct quota *atlas_quota(const struct atlas *a, const char *round, enum title_kind track,
                                const char *unit)
{
    for (size_t i = 0; i < a->claims->n_quotas; i++) {
        const struct quota *q = &a->claims->quotas[i];
        if (q->track == track && strcmp(q->unit, unit) == 0 && strcmp(q->round, round) == 0)
            return q;
    }
    return NULL;
}

const struct bar *atlas_bars(const struct atlas *a, size_t *n)
{
    *n = a->claims->n_bars;
    return a->claims->bars;
}

const struct bar_row *atlas_bar_rows(const struct atlas *a, size_t *n)
{
    *n = a->claims->n_bars;
    return a->claims->bar_rows;
}
