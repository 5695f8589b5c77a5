/* proposals.c - what a province says is missing or wrong among the titles of its own places, and
 * the national decision: accepted, it is a row of the register when the answer goes out. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/scores_json.h"
#include "api/title_json.h"
#include "api/written.h"
#include "store/proposals_facts.h"
#include "store/readers.h"

#include <cJSON.h>
#include <string.h>

enum {
    MOST_WORD = 40,
    MOST_NAME = 200,
    MOST_DOCUMENT = 200,
    MOST_URL = 500,
    MOST_EVIDENCE = 4000,
    MOST_REASON = 1000,
};

/* ---- showing ---- */

static void put_proposal(struct json_writer *w, const struct proposal *p)
{
    json_object(w);
    json_put_int(w, "id", p->id);
    json_put_string(w, "state", proposal_state_name(p->state));
    json_put_string(w, "unit", p->unit);
    json_put_string(w, "what", proposal_what_name(p->what));
    json_put_id(w, "title", p->title);
    json_put_string(w, "kind", title_kind_name(p->kind));
    json_put_string(w, "holder", p->holder);
    json_put_string(w, "name", p->name);
    json_put_string(w, "batch", p->batch);
    json_put_date(w, "since", p->since);
    json_put_date(w, "until", p->until);
    json_put_string(w, "document", p->document);
    json_put_string(w, "url", p->url);
    json_put_string(w, "evidence", p->evidence);
    json_put_int(w, "by", p->person);
    json_put_moment(w, "at", p->at);
    json_put_string(w, "reason", p->reason);
    json_put_id(w, "decided_by", p->decided_by);
    json_put_moment(w, "decided", p->decided);
    json_put_id(w, "made", p->made);
    json_end(w);
}

/* ---- reading ---- */

static bool read_state(const struct request *rq, int *state, struct err *err)
{
    const char *text = request_query(rq, "state");
    enum proposal_state found;

    *state = -1;
    if (!text)
        return true;
    if (!proposal_state_parse(text, &found))
        return err_say(err, ERR_BAD_PARAMETER, "state",
                       "'%.40s' is no state: open, accepted or declined",
                       "“%.40s”不是状态：应为 open、accepted 或 declined", text);
    *state = (int)found;
    return true;
}

static bool read_filter(const struct request *rq, struct proposal_filter *f, struct page *page,
                        struct err *err)
{
    static const char *const allowed[] = {"state", "province", "limit", "offset", NULL};

    *f = (struct proposal_filter){0};
    if (!request_allow_json(rq, allowed, err) || !read_state(rq, &f->state, err) ||
        !unit_read(rq, &f->unit, err) || !page_read(rq, page, err))
        return false;
    f->limit = page->limit;
    f->offset = page->offset;
    return true;
}

/* Who does not see all of them sees those of one unit: that asked for, or else the own one. */
static bool narrow(const struct actor *who, struct proposal_filter *f, struct err *err)
{
    const struct subject all = {0};

    if (authority_decide(who, ACTION_READ_PROPOSALS, &all) == AUTHORITY_MAY)
        return true;
    if (!f->unit)
        f->unit = who->unit;
    return caller_may(who, ACTION_READ_PROPOSALS, &(struct subject){.unit = f->unit}, err);
}

static bool list(struct store *s, const struct request *rq, const struct person *who,
                 struct proposal_filter *f, struct proposal **rows, size_t *n, int64_t *total,
                 struct err *err)
{
    struct actor actor;

    return store_actor(s, rq->arena, who, NULL, &actor, err) && narrow(&actor, f, err) &&
           store_proposals(s, rq->arena, f, rows, n, total, err);
}

bool api_proposals(const struct request *rq, struct reply *rp, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct proposal_filter f;
    struct proposal *rows;
    struct caller caller;
    struct page page;
    int64_t total;
    size_t n;

    if (!caller_need(rq, &caller, err) || !read_filter(rq, &f, &page, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = list(s, rq, &caller.in.person, &f, &rows, &n, &total, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    page_put(&w, &page, total);
    json_put_array(&w, "proposals");
    for (size_t i = 0; i < n; i++)
        put_proposal(&w, &rows[i]);
    json_end(&w);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* What is not there is of no unit, so only who sees all is told so. */
static bool find(struct store *s, const struct request *rq, const struct person *who,
                 enum action action, struct proposal *p, struct err *err)
{
    struct actor actor;

    return store_proposal(s, rq->arena, path_row(rq, 0), p, err) &&
           store_actor(s, rq->arena, who, NULL, &actor, err) &&
           caller_may(&actor, action, &(struct subject){.unit = p->unit}, err) &&
           (p->id || err_say(err, ERR_NOT_FOUND, NULL, "there is no proposal %.20s",
                             "没有第 %.20s 号建议", rq->parts[0]));
}

bool api_proposal(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;
    struct proposal p;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = find(s, rq, &caller.in.person, ACTION_READ_PROPOSALS, &p, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    put_proposal(&w, &p);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- making one ---- */

static bool read_words(const struct request *rq, const cJSON *body, struct proposal *p,
                       struct err *err)
{
    const char *what = NULL, *kind = NULL;

    if (!body_text(rq, body, "what", BODY_MUST, MOST_WORD, &what, err) ||
        !body_text(rq, body, "kind", BODY_MUST, MOST_WORD, &kind, err))
        return false;
    if (!proposal_what_parse(what, &p->what))
        return err_say(err, ERR_BAD_BODY, "what", "'%s' is neither missing nor wrong",
                       "“%s”应为 missing（缺漏）或 wrong（有误）", what);
    return title_kind_parse(kind, &p->kind) ||
           err_say(err, ERR_BAD_BODY, "kind", "'%s' is no kind of title", "没有“%s”这一称号类别",
                   kind);
}

static bool read_holder(const struct request *rq, const cJSON *body, struct proposal *p,
                        struct err *err)
{
    if (!body_text(rq, body, "holder", BODY_MAY, MOST_WORD, &p->holder, err) ||
        !body_text(rq, body, "name", BODY_MAY, MOST_NAME, &p->name, err))
        return false;
    if (p->holder && p->name)
        return err_say(err, ERR_BAD_BODY, "name",
                       "a place has a code, a park or zone has a name: give one of the two",
                       "行政区划填代码，园区或集聚区填名称，二者只填其一");
    return !p->holder || place_code_valid(p->holder) ||
           err_say(err, ERR_BAD_BODY, "holder", "'%s' is no six-digit code", "“%s”不是六位代码",
                   p->holder);
}

static bool is_address(const char *url)
{
    size_t at = strncmp(url, "https://", 8) == 0 ? 8 : strncmp(url, "http://", 7) == 0 ? 7 : 0;

    return at > 0 && url[at] && !strpbrk(url, " \t\r\n\"<>");
}

static bool read_source(const struct request *rq, const cJSON *body, struct proposal *p,
                        struct err *err)
{
    return body_text(rq, body, "document", BODY_MUST, MOST_DOCUMENT, &p->document, err) &&
           body_text(rq, body, "evidence", BODY_MUST, MOST_EVIDENCE, &p->evidence, err) &&
           body_text(rq, body, "url", BODY_MAY, MOST_URL, &p->url, err) &&
           (!p->url || is_address(p->url) ||
            err_say(err, ERR_BAD_BODY, "url", "an address begins with https:// or http://",
                    "网址应以 https:// 或 http:// 开头"));
}

static bool read_title(const cJSON *body, struct proposal *p, struct err *err)
{
    if (!body_int(body, "title", BODY_MAY, 1, INT64_C(1) << 50, &p->title, err))
        return false;
    if (p->what == PROPOSAL_WRONG && !p->title)
        return err_say(err, ERR_BAD_BODY, "title", "say which title on record is wrong",
                       "请写明哪一条已登记的称号有误");
    return p->what == PROPOSAL_WRONG || !p->title ||
           err_say(err, ERR_BAD_BODY, "title", "what is missing has no number yet",
                   "缺漏的称号尚无编号");
}

static bool read_proposal(const struct request *rq, struct proposal *p, struct err *err)
{
    static const char *const members[] = {"what",     "title", "kind",     "holder",
                                          "name",     "batch", "since",    "until",
                                          "document", "url",   "evidence", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    p->since = p->until = DATE_NONE;
    ok = body && read_words(rq, body, p, err) && read_title(body, p, err) &&
         read_holder(rq, body, p, err) &&
         body_text(rq, body, "batch", BODY_MAY, MOST_WORD, &p->batch, err) &&
         body_date(body, "since", BODY_MAY, &p->since, err) &&
         body_date(body, "until", BODY_MAY, &p->until, err) && read_source(rq, body, p, err);
    cJSON_Delete(body);
    return ok;
}

/* A place says whose it is; a park or zone is that of the province that proposes it. */
static bool is_own(struct write *w, struct proposal *p, struct err *err)
{
    char province[7];

    p->unit = p->holder ? arena_strdup(w->arena, place_recommending_unit(p->holder, province))
                        : w->who.unit;
    return written_may(w, NULL, ACTION_PROPOSE_TITLE, &(struct subject){.unit = p->unit}, err);
}

static bool tell(struct write *w, const struct proposal *p,
                 void (*facts)(struct buf *out, const struct proposal *p), struct err *err)
{
    struct buf after = {0};
    bool ok;

    facts(&after, p);
    ok = write_done(w, w->object, NULL, after.data, err);
    buf_free(&after);
    return ok;
}

static bool answer(struct write *w, struct reply *rp, unsigned status, const struct proposal *p,
                   struct err *err)
{
    struct buf out = {0};
    struct json_writer json = json_writer_to(&out);

    put_proposal(&json, p);
    return written_json(w, rp, status, &out, err);
}

static bool propose_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct proposal p = {0};
    struct title row;

    (void)arg;
    w->object = "proposal";
    if (!written_may(w, NULL, ACTION_PROPOSE_TITLE, &(struct subject){.unit = w->who.unit}, err) ||
        !read_proposal(w->rq, &p, err) || !is_own(w, &p, err) ||
        !store_proposal_fits(w->s, w->arena, &p, &row, err) ||
        !store_proposal_add(w->s, &p, &w->by, &p.id, err) ||
        !store_proposal(w->s, w->arena, p.id, &p, err))
        return false;
    w->object = arena_printf(w->arena, "proposal/%lld", (long long)p.id);
    if (!tell(w, &p, proposal_facts, err) || !answer(w, rp, 201, &p, err))
        return false;
    reply_header(
        rp, "Location",
        arena_printf(w->arena, "%s/api/v1/proposals/%lld", w->rq->base_url, (long long)p.id));
    return true;
}

bool api_propose(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "propose-title", propose_job, err);
}

/* ---- deciding ---- */

static bool read_decision(const struct request *rq, bool *accept, const char **reason,
                          struct err *err)
{
    static const char *const members[] = {"accept", "reason", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && body_bool(body, "accept", BODY_MUST, accept, err) &&
              body_text(rq, body, "reason", BODY_MUST, MOST_REASON, reason, err);

    cJSON_Delete(body);
    return ok;
}

static bool decide_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct proposal p;
    const char *reason;
    bool accept;

    (void)arg;
    w->object = arena_printf(w->arena, "proposal/%lld", (long long)path_row(w->rq, 0));
    return find(w->s, w->rq, &w->who, ACTION_DECIDE_PROPOSAL, &p, err) &&
           read_decision(w->rq, &accept, &reason, err) &&
           store_proposal_decide(w->s, w->arena, p.id, accept, reason, &w->by, &p, err) &&
           tell(w, &p, proposal_decision_facts, err) && answer(w, rp, 200, &p, err);
}

bool api_proposal_decide(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "decide-proposal", decide_job, err);
}
