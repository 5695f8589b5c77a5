/* lookup_bulk.c - POST /api/v1/lookup: up to 10,000 points, as JSON or as CSV, answered in order.
 *
 * A point that cannot be used gets an error in its place; the others are answered all the same.
 * Only a body that cannot be read at all, or asks something impossible of every point, is refused.
 */
#include "api/handlers.h"
#include "api/lookup_body.h"
#include "api/lookup_json.h"
#include "api/service.h"

#include "base/csv.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const csv_columns[] = {
    "id",       "lon",           "lat",        "answer",
    "province", "province_name", "prefecture", "prefecture_name",
    "county",   "county_name",   "on_edge",    "edge_metres",
    "error"};

static const char *point_error(const struct bulk_point *p, enum lang lang)
{
    return lang == LANG_EN ? p->error_en : p->error_zh;
}

static void put_results(struct json_writer *w, const struct lookup_view *l, const struct bulk *bulk)
{
    json_object(w);
    json_put_array(w, "results");
    for (size_t i = 0; i < bulk->n_points; i++) {
        const struct bulk_point *p = &bulk->points[i];

        if (!p->error_en) {
            put_lookup(w, l, &p->point);
            continue;
        }
        json_object(w);
        json_put_int(w, "index", (int64_t)i);
        if (p->point.id)
            json_put_string(w, "id", p->point.id);
        json_put_string(w, "error", point_error(p, l->rq->lang));
        json_end(w);
    }
    json_end(w);
    json_end(w);
}

static void put_csv_number(struct buf *out, bool first, double v, int decimals)
{
    struct buf text = {0};
    if (isfinite(v))
        buf_put_number(&text, v, decimals);
    csv_put(out, first, text.data);
    buf_free(&text);
}

static void put_csv_chain(struct buf *out, const struct atlas *a, const struct chain *chain)
{
    const struct place *levels[LEVELS] = {NULL, NULL, NULL};

    for (size_t i = 0; i < chain->n; i++) {
        const struct place *p = atlas_place(a, chain->places[i]);
        levels[p->level] = p;
    }
    for (int l = 0; l < LEVELS; l++) {
        csv_put(out, false, levels[l] ? levels[l]->code : "");
        csv_put(out, false, levels[l] ? levels[l]->name : "");
    }
}

static void put_csv_row(struct buf *out, const struct lookup_view *l, const struct bulk_point *p)
{
    csv_put(out, true, p->point.id);
    put_csv_number(out, false, p->point.lon, 8);
    put_csv_number(out, false, p->point.lat, 8);
    if (p->error_en) {
        for (int i = 0; i < 2 * LEVELS + 3; i++)
            csv_put(out, false, "");
        csv_put(out, false, point_error(p, l->rq->lang));
    } else {
        double lon = p->point.lon, lat = p->point.lat;
        datum_to_cgcs2000(p->point.datum, &lon, &lat);
        struct chain chain = atlas_locate(l->a, lon, lat);
        csv_put(out, false, lookup_word(l, &p->point, &chain));
        put_csv_chain(out, l->a, &chain);
        csv_put(out, false, chain.on_edge ? "true" : "false");
        put_csv_number(out, false, chain.edge_metres, 1);
        csv_put(out, false, "");
    }
    csv_end_row(out);
}

static void put_csv(struct buf *out, const struct lookup_view *l, const struct bulk *bulk)
{
    buf_puts(out, "\xEF\xBB\xBF"); /* spreadsheets take it for Latin-1 otherwise */
    for (size_t i = 0; i < COUNT(csv_columns); i++)
        csv_put(out, i == 0, csv_columns[i]);
    csv_end_row(out);
    for (size_t i = 0; i < bulk->n_points; i++)
        put_csv_row(out, l, &bulk->points[i]);
}

bool api_lookup_bulk(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"datum", "on", "asOf", NULL};
    static const enum format json_first[] = {FORMAT_JSON, FORMAT_CSV, FORMATS};
    static const enum format csv_first[] = {FORMAT_CSV, FORMAT_JSON, FORMATS};
    bool from_csv = strcmp(rq->content_type, "text/csv") == 0;
    struct bulk bulk = {.datum = DATUM_CGCS2000};
    enum format format;

    if (!from_csv && strcmp(rq->content_type, "application/json") != 0)
        return err_say(err, ERR_MEDIA_TYPE, "Content-Type",
                       "send application/json or text/csv, not '%s'",
                       "请发送 application/json 或 text/csv，而不是“%s”", rq->content_type);
    if (!request_allow(rq, allowed, err) ||
        !request_format(rq, from_csv ? csv_first : json_first, &format, err) ||
        !lookup_read_datum(request_query(rq, "datum"), &bulk.datum, err) ||
        !when_read(rq, &bulk.when, err))
        return false;
    if (from_csv ? !bulk_read_csv(&bulk, rq, err) : !bulk_read_json(&bulk, rq, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &bulk.when, err))
        return false;

    struct lookup_view l = {rq, a, atlas_view(a, bulk.when.as_of, rq->arena), bulk.when.on};
    struct buf out = {0};
    if (format == FORMAT_CSV) {
        put_csv(&out, &l, &bulk);
    } else {
        struct json_writer w = json_writer_to(&out);
        put_results(&w, &l, &bulk);
    }
    answer_atlas(rp, a, format == FORMAT_CSV ? TYPE_CSV : TYPE_JSON, &out, NULL);
    rp->cacheable = false; /* an answer to a POST */
    return true;
}
