/* zoned.c - zones and parts read from the register, put together by id, their shapes made ready for
 * the two questions: is this point inside, and how does the whole look? */
#include "atlas/zoned.h"

#include "base/log.h"
#include "base/mem.h"
#include "geo/compare.h"
#include "geo/locator.h"
#include "geo/wkb.h"

#include <stdlib.h>
#include <string.h>

struct zoned *zoned_share(struct zoned *z)
{
    atomic_fetch_add(&z->n_users, 1);
    return z;
}

void zoned_drop(struct zoned *z)
{
    if (!z || atomic_fetch_sub(&z->n_users, 1) != 1)
        return;
    for (size_t i = 0; i < z->n_zones; i++) {
        for (size_t k = 0; k < z->zones[i].n_parts; k++)
            locator_free(z->zones[i].locators[k]);
    }
    arena_free(z->arena);
    free(z->key);
    free(z);
}

/* ---- by id ---- */

static int by_id(const void *a, const void *b)
{
    const struct zone_row *p = a, *q = b;
    int order = strcmp(p->zone.id, q->zone.id);

    return order ? order : (p->row > q->row) - (p->row < q->row);
}

static int by_zone(const void *a, const void *b)
{
    const struct zone_part_row *p = a, *q = b;
    int order = strcmp(p->part.zone, q->part.zone);

    if (order == 0)
        order = (p->part.number > q->part.number) - (p->part.number < q->part.number);
    return order ? order : (p->row > q->row) - (p->row < q->row);
}

static void put_zones(struct zoned *z, struct zone_row *rows, size_t n)
{
    if (n)
        qsort(rows, n, sizeof *rows, by_id);
    z->zones = arena_alloc(z->arena, n, sizeof *z->zones);
    struct zoned_zone *at = z->zones;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(rows[i - 1].zone.id, rows[i].zone.id) != 0) {
            at = &z->zones[z->n_zones++];
            *at = (struct zoned_zone){.id = rows[i].zone.id,
                                      .rows = arena_alloc(z->arena, n - i, sizeof *at->rows)};
        }
        at->rows[at->n_rows++] = rows[i].zone;
    }
}

/* The rows themselves, with the bytes of their shapes, are let go. */
static void keep_texts(struct arena *a, struct zone_part *p)
{
    const char **texts[] = {&p->zone,        &p->name,  &p->function, &p->stage,
                            &p->extent_text, &p->datum, &p->source,   &p->document};

    for (size_t i = 0; i < COUNT(texts); i++) {
        if (*texts[i])
            *texts[i] = arena_strdup(a, *texts[i]);
    }
}

static bool read_shape(struct zoned *z, const struct zone_part_row *row, struct atlas_part *p,
                       struct err *err)
{
    struct multipolygon *shape;
    char hex[SHA256_HEX];

    *p = (struct atlas_part){.part = row->part};
    keep_texts(z->arena, &p->part);
    memcpy(p->given, row->given, sizeof p->given);
    if (row->has_original)
        p->original = arena_strdup(z->arena, sha256_hex(&row->original, hex));
    if (row->shape.size == 0)
        return true;
    shape = arena_alloc(z->arena, 1, sizeof *shape);
    if (!wkb_read_area(row->shape, z->arena, shape, err))
        return false;
    multipolygon_measure(shape);
    p->shape = shape;
    z->memory += 2 * sizeof(double) * shape->n_points;
    return true;
}

static bool put_part(struct zoned *z, struct zoned_zone *at, const struct zone_part_row *row,
                     struct err *err)
{
    struct atlas_part *p = &at->parts[at->n_parts];

    at->locators[at->n_parts] = NULL;
    if (!read_shape(z, row, p, err))
        return false;
    if (p->shape) {
        at->locators[at->n_parts] = locator_new(&p->shape, 1);
        z->memory += locator_memory(at->locators[at->n_parts]);
    }
    at->n_parts++;
    return true;
}

static bool put_parts(struct zoned *z, struct zone_part_row *rows, size_t n, struct err *err)
{
    size_t k = 0;

    if (n)
        qsort(rows, n, sizeof *rows, by_zone);
    for (size_t i = 0; i < z->n_zones; i++) {
        struct zoned_zone *at = &z->zones[i];
        size_t first = k;

        while (k < n && strcmp(rows[k].part.zone, at->id) < 0)
            first = ++k; /* of no zone: sizhi check tells */
        while (k < n && strcmp(rows[k].part.zone, at->id) == 0)
            k++;
        at->parts = arena_alloc(z->arena, k - first, sizeof *at->parts);
        at->locators = arena_alloc(z->arena, k - first, sizeof(struct locator *));
        for (size_t p = first; p < k; p++) {
            if (!put_part(z, at, &rows[p], err))
                return false;
        }
    }
    return true;
}

/* ---- the whole of a zone ---- */

static bool holds(const struct atlas_part *p, date_t on)
{
    return p->shape && zone_row_shown(p->part.since, p->part.until, p->part.recorded,
                                      p->part.retracted, on, MOMENT_NONE);
}

/* The first day after `day` on which a part comes or goes; DATE_NONE: none.  INT32_MIN, which is
 * DATE_NONE as well, lies before all days. */
static date_t next_change(const struct zoned_zone *at, date_t day)
{
    date_t next = DATE_NONE;

    for (size_t i = 0; i < at->n_parts; i++) {
        const struct zone_part *p = &at->parts[i].part;
        const date_t days[] = {p->since, p->until == DATE_NONE ? DATE_NONE : p->until + 1};

        if (!at->parts[i].shape || p->retracted != MOMENT_NONE)
            continue;
        for (size_t d = 0; d < COUNT(days); d++) {
            if (days[d] > day && (next == DATE_NONE || days[d] < next))
                next = days[d];
        }
    }
    return next;
}

/* Side by side, where they could not be joined. */
static void put_together(struct arena *a, const struct multipolygon *const *shapes, size_t n,
                         struct multipolygon *out)
{
    uint32_t points = 0, rings = 0;

    for (size_t i = 0; i < n; i++) {
        points += shapes[i]->n_points;
        rings += shapes[i]->n_rings;
    }
    *out = (struct multipolygon){.xy = arena_alloc(a, 2 * (size_t)points, sizeof(double)),
                                 .rings = arena_alloc(a, rings, sizeof(struct ring))};
    for (size_t i = 0; i < n; i++) {
        memcpy(out->xy + 2 * (size_t)out->n_points, shapes[i]->xy,
               2 * sizeof(double) * shapes[i]->n_points);
        for (uint32_t r = 0; r < shapes[i]->n_rings; r++) {
            out->rings[out->n_rings] = shapes[i]->rings[r];
            out->rings[out->n_rings++].first += out->n_points;
        }
        out->n_points += shapes[i]->n_points;
    }
}

static const struct multipolygon *join(struct zoned *z, struct geos *g, const struct zoned_zone *at,
                                       date_t on)
{
    const struct multipolygon **shapes =
        arena_alloc(z->arena, at->n_parts, sizeof(struct multipolygon *));
    struct multipolygon *out;
    struct err err = {0};
    size_t n = 0;

    for (size_t i = 0; i < at->n_parts; i++) {
        if (holds(&at->parts[i], on))
            shapes[n++] = at->parts[i].shape;
    }
    if (n < 2)
        return n ? shapes[0] : NULL;
    out = arena_alloc(z->arena, 1, sizeof *out);
    if (!shape_union(g, shapes, n, z->arena, out, &err)) {
        log_error("atlas", "the parts of %s are drawn side by side: %s", at->id, err.text);
        put_together(z->arena, shapes, n, out);
    }
    multipolygon_measure(out);
    multipolygon_orient(out);
    z->memory += 2 * sizeof(double) * out->n_points;
    return out;
}

static void join_parts(struct zoned *z, struct geos *g, struct zoned_zone *at)
{
    /* Before all days every unknown beginning has begun. */
    date_t day = DATE_NONE;

    at->joined = arena_alloc(z->arena, 2 * at->n_parts + 1, sizeof *at->joined);
    do {
        date_t next = next_change(at, day);
        date_t on = day != DATE_NONE ? day : next != DATE_NONE ? next - 1 : 0;
        const struct multipolygon *area = join(z, g, at, on);

        if (area)
            at->joined[at->n_joined++] =
                (struct joined){day, next == DATE_NONE ? DATE_NONE : next - 1, area};
        day = next;
    } while (day != DATE_NONE);
}

bool zoned_build(struct store *s, const char *key, struct zoned **out, struct err *err)
{
    struct zoned *z = mem_alloc(1, sizeof *z);
    struct zone_part_row *parts;
    struct zone_row *zones;
    size_t n_zones, n_parts;
    struct arena *scratch = arena_new();
    bool ok;

    atomic_init(&z->n_users, 1);
    z->arena = arena_new();
    z->key = mem_strdup(key);
    ok = store_zones(s, z->arena, &zones, &n_zones, err) &&
         store_zone_parts(s, scratch, &parts, &n_parts, err);
    if (ok) {
        put_zones(z, zones, n_zones);
        ok = put_parts(z, parts, n_parts, err);
    }
    if (ok) {
        struct geos *g = geos_new();

        for (size_t i = 0; i < z->n_zones; i++)
            join_parts(z, g, &z->zones[i]);
        geos_free(g);
    }
    arena_free(scratch);
    *out = ok ? z : NULL;
    if (!ok)
        zoned_drop(z);
    return ok;
}
