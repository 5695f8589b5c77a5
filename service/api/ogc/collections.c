/* collections.c - what collections there are, and what may be asked of them. */
#include "api/handlers.h"
#include "api/ogc/collection.h"
#include "api/ogc/html.h"
#include "api/ogc/links.h"
#include "api/service.h"

static bool begin(const struct request *rq, enum format *format, struct err *err)
{
    static const char *const none[] = {NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_HTML, FORMATS};
    return request_allow(rq, none, err) && request_format(rq, formats, format, err);
}

static void put_extent(struct json_writer *w, const struct atlas *a, const struct collection *c)
{
    struct box box = atlas_layer_box(a, c->layer);
    const double corners[] = {box.min_x, box.min_y, box.max_x, box.max_y};

    json_put_object(w, "extent");
    json_put_object(w, "spatial");
    json_put_array(w, "bbox");
    json_array(w);
    for (int i = 0; i < 4; i++)
        json_number(w, corners[i], 6);
    json_end(w);
    json_end(w);
    json_put_string(w, "crs", crs_uri(CRS_84));
    json_end(w);
    json_put_object(w, "temporal");
    json_put_array(w, "interval");
    json_array(w);
    json_string(w, c->first_day);
    json_null(w);
    json_end(w);
    json_end(w);
    json_end(w);
    json_end(w);
}

static void put_crs_list(struct json_writer *w)
{
    json_put_array(w, "crs");
    for (int i = 0; i < CRS_COUNT; i++)
        json_string(w, crs_uri((enum crs)i));
    json_end(w);
    json_put_string(w, "storageCrs", crs_uri(CRS_EPSG_4490));
}

static void put_collection(struct json_writer *w, const struct request *rq, const struct atlas *a,
                           const struct collection *c, enum format format)
{
    const char *path = arena_printf(rq->arena, "/ogc/collections/%s", c->id);

    json_object(w);
    json_put_string(w, "id", c->id);
    json_put_string(w, "title", in_language(rq, c->title_zh, c->title_en));
    json_put_string(w, "description", in_language(rq, c->about_zh, c->about_en));
    json_put_string(w, "itemType", "feature");
    json_put_string(w, "attribution", service_of(rq)->source_line);
    struct source s = source_of(rq, a, c);
    json_put_int(w, "features", (int64_t)source_count(&s));
    put_extent(w, a, c);
    put_crs_list(w);
    json_put_array(w, "links");
    put_self_links(w, rq, path, "application/json", format);
    put_link(w, rq, arena_printf(rq->arena, "%s/items?f=json", path), "items",
             "application/geo+json", in_language(rq, "要素（GeoJSON）", "Features (GeoJSON)"));
    put_link(w, rq, arena_printf(rq->arena, "%s/items?f=html", path), "items", "text/html",
             in_language(rq, "要素（网页）", "Features (HTML)"));
    put_link(w, rq, arena_printf(rq->arena, "%s/queryables?f=json", path),
             "http://www.opengis.net/def/rel/ogc/1.0/queryables", "application/schema+json",
             in_language(rq, "可查询属性", "Queryables"));
    json_end(w);
    json_end(w);
}

bool ogc_collections(const struct request *rq, struct reply *rp, struct err *err)
{
    enum format format;

    if (!begin(rq, &format, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_array(&w, "collections");
    for (size_t i = 0; i < n_ogc_collections; i++)
        put_collection(&w, rq, a, &ogc_collection_table[i], FORMAT_JSON);
    json_end(&w);
    json_put_array(&w, "links");
    put_self_links(&w, rq, "/ogc/collections", "application/json", format);
    json_end(&w);
    json_end(&w);
    if (format == FORMAT_HTML)
        return html_answer(rq, rp, a, in_language(rq, "集合", "Collections"), &out);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

static const struct collection *find(const struct request *rq, struct err *err)
{
    const struct collection *c = collection_find(rq->parts[0]);
    if (!c)
        err_say(err, ERR_NOT_FOUND, "collectionId", "there is no collection '%s'",
                "没有名为“%s”的集合", rq->parts[0]);
    return c;
}

bool ogc_collection(const struct request *rq, struct reply *rp, struct err *err)
{
    enum format format;
    const struct collection *c = find(rq, err);

    if (!c || !begin(rq, &format, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    put_collection(&w, rq, a, c, format);
    if (format == FORMAT_HTML)
        return html_answer(rq, rp, a, in_language(rq, c->title_zh, c->title_en), &out);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

static const char *queryable_type(enum value_kind kind)
{
    switch (kind) {
    case VALUE_NUMBER:
        return "integer";
    case VALUE_DECIMAL:
        return "number";
    case VALUE_FLAG:
        return "boolean";
    default:
        return "string";
    }
}

static void put_queryable(struct json_writer *w, const struct request *rq,
                          const struct queryable *q)
{
    json_put_object(w, q->name);
    json_put_string(w, "title", in_language(rq, q->title_zh, q->title_en));
    json_put_string(w, "type", queryable_type(q->kind));
    if (q->kind == VALUE_CODE)
        json_put_string(w, "pattern", "^[0-9]{6}$");
    if (q->kind == VALUE_DATE)
        json_put_string(w, "format", "date");
    if (q->kind != VALUE_FLAG && value_choice(q->kind, 0)) {
        json_put_array(w, "enum");
        for (int i = 0; value_choice(q->kind, i); i++)
            json_string(w, value_choice(q->kind, i));
        json_end(w);
    }
    json_end(w);
}

bool ogc_queryables(const struct request *rq, struct reply *rp, struct err *err)
{
    enum format format;
    const struct collection *c = find(rq, err);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    if (!c || !begin(rq, &format, err))
        return false;
    json_object(&w);
    json_put_string(&w, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_put_string(
        &w, "$id",
        arena_printf(rq->arena, "%s/ogc/collections/%s/queryables", rq->base_url, c->id));
    json_put_string(&w, "type", "object");
    json_put_string(&w, "title", in_language(rq, c->title_zh, c->title_en));
    json_put_object(&w, "properties");
    for (size_t i = 0; i < c->n_queryables; i++)
        put_queryable(&w, rq, &c->queryables[i]);
    json_put_object(&w, "geometry");
    json_put_string(&w, "format", c->point ? "geometry-point" : "geometry-multipolygon");
    json_end(&w);
    json_end(&w);
    json_put_bool(&w, "additionalProperties", false);
    json_end(&w);
    if (format == FORMAT_HTML)
        return html_answer(rq, rp, NULL, in_language(rq, "可查询属性", "Queryables"), &out);
    reply_take(rp, 200, TYPE_SCHEMA, &out);
    rp->cacheable = true;
    rp->etag_key = fixed_key(rq, format);
    return true;
}
