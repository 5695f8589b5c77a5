/* zone_events.c - GET and POST /api/v1/zones/{id}/events: what happened in the terms of a zone.
 *
 * Who may tell an event is a matter of two tables: of authority (whose zone), and of the programme
 * (which office).  What cannot have happened is refused as wrong-state by the rules themselves. */
#include "store/zone_events.h"
#include "api/body.h"
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/title_json.h"
#include "api/written.h"
#include "api/zone_terms_json.h"
#include "store/change.h"
#include "store/zones.h"

#include <cJSON.h>
#include <string.h>

enum {
    WORD_MOST = 40,
    DOCUMENT_MOST = 200,
    SOURCE_MOST = 400,
    NOTE_MOST = 2000,
    YEAR_LEAST = 2000
};

static bool no_such_zone(const char *id, struct err *err)
{
    return err_say(err, ERR_NOT_FOUND, NULL, "there is no zone '%.64s'",
                   "没有标识为“%.64s”的集聚区", id);
}

/* ---- reading ---- */

static void put_events(struct json_writer *w, const struct zone_told *told, size_t n_told,
                       bool english)
{
    json_put_array(w, "events");
    for (size_t i = 0; i < n_told; i++) {
        for (size_t e = 0; e < told[i].n_events; e++)
            put_zone_event(w, &told[i].events[e], english);
    }
    json_end(w);
    json_put_array(w, "terms");
    for (size_t i = 0; i < n_told; i++) {
        for (size_t t = 0; t < told[i].terms.n; t++)
            put_zone_term(w, &told[i], t, english);
    }
    json_end(w);
}

bool api_zone_events(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"on", "asOf", NULL};
    struct when when;
    struct zone_told *told;
    const struct zone *z = NULL;
    struct buf out = {0};

    if (!request_allow_json(rq, allowed, err) || !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err))
        return false;
    long at = atlas_zone_find(a, rq->parts[0]);
    if (at >= 0)
        z = atlas_zone(a, (size_t)at, DATE_NONE, when.as_of);
    if (!z)
        return no_such_zone(rq->parts[0], err);
    size_t n = atlas_zone_told(a, z, when.on, when.as_of, rq->arena, &told);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", when.on);
    put_as_of(&w, a, when.as_of);
    json_put_string(&w, "zone", z->id);
    put_events(&w, told, n, rq->lang == LANG_EN);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}

/* ---- telling ---- */

static bool read_words(const struct request *rq, const cJSON *body, struct zone_event *e,
                       const char **track, struct err *err)
{
    const char *kind = NULL;

    return body_text(rq, body, "track", BODY_MAY, WORD_MOST, track, err) &&
           body_text(rq, body, "event", BODY_MUST, WORD_MOST, &kind, err) &&
           (zone_event_parse(kind, &e->kind) ||
            err_say(err, ERR_BAD_BODY, "event", "'%.40s' is no event of a zone, such as plan_filed",
                    "“%.40s”不是集聚区事项，例如 plan_filed", kind)) &&
           body_text(rq, body, "document", BODY_MAY, DOCUMENT_MOST, &e->document, err) &&
           body_text(rq, body, "source", BODY_MUST, SOURCE_MOST, &e->source, err) &&
           body_text(rq, body, "note", BODY_MAY, NOTE_MOST, &e->note, err);
}

static bool read_days(const struct request *rq, const cJSON *body, struct zone_event *e,
                      struct err *err)
{
    int64_t year = 0;

    e->limit = DATE_NONE;
    if (!body_date(body, "day", BODY_MUST, &e->day, err) ||
        !body_int(body, "year", BODY_MAY, YEAR_LEAST, 9999, &year, err) ||
        !body_date(body, "limit_day", BODY_MAY, &e->limit, err))
        return false;
    e->year = (int)year;
    if (year && e->kind != ZONE_REPORT_FILED)
        return err_say(err, ERR_BAD_BODY, "year", "only a report is about a year",
                       "只有年度报送需要写明所属年度");
    return e->day <= rq->today ||
           err_say(err, ERR_BAD_BODY, "day", "what did not happen yet cannot be told",
                   "尚未发生的事项不能登记");
}

static bool read_event(const struct request *rq, struct zone_event *e, const char **track,
                       struct err *err)
{
    static const char *const members[] = {"track",    "event",  "day",  "year", "limit_day",
                                          "document", "source", "note", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && read_words(rq, body, e, track, err) && read_days(rq, body, e, err);

    cJSON_Delete(body);
    return ok;
}

/* The kind of title that is meant: as it is named, or the only one there is. */
static bool find_track(struct write *w, const struct zone *z, const char *named,
                       struct zone_event *e, struct err *err)
{
    int n = 0;

    if (named)
        return (applied_parse(named, &e->track) && title_kind_is_zone(e->track)) ||
               err_say(err, ERR_BAD_BODY, "track",
                       "'%.40s' is no track of zones: demo-zone, trial-zone or js-zone",
                       "“%.40s”不是集聚区类别：应为 demo-zone、trial-zone 或 js-zone", named);
    for (int k = 0; k < TITLE_KINDS; k++) {
        struct zone_event *events;
        size_t n_events;

        if (!title_kind_is_applied((enum title_kind)k) || !title_kind_is_zone((enum title_kind)k))
            continue;
        if (!store_zone_events_now(w->s, w->arena, z->id, z->name, (enum title_kind)k, &events,
                                   &n_events, err))
            return false;
        if (n_events == 0)
            continue;
        e->track = (enum title_kind)k;
        n++;
    }
    if (n == 1)
        return true;
    return n == 0
               ? err_say(err, ERR_WRONG_STATE, "track",
                         "zone %s holds no title of a kind whose terms are known",
                         "集聚区 %s 没有可登记事项的称号", z->id)
               : err_say(err, ERR_BAD_BODY, "track", "zone %s holds several titles: name the track",
                         "集聚区 %s 有多个称号，请写明 track", z->id);
}

/* The programme says which office tells it. */
static bool office_may(const struct actor *who, const struct zone_event *e, struct err *err)
{
    const struct zone_event_rule *r = zone_event_rule(zone_programme_of(e->track), e->kind);

    return !r || (r->who & 1U << who->role) ||
           err_say(err, ERR_FORBIDDEN, "event", "%s%.0s does not tell '%s' of a %s%.0s",
                   "%.0s“%s”不登记%.0s%.0s“%s”一类集聚区的此事项", role_label(who->role, true),
                   role_label(who->role, false), zone_event_name(e->kind),
                   title_kind_label(e->track, true), title_kind_label(e->track, false));
}

static bool after_it(struct write *w, const struct zone *z, const struct zone_event *e,
                     struct json_writer *out, struct err *err)
{
    struct zone_told told = {.zone = z, .track = e->track};
    struct zone_event *events;
    size_t at = 0;

    if (!store_zone_events_now(w->s, w->arena, z->id, z->name, e->track, &events, &told.n_events,
                               err))
        return false;
    told.events = events;
    zone_terms_tell(e->track, events, told.n_events, w->rq->today, &told.terms);
    json_key(out, "term");
    if (told_now(&told, 1, w->rq->today, &at))
        put_zone_term(out, &told, at, w->rq->lang == LANG_EN);
    else
        json_null(out);
    return true;
}

static bool answer_event(struct write *w, struct reply *rp, const struct zone *z,
                         const struct zone_event *e, const struct revision *r, struct err *err)
{
    struct written t = {0};
    struct json_writer after = json_writer_to(&t.after), out = json_writer_to(&t.out);

    json_object(&after);
    json_put_int(&after, "id", e->id);
    json_put_string(&after, "track", title_kind_name(e->track));
    json_put_string(&after, "event", zone_event_name(e->kind));
    json_put_date(&after, "day", e->day);
    json_put_id(&after, "title", e->title);
    json_put_int(&after, "revision", r->number);
    json_end(&after);
    json_object(&out);
    json_put_int(&out, "revision", r->number);
    json_put_string(&out, "zone", z->id);
    json_key(&out, "event");
    put_zone_event(&out, e, w->rq->lang == LANG_EN);
    if (!after_it(w, z, e, &out, err)) {
        buf_free(&t.after);
        buf_free(&t.out);
        return false;
    }
    json_end(&out);
    return written_change(w, rp, 201, &t, err);
}

static bool event_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct request *rq = w->rq;
    struct zone_event e = {.retracted = MOMENT_NONE};
    const char *track = NULL;
    char who[CHANGE_WHO];
    struct revision r = {.recorded = w->by.now, .who = change_who(&w->by, who)};
    struct subject what;
    struct actor actor;
    struct zone z;
    bool there;

    (void)arg;
    w->object = arena_printf(w->arena, "zone/%.64s", rq->parts[0]);
    if (!store_actor(w->s, w->arena, &w->who, NULL, &actor, err) ||
        !store_zone(w->s, w->arena, rq->parts[0], rq->today, &z, &there, err))
        return false;
    if (!there)
        return no_such_zone(rq->parts[0], err);
    if (!store_zone_subject(w->s, w->arena, &z, &what, err) ||
        !caller_may(&actor, ACTION_TELL_ZONE_EVENT, &what, err) ||
        !read_event(rq, &e, &track, err) || !find_track(w, &z, track, &e, err) ||
        !office_may(&actor, &e, err))
        return false;
    e.zone = z.id;
    r.source = e.document ? e.document : e.source;
    r.why = zone_event_name(e.kind);
    if (!store_zone_event_tell(w->s, &z, &e, &r, &e.id, err))
        return false;
    e.recorded = r.recorded;
    return answer_event(w, rp, &z, &e, &r, err);
}

bool api_zone_event(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "zone-event", event_job, err);
}
