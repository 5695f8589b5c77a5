/* deadlines.c - GET and PUT /api/v1/rounds/{round}/deadlines, and who may be late all the same. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/round_json.h"
#include "api/title_json.h"
#include "api/written.h"
#include "atlas/notices.h"
#include "store/applications.h"

#include <cJSON.h>
#include <string.h>

enum { WORD_MOST = 20, SOURCE_MOST = 400, REASON_MOST = 2000 };

/* ---- reading ---- */

void put_deadline(struct json_writer *w, const struct request *rq, enum title_kind track,
                  enum application_event event, const struct deadline *d)
{
    bool english = rq->lang == LANG_EN, known = d && d->last_day != DATE_NONE;

    json_object(w);
    json_put_string(w, "track", title_kind_name(track));
    json_put_string(w, "event", application_event_name(event));
    json_put_string(w, "event_label", application_event_label(event, english));
    json_put_date(w, "last_day", known ? d->last_day : DATE_NONE);
    json_put_string(w, "status", known ? "published" : "unknown");
    json_put_string(w, "status_label",
                    english ? known ? "published" : "not published"
                    : known ? "已公布"
                            : "未公布");
    json_put_string(w, "source", d ? d->source : NULL);
    json_end(w);
}

static const struct deadline *find_deadline(const struct atlas *a, const char *round,
                                            enum title_kind track, enum application_event event)
{
    size_t n;
    const struct deadline *all = atlas_deadlines(a, &n);

    for (size_t i = 0; i < n; i++) {
        if (all[i].track == track && all[i].event == event && strcmp(all[i].round, round) == 0)
            return &all[i];
    }
    return NULL;
}

/* Every event that can have a last day, whether one is known or not. */
static void put_track(struct json_writer *w, const struct request *rq, const struct atlas *a,
                      enum title_kind track)
{
    for (int e = 0; e < (int)EVENTS_TOLD; e++) {
        enum application_event event = (enum application_event)e;

        if (deadline_applies(track, event))
            put_deadline(w, rq, track, event, find_deadline(a, rq->parts[0], track, event));
    }
}

bool api_deadlines(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"track", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    const char *track_name = request_query(rq, "track");
    enum title_kind track = TRACKS;
    enum format format;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        (track_name && !applied_read(rq, &track, err)))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct round *round = atlas_round(a, rq->parts[0]);
    if (!round)
        return err_say(err, ERR_NOT_FOUND, "round", "there is no round '%s'", "没有批次“%s”",
                       rq->parts[0]);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_string(&w, "round", rq->parts[0]);
    json_put_array(&w, "rows");
    for (int t = 0; t < (int)APPLIED_KINDS; t++) {
        if (track_name ? (int)track == t : round_is_for(round, (enum title_kind)t))
            put_track(&w, rq, a, (enum title_kind)t);
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

/* ---- setting ---- */

static bool say_no_event(const char *field, const char *name, struct err *err)
{
    return err_say(err, field ? ERR_BAD_BODY : ERR_NOT_FOUND, field,
                   "'%.20s' is no event with a last day: file or recommend",
                   "“%.20s”不是有截止日期的环节：应为 file（申报）或 recommend（推荐）", name);
}

static bool read_deadline(const struct request *rq, struct deadline *d, struct err *err)
{
    static const char *const members[] = {"track", "event", "last_day", "source", NULL};
    cJSON *body = write_body(rq, members, err);
    const char *track = NULL, *event = NULL;
    bool ok;

    if (!body)
        return false;
    ok = body_text(rq, body, "track", BODY_MUST, WORD_MOST, &track, err) &&
         body_text(rq, body, "event", BODY_MUST, WORD_MOST, &event, err) &&
         body_date(body, "last_day", BODY_MAY, &d->last_day, err) &&
         body_text(rq, body, "source", BODY_MUST, SOURCE_MOST, &d->source, err);
    if (ok && !cJSON_HasObjectItem(body, "last_day"))
        ok = err_say(err, ERR_BAD_BODY, "last_day",
                     "last_day is a date, or null where none was published",
                     "last_day 应为日期；未公布的应为 null");
    cJSON_Delete(body);
    if (ok && !applied_parse(track, &d->track))
        ok = err_say(err, ERR_BAD_BODY, "track",
                     "'%.20s' is no track: demo-city, demo-county, pilot-city, pilot-county, "
                     "demo-zone, trial-zone or js-zone",
                     "“%.20s”不是申报类别：应为 demo-city、demo-county、pilot-city、"
                     "pilot-county、demo-zone、trial-zone 或 js-zone",
                     track);
    return ok && (application_event_parse(event, &d->event) || say_no_event("event", event, err));
}

static void write_deadline(struct buf *out, const struct request *rq, const struct deadline *d)
{
    struct json_writer w = json_writer_to(out);

    put_deadline(&w, rq, d->track, d->event, d);
}

static void write_day(struct buf *out, date_t day, const char *source)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_date(&w, "last_day", day);
    if (source)
        json_put_string(&w, "source", source);
    json_end(&w);
}

static bool deadline_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct deadline d = {.round = w->rq->parts[0], .last_day = DATE_NONE};
    struct written t = {0};
    date_t was;

    (void)arg;
    w->object = arena_printf(w->arena, "deadline/%.40s", d.round);
    if (!written_may(w, NULL, ACTION_SET_ROUND, &(struct subject){0}, err) ||
        !read_deadline(w->rq, &d, err))
        return false;
    w->object = arena_printf(w->arena, "deadline/%.40s/%s/%s", d.round, title_kind_name(d.track),
                             application_event_name(d.event));
    if (!store_deadline(w->s, d.round, d.track, d.event, &was, err) ||
        !store_deadline_set(w->s, &d, &w->by, err))
        return false;
    write_day(&t.before, was, NULL);
    write_day(&t.after, d.last_day, d.source);
    write_deadline(&t.out, w->rq, &d);
    return written_change(w, rp, 200, &t, err);
}

bool api_deadline_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "set-round", deadline_job, err);
}

/* ---- late all the same ---- */

static bool read_reason(const struct request *rq, const char **reason, struct err *err)
{
    static const char *const members[] = {"reason", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_text(rq, body, "reason", BODY_MUST, REASON_MOST, reason, err);
    cJSON_Delete(body);
    return ok;
}

static void write_excuse(struct buf *out, const struct write *w, int64_t application,
                         enum application_event event, const char *reason)
{
    struct json_writer json = json_writer_to(out);

    json_object(&json);
    json_put_int(&json, "application", application);
    json_put_string(&json, "event", application_event_name(event));
    json_put_string(&json, "reason", reason);
    json_put_moment(&json, "at", w->by.now);
    json_end(&json);
}

static bool excuse_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct application app;
    struct written t = {0};
    enum application_event event;
    const char *reason = NULL;

    (void)arg;
    w->object = arena_printf(w->arena, "application/%.20s", w->rq->parts[0]);
    if (!written_may(w, NULL, ACTION_EXCUSE_LATE, &(struct subject){0}, err) ||
        !store_application(w->s, w->arena, path_row(w->rq, 0), &app, err))
        return false;
    if (app.id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no application %.20s",
                       "没有编号为 %.20s 的申报", w->rq->parts[0]);
    if (!application_event_parse(w->rq->parts[1], &event) || !deadline_applies(app.track, event))
        return say_no_event(NULL, w->rq->parts[1], err);
    if (!read_reason(w->rq, &reason, err) ||
        !store_late_excuse(w->s, app.id, event, reason, &w->by, err))
        return false;
    write_excuse(&t.out, w, app.id, event, reason);
    return written_change(w, rp, 200, &t, err);
}

bool api_excuse_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "excuse-late", excuse_job, err);
}
