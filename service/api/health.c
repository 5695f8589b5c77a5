/* health.c - is it alive, is it ready, and how is it doing. */
#include "api/handlers.h"
#include "api/service.h"
#include "base/hash.h"
#include "base/json_write.h"
#include "fetch/basemap.h"
#include "http/server.h"
#include "store/writer.h"

static bool no_parameters(const struct request *rq, struct err *err)
{
    static const char *const none[] = {NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    enum format format;
    return request_allow(rq, none, err) && request_format(rq, formats, &format, err);
}

static void reply_state(struct reply *rp, unsigned status, const char *state)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    json_put_string(&w, "status", state);
    json_end(&w);
    reply_take(rp, status, TYPE_JSON, &out);
}

bool api_healthz(const struct request *rq, struct reply *rp, struct err *err)
{
    if (!no_parameters(rq, err))
        return false;
    reply_state(rp, 200, "ok");
    return true;
}

bool api_readyz(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct service *service = service_of(rq);

    if (!no_parameters(rq, err))
        return false;
    const struct atlas *a = atlas_take(service->holder);
    bool loaded = a != NULL;
    bool writable = service->writer && writer_works(service->writer, NULL);
    atlas_give(a);
    if (!loaded)
        reply_state(rp, 503, "the register is still being read");
    else if (!writable)
        reply_state(rp, 503, "the register cannot be written");
    else
        reply_state(rp, 200, "ready");
    return true;
}

bool api_metrics(const struct request *rq, struct reply *rp, struct err *err)
{
    struct buf out = {0};
    const struct service *service = service_of(rq);

    if (!no_parameters(rq, err))
        return false;
    server_metrics(service->server, &out);
    const struct atlas *a = atlas_take(service->holder);
    if (a) {
        buf_printf(&out,
                   "# HELP sizhi_revision Revision of the register that is being published.\n"
                   "# TYPE sizhi_revision gauge\n"
                   "sizhi_revision %lld\n"
                   "# HELP sizhi_atlas_bytes Memory of the published picture.\n"
                   "# TYPE sizhi_atlas_bytes gauge\n"
                   "sizhi_atlas_bytes %zu\n",
                   (long long)atlas_revision(a), atlas_memory(a));
    }
    atlas_give(a);
    if (service->basemap)
        basemap_metrics(service->basemap, &out);
    reply_take(rp, 200, "text/plain; version=0.0.4; charset=utf-8", &out);
    return true;
}

/* What the page may ask for under /basemap/; null where nobody set one up. */
static void put_basemap(struct json_writer *w, const struct basemap *b)
{
    if (!b) {
        json_put_null(w, "basemap");
        return;
    }
    json_put_object(w, "basemap");
    json_put_string(w, "name", basemap_name(b));
    json_put_array(w, "layers");
    for (unsigned i = 0; i < TILE_LAYERS; i++)
        json_string(w, tile_layer_name((enum tile_layer)i));
    json_end(w);
    json_put_int(w, "min_zoom", TILE_LEAST_ZOOM);
    json_put_int(w, "max_zoom", TILE_MOST_ZOOM);
    json_end(w);
}

/* Half of what is said comes from how the service was started, which no revision tells. */
static const char *settings_key(const struct request *rq, const struct buf *out)
{
    struct sha256 sum = sha256_of(out->data, out->len);
    char hex[SHA256_HEX];

    return arena_strndup(rq->arena, sha256_hex(&sum, hex), 32);
}

bool api_about(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct service *service = service_of(rq);
    char when[MOMENT_TEXT];

    if (!no_parameters(rq, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_string(&w, "name", "Sizhi 四至");
    json_put_string(&w, "version", SIZHI_VERSION);
    json_put_string(&w, "source_line", service->source_line);
    json_put_string(&w, "map_approval", service->map_approval);
    json_put_string(&w, "boundary_date", BOUNDARY_DATE);
    json_put_string(&w, "boundary_scale", BOUNDARY_SCALE);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_string(&w, "recorded", moment_format(atlas_recorded(a), when));
    json_put_int(&w, "places", (int64_t)atlas_n_places(a));
    put_basemap(&w, service->basemap);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, settings_key(rq, &out));
    return true;
}
