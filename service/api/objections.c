/* objections.c - what anybody objects to an entry of a running notice, and what is answered.
 *
 * Whether it may be made or answered now is decided by the path of the application; who objects is
 * a personal detail, and neither text nor detail goes into the chain, only their digests. */
#include "store/objections.h"
#include "api/body.h"
#include "api/handlers.h"
#include "api/notice_json.h"
#include "api/objections_json.h"
#include "api/path_number.h"
#include "api/public_write.h"
#include "api/written.h"
#include "store/workflow.h"

#include <cJSON.h>

enum { CODE_MOST = 6, MINUTE = 60 * 1000 };

/* Of one network: ten at once, then one a minute, at last one an hour. */
static const struct throttle_rule objecting = {"objection", 10, MINUTE, 60 * MINUTE, 360 * MINUTE};

struct objecting {
    int64_t application;
    const char *place, *text, *contact;
};

/* ---- objecting ---- */

static bool read_objection(const struct request *rq, struct objecting *o, struct err *err)
{
    static const char *const members[] = {"application", "place", "text", "contact", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_int(body, "application", BODY_MAY, 1, INT64_C(1) << 50, &o->application, err) &&
         body_text(rq, body, "place", BODY_MAY, CODE_MOST, &o->place, err) &&
         body_text(rq, body, "text", BODY_MUST, OBJECTION_TEXT, &o->text, err) &&
         body_text(rq, body, "contact", BODY_MAY, OBJECTION_CONTACT, &o->contact, err);
    cJSON_Delete(body);
    if (ok && !o->application == !o->place)
        ok = err_say(err, ERR_BAD_BODY, "application",
                     "name the entry by its application or by its place, one of the two",
                     "请以 application 或 place 之一指明所异议的名单项");
    return ok;
}

/* Of this notice alone: an application that is not listed in it is not told apart from one that is
 * not there at all. */
static bool find_entry(struct write *w, int64_t notice, struct objecting *o, struct err *err)
{
    bool listed;

    if (o->place && !store_notice_listed(w->s, notice, o->place, &o->application, err))
        return false;
    if (!store_notice_lists(w->s, notice, o->application, &listed, err))
        return false;
    return listed || err_say(err, ERR_BAD_BODY, o->place ? "place" : "application",
                             "this notice does not list it", "该公示名单中没有这一项");
}

/* An entry that was decided, or left, stands in no running notice; where the application went is
 * nobody's business. */
static bool say_closed(struct err *err)
{
    return err_say(err, ERR_NOTICE_CLOSED, NULL,
                   "this entry does not stand in a running notice today, so nothing can be "
                   "objected to it here",
                   "该项目前不在公示期内，不能在此提出异议");
}

static bool take_step(struct write *w, int64_t notice, const struct objecting *o, struct err *err)
{
    const struct step in = {.application = o->application,
                            .event = EVENT_OBJECT,
                            .who = &w->who,
                            .by = w->by,
                            .today = w->rq->today,
                            .seen_version = -1,
                            .reason_is_given = true};
    struct application app;
    struct err why = {0};

    if (!store_application(w->s, w->arena, o->application, &app, err))
        return false;
    if (app.notice != notice)
        return say_closed(err);
    if (workflow_step(w->s, w->arena, &in, &app, &why))
        return true;
    if (why.kind == ERR_WRONG_STATE || why.kind == ERR_NOTICE_CLOSED)
        return say_closed(err);
    *err = why;
    return false;
}

static bool record_objection(struct write *w, struct objection *o, const char *contact,
                             struct err *err)
{
    char digest[SHA256_HEX] = "";
    struct buf done = {0};
    bool ok;

    if (contact && !personal_put(w->s, "objector", contact, w->by.now, &o->contact, digest, err))
        return false;
    if (!store_objection_add(w->s, o, &w->by, &o->id, err))
        return false;
    w->object = arena_printf(w->arena, "notice/%lld/objection/%lld", (long long)o->notice,
                             (long long)o->id);
    write_objection_digest(&done, o, contact ? digest : NULL);
    ok = write_done(w, w->object, NULL, done.data, err);
    buf_free(&done);
    return ok;
}

static bool object_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    int64_t id = path_row(w->rq, 0);
    struct objecting o = {0};
    struct notice n;
    struct buf out = {0};

    (void)arg;
    if (!store_notice(w->s, w->arena, id, &n, err))
        return false;
    if (n.id == 0)
        return say_no_notice(w->rq, 0, err);
    w->object = arena_printf(w->arena, "notice/%lld", (long long)id);
    if (!read_objection(w->rq, &o, err) || !find_entry(w, id, &o, err) ||
        !take_step(w, id, &o, err))
        return false;
    struct objection made = {
        .notice = id, .application = o.application, .text = o.text, .at = w->by.now};
    if (!record_objection(w, &made, o.contact, err))
        return false;
    write_objection_taken(&out, &made);
    return written_json(w, rp, 201, &out, err);
}

bool api_object(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};

    return request_allow_json(rq, allowed, err) && caller_is_ours(rq, err) &&
           public_write_answer(rq, rp, &objecting, "object", object_job, err);
}

/* ---- answering ---- */

static bool read_answer(const struct request *rq, const char **answer, struct err *err)
{
    static const char *const members[] = {"answer", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_text(rq, body, "answer", BODY_MUST, OBJECTION_TEXT, answer, err);
    cJSON_Delete(body);
    return ok;
}

/* The objection the path names, for whoever may read it; to others it is not theirs. */
static bool find_objection(struct write *w, struct objection *o, struct err *err)
{
    struct application app = {0};
    struct subject what = {0};

    if (!store_objection(w->s, w->arena, path_row(w->rq, 1), o, err))
        return false;
    if (o->notice != path_row(w->rq, 0))
        o->id = 0;
    if (o->id && !store_application(w->s, w->arena, o->application, &app, err))
        return false;
    if (o->id)
        what = application_subject(&app);
    if (!written_may(w, NULL, ACTION_READ_OBJECTIONS, &what, err))
        return false;
    return o->id || err_say(err, ERR_NOT_FOUND, NULL, "notice %.40s has no objection %.40s",
                            "公示 %.40s 没有异议 %.40s", w->rq->parts[0], w->rq->parts[1]);
}

static bool answer_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct step in = {.event = EVENT_ANSWER,
                      .who = &w->who,
                      .by = w->by,
                      .today = w->rq->today,
                      .seen_version = -1,
                      .reason_is_given = true};
    struct objection o;
    struct application app;
    struct written t = {0};
    const char *answer = NULL;

    (void)arg;
    w->object =
        arena_printf(w->arena, "notice/%.40s/objection/%.40s", w->rq->parts[0], w->rq->parts[1]);
    if (!find_objection(w, &o, err) || !read_answer(w->rq, &answer, err) ||
        (*w->rq->if_match && !write_if_match(w->rq, &in.seen_version, err)))
        return false;
    in.application = o.application;
    if (!workflow_step(w->s, w->arena, &in, &app, err) ||
        !store_objection_answer(w->s, o.id, answer, &w->by, err) ||
        !store_objection(w->s, w->arena, o.id, &o, err))
        return false;
    write_objection_digest(&t.after, &o, NULL);
    write_objection_answered(&t.out, &o);
    write_etag(rp, w->arena, app.version);
    return written_change(w, rp, 200, &t, err);
}

bool api_objection_answer(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "answer-objection", answer_job, err);
}
