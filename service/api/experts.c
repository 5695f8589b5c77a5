/* experts.c - who is an expert of which round: named and released by the national office. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/scores_json.h"
#include "api/write.h"
#include "store/readers.h"
#include "store/round_known.h"

#include <cJSON.h>

enum { MOST_UNIT = 6 };

static const struct subject nobody = {0};
static const char *const allowed[] = {NULL};

static bool may_name(struct store *s, const struct request *rq, const struct person *who,
                     struct err *err)
{
    struct actor actor;

    return store_actor(s, rq->arena, who, NULL, &actor, err) &&
           caller_may(&actor, ACTION_NAME_EXPERTS, &nobody, err);
}

static void put_expert(struct json_writer *w, const struct expert *e)
{
    json_object(w);
    json_put_int(w, "person", e->person);
    json_put_string(w, "name", e->name);
    json_put_string(w, "unit", e->unit);
    json_put_moment(w, "named", e->named);
    json_put_int(w, "named_by", e->named_by);
    json_put_moment(w, "ended", e->ended);
    json_end(w);
}

/* ---- reading ---- */

static bool read_experts(struct store *s, const struct request *rq, const struct person *who,
                         struct expert **rows, size_t *n, struct err *err)
{
    return may_name(s, rq, who, err) && store_round_known(s, rq->parts[0], err) &&
           store_experts(s, rq->arena, rq->parts[0], rows, n, err);
}

bool api_experts(const struct request *rq, struct reply *rp, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct expert *rows;
    struct caller caller;
    size_t n;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = read_experts(s, rq, &caller.in.person, &rows, &n, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_string(&w, "round", rq->parts[0]);
    json_put_array(&w, "experts");
    for (size_t i = 0; i < n; i++)
        put_expert(&w, &rows[i]);
    json_end(&w);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- naming and releasing ---- */

static bool answer_expert(struct write *w, int64_t person, struct reply *rp, struct err *err)
{
    struct buf out = {0};
    struct json_writer json = json_writer_to(&out);
    struct expert *rows;
    size_t n;

    if (!store_experts(w->s, w->arena, w->rq->parts[0], &rows, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].person == person)
            put_expert(&json, &rows[i]);
    }
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

static bool name_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    static const char *const members[] = {"unit", NULL};
    int64_t person = path_row(w->rq, 1);
    const char *unit = NULL;
    cJSON *body;

    (void)arg;
    w->object = arena_printf(w->arena, "person/%lld", (long long)person);
    if (!may_name(w->s, w->rq, &w->who, err) || !(body = write_body(w->rq, members, err)))
        return false;
    bool ok = body_text(w->rq, body, "unit", BODY_MUST, MOST_UNIT, &unit, err) &&
              store_expert_name(w->s, person, w->rq->parts[0], unit, &w->by, err) &&
              answer_expert(w, person, rp, err);
    cJSON_Delete(body);
    return ok;
}

static bool end_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    int64_t person = path_row(w->rq, 1);

    (void)arg;
    w->object = arena_printf(w->arena, "person/%lld", (long long)person);
    return may_name(w->s, w->rq, &w->who, err) &&
           store_expert_end(w->s, person, w->rq->parts[0], &w->by, err) &&
           answer_expert(w, person, rp, err);
}

bool api_expert_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "expert-name", name_job, err);
}

bool api_expert_delete(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "expert-end", end_job, err);
}
