/* ranks.c - PUT /api/v1/rounds/{round}/ranks/{track}/{province}: the order of what was checked. */
#include "api/application_json.h"
#include "api/handlers.h"
#include "api/written.h"

#include <cJSON.h>
#include <math.h>

enum { ORDER_MOST = 2000 };

static bool read_id(const cJSON *item, int64_t *out, struct err *err)
{
    double v = cJSON_IsNumber(item) ? item->valuedouble : NAN;

    if (!(v >= 1 && v <= 1e15) || v != floor(v))
        return err_say(err, ERR_BAD_BODY, "order", "'order' lists numbers of applications",
                       "order 应为申报编号的列表");
    *out = (int64_t)v;
    return true;
}

static bool read_order(const struct request *rq, struct ranking *r, struct err *err)
{
    static const char *const members[] = {"order", NULL};
    cJSON *body = write_body(rq, members, err);
    const cJSON *list = body ? cJSON_GetObjectItemCaseSensitive(body, "order") : NULL, *item;
    int n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : -1;
    int64_t *ids;
    bool ok = true;

    if (!body)
        return false;
    if (n < 0 || n > ORDER_MOST) {
        cJSON_Delete(body);
        return err_say(err, ERR_BAD_BODY, "order", "'order' lists at most %d applications",
                       "order 为至多 %d 个申报编号的列表", ORDER_MOST);
    }
    ids = arena_alloc(rq->arena, (size_t)n + 1, sizeof *ids);
    cJSON_ArrayForEach (item, list)
        ok = ok && read_id(item, &ids[r->n++], err);
    r->order = ids;
    cJSON_Delete(body);
    return ok;
}

static bool answer(struct write *w, const struct ranking *r, struct reply *rp, struct err *err)
{
    const struct atlas *a = atlas_for(w->rq, rp, err);
    struct buf out = {0};
    struct json_writer json = json_writer_to(&out);
    struct application app;

    if (!a)
        return false;
    json_object(&json);
    json_put_array(&json, "applications");
    for (size_t i = 0; i < r->n; i++) {
        if (!store_application(w->s, w->arena, r->order[i], &app, err)) {
            buf_free(&out);
            return false;
        }
        json_object(&json);
        put_application_summary(&json, w->rq, a, &app);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
    return written_json(w, rp, 200, &out, err);
}

static bool ranks_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct ranking r = {.round = w->rq->parts[0]};

    (void)arg;
    if (!path_track(w->rq, 1, &r.track, err) || !path_unit(w->rq, 2, &r.unit, err))
        return false;
    w->object = arena_printf(w->arena, "ranks/%s/%s/%s", r.round, title_kind_name(r.track), r.unit);
    return written_may(w, NULL, ACTION_SET_RANK, &(struct subject){.unit = r.unit}, err) &&
           read_order(w->rq, &r, err) && store_ranks_set(w->s, w->arena, &r, &w->by, err) &&
           answer(w, &r, rp, err);
}

bool api_ranks(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "application-rank", ranks_job, err);
}
