/* quota_write.c - PUT /api/v1/rounds/{round}/quotas/{track}/{province}: how many places there are,
 * by the document that says so. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/round_json.h"
#include "api/written.h"
#include "store/change.h"
#include "store/quotas.h"

#include <cJSON.h>

enum { SOURCE_MOST = 400, WORD_MOST = 20 };

struct number {
    int64_t places;
    enum quota_status status;
    const char *source;
};

/* Without a status a number is published, and none is unknown. */
static bool read_status(const char *status, struct number *n, struct err *err)
{
    n->status = n->places == QUOTA_NOT_KNOWN ? QUOTA_UNKNOWN : QUOTA_PUBLISHED;
    return !status || quota_status_parse(status, &n->status) ||
           err_say(err, ERR_BAD_BODY, "status",
                   "'%.20s' is no status: published, unknown or illustrative",
                   "“%.20s”不是名额状态：应为 published、unknown 或 illustrative", status);
}

static bool read_number(const struct request *rq, struct number *n, struct err *err)
{
    static const char *const members[] = {"places", "source", "status", NULL};
    cJSON *body = write_body(rq, members, err);
    const char *status = NULL;
    bool ok;

    if (!body)
        return false;
    n->places = QUOTA_NOT_KNOWN;
    ok = body_int(body, "places", BODY_MAY, 0, QUOTA_MOST, &n->places, err) &&
         body_text(rq, body, "source", BODY_MUST, SOURCE_MOST, &n->source, err) &&
         body_text(rq, body, "status", BODY_MAY, WORD_MOST, &status, err);
    if (ok && !cJSON_HasObjectItem(body, "places"))
        ok = err_say(err, ERR_BAD_BODY, "places",
                     "places is a number, or null where none was published",
                     "places 应为数字；未公布的应为 null");
    cJSON_Delete(body);
    return ok && read_status(status, n, err);
}

static void write_quota(struct buf *out, const struct request *rq, const struct quota *q)
{
    struct json_writer w = json_writer_to(out);

    put_quota(&w, rq, q);
}

static void write_number(struct buf *out, const struct quota *q)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_key(&w, "places");
    if (q->places == QUOTA_NOT_KNOWN)
        json_null(&w);
    else
        json_int(&w, q->places);
    json_put_string(&w, "status", quota_status_name(q->status));
    json_put_string(&w, "source", q->source);
    json_end(&w);
}

static bool set_number(struct write *w, const struct quota_key *k, const struct number *n,
                       struct err *err)
{
    char who[CHANGE_WHO];
    const struct revision r = {
        .recorded = w->by.now, .who = change_who(&w->by, who), .source = n->source};

    return store_quota_set(w->s, k, (int)n->places, n->status, &r, err);
}

static bool quota_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct quota_key k = {.round = w->rq->parts[0]};
    struct number n;
    struct quota was, now;
    struct written t = {0};

    (void)arg;
    w->object = arena_printf(w->arena, "quota/%.40s/%.20s/%.20s", k.round, w->rq->parts[1],
                             w->rq->parts[2]);
    if (!written_may(w, NULL, ACTION_SET_QUOTA, &(struct subject){0}, err) ||
        !path_track(w->rq, 1, &k.track, err) || !path_unit(w->rq, 2, &k.unit, err) ||
        !read_number(w->rq, &n, err) || !store_quota(w->s, w->arena, &k, &was, err) ||
        !set_number(w, &k, &n, err) || !store_quota(w->s, w->arena, &k, &now, err))
        return false;
    write_number(&t.before, &was);
    write_number(&t.after, &now);
    write_quota(&t.out, w->rq, &now);
    return written_change(w, rp, 200, &t, err);
}

bool api_quota_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "set-quota", quota_job, err);
}
