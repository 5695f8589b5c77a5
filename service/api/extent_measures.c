/* extent_measures.c - shape against host, applicant, the other parts and the other zones.
 *
 * Boxes are asked first, so that what is far apart costs nothing.  A comparison that is refused
 * (too much work, or no answer) is told and the rest goes on. */
#include "api/extent_measures.h"

#include "base/mem.h"
#include "geo/compare.h"

#include <math.h>
#include <string.h>

enum { FAULTS_MOST = 20 };

/* About a hundred metres: nothing farther apart leaves a sliver. */
static const double NEAR_DEGREES = 0.001;

struct measuring {
    const struct atlas *a;
    struct geos *g;
    struct arena *arena;
    date_t today;
    const struct extent_subject *z;
    struct extent_measured *out;
};

static bool has_failed(struct measuring *m, const struct err *err)
{
    struct extent_measured *out = m->out;

    if (err->kind == ERR_NONE)
        return false;
    if (out->n_faults < FAULTS_MOST) {
        out->faults_en[out->n_faults] = arena_strdup(m->arena, err->text);
        out->faults_zh[out->n_faults++] =
            arena_strdup(m->arena, err->zh[0] ? err->zh : "无法比较该图形");
    }
    return true;
}

static struct extent_drawing *draw(struct measuring *m, enum extent_check check, int part,
                                   const struct multipolygon *area)
{
    struct extent_measured *out = m->out;

    if (out->n_drawings == out->room) {
        size_t room = out->room ? 2 * out->room : 16;
        struct extent_drawing *more = arena_alloc(m->arena, room, sizeof *more);

        if (out->n_drawings)
            memcpy(more, out->drawings, out->n_drawings * sizeof *more);
        out->drawings = more;
        out->room = room;
    }
    struct extent_drawing *d = &out->drawings[out->n_drawings++];
    *d = (struct extent_drawing){.check = check, .part = part, .area = *area};
    return d;
}

/* ---- what is measured ---- */

struct extent_subject extent_published(const struct atlas *a, struct arena *arena,
                                       const struct zone *z, date_t on)
{
    const struct atlas_part **from;
    size_t n = atlas_zone_parts(a, z->id, on, MOMENT_NONE, arena, &from);
    struct extent_part *parts = arena_alloc(arena, n, sizeof *parts);

    for (size_t i = 0; i < n; i++) {
        parts[i] = (struct extent_part){.number = from[i]->part.number,
                                        .name = from[i]->part.name,
                                        .extent_text = from[i]->part.extent_text,
                                        .shape = from[i]->shape,
                                        .declared_m2 = from[i]->part.declared_m2,
                                        .area_m2 = from[i]->part.area_m2};
        memcpy(parts[i].given, from[i]->given, sizeof parts[i].given);
    }
    /* Our guess at a host decides nothing, here as everywhere. */
    return (struct extent_subject){.id = z->id,
                                   .name = z->name,
                                   .host = z->host_code,
                                   .applicant = z->applicant,
                                   .declared_m2 = z->declared_m2,
                                   .parts = parts,
                                   .n_parts = n};
}

/* ---- inside what it should lie in ---- */

static double measure_outside(struct measuring *m, enum extent_check check,
                              const struct extent_part *p, const char *code)
{
    int place = code ? atlas_find_code(m->a, code) : -1;
    struct multipolygon outside;
    struct err err = {0};
    double share;

    if (!p->shape || place < 0)
        return NAN;
    if (!shape_outside(m->g, p->shape, atlas_shape(m->a, place, DETAIL_FULL, NULL), m->arena,
                       &outside, &share, &err)) {
        has_failed(m, &err);
        return NAN;
    }
    if (outside.n_rings)
        draw(m, check, p->number, &outside);
    return share;
}

/* ---- a datum that was forgotten ---- */

static void undo_shift(struct measuring *m, const struct extent_part *p)
{
    struct multipolygon back = multipolygon_copy(m->arena, p->shape);

    for (uint32_t i = 0; i < back.n_points; i++)
        datum_to_cgcs2000(DATUM_GCJ02, &back.xy[2 * i], &back.xy[2 * i + 1]);
    multipolygon_measure(&back);
    draw(m, CHECK_DATUM_SUSPECT, p->number, &back);
}

static void guard_datum(struct measuring *m, const struct extent_part *p, struct part_measures *out)
{
    int host = m->z->host ? atlas_find_code(m->a, m->z->host) : -1, county = -1;
    int places[2];
    double x, y;

    multipolygon_label_point(p->shape, &x, &y);
    struct chain chain = atlas_locate(m->a, x, y);
    if (chain.n)
        county = chain.places[chain.n - 1];
    places[0] = county;
    places[1] = host == county ? -1 : host;
    for (size_t i = 0; i < COUNT(places) && !out->datum_suspect; i++) {
        struct datum_guess guess;
        struct err err = {0};

        if (places[i] < 0)
            continue;
        if (!datum_guard(m->g, p->shape, atlas_shape(m->a, places[i], DETAIL_FULL, NULL), &guess,
                         &err)) {
            has_failed(m, &err);
            continue;
        }
        out->datum_suspect = guess.suspect;
        out->datum_share_before = guess.share_as_given;
        out->datum_share_after = guess.share_undone;
    }
    if (out->datum_suspect)
        undo_shift(m, p);
}

/* ---- other parts ---- */

static bool are_near(const struct box *a, const struct box *b)
{
    const struct box wider = {a->min_x - NEAR_DEGREES, a->min_y - NEAR_DEGREES,
                              a->max_x + NEAR_DEGREES, a->max_y + NEAR_DEGREES};
    return boxes_meet(&wider, b);
}

/* true: they overlap, by so much. */
static bool measure_overlap(struct measuring *m, const struct multipolygon *a,
                            const struct multipolygon *b, struct multipolygon *both, double *m2)
{
    struct err err = {0};

    *m2 = 0;
    if (!boxes_meet(&a->box, &b->box))
        return false;
    if (!shape_overlap(m->g, a, b, m->arena, both, m2, &err))
        return has_failed(m, &err) && false;
    return *m2 > 0;
}

static bool measure_gap(struct measuring *m, const struct multipolygon *a,
                        const struct multipolygon *b, double *metres)
{
    struct err err = {0};

    if (!shape_distance(m->g, a, b, metres, &err))
        return has_failed(m, &err) && false;
    return *metres > 0;
}

static void compare_parts(struct measuring *m, size_t i, struct part_measures *out)
{
    const struct extent_part *p = &m->z->parts[i];
    struct extent_other *overlaps = arena_alloc(m->arena, m->z->n_parts, sizeof *overlaps);
    struct extent_other *gaps = arena_alloc(m->arena, m->z->n_parts, sizeof *gaps);

    out->overlaps = overlaps;
    out->gaps = gaps;
    for (size_t k = i + 1; k < m->z->n_parts; k++) {
        const struct extent_part *other = &m->z->parts[k];
        struct multipolygon both;
        double amount;

        if (!other->shape || !are_near(&p->shape->box, &other->shape->box))
            continue;
        if (measure_overlap(m, p->shape, other->shape, &both, &amount)) {
            overlaps[out->n_overlaps++] = (struct extent_other){
                .number = other->number, .name = other->name, .area_m2 = amount, .gap_m = NAN};
            draw(m, CHECK_PARTS_OVERLAP, p->number, &both)->other_part = other->number;
        } else if (measure_gap(m, p->shape, other->shape, &amount)) {
            gaps[out->n_gaps++] = (struct extent_other){
                .number = other->number, .name = other->name, .gap_m = amount};
        }
    }
}

/* ---- other zones ---- */

static bool may_hold(const struct atlas *a, struct arena *arena, const struct zone *z, date_t today)
{
    struct view view = atlas_view(a, MOMENT_NONE, arena);
    const struct title **titles;
    size_t n = atlas_zone_titles(a, z, MOMENT_NONE, arena, &titles);

    for (size_t i = 0; i < n; i++) {
        enum title_status s = title_status(&view, NULL, 0, titles[i], today);

        if (title_status_counts(s) || s == STATUS_TERM_UNKNOWN || s == STATUS_NOT_YET)
            return true;
    }
    return false;
}

const struct zone *extent_other_zone(const struct atlas *a, struct arena *arena, date_t today,
                                     const char *id, size_t i, struct zone_drawn *drawn)
{
    const struct zone *z = atlas_zone(a, i, today, MOMENT_NONE);

    if (!z || (id && strcmp(z->id, id) == 0))
        return NULL;
    *drawn = atlas_zone_drawn(a, z, today, MOMENT_NONE);
    return drawn->shape == ZONE_SHAPE_PUBLISHED && may_hold(a, arena, z, today) ? z : NULL;
}

static void compare_zones(struct measuring *m, const struct extent_part *p,
                          struct part_measures *out)
{
    size_t n = atlas_n_zones(m->a);
    struct extent_other *zones = arena_alloc(m->arena, n, sizeof *zones);

    out->zones = zones;
    for (size_t i = 0; i < n; i++) {
        struct zone_drawn drawn;
        const struct zone *z = extent_other_zone(m->a, m->arena, m->today, m->z->id, i, &drawn);
        struct multipolygon both;
        double m2;

        if (!z || !measure_overlap(m, p->shape, drawn.area, &both, &m2))
            continue;
        zones[out->n_zones++] =
            (struct extent_other){.id = z->id, .name = z->name, .area_m2 = m2, .gap_m = NAN};
        draw(m, CHECK_ZONES_OVERLAP, p->number, &both)->other_zone = z->id;
    }
}

/* ---- all of it ---- */

static void read_text(struct measuring *m, const struct extent_part *p, struct part_measures *out)
{
    struct err err = {0};
    struct extent *e = arena_alloc(m->arena, 1, sizeof *e);

    out->has_text = p->extent_text != NULL;
    if (!p->extent_text)
        return;
    if (extent_parse(m->arena, p->extent_text, e, &err)) {
        out->text = e;
        return;
    }
    out->text_fault_en = arena_strdup(m->arena, err.text);
    out->text_fault_zh = arena_strdup(m->arena, err.zh);
}

static void measure_part(struct measuring *m, size_t i, struct part_measures *out)
{
    const struct extent_part *p = &m->z->parts[i];

    *out = (struct part_measures){
        .number = p->number,
        .name = p->name,
        .has_shape = p->shape != NULL,
        .area_m2 = p->area_m2,
        .declared_m2 = p->declared_m2,
        .outside_host = measure_outside(m, CHECK_OUTSIDE_HOST, p, m->z->host),
        .outside_applicant = measure_outside(m, CHECK_OUTSIDE_APPLICANT, p, m->z->applicant),
        .datum_share_before = NAN,
        .datum_share_after = NAN,
    };
    read_text(m, p, out);
    for (int side = 0; side < EXTENT_SIDES; side++) {
        out->given_limits[side] = p->given[side];
        out->limit_off_m[side] = p->shape && !isnan(p->given[side])
                                     ? extreme_off_metres(p->shape, side, p->given[side])
                                     : NAN;
    }
    if (!p->shape)
        return;
    guard_datum(m, p, out);
    compare_parts(m, i, out);
    compare_zones(m, p, out);
}

void extent_measure(const struct atlas *a, struct geos *g, struct arena *arena, date_t today,
                    const struct extent_subject *z, struct extent_measured *out)
{
    struct measuring m = {a, g, arena, today, z, out};
    struct part_measures *parts = arena_alloc(arena, z->n_parts, sizeof *parts);
    double sum = NAN, declared = z->n_parts ? 0 : NAN;

    *out = (struct extent_measured){
        .faults_en = arena_alloc(arena, FAULTS_MOST, sizeof(char *)),
        .faults_zh = arena_alloc(arena, FAULTS_MOST, sizeof(char *)),
    };
    for (size_t i = 0; i < z->n_parts; i++) {
        measure_part(&m, i, &parts[i]);
        if (!isnan(parts[i].area_m2))
            sum = (isnan(sum) ? 0 : sum) + parts[i].area_m2;
        declared += parts[i].declared_m2;
    }
    out->zone = (struct zone_measures){.name = z->name,
                                       .declared_m2 = z->declared_m2,
                                       .sum_m2 = sum,
                                       .sum_declared_m2 = declared,
                                       .parts = parts,
                                       .n_parts = z->n_parts};
}
