/* institutions.c - what is asked of the directories: who stands in them, and where each lies. */
#include "atlas/institutions.h"

#include "atlas/directory.h"
#include "atlas/internal.h"
#include "atlas/zoned.h"
#include "domain/coverage.h"
#include "geo/locator.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const struct directory_entry *atlas_institutions(const struct atlas *a, size_t *n)
{
    *n = a->directory->n_entries;
    return a->directory->entries;
}

const struct directory_entry *atlas_institution(const struct atlas *a, int64_t id)
{
    const struct directory *d = a->directory;
    size_t low = 0, high = d->n_entries;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (d->entries[middle].id == id)
            return &d->entries[middle];
        if (d->entries[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- who stands in it ---- */

const struct institution *entry_row(const struct directory_entry *e, date_t on, moment_t as_of)
{
    const struct institution *newest = NULL;

    for (size_t i = 0; i < e->n_rows; i++) {
        const struct institution *row = &e->rows[i];

        if (on != DATE_NONE ? institution_row_shown(row, on, as_of)
                            : view_shows(as_of, row->recorded, row->retracted) &&
                                  (!newest || row->since >= newest->since))
            newest = row;
    }
    return newest;
}

const struct institution_stay *entry_stay(const struct directory_entry *e, date_t on,
                                          moment_t as_of)
{
    for (size_t i = 0; i < e->n_stays; i++) {
        if (stay_holds(&e->stays[i], on, as_of))
            return &e->stays[i];
    }
    return NULL;
}

bool entry_stands(const struct directory_entry *e, date_t on, moment_t as_of)
{
    return entry_stay(e, on, as_of) != NULL && entry_row(e, on, as_of) != NULL;
}

size_t atlas_count_institutions(const struct atlas *a, const char *zone, date_t on, moment_t as_of)
{
    const struct directory *d = a->directory;
    size_t n = 0;

    for (size_t i = 0; i < d->n_entries; i++)
        n += strcmp(d->entries[i].zone, zone) == 0 && entry_stands(&d->entries[i], on, as_of);
    return n;
}

/* ---- where it lies ---- */

static const struct placement_row {
    const char *name, *zh, *en;
} placements[PLACEMENTS] = {
    [PLACED_NO_POINT] = {"no_point", "未提供坐标", "no point on record"},
    [PLACED_UNKNOWN] = {"unknown", "未知（四至未公布）", "unknown (limits not published)"},
    [PLACED_INSIDE] = {"inside", "在集聚区内", "inside the zone"},
    [PLACED_OUTSIDE] = {"outside", "在集聚区外", "outside the zone"},
};

const char *placement_name(enum placement p)
{
    assert((int)p >= 0 && p < PLACEMENTS);
    return placements[p].name;
}

const char *placement_label(enum placement p, bool english)
{
    assert((int)p >= 0 && p < PLACEMENTS);
    return english ? placements[p].en : placements[p].zh;
}

static bool part_shown(const struct zone_part *p, date_t on, moment_t as_of)
{
    return zone_row_shown(p->since, p->until, p->recorded, p->retracted, on, as_of);
}

/* A part without a shape may lie anywhere: then nothing can be said to be outside. */
struct placed atlas_placed(const struct atlas *a, const struct institution *i, date_t on,
                           moment_t as_of)
{
    struct placed p = {.where = i->has_point ? PLACED_UNKNOWN : PLACED_NO_POINT, .metres = NAN};
    const long at = i->has_point ? atlas_zone_find(a, i->zone) : -1;
    size_t n_shapes = 0, n_parts = 0;

    if (at < 0)
        return p;
    const struct zoned_zone *z = &a->zoned->zones[at];
    for (size_t k = 0; k < z->n_parts; k++) {
        if (!part_shown(&z->parts[k].part, on, as_of))
            continue;
        n_parts++;
        if (!z->parts[k].shape)
            continue;
        n_shapes++;
        if (locator_find(z->locators[k], i->lon, i->lat).shape >= 0)
            return (struct placed){PLACED_INSIDE, &z->parts[k], NAN};
        p.metres = fmin(p.metres, locator_edge_metres(z->locators[k], i->lon, i->lat));
    }
    if (n_shapes > 0 && n_shapes == n_parts)
        p.where = PLACED_OUTSIDE;
    return p;
}

/* ---- draws ---- */

const struct atlas_draw *atlas_draws(const struct atlas *a, size_t *n)
{
    *n = a->directory->n_draws;
    return a->directory->draws;
}

const struct atlas_draw *atlas_draw(const struct atlas *a, int64_t id)
{
    for (size_t i = 0; i < a->directory->n_draws; i++) {
        if (a->directory->draws[i].row.id == id)
            return &a->directory->draws[i];
    }
    return NULL;
}

const struct draw_outcome *atlas_draw_outcome(const struct atlas *a, int64_t draw,
                                              int64_t institution)
{
    const struct directory *d = a->directory;

    for (size_t i = d->n_outcomes; i-- > 0;) {
        if (d->outcomes[i].draw == draw && d->outcomes[i].institution == institution)
            return &d->outcomes[i];
    }
    return NULL;
}
