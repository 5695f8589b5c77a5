/* scores.c - experts score what is in review; the national office closes a round and track, and
 * only then is anything but one's own shown to anybody. */
#include "api/application_asked.h"
#include "api/body.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/round_track.h"
#include "api/scores_json.h"
#include "api/write.h"
#include "store/readers.h"
#include "store/workflow.h"

#include <cJSON.h>

enum { MOST_NOTE = 1000 };

static const struct subject nobody = {0};
static const char *const allowed[] = {NULL};

/* ---- reading ---- */

static bool fill_view(struct store *s, const struct request *rq, const struct person *who,
                      const struct asked *asked, struct scores_view *v, struct err *err)
{
    struct indicators *in = arena_alloc(rq->arena, 1, sizeof *in);
    struct scorer *own = arena_alloc(rq->arena, 1, sizeof *own), *others;

    v->app = &asked->app;
    v->in = in;
    if (!store_indicators(s, rq->arena, asked->app.round, asked->app.track, in, err) ||
        !store_scores_closed(s, asked->app.round, asked->app.track, &v->closed, err) ||
        !store_scorers(s, rq->arena, &asked->app, in, &others, &v->n_others, err) ||
        !store_scorer(s, rq->arena, &asked->app, in, who->id, own, err))
        return false;
    v->others = others;
    v->all = authority_decide(&asked->actor, ACTION_READ_SCORES, &asked->subject) == AUTHORITY_MAY;
    if (authority_decide(&asked->actor, ACTION_SCORE, &asked->subject) == AUTHORITY_MAY)
        v->own = own;
    return true;
}

static void answer_scores(const struct request *rq, struct reply *rp, const struct scores_view *v)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    put_scores(&w, rq, v);
    reply_take(rp, 200, TYPE_JSON, &out);
    write_etag(rp, rq->arena, v->app->version);
}

/* The national office by its role, an expert as far as it may score. */
static bool may_read(const struct asked *asked, struct err *err)
{
    return caller_may(&asked->actor, asked->actor.expert ? ACTION_SCORE : ACTION_READ_SCORES,
                      &asked->subject, err);
}

static bool read_scores(struct store *s, const struct request *rq, const struct person *who,
                        struct reply *rp, struct err *err)
{
    struct scores_view v = {0};
    struct asked asked;

    if (!application_ask(s, rq, who, path_row(rq, 0), &asked, err) || !may_read(&asked, err) ||
        !fill_view(s, rq, who, &asked, &v, err))
        return false;
    answer_scores(rq, rp, &v);
    return true;
}

bool api_scores(const struct request *rq, struct reply *rp, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = read_scores(s, rq, &caller.in.person, rp, err);
    readers_give(readers, s);
    return ok;
}

/* ---- scoring ---- */

static bool read_value(const cJSON *item, int *out, struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(item, "value");

    return (cJSON_IsNumber(m) && hundredths_read(m->valuedouble, out)) ||
           err_say(err, ERR_BAD_BODY, "value",
                   "a score is a number from 0 to 100 with at most two decimals",
                   "评分为 0 至 100 的数，最多两位小数");
}

static bool find_leaf(const struct indicators *in, const char *code, size_t *at, struct err *err)
{
    int found = indicator_find(&in->tree, code);

    if (found == NO_INDICATOR)
        return err_say(err, ERR_BAD_BODY, "indicator", "there is no indicator '%s'",
                       "没有代码为“%s”的指标", code);
    *at = (size_t)found;
    return indicator_is_leaf(&in->tree, *at) ||
           err_say(err, ERR_BAD_BODY, "indicator",
                   "'%s' is made up of the indicators under it: score those",
                   "“%s”由下级指标汇总，请对下级指标评分", code);
}

/* Into the place of its indicator; given[] says which are there. */
static bool read_item(const struct request *rq, const cJSON *item, const struct indicators *in,
                      struct score_item *items, bool *given, struct err *err)
{
    static const char *const members[] = {"indicator", "value", "note", NULL};
    struct score_item one = {.note = ""};
    const char *code = NULL;

    if (!item_members(item, members, err) ||
        !body_text(rq, item, "indicator", BODY_MUST, MOST_NOTE, &code, err) ||
        !find_leaf(in, code, &one.indicator, err) || !read_value(item, &one.value, err) ||
        !body_text(rq, item, "note", BODY_MAY, MOST_NOTE, &one.note, err))
        return false;
    if (given[one.indicator])
        return err_say(err, ERR_BAD_BODY, "indicator", "'%s' stands twice", "“%s”重复", code);
    given[one.indicator] = true;
    items[one.indicator] = one;
    return true;
}

/* In the order of the tree. */
static bool read_sheet(const struct request *rq, const cJSON *body, const struct indicators *in,
                       struct score_item **out, size_t *n, struct err *err)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "items"), *item;
    struct score_item *items = arena_alloc(rq->arena, INDICATORS_MOST, sizeof *items);
    bool *given = arena_alloc(rq->arena, INDICATORS_MOST, sizeof *given);
    size_t at = 0;

    *out = items;
    *n = 0;
    if (!cJSON_IsArray(list) || !list->child)
        return err_say(err, ERR_BAD_BODY, "items", "'items' lists at least one score",
                       "“items”应至少列出一项评分");
    cJSON_ArrayForEach (item, list) {
        if (!read_item(rq, item, in, items, given, err)) {
            item_field(err, "items", at);
            return false;
        }
        at++;
    }
    for (size_t i = 0; i < in->tree.n; i++) {
        if (given[i])
            items[(*n)++] = items[i];
    }
    return true;
}

static bool is_open(struct store *s, const struct application *app, const struct indicators *in,
                    struct err *err)
{
    moment_t closed;

    if (!store_scores_closed(s, app->round, app->track, &closed, err))
        return false;
    if (closed != MOMENT_NONE)
        return err_say(err, ERR_WRONG_STATE, NULL, "the scores of this round and track are closed",
                       "本批次该类别的评分已公开，不能再评");
    return in->tree.n > 0 || err_say(err, ERR_CONFLICT, NULL,
                                     "no indicators were entered for this round and track yet",
                                     "本批次该类别尚未录入评价指标");
}

/* The path of the application says whether it can be scored now; the sheet is what is scored. */
static bool hand_in(struct write *w, struct asked *asked, const struct indicators *in,
                    const struct score_item *items, size_t n, struct err *err)
{
    const struct step step = {
        .application = asked->app.id,
        .event = EVENT_SCORE,
        .who = &w->who,
        .by = w->by,
        .today = w->rq->today,
        .seen_version = -1, /* others may score meanwhile: it makes no difference */
        .since = DATE_NONE,
        .until = DATE_NONE,
        .bar_until = DATE_NONE,
    };
    char hex[SHA256_HEX];
    int64_t sheet;

    return workflow_step(w->s, w->arena, &step, &asked->app, err) &&
           store_score(w->s, &asked->app, in, items, n, &w->by, &sheet, hex, err) &&
           write_done(w, w->object, NULL,
                      arena_printf(w->arena, "{\"sheet\":%lld,\"scores\":%zu,\"digest\":\"%s\"}",
                                   (long long)sheet, n, hex),
                      err);
}

static bool score_body(struct write *w, struct asked *asked, struct reply *rp, struct err *err)
{
    static const char *const members[] = {"items", NULL};
    struct scores_view v = {0};
    struct score_item *items;
    struct indicators in;
    cJSON *body = write_body(w->rq, members, err);
    size_t n;
    bool ok =
        body && store_indicators(w->s, w->arena, asked->app.round, asked->app.track, &in, err) &&
        is_open(w->s, &asked->app, &in, err) && read_sheet(w->rq, body, &in, &items, &n, err) &&
        hand_in(w, asked, &in, items, n, err) && fill_view(w->s, w->rq, &w->who, asked, &v, err);

    cJSON_Delete(body);
    if (ok)
        answer_scores(w->rq, rp, &v);
    return ok;
}

static bool score_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct asked asked;

    (void)arg;
    return application_ask_to(w, ACTION_SCORE, &asked, err) && score_body(w, &asked, rp, err);
}

bool api_scores_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "score-sheet", score_job, err);
}

/* ---- closing ---- */

static bool close_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct request *rq = w->rq;
    enum title_kind track;
    struct actor actor;
    moment_t closed;

    (void)arg;
    if (!store_actor(w->s, w->arena, &w->who, NULL, &actor, err) ||
        !caller_may(&actor, ACTION_CLOSE_SCORES, &nobody, err) ||
        !round_track_read(w->s, rq, &track, err))
        return false;
    w->object = arena_printf(w->arena, "scores/%s/%s", rq->parts[0], title_kind_name(track));
    if (!store_scores_close(w->s, rq->parts[0], track, &w->by, err) ||
        !store_scores_closed(w->s, rq->parts[0], track, &closed, err) ||
        !write_done(w, w->object, NULL, "{\"closed\":true}", err))
        return false;
    struct buf out = {0};
    struct json_writer json = json_writer_to(&out);
    json_object(&json);
    json_put_string(&json, "round", rq->parts[0]);
    json_put_string(&json, "track", title_kind_name(track));
    json_put_moment(&json, "closed", closed);
    json_end(&json);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

bool api_scores_close(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "close-scores", close_job, err);
}
