/* zones.c - GET /api/v1/zones and /api/v1/zones/{id}: every zone on record, as a list to filter, a
 * table, or shapes, and one zone's sheet. */
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/service.h"
#include "api/zone_json.h"
#include "api/zone_search.h"
#include "base/csv.h"
#include "base/mem.h"
#include "geo/geojson_write.h"

#include <math.h>
#include <string.h>

enum { DIVISION_DECIMALS = 6, ZONE_DECIMALS = 8 };

struct zone_filter {
    bool any_kind, any_shape;
    enum title_kind kind;
    enum zone_shape shape;
    const char *unit;
    const char *typed; /* NULL: no zone is looked for */
    struct when when;
    bool only_on; /* on= without all=: only zones that hold a title on that day, or may */
};

static bool read_shape(const struct request *rq, struct zone_filter *f, struct err *err)
{
    const char *shape = request_query(rq, "shape");

    f->any_shape = shape == NULL;
    for (int i = 0; shape && i < ZONE_SHAPES; i++) {
        if (strcmp(zone_shape_name((enum zone_shape)i), shape) == 0) {
            f->shape = (enum zone_shape)i;
            return true;
        }
    }
    return !shape ||
           err_say(err, ERR_BAD_PARAMETER, "shape", "shape is one of published, host_area, none",
                   "shape 只能是 published、host_area 或 none");
}

static bool read_typed(const struct request *rq, struct zone_filter *f, struct err *err)
{
    f->typed = request_query(rq, "q");
    if (f->typed && strspn(f->typed, " ") == strlen(f->typed))
        return err_say(err, ERR_BAD_PARAMETER, "q", "q is empty: a name, pinyin or an id",
                       "q 为空：请给出名称、拼音或标识");
    return !f->typed || strlen(f->typed) <= ZONE_QUERY_MOST ||
           err_say(err, ERR_BAD_PARAMETER, "q", "q has at most %d bytes", "q 最多 %d 字节",
                   ZONE_QUERY_MOST);
}

static bool read_filter(const struct request *rq, struct zone_filter *f, struct err *err)
{
    const char *kind = request_query(rq, "kind"), *all = request_query(rq, "all");

    f->any_kind = kind == NULL;
    f->only_on = request_query(rq, "on") != NULL && !all;
    if (all && strcmp(all, "true") != 0)
        return err_say(err, ERR_BAD_PARAMETER, "all", "'all' is true, or left out",
                       "“all”应为 true，或者不写");
    if (kind && (!title_kind_parse(kind, &f->kind) || !zone_holds(f->kind)))
        return err_say(err, ERR_BAD_PARAMETER, "kind",
                       "'%s' is no kind of zone: demo-zone, trial-zone, js-zone, former-demo-zone, "
                       "former-trial-zone",
                       "“%s”不是集聚区类别；可用 demo-zone、trial-zone、js-zone、former-demo-zone、"
                       "former-trial-zone",
                       kind);
    return read_typed(rq, f, err) && read_shape(rq, f, err) && unit_read(rq, &f->unit, err) &&
           when_read(rq, &f->when, err);
}

static bool wanted(const struct zone_filter *f, const struct zone_asked *q)
{
    if (!q->zone || (f->unit && (!q->zone->unit || strcmp(q->zone->unit, f->unit) != 0)) ||
        (f->typed && zone_search_rank(q->zone, f->typed) < 0) ||
        (!f->any_kind && !zone_is_of_kind(q, f->kind)))
        return false;
    if (!f->any_shape && atlas_zone_drawn(q->atlas, q->zone, q->on, q->as_of).shape != f->shape)
        return false;
    return !f->only_on || zone_may_hold(q);
}

/* ---- the list, three ways ---- */

/* In order of rank; of one rank in the order they came in, which is that of their ids. */
static void best_first(struct zone_asked *zones, size_t n, const char *typed)
{
    for (size_t i = 1; i < n; i++) {
        struct zone_asked q = zones[i];
        size_t k = i;

        for (; k > 0; k--) {
            if (zone_search_rank(zones[k - 1].zone, typed) <= zone_search_rank(q.zone, typed))
                break;
            zones[k] = zones[k - 1];
        }
        zones[k] = q;
    }
}

static size_t find_wanted(const struct request *rq, const struct atlas *a,
                          const struct zone_filter *f, struct zone_asked **out)
{
    size_t n = 0;

    *out = arena_alloc(rq->arena, atlas_n_zones(a) + 1, sizeof **out);
    for (size_t i = 0; i < atlas_n_zones(a); i++) {
        (*out)[n] = zone_asked_of(rq, a, &f->when, i);
        n += wanted(f, &(*out)[n]);
    }
    if (f->typed)
        best_first(*out, n, f->typed);
    return n;
}

static void write_json(struct buf *out, const struct atlas *a, const struct zone_filter *f,
                       const struct zone_asked *zones, size_t n)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", f->when.on);
    put_as_of(&w, a, f->when.as_of);
    json_put_array(&w, "zones");
    for (size_t i = 0; i < n; i++) {
        json_object(&w);
        put_zone_summary(&w, &zones[i]);
        json_end(&w);
    }
    json_end(&w);
    json_put_int(&w, "count", (int64_t)n);
    json_end(&w);
}

static void put_csv_number(struct buf *out, double v)
{
    struct buf text = {0};

    if (isfinite(v))
        buf_put_number(&text, v, 2);
    csv_put(out, false, text.data);
    buf_free(&text);
}

static void put_csv_date(struct buf *out, date_t d)
{
    char text[DATE_TEXT];

    csv_put(out, false, date_format(d, text));
}

static void put_csv_zone(struct buf *out, const struct zone_asked *q)
{
    const struct zone *z = q->zone;
    const struct title *t = zone_title(q);
    struct zone_drawn drawn = atlas_zone_drawn(q->atlas, z, q->on, q->as_of);
    size_t n_parts;
    double area = zone_area(q, &n_parts);

    csv_put(out, true, z->id);
    csv_put(out, false, z->name);
    csv_put(out, false, title_kind_name(t ? t->kind : z->kind));
    csv_put(out, false, t ? title_status_name(title_status(&q->view, NULL, 0, t, q->on)) : NULL);
    csv_put(out, false, host_kind_name(z->host_kind));
    csv_put(out, false, z->host_name);
    csv_put(out, false, z->host_code);
    csv_put(out, false, z->host_code ? NULL : z->host_guess);
    csv_put(out, false, z->unit);
    csv_put(out, false, z->applicant);
    put_csv_number(out, z->declared_m2);
    put_csv_number(out, area);
    csv_put(out, false, arena_printf(q->rq->arena, "%zu", n_parts));
    csv_put(out, false, zone_shape_name(drawn.shape));
    csv_put(out, false, zone_shape_note(&drawn, q->english));
    put_csv_date(out, z->since);
    put_csv_date(out, z->until);
    csv_put(out, false, z->document);
    csv_end_row(out);
}

static void write_csv(struct buf *out, const struct zone_asked *zones, size_t n)
{
    static const char *const columns[] = {
        "id",    "name",       "kind",       "status",    "host_kind",   "host_name",
        "host",  "host_guess", "province",   "applicant", "declared_m2", "area_m2",
        "parts", "shape",      "shape_note", "since",     "until",       "document"};

    buf_puts(out, "\xEF\xBB\xBF"); /* spreadsheets take it for Latin-1 otherwise */
    for (size_t i = 0; i < COUNT(columns); i++)
        csv_put(out, i == 0, columns[i]);
    csv_end_row(out);
    for (size_t i = 0; i < n; i++)
        put_csv_zone(out, &zones[i]);
}

static void put_geometry(struct json_writer *w, const struct zone_asked *q)
{
    struct zone_drawn drawn = atlas_zone_drawn(q->atlas, q->zone, q->on, q->as_of);
    struct buf text = {0};

    json_key(w, "geometry");
    if (drawn.shape == ZONE_SHAPE_NONE) {
        json_null(w);
        return;
    }
    geojson_write_area(&text, drawn.area, CRS_84,
                       drawn.shape == ZONE_SHAPE_PUBLISHED ? ZONE_DECIMALS : DIVISION_DECIMALS);
    json_raw(w, text.data, text.len);
    buf_free(&text);
}

static void write_geojson(struct buf *out, const struct atlas *a, const struct zone_asked *zones,
                          size_t n)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "type", "FeatureCollection");
    put_provenance(&w, a);
    json_put_array(&w, "features");
    for (size_t i = 0; i < n; i++) {
        json_object(&w);
        json_put_string(&w, "type", "Feature");
        json_put_string(&w, "id", zones[i].zone->id);
        json_put_object(&w, "properties");
        put_zone_summary(&w, &zones[i]);
        json_end(&w);
        put_geometry(&w, &zones[i]);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
}

bool api_zones(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"q",  "kind", "province", "shape",
                                          "on", "all",  "asOf",     NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_CSV, FORMAT_GEOJSON, FORMATS};
    struct zone_filter f = {0};
    struct zone_asked *zones;
    enum format format;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err))
        return false;
    size_t n = find_wanted(rq, a, &f, &zones);
    const char *key = arena_printf(rq->arena, "%s-%d", when_key(rq, a, &f.when), (int)format);
    if (format == FORMAT_CSV) {
        write_csv(&out, zones, n);
        answer_csv(rq, rp, a, "zones", &out, key);
        return true;
    }
    if (format == FORMAT_GEOJSON)
        write_geojson(&out, a, zones, n);
    else
        write_json(&out, a, &f, zones, n);
    answer_atlas(rp, a, format == FORMAT_GEOJSON ? TYPE_GEOJSON : TYPE_JSON, &out, key);
    return true;
}

/* ---- one zone ---- */

static void put_sections(struct json_writer *w, const struct zone_asked *q)
{
    static void (*const sections[])(struct json_writer * w, const struct zone_asked *q) = {
        zone_put_titles,      zone_put_parts,   zone_put_area,         zone_put_term,
        zone_put_obligations, zone_put_targets, zone_put_institutions,
    };

    for (size_t i = 0; i < COUNT(sections); i++)
        sections[i](w, q);
}

bool api_zone(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"on", "asOf", NULL};
    struct when when;
    struct buf out = {0};

    if (!request_allow_json(rq, allowed, err) || !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err))
        return false;
    long at = atlas_zone_find(a, rq->parts[0]);
    struct zone_asked q = {.zone = NULL};
    if (at >= 0)
        q = zone_asked_of(rq, a, &when, (size_t)at);
    if (!q.zone)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no zone '%.70s'", "没有集聚区“%.70s”",
                       rq->parts[0]);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", when.on);
    put_as_of(&w, a, when.as_of);
    put_zone_summary(&w, &q);
    put_sections(&w, &q);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}
