/* outlines.c - GET /geo/{revision}/{layer}/{province}?detail=: outlines for drawing, lighter than
 * features, with the revision in the address, so that a browser may keep them for good.
 *
 * A page that still holds an older revision is sent on to the current address; what it keeps stays
 * true of the revision it names.  The bodies speak of places alone, so the shelf may keep them. */
#include "api/handlers.h"
#include "api/service.h"
#include "base/json_write.h"
#include "base/mem.h"
#include "geo/geojson_write.h"
#include "http/compress.h"

#include <string.h>

struct outlines {
    enum layer layer;
    size_t detail; /* index of details */
    int province;  /* -1: the whole layer */
};

static const char *const layers[LAYERS] = {
    [LAYER_PROVINCES] = "provinces", [LAYER_CITIES] = "cities", [LAYER_COUNTIES] = "counties"};

/* Coarser first, as the map asks for them, with no more decimals than can be seen: neighbours round
 * the points they share alike, so their borders still meet. */
static const struct {
    const char *name;
    enum detail detail;
    int decimals;
} details[] = {{"1", DETAIL_05, 3}, {"2", DETAIL_015, 4}, {"3", DETAIL_003, 4}};

static bool read_layer(const struct request *rq, struct outlines *o, struct err *err)
{
    for (int i = 0; i < LAYERS; i++) {
        if (strcmp(rq->parts[1], layers[i]) == 0) {
            o->layer = (enum layer)i;
            return true;
        }
    }
    return err_say(err, ERR_NOT_FOUND, "layer",
                   "there is no layer '%s': provinces, cities or counties",
                   "没有名为“%s”的图层：provinces、cities 或 counties", rq->parts[1]);
}

static bool read_detail(const struct request *rq, struct outlines *o, struct err *err)
{
    const char *text = request_query(rq, "detail");

    for (size_t i = 0; i < COUNT(details); i++) {
        if (strcmp(text ? text : "1", details[i].name) == 0) {
            o->detail = i;
            return true;
        }
    }
    return err_say(err, ERR_BAD_PARAMETER, "detail", "'detail' is 1, 2 or 3",
                   "“detail”应为 1、2 或 3");
}

static bool read_province(const struct request *rq, const struct atlas *a, struct outlines *o,
                          struct err *err)
{
    if (strcmp(rq->parts[2], "all") == 0)
        return true;
    o->province = atlas_find_code(a, rq->parts[2]);
    if (o->province >= 0 && atlas_place(a, o->province)->level == LEVEL_PROVINCE)
        return true;
    return err_say(err, ERR_NOT_FOUND, "province", "there is no province '%s'; or say all",
                   "没有代码为“%s”的省级行政区；全部写作 all", rq->parts[2]);
}

static void put_outline(struct json_writer *w, const struct atlas *a, int place, size_t detail)
{
    const struct place *p = atlas_place(a, place);
    struct buf shape = {0};

    geojson_write_area(&shape, atlas_shape(a, place, details[detail].detail, NULL), CRS_84,
                       details[detail].decimals);

    json_object(w);
    json_put_string(w, "type", "Feature");
    json_put_object(w, "properties");
    json_put_string(w, "code", p->code);
    json_put_string(w, "name", p->name);
    json_end(w);
    json_key(w, "geometry");
    json_raw(w, shape.data, shape.len);
    json_end(w);
    buf_free(&shape);
}

static void make_outlines(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    const struct outlines *o = arg;
    struct json_writer w = json_writer_to(&out[ENC_IDENTITY]);
    size_t n;
    const int *members = atlas_layer(a, o->layer, &n);

    json_object(&w);
    json_put_string(&w, "type", "FeatureCollection");
    json_put_array(&w, "features");
    for (size_t i = 0; i < n; i++) {
        int province = atlas_place(a, members[i])->province;
        if (o->province < 0 || province == o->province || members[i] == o->province)
            put_outline(&w, a, members[i], o->detail);
    }
    json_end(&w);
    json_end(&w);
    struct bytes plain = {out[ENC_IDENTITY].data, out[ENC_IDENTITY].len};
    compress_gzip(plain, COMPRESS_SMALL, &out[ENC_GZIP]);
    compress_brotli(plain, COMPRESS_SMALL, &out[ENC_BR]);
}

/* To the same outlines of the revision there is. */
static bool send_on(const struct request *rq, struct reply *rp, const struct atlas *a)
{
    struct buf nothing = {0};
    const char *to =
        arena_printf(rq->arena, "/geo/%lld/%s/%s%s%s", (long long)atlas_revision(a), rq->parts[1],
                     rq->parts[2], *rq->query_text ? "?" : "", rq->query_text);

    reply_drop_body(rp);
    buf_puts(&nothing, "\n");
    reply_take(rp, 307, TYPE_TEXT, &nothing);
    reply_header(rp, "Location", to);
    return true;
}

bool api_outlines(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"detail", NULL};
    struct outlines o = {.province = -1};

    if (!request_allow(rq, allowed, err) || !read_layer(rq, &o, err) || !read_detail(rq, &o, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !read_province(rq, a, &o, err))
        return false;
    if (strcmp(rq->parts[0], arena_printf(rq->arena, "%lld", (long long)atlas_revision(a))) != 0)
        return send_on(rq, rp, a);
    const char *key =
        arena_printf(rq->arena, "geo %s %s %d", rq->parts[1], rq->parts[2], (int)o.detail);
    const struct shelf_bytes *ready = atlas_shelf(a, key, make_outlines, &o);
    if (!ready)
        return err_say(err, ERR_BUSY, NULL, "there is no room for more outlines just now",
                       "暂时没有空间存放更多边界");
    rp->status = 200;
    rp->type = TYPE_GEOJSON;
    for (int e = 0; e < ENCODINGS; e++)
        rp->body[e] = ready->body[e];
    rp->cacheable = true;
    rp->cache_control = "public, max-age=31536000, immutable";
    return true;
}
