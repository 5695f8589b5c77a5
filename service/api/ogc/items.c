/* items.c - features of a collection, page by page, and one by one.
 *
 * Whole layers in the usual form are asked for again and again by maps: these bodies are made and
 * compressed once and kept on the atlas's shelf while the divisions stay as they are.  All titles
 * of a day are asked for in the same way, but go with their revision: the few days asked for last
 * are kept. */
#include "api/handlers.h"
#include "api/ogc/collection.h"
#include "api/ogc/html.h"
#include "api/ogc/links.h"
#include "api/ogc/query.h"
#include "api/service.h"
#include "api/title_json.h"
#include "atlas/recent.h"
#include "geo/geojson_write.h"
#include "http/compress.h"

#include <string.h>

enum { DIVISION_DECIMALS = 6, OWN_DECIMALS = 8 };

static void put_area(struct json_writer *w, const struct multipolygon *area, enum crs crs,
                     int decimals)
{
    struct buf text = {0};

    geojson_write_area(&text, area, crs, decimals);
    json_raw(w, text.data, text.len);
    buf_free(&text);
}

static void put_point(struct json_writer *w, const struct source *s, size_t i, enum crs crs)
{
    double at[2];
    struct buf text = {0};

    if (!s->c->point(s, i, at)) {
        json_null(w);
        return;
    }
    geojson_write_point(&text, at[0], at[1], crs, OWN_DECIMALS);
    json_raw(w, text.data, text.len);
    buf_free(&text);
}

static void put_geometry(struct json_writer *w, const struct source *s, size_t i,
                         const struct items_query *q)
{
    const struct atlas *a = s->a;
    int place = s->c->place(s, i);
    const struct multipolygon *own = place < 0 ? source_area(s, i) : NULL;

    json_key(w, "geometry");
    if (s->c->point && q->format != FORMAT_HTML) {
        put_point(w, s, i, q->crs);
        return;
    }
    if (q->format == FORMAT_HTML || (place < 0 && !own)) { /* a page shows no coordinates */
        json_null(w);
        return;
    }
    if (own) {
        put_area(w, own, q->crs, OWN_DECIMALS);
        return;
    }
    if (q->crs == CRS_84) {
        struct bytes ready = atlas_shape_json(a, place, q->detail);
        json_raw(w, ready.at, ready.size);
        return;
    }
    put_area(w, atlas_shape(a, place, q->detail, NULL), q->crs, DIVISION_DECIMALS);
}

/* The members of a Feature, without its braces. */
static void put_feature(struct json_writer *w, const struct source *s, size_t i,
                        const struct items_query *q)
{
    json_put_string(w, "type", "Feature");
    json_put_string(w, "id", s->c->id_of(s, i));
    source_put_properties(w, s, i, q->detail);
    put_geometry(w, s, i, q);
}

static void put_boundary_note(struct json_writer *w, const struct request *rq)
{
    json_put_string(w, "boundary_date", BOUNDARY_DATE);
    json_put_string(w, "boundary_scale", BOUNDARY_SCALE);
    json_put_string(w, "attribution", service_of(rq)->source_line);
}

static size_t *find_matches(const struct source *s, const struct items_query *q, size_t *n)
{
    size_t size = s->c->size(s);
    size_t *matches = arena_alloc(s->arena, size ? size : 1, sizeof *matches);

    *n = 0;
    for (size_t i = 0; i < size; i++) {
        if (items_query_matches(q, s, i))
            matches[(*n)++] = i;
    }
    return matches;
}

static void put_page_links(struct json_writer *w, const struct request *rq,
                           const struct collection *c, const struct items_query *q, size_t matched)
{
    const char *path = items_query_path(rq, c, q, q->offset);

    json_put_array(w, "links");
    put_self_links(w, rq, path, "application/geo+json", q->format);
    if (q->offset + q->limit < matched)
        put_link(
            w, rq,
            arena_printf(rq->arena, "%s&f=json", items_query_path(rq, c, q, q->offset + q->limit)),
            "next", "application/geo+json", NULL);
    if (q->offset > 0)
        put_link(w, rq,
                 arena_printf(
                     rq->arena, "%s&f=json",
                     items_query_path(rq, c, q, q->offset > q->limit ? q->offset - q->limit : 0)),
                 "prev", "application/geo+json", NULL);
    put_link(w, rq, arena_printf(rq->arena, "/ogc/collections/%s?f=json", c->id), "collection",
             "application/json", NULL);
    json_end(w);
}

struct page {
    const struct request *rq;
    const struct collection *c;
    const struct items_query *q;
};

static void write_page(const struct atlas *a, const struct page *page, struct buf *out)
{
    const struct items_query *q = page->q;
    struct json_writer w = json_writer_to(out);
    struct source s = items_query_source(page->rq, a, page->c, q);
    size_t matched;
    size_t *matches = find_matches(&s, q, &matched);
    size_t first = q->offset < matched ? q->offset : matched;
    size_t last = first + q->limit < matched ? first + q->limit : matched;

    json_object(&w);
    json_put_string(&w, "type", "FeatureCollection");
    json_put_int(&w, "numberMatched", (int64_t)matched);
    json_put_int(&w, "numberReturned", (int64_t)(last - first));
    put_boundary_note(&w, page->rq);
    put_as_of(&w, a, q->as_of);
    put_page_links(&w, page->rq, page->c, q, matched);
    json_put_array(&w, "features");
    for (size_t i = first; i < last; i++) {
        json_object(&w);
        put_feature(&w, &s, matches[i], q);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
}

/* Small enough for the best compression, which costs half a second a megabyte. */
enum { SMALL_BODY = 2 * 1024 * 1024 };

static void make_ready(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    write_page(a, arg, &out[ENC_IDENTITY]);
    struct bytes plain = {out[ENC_IDENTITY].data, out[ENC_IDENTITY].len};
    enum compress_effort effort = plain.size <= SMALL_BODY ? COMPRESS_SMALL : COMPRESS_FAST;
    compress_gzip(plain, effort, &out[ENC_GZIP]);
    compress_brotli(plain, effort, &out[ENC_BR]);
}

static bool is_province(const struct atlas *a, const char *code)
{
    int place = atlas_find_code(a, code);
    return place >= 0 && atlas_place(a, place)->level == LEVEL_PROVINCE;
}

/* The largest page from its start, asked for at the service's own address in the usual form.  Every
 * address that a stranger could vary (the Host header, a limit of 9,999) would be one more body to
 * keep, so all others are made anew. */
static bool is_usual(const struct request *rq, const struct items_query *q)
{
    const struct service *service = service_of(rq);

    if (q->offset > 0 || q->n_boxes > 0 || q->has_crs || q->format == FORMAT_HTML ||
        q->limit < ITEMS_MOST || rq->lang != LANG_ZH || request_query(rq, "lang"))
        return false;
    return strcmp(rq->base_url, service->own_url) == 0 ||
           (service->public_url && strcmp(rq->base_url, service->public_url) == 0);
}

/* Whole layers, or a whole province of one. */
static bool is_for_shelf(const struct request *rq, const struct atlas *a,
                         const struct collection *c, const struct items_query *q)
{
    if (!c->timeless || q->has_datetime || !is_usual(rq, q))
        return false;
    for (size_t i = 0; i < c->n_queryables; i++) {
        bool province = strcmp(c->queryables[i].name, "province") == 0;
        if (q->values[i] && (!province || !is_province(a, q->values[i])))
            return false;
    }
    return true;
}

/* All titles of one day, written as one day is written, or all there are. */
static bool is_for_recent(const struct request *rq, const struct collection *c,
                          const struct items_query *q)
{
    const char *day = request_query(rq, "datetime");
    date_t ignored;

    if (c->timeless || q->as_of != MOMENT_NONE || (day && !date_parse(day, &ignored)) ||
        !is_usual(rq, q))
        return false;
    for (size_t i = 0; i < c->n_queryables; i++) {
        if (q->values[i])
            return false;
    }
    return true;
}

static void lay_ready(struct reply *rp, const struct shelf_bytes *ready)
{
    rp->status = 200;
    rp->type = TYPE_GEOJSON;
    for (int e = 0; e < ENCODINGS; e++)
        rp->body[e] = ready->body[e];
    rp->cacheable = true;
}

static bool answer_from_shelf(const struct request *rq, struct reply *rp, const struct atlas *a,
                              const struct page *page)
{
    const char *key =
        arena_printf(rq->arena, "%s%s", rq->base_url, items_query_path(rq, page->c, page->q, 0));
    const struct shelf_bytes *ready = atlas_shelf(a, key, make_ready, page);

    if (ready)
        lay_ready(rp, ready);
    return ready != NULL;
}

static void set_content_crs(const struct request *rq, struct reply *rp, const struct items_query *q)
{
    const char *asked = request_query(rq, "crs");
    reply_header(rp, "Content-Crs",
                 arena_printf(rq->arena, "<%s>", asked ? asked : crs_uri(q->crs)));
}

/* Days left are counted from today, so tomorrow's answer is another one. */
static const char *day_key(const struct request *rq, const struct atlas *a,
                           const struct collection *c, enum format format)
{
    char day[DATE_TEXT];

    if (c->timeless)
        return NULL;
    return arena_printf(rq->arena, "r%lld-%s-%s-%d", (long long)atlas_revision(a),
                        date_format(rq->today, day), in_language(rq, "zh", "en"), (int)format);
}

/* Less than this is packed in no time, each time. */
enum { WORTH_PACKING = 16 * 1024 };

/* As it would be made on the spot: a day asked about once must not cost the best compression. */
static void make_recent(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    write_page(a, arg, &out[ENC_IDENTITY]);
    struct bytes plain = {out[ENC_IDENTITY].data, out[ENC_IDENTITY].len};
    if (plain.size < WORTH_PACKING)
        return;
    compress_gzip(plain, COMPRESS_FAST, &out[ENC_GZIP]);
    compress_brotli(plain, COMPRESS_FAST, &out[ENC_BR]);
}

static void end_loan(void *held)
{
    loan_end(held);
}

static bool answer_from_recent(const struct request *rq, struct reply *rp, const struct atlas *a,
                               const struct page *page)
{
    char today[DATE_TEXT];
    const char *tag = day_key(rq, a, page->c, page->q->format);
    const char *key = arena_printf(rq->arena, "%s %s%s", date_format(rq->today, today),
                                   rq->base_url, items_query_path(rq, page->c, page->q, 0));
    struct loan *loan = atlas_recent(a, key, make_recent, page);

    if (!loan)
        return false;
    reply_drop_body(rp); /* gives the atlas back; the loan keeps it */
    lay_ready(rp, loan_bytes(loan));
    rp->release = end_loan;
    rp->held = loan;
    rp->etag_key = tag;
    return true;
}

/* Ends an answer about features, as a page where that is wanted.  Gives the atlas back. */
static bool finish(const struct request *rq, struct reply *rp, const struct atlas *a,
                   const struct collection *c, enum format format, const char *title,
                   struct buf *out)
{
    const char *key = day_key(rq, a, c, format);

    if (format == FORMAT_HTML)
        html_answer(rq, rp, a, title, out);
    else
        answer_atlas(rp, a, TYPE_GEOJSON, out, NULL);
    rp->etag_key = key;
    return true;
}

static const struct collection *collection_of(const struct request *rq, struct err *err)
{
    const struct collection *c = collection_find(rq->parts[0]);
    if (!c)
        err_say(err, ERR_NOT_FOUND, "collectionId", "there is no collection '%s'",
                "没有名为“%s”的集合", rq->parts[0]);
    return c;
}

bool ogc_items(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct collection *c = collection_of(rq, err);
    struct items_query q;
    struct page page = {rq, c, &q};

    if (!c || !items_query_read(rq, c, &q, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !items_query_check(a, &q, err))
        return false;
    set_content_crs(rq, rp, &q);
    if ((is_for_shelf(rq, a, c, &q) && answer_from_shelf(rq, rp, a, &page)) ||
        (is_for_recent(rq, c, &q) && answer_from_recent(rq, rp, a, &page)))
        return true;
    struct buf out = {0};
    write_page(a, &page, &out);
    return finish(rq, rp, a, c, q.format, in_language(rq, c->title_zh, c->title_en), &out);
}

static void put_item_links(struct json_writer *w, const struct request *rq,
                           const struct collection *c, const char *id, enum format format)
{
    const char *as_of = request_query(rq, "asOf");
    const char *path =
        arena_printf(rq->arena, "/ogc/collections/%s/items/%s%s%s", c->id, id,
                     as_of ? "?asOf=" : "", as_of ? encode_query_value(rq->arena, as_of) : "");

    json_put_array(w, "links");
    put_self_links(w, rq, path, "application/geo+json", format);
    put_link(w, rq, arena_printf(rq->arena, "/ogc/collections/%s?f=json", c->id), "collection",
             "application/json", in_language(rq, c->title_zh, c->title_en));
    json_end(w);
}

bool ogc_item(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct collection *c = collection_of(rq, err);
    struct items_query q;

    if (!c || !item_query_read(rq, c, &q, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !items_query_check(a, &q, err))
        return false;
    struct source s = items_query_source(rq, a, c, &q);
    long i = c->find(&s, rq->parts[1]);
    if (i < 0)
        return err_say(err, ERR_NOT_FOUND, "featureId", "%1$s has no feature '%2$s'",
                       "集合 %1$s 中没有要素“%2$s”", c->id, rq->parts[1]);
    set_content_crs(rq, rp, &q);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_feature(&w, &s, (size_t)i, &q);
    put_boundary_note(&w, rq);
    put_as_of(&w, a, q.as_of);
    put_item_links(&w, rq, c, rq->parts[1], q.format);
    json_end(&w);
    return finish(rq, rp, a, c, q.format, rq->parts[1], &out);
}
