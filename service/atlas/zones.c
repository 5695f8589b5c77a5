/* zones.c - what is asked of zones and parts: which row speaks, where it lies, how it is drawn. */
#include "atlas/zones.h"

#include "atlas/internal.h"
#include "atlas/zoned.h"
#include "geo/locator.h"

#include <assert.h>
#include <string.h>

size_t atlas_n_zones(const struct atlas *a)
{
    return a->zoned->n_zones;
}

const char *atlas_zone_id(const struct atlas *a, size_t i)
{
    assert(i < a->zoned->n_zones);
    return a->zoned->zones[i].id;
}

long atlas_zone_find(const struct atlas *a, const char *id)
{
    size_t low = 0, high = a->zoned->n_zones;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(a->zoned->zones[middle].id, id);

        if (order == 0)
            return (long)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

const struct zone *atlas_zone(const struct atlas *a, size_t i, date_t on, moment_t as_of)
{
    assert(i < a->zoned->n_zones);
    const struct zoned_zone *z = &a->zoned->zones[i];

    for (size_t k = z->n_rows; k-- > 0;) {
        const struct zone *row = &z->rows[k];

        if (zone_row_shown(row->since, row->until, row->recorded, row->retracted, on, as_of))
            return row;
    }
    return NULL;
}

const struct zone *atlas_zone_of_name(const struct atlas *a, const char *name, date_t on,
                                      moment_t as_of)
{
    for (size_t i = 0; i < a->zoned->n_zones; i++) {
        const struct zone *z = atlas_zone(a, i, on, as_of);

        if (z && strcmp(z->name, name) == 0)
            return z;
    }
    return NULL;
}

size_t atlas_zone_parts(const struct atlas *a, const char *id, date_t on, moment_t as_of,
                        struct arena *arena, const struct atlas_part ***out)
{
    long at = atlas_zone_find(a, id);
    size_t n = 0;

    *out = NULL;
    if (at < 0)
        return 0;
    const struct zoned_zone *z = &a->zoned->zones[at];
    *out = arena_alloc(arena, z->n_parts, sizeof(struct atlas_part *));
    for (size_t i = 0; i < z->n_parts; i++) {
        const struct zone_part *p = &z->parts[i].part;

        if (zone_row_shown(p->since, p->until, p->recorded, p->retracted, on, as_of))
            (*out)[n++] = &z->parts[i];
    }
    return n;
}

size_t atlas_all_parts(const struct atlas *a)
{
    size_t n = 0;

    for (size_t i = 0; i < a->zoned->n_zones; i++)
        n += a->zoned->zones[i].n_parts;
    return n;
}

const struct atlas_part *atlas_part_at(const struct atlas *a, size_t i)
{
    size_t z = 0;

    while (i >= a->zoned->zones[z].n_parts) {
        i -= a->zoned->zones[z].n_parts;
        z++;
        assert(z < a->zoned->n_zones);
    }
    return &a->zoned->zones[z].parts[i];
}

bool atlas_part_covers(const struct atlas *a, const struct atlas_part *p, double lon, double lat)
{
    const struct box point = {lon, lat, lon, lat};
    long at = atlas_zone_find(a, p->part.zone);

    if (!p->shape || at < 0 || !boxes_meet(&p->shape->box, &point))
        return false;
    const struct zoned_zone *z = &a->zoned->zones[at];
    return locator_find(z->locators[p - z->parts], lon, lat).shape >= 0;
}

/* ---- how it is drawn ---- */

static const struct multipolygon *joined_on(const struct zoned_zone *z, date_t on)
{
    for (size_t i = z->n_joined; i-- > 0;) {
        const struct joined *j = &z->joined[i];

        if (on == DATE_NONE || ((j->since == DATE_NONE || j->since <= on) &&
                                (j->until == DATE_NONE || on <= j->until)))
            return j->area;
    }
    return NULL;
}

/* A row that has ended in the register meanwhile shows no shape: shapes follow the revision. */
static bool shape_shown(const struct zoned_zone *z, date_t on, moment_t as_of)
{
    for (size_t i = 0; i < z->n_parts; i++) {
        const struct zone_part *p = &z->parts[i].part;

        if (z->parts[i].shape &&
            zone_row_shown(p->since, p->until, p->recorded, p->retracted, on, as_of))
            return true;
    }
    return false;
}

struct zone_drawn atlas_zone_drawn(const struct atlas *a, const struct zone *z, date_t on,
                                   moment_t as_of)
{
    struct zone_drawn d = {.shape = ZONE_SHAPE_NONE, .place = -1};
    long at = atlas_zone_find(a, z->id);

    assert(at >= 0);
    const struct zoned_zone *zone = &a->zoned->zones[at];
    if (shape_shown(zone, on, as_of)) {
        d.area = joined_on(zone, on);
        if (d.area) {
            d.shape = ZONE_SHAPE_PUBLISHED;
            return d;
        }
    }
    d.host = z->host_code ? z->host_code : z->host_guess;
    d.host_verified = z->host_code != NULL;
    d.place = d.host ? atlas_find_code(a, d.host) : -1;
    if (d.place >= 0) {
        d.shape = ZONE_SHAPE_HOST_AREA;
        d.area = atlas_shape(a, d.place, DETAIL_FULL, NULL);
    }
    return d;
}

/* ---- its titles ---- */

size_t atlas_zone_titles(const struct atlas *a, const struct zone *z, moment_t as_of,
                         struct arena *arena, const struct title ***out)
{
    size_t n_all, n = 0;
    const struct title *all = atlas_titles(a, &n_all);

    *out = arena_alloc(arena, n_all, sizeof(struct title *));
    for (size_t i = 0; i < n_all; i++) {
        const struct title *t = &all[i];

        if (!t->holder && zone_holds(t->kind) && title_shown(t, as_of) &&
            strcmp(t->name, z->name) == 0)
            (*out)[n++] = t;
    }
    return n;
}

static int weight(const struct view *v, const struct title *t, date_t on)
{
    enum title_status status = title_status(v, NULL, 0, t, on);
    bool former = t->kind == TITLE_FORMER_DEMO_ZONE || t->kind == TITLE_FORMER_TRIAL_ZONE;

    if (t->confidence != CONFIDENCE_STATED)
        return 0;
    if (title_status_counts(status))
        return former ? 3 : 4;
    return status != STATUS_TERM_UNKNOWN ? 0 : former ? 1 : 2;
}

enum title_kind atlas_zone_kind(const struct atlas *a, const struct zone *z,
                                const struct view *view, date_t on, struct arena *arena)
{
    const struct title **titles;
    size_t n = atlas_zone_titles(a, z, view->as_of, arena, &titles);
    enum title_kind kind = z->kind;
    int best = 0;

    for (size_t i = 0; i < n; i++) {
        int w = weight(view, titles[i], on);

        if (w > 0 && w >= best) {
            best = w;
            kind = titles[i]->kind;
        }
    }
    return kind;
}
