/* applications.c - applications, one by one and as lists, for those who may see them; and a new one
 * by the place that applies. */
#include "api/application_json.h"
#include "api/application_missing.h"
#include "api/body.h"
#include "api/handlers.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/title_json.h"
#include "domain/unit.h"
#include "store/readers.h"

#include <cJSON.h>
#include <string.h>

enum { ROUND_MOST = 20, CODE_MOST = 6 };

static const char *const nothing_allowed[] = {NULL};

/* ---- lists ---- */

static bool read_state(const struct request *rq, int *out, struct err *err)
{
    const char *name = request_query(rq, "state");
    enum application_state state;

    *out = -1;
    if (!name)
        return true;
    if (!application_state_parse(name, &state))
        return err_say(err, ERR_BAD_PARAMETER, "state",
                       "'%.30s' is no state: draft, filed, checked, in_provincial_notice, "
                       "recommended, in_review, in_notice, designated, declined, rejected, "
                       "withdrawn, cancelled, endorsed or visited",
                       "没有状态“%.30s”", name);
    *out = (int)state;
    return true;
}

static bool read_filter(const struct request *rq, struct application_filter *f, struct page *page,
                        struct err *err)
{
    static const char *const allowed[] = {"round", "track",  "province", "state",
                                          "limit", "offset", NULL};
    enum title_kind track;

    *f = (struct application_filter){.track = -1};
    if (!request_allow_json(rq, allowed, err) || !unit_read(rq, &f->unit, err) ||
        !read_state(rq, &f->state, err) || !page_read(rq, page, err))
        return false;
    f->limit = page->limit;
    f->offset = page->offset;
    f->round = request_query(rq, "round");
    if (!request_query(rq, "track"))
        return true;
    if (!applied_read(rq, &track, err))
        return false;
    f->track = (int)track;
    return true;
}

struct listed {
    struct application *all;
    struct application_missing *missing; /* of each */
    size_t n;
    int64_t total;
};

static bool read_missing(struct store *s, struct arena *a, struct listed *l, struct err *err)
{
    l->missing = arena_alloc(a, l->n + 1, sizeof *l->missing);
    for (size_t i = 0; i < l->n; i++) {
        if (!application_missing_find(s, a, &l->all[i], &l->missing[i], err))
            return false;
    }
    return true;
}

/* A role that reads no applications is told so; an expert's list may be empty. */
static bool read_list(struct store *s, const struct request *rq, const struct person *who,
                      struct application_filter *f, struct listed *out, struct err *err)
{
    const struct subject own = {.unit = who->unit, .place = who->place, .prefecture = who->place};
    struct actor actor;

    if (!store_actor(s, rq->arena, who, NULL, &actor, err))
        return false;
    f->scope = application_scope_of(&actor, who->id);
    if (actor.role != ROLE_EXPERT && !caller_may(&actor, ACTION_READ_APPLICATION, &own, err))
        return false;
    return store_applications(s, rq->arena, f, &out->all, &out->n, &out->total, err) &&
           read_missing(s, rq->arena, out, err);
}

static void put_list(struct json_writer *w, const struct request *rq, const struct atlas *a,
                     const struct page *page, const struct listed *l)
{
    json_object(w);
    page_put(w, page, l->total);
    json_put_array(w, "applications");
    for (size_t i = 0; i < l->n; i++) {
        json_object(w);
        put_application_summary(w, rq, a, &l->all[i]);
        put_application_missing(w, &l->missing[i]);
        json_end(w);
    }
    json_end(w);
    json_end(w);
}

bool api_applications(const struct request *rq, struct reply *rp, struct err *err)
{
    struct application_filter f;
    struct caller caller;
    struct listed l;
    struct page page;

    if (!caller_need(rq, &caller, err) || !read_filter(rq, &f, &page, err))
        return false;
    struct store *s = readers_take(service_of(rq)->readers);
    bool ok = read_list(s, rq, &caller.in.person, &f, &l, err);
    readers_give(service_of(rq)->readers, s);
    const struct atlas *a = ok ? atlas_for(rq, rp, err) : NULL;
    if (!a)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    put_list(&w, rq, a, &page, &l);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- one ---- */

static bool read_one(struct store *s, const struct request *rq, const struct person *who,
                     struct asked *asked, struct application_view *v, struct err *err)
{
    return application_ask(s, rq, who, path_row(rq, 0), asked, err) &&
           application_view_fill(s, rq, asked, v, err);
}

bool api_application(const struct request *rq, struct reply *rp, struct err *err)
{
    struct application_view *v = arena_alloc(rq->arena, 1, sizeof *v);
    struct caller caller;
    struct asked asked;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, nothing_allowed, err))
        return false;
    struct store *s = readers_take(service_of(rq)->readers);
    bool ok = read_one(s, rq, &caller.in.person, &asked, v, err);
    readers_give(service_of(rq)->readers, s);
    const struct atlas *a = ok ? atlas_for(rq, rp, err) : NULL;
    if (!a)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    put_application(&w, rq, a, v);
    reply_take(rp, 200, TYPE_JSON, &out);
    rp->revision = v->revision;
    write_etag(rp, rq->arena, asked.app.version);
    return true;
}

/* ---- what was recommended ---- */

static bool read_frozen(struct store *s, const struct request *rq, const struct person *who,
                        long version, struct frozen *out, struct err *err)
{
    struct asked asked;

    if (!application_ask(s, rq, who, path_row(rq, 0), &asked, err) ||
        !store_frozen(s, rq->arena, asked.app.id, version, out, err))
        return false;
    return out->version || err_say(err, ERR_NOT_FOUND, NULL,
                                   "nothing was recommended under this version of the application",
                                   "该申报在此版本下没有推荐存档");
}

bool api_application_frozen(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"version", NULL};
    struct caller caller;
    struct frozen frozen;
    long version = 0;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err) ||
        !request_int(rq, "version", 1, 1000000000, &version, err))
        return false;
    struct store *s = readers_take(service_of(rq)->readers);
    bool ok = read_frozen(s, rq, &caller.in.person, version, &frozen, err);
    readers_give(service_of(rq)->readers, s);
    if (!ok)
        return false;
    reply_borrow(rp, 200, TYPE_JSON, (struct bytes){frozen.body, strlen(frozen.body)}, NULL, NULL);
    write_etag(rp, rq->arena, frozen.version);
    return true;
}

/* ---- a new one ---- */

static bool read_wanted(const struct request *rq, struct application *out, struct err *err)
{
    static const char *const members[] = {"round", "track", "place", NULL};
    cJSON *body = write_body(rq, members, err);
    const char *track = NULL;
    bool ok;

    if (!body)
        return false;
    ok = body_text(rq, body, "round", BODY_MUST, ROUND_MOST, &out->round, err) &&
         body_text(rq, body, "track", BODY_MUST, ROUND_MOST, &track, err) &&
         body_text(rq, body, "place", BODY_MUST, CODE_MOST, &out->place, err);
    cJSON_Delete(body);
    if (!ok)
        return false;
    return applied_parse(track, &out->track) ||
           err_say(err, ERR_BAD_BODY, "track",
                   "'%.20s' is no track: demo-city, demo-county, pilot-city, pilot-county, "
                   "demo-zone, trial-zone or js-zone",
                   "“%.20s”不是申报类别：应为 demo-city、demo-county、pilot-city、pilot-county、"
                   "demo-zone、trial-zone 或 js-zone",
                   track);
}

static bool open_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct application want = {0};
    struct asked made = {0};

    (void)arg;
    w->object = "application";
    if (!read_wanted(w->rq, &want, err))
        return false;
    made.subject.place = want.place;
    if (!store_actor(w->s, w->arena, &w->who, want.round, &made.actor, err) ||
        !caller_may(&made.actor, ACTION_OPEN_APPLICATION, &made.subject, err) ||
        !store_application_open(w->s, w->arena, &want, &w->by, &made.app, err) ||
        !application_answer(w, rp, 201, &made, err))
        return false;
    reply_header(rp, "Location",
                 arena_printf(w->arena, "%s/api/v1/applications/%lld", w->rq->base_url,
                              (long long)made.app.id));
    return true;
}

bool api_application_open(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "application-open", open_job, err);
}
