/* zones.c - zones and parts as they were recorded, every row held against its digest. */
#include "store/zones.h"

#include "store/claims_rows.h"
#include "store/internal.h"
#include "store/place_known.h"
#include "store/reading.h"
#include "store/walk.h"

#include <math.h>
#include <string.h>

static const char BY_NAME[] =
    "SELECT id FROM zone WHERE retracted_ms IS NULL AND name = $1 ORDER BY row DESC LIMIT 1";

static struct zone_row zone_from_row(struct reading *r)
{
    struct zone_row z = {
        .row = column_int(r->row, COL_CLAIM_KEY),
        .zone = {.id = reading_text(r, COL_ZONE_ID),
                 .name = reading_text(r, COL_ZONE_NAME),
                 .host_name = reading_text(r, COL_ZONE_HOST_NAME),
                 .host_code = reading_text(r, COL_ZONE_HOST_CODE),
                 .host_guess = reading_text(r, COL_ZONE_HOST_GUESS),
                 .unit = reading_text(r, COL_ZONE_UNIT),
                 .applicant = reading_text(r, COL_ZONE_APPLICANT),
                 .declared_m2 = reading_number(r, COL_ZONE_DECLARED),
                 .source = reading_text(r, COL_ZONE_SOURCE),
                 .document = reading_text(r, COL_ZONE_DOCUMENT),
                 .note = reading_text(r, COL_ZONE_NOTE),
                 .since = reading_date(r, COL_ZONE_SINCE),
                 .until = reading_date(r, COL_ZONE_UNTIL),
                 .recorded = column_int(r->row, COL_ZONE_RECORDED),
                 .retracted = column_int_or(r->row, COL_ZONE_RETRACTED, MOMENT_NONE)},
        .origin = reading_text(r, COL_ZONE_ORIGIN),
    };

    if (!title_kind_parse(reading_text(r, COL_ZONE_KIND), &z.zone.kind) ||
        !zone_holds(z.zone.kind) ||
        !host_kind_parse(reading_text(r, COL_ZONE_HOST_KIND), &z.zone.host_kind))
        r->bad = true;
    return z;
}

static struct zone_part_row part_from_row(struct reading *r)
{
    struct zone_part_row p = {
        .row = column_int(r->row, COL_CLAIM_KEY),
        .part = {.zone = reading_text(r, COL_PART_ZONE),
                 .number = (int)column_int(r->row, COL_PART_NUMBER),
                 .name = reading_text(r, COL_PART_NAME),
                 .function = reading_text(r, COL_PART_FUNCTION),
                 .stage = reading_text(r, COL_PART_STAGE),
                 .extent_text = reading_text(r, COL_PART_EXTENT),
                 .declared_m2 = reading_number(r, COL_PART_DECLARED),
                 .area_m2 = reading_number(r, COL_PART_AREA),
                 .datum = reading_text(r, COL_PART_CRS),
                 .source = reading_text(r, COL_PART_SOURCE),
                 .document = reading_text(r, COL_PART_DOCUMENT),
                 .since = reading_date(r, COL_PART_SINCE),
                 .until = reading_date(r, COL_PART_UNTIL),
                 .recorded = column_int(r->row, COL_PART_RECORDED),
                 .retracted = column_int_or(r->row, COL_PART_RETRACTED, MOMENT_NONE)},
        .shape = column_blob(r->row, COL_PART_SHAPE, r->a),
        .has_original = !column_is_null(r->row, COL_PART_ORIGINAL),
        .origin = reading_text(r, COL_PART_ORIGIN),
    };

    column_digest(r->row, COL_PART_ORIGINAL, &p.original);
    for (int side = 0; side < EXTENT_SIDES; side++)
        p.given[side] = reading_number(r, COL_PART_GIVEN + side);
    if (!shape_method_parse(reading_text(r, COL_PART_METHOD), &p.part.method))
        r->bad = true;
    return p;
}

static bool read_zones(struct walk *w, struct arena *a, struct zone_row **out, size_t *n,
                       struct err *err)
{
    struct zone_row *rows = NULL;
    size_t room = 0;

    *n = 0;
    while (walk_next(w, a, err)) {
        struct reading r = {w->row, a, false};

        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = zone_from_row(&r);
        if (!reading_whole(&r, w, err))
            walk_fail(w);
    }
    *out = rows;
    return walk_end(w);
}

static bool read_parts(struct walk *w, struct arena *a, struct zone_part_row **out, size_t *n,
                       struct err *err)
{
    struct zone_part_row *rows = NULL;
    size_t room = 0;

    *n = 0;
    while (walk_next(w, a, err)) {
        struct reading r = {w->row, a, false};

        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = part_from_row(&r);
        if (!reading_whole(&r, w, err))
            walk_fail(w);
    }
    *out = rows;
    return walk_end(w);
}

bool store_zones(struct store *s, struct arena *a, struct zone_row **out, size_t *n,
                 struct err *err)
{
    struct walk w;

    return walk_begin(&w, s, &claim_tables[ROWS_ZONE], err) && read_zones(&w, a, out, n, err);
}

bool store_zone_parts(struct store *s, struct arena *a, struct zone_part_row **out, size_t *n,
                      struct err *err)
{
    struct walk w;

    return walk_begin(&w, s, &claim_tables[ROWS_ZONE_PART], err) && read_parts(&w, a, out, n, err);
}

bool store_zone_rows(struct store *s, struct arena *a, const char *id, struct zone_row **out,
                     size_t *n, struct err *err)
{
    struct walk w;

    return walk_begin_of(&w, s, &zone_of_id, id, err) && read_zones(&w, a, out, n, err);
}

bool store_zone_part_rows(struct store *s, struct arena *a, const char *id,
                          struct zone_part_row **out, size_t *n, struct err *err)
{
    struct walk w;

    return walk_begin_of(&w, s, &parts_of_zone, id, err) && read_parts(&w, a, out, n, err);
}

bool store_zone(struct store *s, struct arena *a, const char *id, date_t on, struct zone *out,
                bool *there, struct err *err)
{
    struct zone_row *rows;
    size_t n;

    if (!store_zone_rows(s, a, id, &rows, &n, err))
        return false;
    *there = n > 0;
    if (n > 0)
        *out = rows[n - 1].zone;
    for (size_t i = 0; i < n; i++) {
        const struct zone *z = &rows[i].zone;

        if (zone_row_shown(z->since, z->until, z->recorded, z->retracted, on, MOMENT_NONE))
            *out = *z;
    }
    return true;
}

bool store_zone_of_name(struct store *s, struct arena *a, const char *name, date_t on,
                        struct zone *out, bool *there, struct err *err)
{
    struct stmt *q = stmt_get(s->db, BY_NAME, err);
    const char *id = NULL;
    int rc;

    *there = false;
    if (!q)
        return false;
    bind_text(q, 1, name);
    rc = stmt_step(q, err);
    if (rc == 1)
        id = column_text(q, 0, a);
    stmt_done(q);
    return rc == 0 || (rc == 1 && store_zone(s, a, id, on, out, there, err));
}

bool store_zone_parts_of(struct store *s, struct arena *a, const char *id, date_t on,
                         struct zone_part_row **out, size_t *n, struct err *err)
{
    struct zone_part_row *rows;
    size_t n_rows;

    *n = 0;
    if (!store_zone_part_rows(s, a, id, &rows, &n_rows, err))
        return false;
    *out = rows;
    for (size_t i = 0; i < n_rows; i++) {
        const struct zone_part *p = &rows[i].part;

        if (zone_row_shown(p->since, p->until, p->recorded, p->retracted, on, MOMENT_NONE))
            rows[(*n)++] = rows[i];
    }
    return true;
}

bool store_zone_subject(struct store *s, struct arena *a, const struct zone *z, struct subject *out,
                        struct err *err)
{
    const char *code = z->applicant ? z->applicant : z->host_code;
    struct place_known p;

    *out = (struct subject){.unit = z->unit, .place = z->applicant};
    if (!code)
        return true;
    if (!store_place_known(s, a, code, &p, err))
        return false;
    out->prefecture = p.prefecture;
    return true;
}

bool store_zones_key(struct store *s, struct arena *a, const char **key, struct err *err)
{
    const char *zones, *parts;

    if (!store_meta(s, a, "digest:zone", &zones, err) ||
        !store_meta(s, a, "digest:zone_part", &parts, err))
        return false;
    *key = arena_printf(a, "%s/%s", zones ? zones : "", parts ? parts : "");
    return true;
}
