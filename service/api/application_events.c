/* application_events.c - POST /api/v1/applications/{id}/events: one step of the path.
 *
 * What is objected and answered is kept beside its notice; here it is told of an application that
 * the caller may see, the public tells it at the notice itself. */
#include "api/application_json.h"
#include "api/body.h"
#include "api/handlers.h"
#include "store/objections.h"
#include "store/workflow.h"

#include <cJSON.h>
#include <string.h>

enum { EVENT_MOST = 40, REASON_MOST = 4000, TEXT_MOST = 400, BATCH_MOST = 40 };
enum { ROWS_MOST = 1 << 30 };

#define ON(event) (1U << EVENT_##event)

/* Members that only some events take. */
static const struct {
    const char *name;
    unsigned events;
} particular[] = {
    {"rank", ON(RECOMMEND) | ON(PUBLISH)},
    {"notice", ON(PUBLISH)},
    {"batch", ON(DESIGNATE)},
    {"document", ON(DESIGNATE) | ON(CANCEL_FRAUD)},
    {"since", ON(DESIGNATE)},
    {"until", ON(DESIGNATE)},
    {"criticism", ON(CANCEL_FRAUD)},
    {"bar_until", ON(CANCEL_FRAUD)},
    {"objection", ON(ANSWER)},
};
static const char *const members[] = {"event",     "reason",    "rank",      "notice",
                                      "batch",     "document",  "since",     "until",
                                      "criticism", "bar_until", "objection", NULL};

struct told {
    struct step step;
    int64_t objection;
};

static bool read_event(const struct request *rq, const cJSON *body, enum application_event *out,
                       struct err *err)
{
    const char *name = NULL;

    return body_text(rq, body, "event", BODY_MUST, EVENT_MOST, &name, err) &&
           (application_event_parse(name, out) ||
            err_say(err, ERR_BAD_BODY, "event",
                    "'%s' is no event: file, return, reject, check, recommend, recall, send_back, "
                    "accept, score, publish, object, answer, designate, decline, withdraw or "
                    "cancel_fraud",
                    "没有“%s”这一步骤", name));
}

static bool members_fit(const cJSON *body, enum application_event event, struct err *err)
{
    for (size_t i = 0; i < sizeof particular / sizeof particular[0]; i++) {
        if (!(particular[i].events & 1U << event) &&
            cJSON_GetObjectItemCaseSensitive(body, particular[i].name))
            return err_say(err, ERR_BAD_BODY, particular[i].name,
                           "the event '%2$s' takes no '%1$s'", "步骤 %2$s 不需要“%1$s”",
                           particular[i].name, application_event_name(event));
    }
    return true;
}

static bool read_members(const struct request *rq, const cJSON *body, struct told *t,
                         struct err *err)
{
    struct step *s = &t->step;

    return body_text(rq, body, "reason", BODY_MAY, REASON_MOST, &s->reason, err) &&
           body_int(body, "rank", BODY_MAY, 1, QUOTA_MOST, &s->rank, err) &&
           body_int(body, "notice", BODY_MAY, 1, ROWS_MOST, &s->notice, err) &&
           body_text(rq, body, "batch", BODY_MAY, BATCH_MOST, &s->batch, err) &&
           body_text(rq, body, "document", BODY_MAY, TEXT_MOST, &s->document, err) &&
           body_date(body, "since", BODY_MAY, &s->since, err) &&
           body_date(body, "until", BODY_MAY, &s->until, err) &&
           body_text(rq, body, "criticism", BODY_MAY, TEXT_MOST, &s->criticism, err) &&
           body_date(body, "bar_until", BODY_MAY, &s->bar_until, err) &&
           body_int(body, "objection", BODY_MAY, 1, ROWS_MOST, &t->objection, err);
}

static bool read_step(struct write *w, struct told *t, struct err *err)
{
    cJSON *body;
    bool ok;

    *t = (struct told){.step = {.who = &w->who,
                                .by = w->by,
                                .today = w->rq->today,
                                .since = DATE_NONE,
                                .until = DATE_NONE,
                                .bar_until = DATE_NONE}};
    if (!write_if_match(w->rq, &t->step.seen_version, err) ||
        !(body = write_body(w->rq, members, err)))
        return false;
    ok = read_event(w->rq, body, &t->step.event, err) && members_fit(body, t->step.event, err) &&
         read_members(w->rq, body, t, err);
    cJSON_Delete(body);
    return ok;
}

/* ---- objections, whose texts stand beside the notice ---- */

static bool find_open(struct write *w, const struct application *app, int64_t named, int64_t *out,
                      struct err *err)
{
    struct objection *all;
    size_t n;

    *out = 0;
    if (!store_objections(w->s, w->arena, 0, app->id, &all, &n, err))
        return false;
    for (size_t i = 0; i < n && *out == 0; i++) {
        if (all[i].answer == NULL && (named == 0 || named == all[i].id))
            *out = all[i].id;
    }
    return *out || err_say(err, ERR_CONFLICT, "objection",
                           "no open objection %lld stands against this application",
                           "该申报没有编号为 %lld 的待答复异议", (long long)named);
}

static bool keep_objection(struct write *w, const struct application *app, const struct told *t,
                           const char *text, struct err *err)
{
    const struct objection o = {
        .notice = app->notice, .application = app->id, .text = text, .at = w->by.now};
    int64_t id;

    if (t->step.event == EVENT_OBJECT)
        return store_objection_add(w->s, &o, &w->by, &id, err);
    return find_open(w, app, t->objection, &id, err) &&
           store_objection_answer(w->s, id, text, &w->by, err);
}

/* The text of an objection or answer is no reason of the step. */
static bool take_step(struct write *w, struct told *t, struct application *after, struct err *err)
{
    bool beside = t->step.event == EVENT_OBJECT || t->step.event == EVENT_ANSWER;
    const char *text = t->step.reason;

    if (!beside)
        return workflow_step(w->s, w->arena, &t->step, after, err);
    if (!text)
        return err_say(err, ERR_REASON_MISSING, "reason", "the text belongs into 'reason'",
                       "异议或答复的内容请写入 reason");
    t->step.reason = NULL;
    t->step.reason_is_given = true;
    return workflow_step(w->s, w->arena, &t->step, after, err) &&
           keep_objection(w, after, t, text, err);
}

static bool event_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct asked asked;
    struct told t;

    (void)arg;
    if (!application_ask_to(w, ACTION_READ_APPLICATION, &asked, err) || !read_step(w, &t, err))
        return false;
    t.step.application = asked.app.id;
    return take_step(w, &t, &asked.app, err) && application_answer(w, rp, 200, &asked, err);
}

bool api_application_event(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "application-event", event_job, err);
}
