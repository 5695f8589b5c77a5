/* applications_write.c - opening an application, and each event's row beside the row it leaves. */
#include "store/applications.h"

#include "base/json_write.h"
#include "domain/unit.h"
#include "store/audit_done.h"
#include "store/internal.h"
#include "store/place_known.h"
#include "store/revision.h"
#include "store/rounds.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

static const char OPEN[] = "INSERT INTO application (round, track, place, unit, prefecture, state,"
                           " version, opened_by, opened_ms, changed_ms)"
                           " VALUES ($1, $2, $3, $4, $5, 'draft', 1, $6, $7, $7)";
static const char MOVE[] = "UPDATE application SET state = $1, version = $2, rank = $3,"
                           " notice = $4, title = $5, changed_ms = $6, about = $7"
                           " WHERE id = $8 AND version = $9";
static const char ABOUT_TAKEN[] =
    "SELECT id FROM application WHERE round = $1 AND track = $2 AND place = $3 AND about = $4"
    " AND id <> $5 AND state NOT IN ('declined', 'rejected', 'withdrawn', 'cancelled')";
static const char ADD_EVENT[] =
    "INSERT INTO application_event (application, version, event, from_state, to_state, person,"
    " reason, rank, quota_step, revision, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/* ---- the two rows of an event ---- */

static bool add_event(struct store *s, const struct application *now,
                      const struct application *next, const struct event_written *e,
                      const struct act_by *by, struct err *err)
{
    int64_t revision;
    struct stmt *q;

    if (!revision_number(s, &revision, err) || !(q = stmt_get(s->db, ADD_EVENT, err)))
        return false;
    bind_int(q, 1, next->id);
    bind_int(q, 2, next->version);
    bind_text(q, 3, e->event);
    bind_text(q, 4, application_state_name(now->state));
    bind_text(q, 5, application_state_name(next->state));
    bind_int_or_null(q, 6, by->person, 0);
    bind_text(q, 7, e->reason);
    bind_int_or_null(q, 8, next->rank, 0);
    bind_int(q, 9, e->quota_step);
    bind_int(q, 10, revision);
    bind_int(q, 11, next->changed);
    return stmt_run(q, err);
}

static bool move(struct store *s, const struct application *now, const struct application *next,
                 struct err *err)
{
    struct stmt *q = stmt_get(s->db, MOVE, err);

    if (!q)
        return false;
    bind_text(q, 1, application_state_name(next->state));
    bind_int(q, 2, next->version);
    bind_int_or_null(q, 3, next->rank, 0);
    bind_int_or_null(q, 4, next->notice, 0);
    bind_int_or_null(q, 5, next->title, 0);
    bind_int(q, 6, next->changed);
    bind_text(q, 7, next->about);
    bind_int(q, 8, next->id);
    bind_int(q, 9, now->version);
    if (!stmt_run(q, err))
        return false;
    return db_changes(s->db) == 1 ||
           err_set(err, ERR_INTERNAL, "application %" PRId64 " moved while it was being moved",
                   next->id);
}

bool store_application_step(struct store *s, const struct application *now,
                            struct application *next, const struct event_written *e,
                            const struct act_by *by, struct err *err)
{
    assert(now->id == next->id && db_in_transaction(s->db));
    next->version = now->version + 1;
    next->changed = by->now > now->changed ? by->now : now->changed;
    return move(s, now, next, err) && add_event(s, now, next, e, by, err);
}

static bool about_taken(struct store *s, const struct application *app, const char *about,
                        int64_t *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ABOUT_TAKEN, err);
    int rc;

    *by = 0;
    if (!q)
        return false;
    bind_text(q, 1, app->round);
    bind_text(q, 2, title_kind_name(app->track));
    bind_text(q, 3, app->place);
    bind_text(q, 4, about);
    bind_int(q, 5, app->id);
    rc = stmt_step(q, err);
    if (rc == 1)
        *by = column_int(q, 0);
    stmt_done(q);
    return rc >= 0;
}

bool application_about(struct store *s, const struct application *now, const char *about,
                       struct application *next, struct err *err)
{
    int64_t by;

    *next = *now;
    next->about = about;
    return about_taken(s, now, about, &by, err) &&
           (by == 0 ||
            err_say(err, ERR_CONFLICT, NULL,
                    "application %lld of this government, track and round is about it "
                    "already",
                    "本批次、本类别已有同一政府的申报 %lld 涉及该集聚区", (long long)by));
}

/* ---- the audit entry ---- */

bool application_note(struct store *s, const struct act_by *by, const char *action, int64_t id,
                      const char *before, const char *after, struct err *err)
{
    char object[64];

    snprintf(object, sizeof object, "application/%" PRId64, id);
    return audit_done(s, by, action, object, before, after, err);
}

/* ---- opening ---- */

static bool round_fits(struct store *s, struct arena *a, const struct application *want,
                       struct err *err)
{
    char tracks[TRACKS_TEXT];
    struct round round;
    bool there;

    if (!store_round(s, a, want->round, &round, &there, err))
        return false;
    if (!there)
        return err_say(err, ERR_BAD_BODY, "round",
                       "there is no round '%s'; /api/v1/rounds lists them",
                       "没有批次“%s”；见 /api/v1/rounds", want->round);
    return round_is_for(&round, want->track) ||
           err_say(err, ERR_BAD_BODY, "track", "round %s is for %s", "批次 %s 的类别为 %s",
                   want->round, tracks_text(round.tracks, tracks));
}

/* The place as the division table has it, and what the track says of its kind. */
static bool place_fits(struct store *s, struct arena *a, const struct application *want,
                       struct place_known *p, struct err *err)
{
    if (!store_place_known(s, a, want->place, p, err))
        return false;
    if (!p->name)
        return err_say(err, ERR_BAD_BODY, "place", "%s%.0s", "%.0s%s",
                       place_missing_text(p, want->place, a, true),
                       place_missing_text(p, want->place, a, false));
    return track_admits_place(want->track, want->place, p->kind) != TRUTH_NO ||
           err_say(err, ERR_NOT_ELIGIBLE, "place",
                   "%1$s (%2$s%3$.0s) is not a kind of place that the track %4$s is for",
                   "%1$s（%3$s%2$.0s）这类地方不能申报 %4$s", p->name,
                   place_kind_label(p->kind, true), place_kind_label(p->kind, false),
                   title_kind_name(want->track));
}

/* Of zones: one that says nothing yet is enough. */
static bool no_other(struct store *s, const struct application *want, struct err *err)
{
    int64_t by;

    return about_taken(s, want, "", &by, err) &&
           (by == 0 ||
            err_say(err, ERR_CONFLICT, NULL,
                    "application %lld of this place, track and round is under way%s",
                    "该地在本批次、本类别已有申报 %lld%.0s", (long long)by,
                    title_kind_is_zone(want->track) ? "; say what zone it is about first" : ""));
}

static bool put_application(struct store *s, struct application *app, struct err *err)
{
    struct stmt *q = stmt_get(s->db, OPEN, err);

    if (!q)
        return false;
    bind_text(q, 1, app->round);
    bind_text(q, 2, title_kind_name(app->track));
    bind_text(q, 3, app->place);
    bind_text(q, 4, app->unit);
    bind_text(q, 5, app->prefecture);
    bind_int(q, 6, app->opened_by);
    bind_int(q, 7, app->opened);
    if (!stmt_run(q, err))
        return false;
    app->id = db_last_id(s->db);
    return true;
}

static bool note_opening(struct store *s, const struct application *app, const struct act_by *by,
                         struct err *err)
{
    struct buf after = {0};
    struct json_writer w = json_writer_to(&after);
    bool ok;

    json_object(&w);
    json_put_string(&w, "round", app->round);
    json_put_string(&w, "track", title_kind_name(app->track));
    json_put_string(&w, "place", app->place);
    json_put_string(&w, "unit", app->unit);
    json_put_string(&w, "state", application_state_name(app->state));
    json_put_int(&w, "version", app->version);
    json_end(&w);
    ok = application_note(s, by, "application-open", app->id, NULL, after.data, err);
    buf_free(&after);
    return ok;
}

bool store_application_open(struct store *s, struct arena *a, const struct application *want,
                            const struct act_by *by, struct application *out, struct err *err)
{
    const struct event_written opened = {.event = EVENT_NAME_OPEN};
    struct place_known p;
    char province[7];

    *out = *want;
    if (!round_fits(s, a, want, err) || !place_fits(s, a, want, &p, err))
        return false;
    out->unit = arena_strdup(a, place_recommending_unit(want->place, province));
    if (!unit_find(out->unit))
        return err_say(err, ERR_NOT_ELIGIBLE, "place", "no unit recommends %s", "%s 没有推荐单位",
                       p.name);
    out->prefecture = p.prefecture;
    out->state = STATE_DRAFT;
    out->version = 1;
    out->opened_by = by->person;
    out->opened = out->changed = by->now;
    out->about = "";
    return no_other(s, out, err) && put_application(s, out, err) &&
           add_event(s, out, out, &opened, by, err) && note_opening(s, out, by, err);
}
