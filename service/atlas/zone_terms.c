/* zone_terms.c - three tables read with the rest of a revision; rules run when somebody asks. */
#include "atlas/zone_terms.h"

#include "atlas/internal.h"

#include "base/mem.h"
#include "domain/coverage.h"
#include "domain/zone_history.h"
#include "store/targets.h"
#include "store/zone_events.h"

#include <stdlib.h>
#include <string.h>

struct terms {
    struct arena *arena;
    struct zone_event *events; /* by zone, then in order of recording */
    struct target *targets;    /* by position */
    struct measure *measures;
    size_t n_events, n_targets, n_measures;
};

static int by_zone(const void *a, const void *b)
{
    const struct zone_event *p = a, *q = b;
    int order = strcmp(p->zone, q->zone);

    return order ? order : (p->id > q->id) - (p->id < q->id);
}

static int by_position(const void *a, const void *b)
{
    const struct target *p = a, *q = b;
    int order = (p->position > q->position) - (p->position < q->position);

    return order ? order : (p->id > q->id) - (p->id < q->id);
}

bool terms_build(struct store *s, struct terms **out, struct err *err)
{
    struct terms *t = mem_alloc(1, sizeof *t);

    *out = t;
    t->arena = arena_new();
    if (!store_zone_events(s, t->arena, &t->events, &t->n_events, err) ||
        !store_targets(s, t->arena, &t->targets, &t->n_targets, err) ||
        !store_measures(s, t->arena, &t->measures, &t->n_measures, err)) {
        terms_free(t);
        *out = NULL;
        return false;
    }
    if (t->n_events)
        qsort(t->events, t->n_events, sizeof *t->events, by_zone);
    if (t->n_targets)
        qsort(t->targets, t->n_targets, sizeof *t->targets, by_position);
    return true;
}

void terms_free(struct terms *t)
{
    if (!t)
        return;
    arena_free(t->arena);
    free(t);
}

const struct zone_event *atlas_zone_events(const struct atlas *a, const char *zone, size_t *n)
{
    const struct terms *t = a->terms;
    size_t low = 0, high = t->n_events, end;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(t->events[mid].zone, zone) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < t->n_events && strcmp(t->events[end].zone, zone) == 0;)
        end++;
    *n = end - low;
    return *n ? &t->events[low] : NULL;
}

const struct measure *atlas_measures(const struct atlas *a, size_t *n)
{
    *n = a->terms->n_measures;
    return a->terms->measures;
}

size_t atlas_zone_told(const struct atlas *a, const struct zone *z, date_t on, moment_t as_of,
                       struct arena *arena, struct zone_told **out)
{
    const struct title **titles;
    size_t n_titles = atlas_zone_titles(a, z, as_of, arena, &titles), n = 0, n_all;
    const struct zone_event *all = atlas_zone_events(a, z->id, &n_all);

    *out = arena_alloc(arena, TITLE_KINDS, sizeof **out);
    for (int k = 0; k < TITLE_KINDS; k++) {
        enum title_kind track = (enum title_kind)k;
        struct zone_event *events;
        size_t n_events;

        if (!zone_holds(track))
            continue;
        events = arena_alloc(arena, n_all + 1, sizeof *events);
        n_events =
            zone_history(z->id, track, all, n_all, titles, n_titles, as_of, events, n_all + 1);
        if (n_events == 0)
            continue;
        (*out)[n] = (struct zone_told){z, track, events, n_events, {0}};
        zone_terms_tell(track, events, n_events, on, &(*out)[n].terms);
        n++;
    }
    return n;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

size_t atlas_targets(const struct atlas *a, const char *zone, moment_t as_of, struct arena *arena,
                     const struct target ***out)
{
    const struct terms *t = a->terms;
    size_t n = 0;

    *out = arena_alloc(arena, t->n_targets + 1, sizeof(struct target *));
    for (size_t i = 0; i < t->n_targets; i++) {
        if (same(t->targets[i].zone, zone) &&
            view_shows(as_of, t->targets[i].recorded, t->targets[i].retracted))
            (*out)[n++] = &t->targets[i];
    }
    return n;
}
