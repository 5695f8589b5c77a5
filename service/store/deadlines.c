/* deadlines.c - one row an event; what it said before stands in the audit chain. */
#include "store/deadlines.h"

#include "domain/application_table.h"
#include "store/internal.h"
#include "store/notices_rows.h"
#include "store/rounds.h"
#include "store/walk.h"

static const char ONE[] = "SELECT last_day FROM deadline"
                          " WHERE round = $1 AND track = $2 AND event = $3";
static const char PUT[] =
    "INSERT INTO deadline (round, track, event, last_day, source, person, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (round, track, event) DO UPDATE SET"
    " last_day = excluded.last_day, source = excluded.source, person = excluded.person,"
    " at_ms = excluded.at_ms WHERE (deadline.last_day, deadline.source)"
    " IS NOT (excluded.last_day, excluded.source)";
static const char EXCUSED[] =
    "SELECT count(*) FROM late_excuse WHERE application = $1 AND event = $2";
static const char EXCUSES[] = "SELECT event, reason, person, at_ms FROM late_excuse"
                              " WHERE application = $1 ORDER BY event";
enum { COL_EXCUSE_EVENT, COL_EXCUSE_REASON, COL_EXCUSE_PERSON, COL_EXCUSE_AT };
static const char EXCUSE[] =
    "INSERT INTO late_excuse (application, event, reason, person, at_ms)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (application, event) DO UPDATE SET"
    " reason = excluded.reason, person = excluded.person, at_ms = excluded.at_ms";

/* ---- reading ---- */

static bool deadline_from_row(struct stmt *row, struct arena *a, struct deadline *d,
                              struct err *err)
{
    const char *day = column_text(row, COL_DEADLINE_LAST_DAY, a);

    *d = (struct deadline){
        .round = column_text(row, COL_DEADLINE_ROUND, a),
        .source = column_text(row, COL_DEADLINE_SOURCE, a),
        .last_day = DATE_NONE,
    };
    return (applied_parse(column_text(row, COL_DEADLINE_TRACK, a), &d->track) &&
            application_event_parse(column_text(row, COL_DEADLINE_EVENT, a), &d->event) &&
            (!day || date_parse(day, &d->last_day))) ||
           err_set(err, ERR_INTERNAL, "a deadline of round %s holds a word that is not known",
                   d->round);
}

bool store_deadlines(struct store *s, struct arena *a, struct deadline **out, size_t *n,
                     struct err *err)
{
    struct deadline *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &notice_tables[ROWS_DEADLINE], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (deadline_from_row(w.row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

static void bind_key(struct stmt *q, const char *round, enum title_kind track,
                     enum application_event event)
{
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    bind_text(q, 3, application_event_name(event));
}

bool store_deadline(struct store *s, const char *round, enum title_kind track,
                    enum application_event event, date_t *last_day, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    bool read = true;
    int rc;

    *last_day = DATE_NONE;
    if (!q)
        return false;
    bind_key(q, round, track, event);
    rc = stmt_step(q, err);
    if (rc == 1 && !column_is_null(q, 0))
        read = date_parse(column_peek(q, 0).at, last_day);
    stmt_done(q);
    return rc >= 0 &&
           (read || err_set(err, ERR_INTERNAL, "a deadline of round %s is no day", round));
}

/* ---- setting ---- */

bool deadline_applies(enum title_kind track, enum application_event event)
{
    size_t n;
    const struct transition *t = application_table(&n);

    for (size_t i = 0; i < n; i++) {
        if (t[i].programme == programme_of(track) && t[i].event == event &&
            (t[i].guards & 1U << GUARD_IN_TIME))
            return true;
    }
    return false;
}

static bool put_deadline(struct store *s, const struct deadline *d, const struct act_by *by,
                         struct err *err)
{
    struct stmt *q = stmt_get(s->db, PUT, err);
    char day[DATE_TEXT];

    if (!q)
        return false;
    bind_key(q, d->round, d->track, d->event);
    bind_text(q, 4, change_day(d->last_day, day));
    bind_text(q, 5, d->source);
    bind_int(q, 6, by->person);
    bind_int(q, 7, by->now);
    return stmt_run(q, err);
}

bool store_deadline_set(struct store *s, const struct deadline *d, const struct act_by *by,
                        struct err *err)
{
    char who[CHANGE_WHO];
    const struct revision r = {
        .recorded = by->now, .who = change_who(by, who), .source = d->source};
    struct change c = change_of(s, &r, "deadline");

    if (!deadline_applies(d->track, d->event))
        return err_say(err, ERR_BAD_BODY, "event",
                       "'%s' has no last day on track %s: file and recommend have one",
                       "“%s”在 %s 类别没有截止日期：申报（file）与推荐（recommend）才有",
                       application_event_name(d->event), title_kind_name(d->track));
    return store_round_for(s, d->round, d->track, err) && put_deadline(s, d, by, err) &&
           (db_changes(s->db) == 0 ||
            (change_begin(&c, err) && notice_seal(&c, ROWS_DEADLINE, err)));
}

/* ---- late all the same ---- */

bool store_late_excused(struct store *s, int64_t application, enum application_event event,
                        bool *excused, struct err *err)
{
    struct stmt *q = stmt_get(s->db, EXCUSED, err);

    *excused = false;
    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_text(q, 2, application_event_name(event));
    return stmt_yes(q, excused, err);
}

bool store_late_excuses(struct store *s, struct arena *a, int64_t application,
                        struct late_excuse **out, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, EXCUSES, err);
    struct late_excuse *rows = NULL;
    size_t room = 0;
    bool known = true;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, application);
    while (known && (rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[*n] = (struct late_excuse){
            .reason = column_text(q, COL_EXCUSE_REASON, a),
            .person = column_int(q, COL_EXCUSE_PERSON),
            .at = column_int(q, COL_EXCUSE_AT),
        };
        known = application_event_parse(column_text(q, COL_EXCUSE_EVENT, a), &rows[(*n)++].event);
    }
    stmt_done(q);
    *out = rows;
    if (!known)
        return err_set(err, ERR_INTERNAL, "an excuse of application %lld is of no event",
                       (long long)application);
    return rc == 0;
}

bool store_late_excuse(struct store *s, int64_t application, enum application_event event,
                       const char *reason, const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, EXCUSE, err);

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_text(q, 2, application_event_name(event));
    bind_text(q, 3, reason);
    bind_int(q, 4, by->person);
    bind_int(q, 5, by->now);
    return stmt_run(q, err);
}
