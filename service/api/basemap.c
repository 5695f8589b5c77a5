/* basemap.c - GET /basemap/{layer}/{z}/{x}/{y}: tiles of the basemap, for our own pages.
 *
 * What is kept is given by the thread of the pool; what must be fetched waits on another (see
 * reply.must_wait).  Pages of other sites are refused: the token is ours and so is its allowance.
 */
#include "fetch/basemap.h"

#include "api/handlers.h"
#include "api/service.h"

#include <stdint.h>
#include <string.h>

static void give_back(void *held)
{
    tile_give(held);
}

static bool read_request(const struct request *rq, struct tile_at *at, struct err *err)
{
    static const char *const none[] = {NULL};

    if (!service_of(rq)->basemap)
        return err_say(err, ERR_NO_BASEMAP, NULL, "this service has no basemap",
                       "本服务未配置底图");
    if (!request_allow(rq, none, err))
        return false;
    if (strcmp(rq->fetch_site, "cross-site") == 0 || strcmp(rq->fetch_site, "same-site") == 0)
        return err_say(err, ERR_FORBIDDEN, NULL, "the basemap is for the pages of this service",
                       "底图仅供本服务的页面使用");
    return tile_at_read(rq->parts[0], rq->parts[1], rq->parts[2], rq->parts[3], at) ||
           err_say(err, ERR_NOT_FOUND, NULL,
                   "there is no such tile: layers are vec, cva, img and cia, levels %d to %d",
                   "没有这样的瓦片：图层为 vec、cva、img、cia，级别 %d 至 %d", TILE_LEAST_ZOOM,
                   TILE_MOST_ZOOM);
}

static void reply_tile(const struct request *rq, struct reply *rp, const struct tile *t)
{
    reply_borrow(rp, 200, t->type, t->body, give_back, (void *)(uintptr_t)t);
    rp->cacheable = true;
    rp->etag_key = arena_strdup(rq->arena, t->tag);
    rp->cache_control = "public, max-age=86400";
    reply_header(rp, "Cross-Origin-Resource-Policy", "same-origin");
}

/* A browser need not ask again before there is a chance. */
static void reply_paused(const struct request *rq, struct reply *rp, const struct err *err)
{
    int64_t pause = basemap_pause(service_of(rq)->basemap);

    reply_problem(rp, rq, err);
    if (pause > 0)
        reply_retry_after(rp, rq->arena, pause);
}

bool api_basemap(const struct request *rq, struct reply *rp, struct err *err)
{
    struct tile_at at;

    if (!read_request(rq, &at, err))
        return false;
    struct basemap *b = service_of(rq)->basemap;
    const struct tile *t = basemap_kept(b, &at);
    if (!t && !rq->may_wait) {
        rp->must_wait = true;
        return true;
    }
    struct err failure = {0};
    if (t || basemap_tile(b, &at, &t, &failure))
        reply_tile(rq, rp, t);
    else if (failure.kind == ERR_UPSTREAM)
        reply_paused(rq, rp, &failure);
    else
        *err = failure;
    return failure.kind == ERR_NONE || failure.kind == ERR_UPSTREAM;
}
