/* applications_check.c - the events are told once more from the first: they must be steps of the
 * table, and lead to where each application stands. */
#include "store/applications_check.h"

#include "base/hash.h"
#include "base/mem.h"
#include "domain/application_table.h"
#include "store/applications.h"
#include "store/internal.h"
#include "store/proposed_zones.h"
#include "store/questions.h"

#include <string.h>

static const char STANDINGS[] = "SELECT id, track, state, version, rank FROM application"
                                " ORDER BY id";
enum { COL_ID, COL_TRACK, COL_STATE, COL_VERSION, COL_RANK };
static const char EVENTS[] =
    "SELECT version, event, from_state, to_state, rank, quota_step FROM application_event"
    " WHERE application = $1 ORDER BY version";
enum { COL_E_VERSION, COL_E_EVENT, COL_E_FROM, COL_E_TO, COL_E_RANK, COL_E_QUOTA };

#define ZONE_TRACKS "('demo-zone', 'trial-zone', 'js-zone')"
#define OF_ZONES " AND a.track IN " ZONE_TRACKS
#define NOT_OF_ZONES " AND a.track NOT IN " ZONE_TRACKS
/* The newest that an application proposes. */
#define ITS_ZONE "SELECT "
#define OF_APPLICATION                                                                             \
    " FROM proposed_zone AS z WHERE z.application = a.id ORDER BY z.id DESC LIMIT 1"

/* Each gives a name and two numbers or words that should have been the same. */
static const struct check_question questions[] = {
    {"SELECT l.round || ' ' || l.track || ' ' || l.unit || ' ' || l.place, l.taken,"
     " coalesce(e.taken, 0) FROM"
     " (SELECT round, track, unit, place, sum(step) AS taken FROM quota_entry"
     " GROUP BY round, track, unit, place) AS l LEFT JOIN"
     " (SELECT a.round, a.track, a.unit, a.place, sum(v.quota_step) AS taken"
     " FROM application AS a JOIN application_event AS v ON v.application = a.id"
     " GROUP BY a.round, a.track, a.unit, a.place) AS e"
     " ON (e.round, e.track, e.unit, e.place) = (l.round, l.track, l.unit, l.place)"
     " WHERE l.taken <> coalesce(e.taken, 0) ORDER BY 1",
     "place %s: the ledger says %s taken, its applications %s"},
    {"SELECT a.round || ' ' || a.track || ' ' || a.unit || ' ' || a.place, sum(v.quota_step), 0"
     " FROM application AS a JOIN application_event AS v ON v.application = a.id"
     " WHERE NOT EXISTS (SELECT 1 FROM quota_entry AS l"
     " WHERE (l.round, l.track, l.unit, l.place) = (a.round, a.track, a.unit, a.place))"
     " GROUP BY a.round, a.track, a.unit, a.place HAVING sum(v.quota_step) <> 0 ORDER BY 1",
     "place %s: its applications took %s, the ledger says %s"},
    {"SELECT q.round || ' ' || q.track || ' ' || q.unit, q.designated, count(v.id)"
     " FROM quota AS q LEFT JOIN application AS a"
     " ON (a.round, a.track, a.unit) = (q.round, q.track, q.unit)"
     " LEFT JOIN application_event AS v ON v.application = a.id AND v.event = 'designate'"
     " GROUP BY q.id, q.round, q.track, q.unit, q.designated"
     " HAVING q.designated <> count(v.id) ORDER BY 1",
     "quota %s: the counter says %s designated, the applications %s"},
    {"SELECT a.id, a.title, coalesce(t.holder, 'nothing') FROM application AS a"
     " LEFT JOIN title AS t ON t.id = a.title AND t.kind = a.track"
     " WHERE (a.state = 'designated' OR a.title IS NOT NULL)" NOT_OF_ZONES
     " AND (t.holder IS NULL OR t.holder <> a.place) ORDER BY a.id",
     "application %s: its title %s is that of %s"},
    {"SELECT a.id, a.title, coalesce(t.name, 'nothing') FROM application AS a"
     " LEFT JOIN title AS t ON t.id = a.title AND t.kind = a.track AND t.holder IS NULL"
     " WHERE (a.state = 'designated' OR a.title IS NOT NULL)" OF_ZONES
     " AND t.name IS NOT (" ITS_ZONE "z.name" OF_APPLICATION ") ORDER BY a.id",
     "application %s: its title %s is that of the zone %s"},
    {"SELECT a.id, a.about, coalesce((" ITS_ZONE "coalesce(z.zone, z.name)" OF_APPLICATION "), '')"
     " FROM application AS a WHERE a.about <>"
     " coalesce((" ITS_ZONE "coalesce(z.zone, z.name)" OF_APPLICATION "), '') ORDER BY a.id",
     "application %s: it is about '%s', but proposes '%s'"},
    {"SELECT a.id, v.version, 'no text' FROM application AS a JOIN application_event AS v"
     " ON v.application = a.id AND v.event IN ('recommend', 'endorse') LEFT JOIN frozen AS f"
     " ON (f.application, f.version) = (v.application, v.version)"
     " WHERE f.application IS NULL ORDER BY a.id, v.version",
     "application %s: what was recommended as version %s left %s"},
    {"SELECT a.id, a.rank, a.state FROM application AS a WHERE (a.rank IS NOT NULL"
     " AND a.state IN ('draft', 'filed', 'rejected', 'withdrawn', 'cancelled'))"
     " OR (a.rank IS NULL" NOT_OF_ZONES " AND a.state IN ('in_provincial_notice', 'recommended',"
     " 'in_review', 'in_notice', 'designated')) ORDER BY a.id",
     "application %s: its rank is %s while it is %s"},
    {"SELECT lower(hex(sha256)), size, length(body) FROM file WHERE size <> length(body)",
     "file %s: %s bytes are on record, %s are there"},
};

/* Digests of what is kept whole; a name, the digest, the bytes. */
static const struct check_question blobs[] = {
    {"SELECT application || ' version ' || version, sha256, body FROM frozen"
     " ORDER BY application, version",
     "frozen text of application %s: it was changed"},
    {"SELECT lower(hex(sha256)), sha256, body FROM file WHERE size = length(body)"
     " ORDER BY sha256",
     "file %s: its bytes are not those it is named by"},
};

static bool hold(struct store *s, const struct check_question *question, struct report *r,
                 struct err *err)
{
    struct stmt *q = stmt_get(s->db, question->sql, err);
    struct arena *a;
    int rc;

    if (!q)
        return false;
    a = arena_new();
    while ((rc = stmt_step(q, err)) == 1) {
        struct bytes body = column_peek(q, 2);
        struct sha256 is = sha256_of(body.at ? body.at : "", body.size);

        if (!column_is_digest(q, 1, &is))
            report_finding(r, question->what, column_text(q, 0, a));
        arena_reset(a);
    }
    stmt_done(q);
    arena_free(a);
    return rc == 0;
}

/* ---- one application ---- */

struct told {
    int64_t id;
    enum title_kind track;
    enum application_state at;
    int64_t version, rank;
    bool broken; /* told once, which is enough */
};

static bool is_act(const char *event)
{
    static const char *const acts[] = {EVENT_NAME_OPEN, EVENT_NAME_MATERIAL, EVENT_NAME_RANK,
                                       EVENT_NAME_ZONE, EVENT_NAME_PART};

    for (size_t i = 0; i < COUNT(acts); i++) {
        if (strcmp(acts[i], event) == 0)
            return true;
    }
    return false;
}

static bool find_event(const char *name, enum application_event *out)
{
    for (int e = 0; e < APPLICATION_EVENTS; e++) {
        if (strcmp(application_event_name((enum application_event)e), name) == 0) {
            *out = (enum application_event)e;
            return true;
        }
    }
    return false;
}

/* Does the table lead from here to there by this event, with this place? */
static bool is_step(const struct told *t, const char *name, enum application_state to, int quota)
{
    static const int steps[] = {[QUOTA_STAYS] = 0, [QUOTA_TAKES] = 1, [QUOTA_GIVES] = -1};
    enum application_event event;
    const struct transition *row;

    if (is_act(name))
        return to == t->at && quota == 0;
    if (!find_event(name, &event))
        return false;
    row = transition_find(programme_of(t->track), t->at, event);
    return row && transition_to(row, t->at) == to && steps[row->quota] == quota;
}

static void tell(struct told *t, struct stmt *row, struct arena *a, struct report *r)
{
    const char *event = column_text(row, COL_E_EVENT, a);
    enum application_state from, to = t->at;
    bool known = application_state_parse(column_text(row, COL_E_FROM, a), &from) &&
                 application_state_parse(column_text(row, COL_E_TO, a), &to);
    int64_t version = column_int(row, COL_E_VERSION);

    if (!t->broken && (!known || from != t->at || version != t->version + 1 ||
                       (strcmp(event, EVENT_NAME_OPEN) == 0) != (version == 1) ||
                       !is_step(t, event, to, (int)column_int(row, COL_E_QUOTA)))) {
        report_finding(r, "application %lld: its events cannot have come to version %lld (%s)",
                       (long long)t->id, (long long)version, event);
        t->broken = true;
    }
    t->at = to;
    t->version = version;
    t->rank = column_int(row, COL_E_RANK);
}

static bool tell_events(struct store *s, struct told *t, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, EVENTS, err);
    struct arena *a;
    int rc;

    if (!q)
        return false;
    a = arena_new();
    bind_int(q, 1, t->id);
    while ((rc = stmt_step(q, err)) == 1)
        tell(t, q, a, r);
    stmt_done(q);
    arena_free(a);
    return rc == 0;
}

static bool look_at_one(struct store *s, struct stmt *row, struct arena *a, struct report *r,
                        struct err *err)
{
    struct told t = {.id = column_int(row, COL_ID), .at = STATE_DRAFT};
    enum application_state stands;

    if (!applied_parse(column_text(row, COL_TRACK, a), &t.track) ||
        !application_state_parse(column_text(row, COL_STATE, a), &stands)) {
        report_finding(r, "application %lld: its track or state is not known", (long long)t.id);
        return true;
    }
    if (!tell_events(s, &t, r, err))
        return false;
    if (!t.broken && (t.at != stands || t.version != column_int(row, COL_VERSION) ||
                      t.rank != column_int(row, COL_RANK)))
        report_finding(r,
                       "application %lld: it is %s at version %lld with rank %lld, but its events "
                       "end with %s, %lld and %lld",
                       (long long)t.id, application_state_name(stands),
                       (long long)column_int(row, COL_VERSION),
                       (long long)column_int(row, COL_RANK), application_state_name(t.at),
                       (long long)t.version, (long long)t.rank);
    return true;
}

static bool look_at_events(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, STANDINGS, err);
    struct arena *a;
    bool ok = true;
    int rc = 1;

    if (!q)
        return false;
    a = arena_new();
    while (ok && (rc = stmt_step(q, err)) == 1)
        ok = look_at_one(s, q, a, r, err);
    stmt_done(q);
    arena_free(a);
    return ok && rc == 0;
}

bool check_applications(struct store *s, struct report *r, struct err *err)
{
    if (!look_at_events(s, r, err) || !questions_ask(s, questions, COUNT(questions), r, err))
        return false;
    for (size_t i = 0; i < COUNT(blobs); i++) {
        if (!hold(s, &blobs[i], r, err))
            return false;
    }
    return true;
}
