/* extent_report_json.c - findings with their sentences, numbers and shapes. */
#include "api/extent_report_json.h"

#include "api/zone_parts_json.h"
#include "base/json_read.h"
#include "geo/geojson_write.h"

#include <math.h>
#include <string.h>

/* More vertices than this are drawn as their box: a finding points, it need not repeat. */
enum { DRAWN_MOST = 2000, BODY_DEPTH = 16 };

struct writing {
    struct json_writer *w;
    const struct extent_subject *z;
    const struct extent_measured *m;
};

/* ---- what to draw ---- */

static void put_rectangle(struct json_writer *w, const struct box *b)
{
    double xy[] = {b->min_x, b->min_y, b->max_x, b->min_y, b->max_x,
                   b->max_y, b->min_x, b->max_y, b->min_x, b->min_y};
    struct ring ring = {.n_points = 5};
    const struct multipolygon m = {.xy = xy, .rings = &ring, .n_points = 5, .n_rings = 1};
    struct buf text = {0};

    geojson_write_area(&text, &m, CRS_84, PART_DECIMALS);
    json_raw(w, text.data, text.len);
    buf_free(&text);
}

static void put_shape(struct json_writer *w, const struct multipolygon *m)
{
    struct buf text = {0};
    bool whole = m->n_points <= DRAWN_MOST;

    json_key(w, "shape");
    if (whole) {
        geojson_write_area(&text, m, CRS_84, PART_DECIMALS);
        json_raw(w, text.data, text.len);
        buf_free(&text);
    } else {
        put_rectangle(w, &m->box);
    }
    json_put_string(w, "shape_is", whole ? "exact" : "box");
}

/* Where the limit was said to be, across the part. */
static void put_limit(struct json_writer *w, const struct multipolygon *shape,
                      enum extent_side side, double given)
{
    const struct box *b = &shape->box;
    bool across = side == EXTENT_EAST || side == EXTENT_WEST;
    double xy[] = {across ? given : b->min_x, across ? b->min_y : given, across ? given : b->max_x,
                   across ? b->max_y : given};
    uint32_t first[] = {0, 2};
    const struct multiline line = {.xy = xy, .first = first, .n_points = 2, .n_lines = 1};
    struct buf text = {0};

    json_key(w, "shape");
    geojson_write_lines(&text, &line, CRS_84, PART_DECIMALS);
    json_raw(w, text.data, text.len);
    buf_free(&text);
    json_put_string(w, "shape_is", "given");
}

static const struct extent_part *find_part(const struct extent_subject *z, int number)
{
    for (size_t i = 0; i < z->n_parts; i++) {
        if (z->parts[i].number == number)
            return &z->parts[i];
    }
    return NULL;
}

static bool same_zone(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const struct extent_drawing *find_drawing(const struct extent_measured *m,
                                                 const struct extent_finding *f)
{
    for (size_t i = 0; i < m->n_drawings; i++) {
        const struct extent_drawing *d = &m->drawings[i];

        if (d->check == f->check && d->part == f->part && d->other_part == f->other_part &&
            same_zone(d->other_zone, f->other_zone))
            return d;
    }
    return NULL;
}

/* All parts that have shapes, as one box. */
static bool whole_box(const struct extent_subject *z, struct box *out)
{
    *out = BOX_EMPTY;
    for (size_t i = 0; i < z->n_parts; i++) {
        if (z->parts[i].shape)
            box_add_box(out, &z->parts[i].shape->box);
    }
    return out->min_x <= out->max_x;
}

static void put_drawn(const struct writing *t, const struct extent_finding *f)
{
    const struct extent_drawing *d = find_drawing(t->m, f);
    const struct extent_part *p = find_part(t->z, f->part);
    struct box box;

    if (d) {
        put_shape(t->w, &d->area);
    } else if (f->check == CHECK_LIMIT_OFF && p && p->shape) {
        put_limit(t->w, p->shape, f->side, p->given[f->side]);
    } else if (p && p->shape) {
        put_shape(t->w, p->shape);
    } else if (f->part == 0 && whole_box(t->z, &box)) {
        json_key(t->w, "shape");
        put_rectangle(t->w, &box);
        json_put_string(t->w, "shape_is", "box");
    } else { /* nothing was handed in: the place it should lie in */
        json_put_null(t->w, "shape");
        json_put_string(t->w, "shape_is", "none");
    }
    json_put_string(t->w, "place", t->z->host ? t->z->host : t->z->applicant);
}

/* ---- findings ---- */

static void put_finding(const struct writing *t, const struct extent_finding *f)
{
    struct json_writer *w = t->w;

    json_object(w);
    json_put_string(w, "check", extent_check_name(f->check));
    json_put_string(w, "label_zh", extent_check_label(f->check, false));
    json_put_string(w, "label_en", extent_check_label(f->check, true));
    json_put_string(w, "severity", severity_name(f->severity));
    json_put_id(w, "part", f->part);
    json_put_id(w, "other_part", f->other_part);
    json_put_string(w, "other_zone", f->other_zone);
    json_put_string(w, "side",
                    f->check == CHECK_SIDE_MISSING || f->check == CHECK_LIMIT_OFF
                        ? extent_side_name(f->side)
                        : NULL);
    json_put_string(w, "text_zh", f->zh);
    json_put_string(w, "text_en", f->en);
    json_put_number(w, "metres", f->metres, 2);
    json_put_number(w, "m2", f->m2, 2);
    json_put_number(w, "share", f->share, 6);
    put_drawn(t, f);
    json_end(w);
}

static void put_findings(const struct writing *t, const struct extent_finding *found, size_t n)
{
    int64_t counts[SEVERITIES] = {0};

    json_put_array(t->w, "findings");
    for (size_t i = 0; i < n; i++) {
        put_finding(t, &found[i]);
        counts[found[i].severity]++;
    }
    json_end(t->w);
    json_put_object(t->w, "counts");
    for (int s = 0; s < SEVERITIES; s++)
        json_put_int(t->w, severity_name((enum finding_severity)s), counts[s]);
    json_end(t->w);
}

/* ---- the numbers ---- */

static void put_part(struct json_writer *w, const struct part_measures *p)
{
    json_object(w);
    json_put_int(w, "number", p->number);
    json_put_string(w, "name", p->name);
    json_put_bool(w, "has_shape", p->has_shape);
    json_put_bool(w, "has_text", p->has_text);
    json_put_number(w, "declared_m2", p->declared_m2, 2);
    json_put_number(w, "area_m2", p->area_m2, 2);
    json_put_number(w, "outside_host_share", p->outside_host, 6);
    json_put_number(w, "outside_applicant_share", p->outside_applicant, 6);
    json_put_object(w, "limit_off_metres");
    for (int side = 0; side < EXTENT_SIDES; side++)
        json_put_number(w, extent_side_name((enum extent_side)side), p->limit_off_m[side], 2);
    json_end(w);
    json_put_object(w, "datum");
    json_put_bool(w, "suspect", p->datum_suspect);
    json_put_number(w, "inside_as_given", p->datum_share_before, 6);
    json_put_number(w, "inside_undone", p->datum_share_after, 6);
    json_end(w);
    json_end(w);
}

static void put_tolerances(struct json_writer *w, const struct extent_tolerances *t)
{
    json_put_object(w, "tolerances");
    json_put_number(w, "area_share", t->area_share, 6);
    json_put_number(w, "area_floor_m2", t->area_floor_m2, 2);
    json_put_number(w, "outside_share", t->outside_share, 6);
    json_put_number(w, "outside_error", t->outside_error, 6);
    json_put_number(w, "limit_metres", t->limit_metres, 2);
    json_put_number(w, "sliver_metres", t->sliver_metres, 2);
    json_put_number(w, "sum_share", t->sum_share, 6);
    json_put_number(w, "overlap_m2", t->overlap_m2, 2);
    json_end(w);
}

void put_extent_report(struct json_writer *w, struct arena *a, const struct extent_subject *z,
                       const struct extent_measured *m)
{
    const struct writing t = {w, z, m};
    struct extent_finding *found;
    size_t n;

    extent_report(a, &m->zone, &extent_tolerances_usual, &found, &n);
    json_put_object(w, "zone");
    json_put_string(w, "name", z->name);
    json_put_string(w, "host", z->host);
    json_put_string(w, "applicant", z->applicant);
    json_put_number(w, "declared_m2", z->declared_m2, 2);
    json_put_number(w, "parts_declared_m2", m->zone.sum_declared_m2, 2);
    json_put_number(w, "computed_m2", m->zone.sum_m2, 2);
    json_end(w);
    json_put_array(w, "parts");
    for (size_t i = 0; i < m->zone.n_parts; i++)
        put_part(w, &m->zone.parts[i]);
    json_end(w);
    put_findings(&t, found, n);
    json_put_array(w, "not_measured");
    for (size_t i = 0; i < m->n_faults; i++) {
        json_object(w);
        json_put_string(w, "text_zh", m->faults_zh[i]);
        json_put_string(w, "text_en", m->faults_en[i]);
        json_end(w);
    }
    json_end(w);
    put_tolerances(w, &extent_tolerances_usual);
}

/* ---- one language of it ---- */

/* "text" for the end that is wanted; NULL: this member goes; the key itself: it is in neither. */
static const char *key_in_language(const char *key, bool english)
{
    size_t len = strlen(key);

    if (len < 3 || (strcmp(key + len - 3, "_zh") != 0 && strcmp(key + len - 3, "_en") != 0))
        return key;
    if (strcmp(key + len - 3, english ? "_en" : "_zh") != 0)
        return NULL;
    return strncmp(key, "label", 5) == 0 ? "label" : "text";
}

static void put_token(struct json_writer *w, const struct json_reader *r, enum json_token t)
{
    switch (t) {
    case JSON_OBJECT_BEGIN:
        json_object(w);
        break;
    case JSON_ARRAY_BEGIN:
        json_array(w);
        break;
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
        json_end(w);
        break;
    case JSON_KEY:
        json_key(w, r->string);
        break;
    case JSON_STRING:
        json_string_n(w, r->string, r->string_len);
        break;
    default: /* numbers and words as they stand */
        json_raw(w, r->text + r->token_start, r->at - r->token_start);
    }
}

bool put_in_language(struct json_writer *w, struct arena *a, const char *body, bool english,
                     struct err *err)
{
    struct json_reader r;
    enum json_token t;

    json_reader_init(&r, body, strlen(body), BODY_DEPTH, a, err);
    if (json_next(&r) != JSON_OBJECT_BEGIN)
        return err_set(err, ERR_INTERNAL, "an extent report is no object");
    while ((t = json_next(&r)) != JSON_END && t != JSON_BROKEN) {
        const char *key = t == JSON_KEY ? key_in_language(r.string, english) : NULL;

        if (t == JSON_KEY && !key) {
            if (!json_skip_value(&r))
                return false;
        } else if (t == JSON_KEY) {
            json_key(w, key);
        } else if (t != JSON_OBJECT_END || r.depth > 0) {
            put_token(w, &r, t);
        }
    }
    return t == JSON_END;
}
