/* service.c - taking the atlas for a request, and giving it back when the answer has gone out. */
#include "api/service.h"

#include <stdint.h>

static void give_back(void *held)
{
    atlas_give(held);
}

const struct atlas *atlas_for(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct atlas *a = atlas_take(service_of(rq)->holder);

    if (!a) {
        err_say(err, ERR_BUSY, NULL, "the register is still being read; try again in a moment",
                "登记簿正在读取，请稍后再试");
        return NULL;
    }
    rp->release = give_back;
    rp->held = (void *)(uintptr_t)a;
    rp->revision = atlas_revision(a);
    return a;
}

void answer_atlas(struct reply *rp, const struct atlas *a, const char *type, struct buf *out,
                  const char *key)
{
    int64_t revision = atlas_revision(a);

    reply_take(rp, 200, type, out); /* gives the atlas back: nothing of it is needed any more */
    rp->revision = revision;
    rp->cacheable = true;
    rp->etag_key = key;
}

void answer_csv(const struct request *rq, struct reply *rp, const struct atlas *a, const char *name,
                struct buf *out, const char *key)
{
    reply_header(rp, "Content-Disposition",
                 arena_printf(rq->arena, "attachment; filename=\"%s-r%lld.csv\"", name,
                              (long long)atlas_revision(a)));
    answer_atlas(rp, a, TYPE_CSV, out, key);
}
