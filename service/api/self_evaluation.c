/* self_evaluation.c - what the applicant of a zone says of itself along the indicators, beside what
 * the experts gave and what the directory of institutions counts.
 *
 * Only institutions in the directory count (Z/附件1, note): where an indicator is about their
 * number the directory's own is shown, and never another.  A zone without a directory has none. */
#include "api/self_evaluation.h"
#include "api/application_asked.h"
#include "api/attached_body.h"
#include "api/body.h"
#include "api/handlers.h"
#include "api/scores_json.h"
#include "api/write.h"
#include "store/files.h"
#include "store/readers.h"
#include "store/scores.h"

#include <assert.h>
#include <cJSON.h>

enum { EVIDENCE_MOST = 4000 };

/* ---- reading ---- */

/* Others' scores are for whoever may read them, once they are closed. */
static bool read_review(struct store *s, const struct request *rq, struct asked *asked,
                        struct self_view *v, struct err *err)
{
    moment_t closed;

    if (authority_decide(&asked->actor, ACTION_READ_SCORES, &asked->subject) != AUTHORITY_MAY)
        return true;
    if (!store_scores_closed(s, asked->app.round, asked->app.track, &closed, err))
        return false;
    v->review = closed != MOMENT_NONE;
    return !v->review ||
           store_scorers(s, rq->arena, &asked->app, v->in, &v->scorers, &v->n_scorers, err);
}

static bool fill_view(struct store *s, const struct request *rq, struct asked *asked,
                      struct self_view *v, struct err *err)
{
    struct indicators *in = arena_alloc(rq->arena, 1, sizeof *in);
    struct self_score *scores = arena_alloc(rq->arena, INDICATORS_MOST, sizeof *scores);

    *v = (struct self_view){.app = &asked->app, .in = in, .scores = scores};
    if (!title_kind_is_zone(asked->app.track))
        return err_say(err, ERR_NOT_FOUND, NULL,
                       "only applications for zones evaluate themselves (Z/二(一)4)",
                       "只有集聚区申报须开展自评价（Z/二(一)4）");
    return store_indicators(s, rq->arena, asked->app.round, asked->app.track, in, err) &&
           store_self_scores(s, rq->arena, asked->app.id, in, scores, err) &&
           read_review(s, rq, asked, v, err);
}

static bool answer(const struct request *rq, struct reply *rp, struct self_view *v, struct err *err)
{
    struct reply held = {.revision = -1};
    struct buf out = {0};

    v->atlas = atlas_for(rq, &held, err);
    if (!v->atlas)
        return false;
    put_self_evaluation(&out, rq, v);
    reply_clear(&held);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

bool api_self_evaluation(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;
    struct self_view v;
    struct asked asked;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = application_ask(s, rq, &caller.in.person, path_row(rq, 0), &asked, err) &&
              fill_view(s, rq, &asked, &v, err);
    readers_give(readers, s);
    return ok && answer(rq, rp, &v, err);
}

/* ---- entering ---- */

static bool find_leaf(const struct self_view *v, const char *code, size_t *at, struct err *err)
{
    int found = indicator_find(&v->in->tree, code);

    if (found == NO_INDICATOR)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no indicator '%.40s'",
                       "没有代码为“%.40s”的指标", code);
    *at = (size_t)found;
    return indicator_is_leaf(&v->in->tree, *at) ||
           err_say(err, ERR_BAD_BODY, "indicator",
                   "'%s' is made up of the indicators under it: evaluate those",
                   "“%s”由下级指标汇总，请对下级指标自评", v->in->tree.items[*at].code);
}

/* The applicant alone, and only while it is a draft: what was filed is what is reviewed. */
static bool may_enter(struct write *w, struct asked *asked, struct self_view *v, size_t *at,
                      struct err *err)
{
    if (!application_ask_to(w, ACTION_EDIT_MATERIALS, asked, err) ||
        !application_seen(w->rq, &asked->app, err))
        return false;
    if (asked->actor.role != ROLE_APPLICANT)
        return err_say(err, ERR_FORBIDDEN, NULL, "the applicant evaluates itself",
                       "自评价由申报主体填写");
    if (!fill_view(w->s, w->rq, asked, v, err) || !find_leaf(v, w->rq->parts[1], at, err))
        return false;
    return asked->app.state == STATE_DRAFT ||
           err_say(err, ERR_WRONG_STATE, NULL,
                   "it was filed: what it says of itself stays as it is", "已申报，自评价不能再改");
}

static bool read_score(const struct request *rq, struct self_score *score, struct err *err)
{
    static const char *const members[] = {"value", "evidence", "file", NULL};
    cJSON *body = write_body(rq, members, err);
    const cJSON *value = body ? cJSON_GetObjectItemCaseSensitive(body, "value") : NULL;
    const cJSON *file = body ? cJSON_GetObjectItemCaseSensitive(body, "file") : NULL;
    bool ok = body != NULL;

    score->value = SCORE_NONE;
    if (ok && value && !cJSON_IsNull(value) &&
        !(cJSON_IsNumber(value) && hundredths_read(value->valuedouble, &score->value)))
        ok = err_say(err, ERR_BAD_BODY, "value",
                     "a score is a number from 0 to 100 with at most two decimals, or null",
                     "自评分为 0 至 100 的数（最多两位小数），或 null");
    ok = ok && body_text(rq, body, "evidence", BODY_MUST, EVIDENCE_MOST, &score->evidence, err);
    if (ok && file && !cJSON_IsNull(file))
        ok = err_say(err, ERR_BAD_BODY, "file",
                     "null takes the file off; a new one is sent to …/file as it is",
                     "null 表示去掉附件；新附件请直接发送到 …/file");
    if (ok && file)
        score->file = (struct attached){.there = false};
    cJSON_Delete(body);
    return ok;
}

static bool add(struct write *w, struct asked *asked, struct self_view *v, size_t at,
                const struct self_score *score, struct reply *rp, struct err *err)
{
    const char *object = self_score_object(asked->app.id, v->in->tree.items[at].code, w->arena);

    return store_self_score_add(w->s, asked->app.id, v->in, at, score, &w->by, err) &&
           write_done(w, object, NULL, self_score_facts(score, w->arena), err) &&
           fill_view(w->s, w->rq, asked, v, err) && answer(w->rq, rp, v, err);
}

static bool score_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct self_score score;
    struct self_view v = {0};
    struct asked asked;
    size_t at = 0;

    (void)arg;
    if (!may_enter(w, &asked, &v, &at, err))
        return false;
    assert(v.scores);
    score = v.scores[at];
    return read_score(w->rq, &score, err) && add(w, &asked, &v, at, &score, rp, err);
}

static bool file_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct attached *file = arg;
    struct self_score score;
    struct self_view v = {0};
    struct asked asked;
    size_t at = 0;

    if (!may_enter(w, &asked, &v, &at, err))
        return false;
    assert(v.scores);
    score = v.scores[at];
    if (score.id == 0)
        return err_say(err, ERR_CONFLICT, NULL,
                       "say first what it is evidence of: send value and evidence",
                       "请先填写自评分和说明，再上传附件");
    score.file = *file;
    return store_file_put(w->s, asked.app.id, file, w->rq->body, &w->by, err) &&
           add(w, &asked, &v, at, &score, rp, err);
}

bool api_self_score(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "self-evaluation", score_job, err);
}

bool api_self_score_file(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"name", NULL};
    struct attached file;
    struct caller caller;

    return request_allow_json(rq, allowed, err) && caller_need(rq, &caller, err) &&
           attached_read(rq, &file, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, "self-evaluation", file_job, &file, err);
}
