/* round_write.c - PUT /api/v1/rounds/{round}: a round is opened, or what is known of it is said
 * anew, by the office whose programme it is. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/round_json.h"
#include "api/title_json.h"
#include "api/written.h"
#include "store/change.h"
#include "store/rounds.h"

#include <cJSON.h>

enum { TEXT_MOST = 400, FIRST_YEAR = 2000, LAST_YEAR = 2100 };

struct wanted {
    struct round round;
    const char *source;
};

static bool read_tracks(const cJSON *body, unsigned *out, struct err *err)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "tracks"), *one;
    enum title_kind kind;

    *out = 0;
    cJSON_ArrayForEach (one, list) {
        if (!cJSON_IsString(one) || !applied_parse(one->valuestring, &kind))
            return err_say(err, ERR_BAD_BODY, "tracks", "'%.20s' is no track",
                           "“%.20s”不是申报类别", cJSON_IsString(one) ? one->valuestring : "…");
        *out |= 1U << kind;
    }
    return (cJSON_IsArray(list) && *out) ||
           err_say(err, ERR_BAD_BODY, "tracks", "tracks is a list of what is applied for",
                   "tracks 应为申报类别的列表");
}

static bool read_round(const struct request *rq, struct wanted *out, struct err *err)
{
    static const char *const members[] = {"year",         "title",  "document", "window_since",
                                          "window_until", "tracks", "source",   NULL};
    cJSON *body = write_body(rq, members, err);
    struct round *r = &out->round;
    int64_t year = 0;
    bool ok;

    if (!body)
        return false;
    r->window_since = r->window_until = DATE_NONE;
    ok = body_int(body, "year", BODY_MUST, FIRST_YEAR, LAST_YEAR, &year, err) &&
         body_text(rq, body, "title", BODY_MUST, TEXT_MOST, &r->title, err) &&
         body_text(rq, body, "document", BODY_MAY, TEXT_MOST, &r->document, err) &&
         body_date(body, "window_since", BODY_MAY, &r->window_since, err) &&
         body_date(body, "window_until", BODY_MAY, &r->window_until, err) &&
         body_text(rq, body, "source", BODY_MUST, TEXT_MOST, &out->source, err) &&
         read_tracks(body, &r->tracks, err);
    cJSON_Delete(body);
    r->year = (int)year;
    return ok;
}

static void write_round(struct buf *out, const struct round *r)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "id", r->id);
    json_put_int(&w, "year", r->year);
    json_put_string(&w, "title", r->title);
    json_put_string(&w, "document", r->document);
    json_put_string(&w, "province", r->unit);
    json_put_date(&w, "window_since", r->window_since);
    json_put_date(&w, "window_until", r->window_until);
    put_round_tracks(&w, r);
    json_end(&w);
}

/* Somebody of a province opens rounds of that province, everybody else those of the nation. */
static bool may_open(struct write *w, struct round *r, struct err *err)
{
    struct actor who;

    if (!store_actor(w->s, w->arena, &w->who, NULL, &who, err))
        return false;
    r->unit = who.role == ROLE_PROVINCE ? who.unit : NULL;
    const struct subject what = {.unit = r->unit};
    return caller_may(&who, ACTION_OPEN_ROUND, &what, err);
}

static bool round_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct wanted want = {.round = {.id = w->rq->parts[0]}};
    struct round was, now;
    struct written t = {0};
    char who[CHANGE_WHO];
    bool there, here;

    (void)arg;
    w->object = arena_printf(w->arena, "round/%.40s", want.round.id);
    if (!may_open(w, &want.round, err) || !read_round(w->rq, &want, err))
        return false;
    const struct revision r = {
        .recorded = w->by.now, .who = change_who(&w->by, who), .source = want.source};
    if (!store_round(w->s, w->arena, want.round.id, &was, &there, err) ||
        !store_round_put(w->s, w->arena, &want.round, &r, err) ||
        !store_round(w->s, w->arena, want.round.id, &now, &here, err))
        return false;
    if (there)
        write_round(&t.before, &was);
    write_round(&t.out, &now);
    return written_change(w, rp, there ? 200 : 201, &t, err);
}

bool api_round_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "open-round", round_job, err);
}
