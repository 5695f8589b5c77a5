/* terms_check.c - each zone and track is told from its first event and held against the rules, as
 * whoever told the last one was. */
#include "store/terms_check.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/questions.h"
#include "store/zone_events.h"

static const char TOLD[] =
    "SELECT DISTINCT e.zone, e.track, (SELECT z.name FROM zone AS z WHERE z.id = e.zone"
    " ORDER BY z.row DESC LIMIT 1) FROM zone_event AS e WHERE e.retracted_ms IS NULL"
    " ORDER BY e.zone, e.track";
enum { COL_ZONE, COL_TRACK, COL_NAME };

static const struct check_question questions[] = {
    {"SELECT e.id, e.zone FROM zone_event AS e WHERE NOT EXISTS"
     " (SELECT 1 FROM zone AS z WHERE z.id = e.zone) ORDER BY e.id",
     "zone event %s: there is no zone %s"},
    {"SELECT e.id, t.id, t.kind FROM zone_event AS e JOIN title AS t ON t.id = e.title"
     " WHERE t.kind <> e.track ORDER BY e.id",
     "zone event %s: title %s is of another kind (%s)"},
    {"SELECT t.id, t.name, t.revoked FROM title AS t WHERE t.retracted_ms IS NULL"
     " AND t.revoked IS NOT NULL AND t.kind IN ('demo-zone', 'trial-zone', 'js-zone')"
     " AND NOT EXISTS (SELECT 1 FROM zone_event AS e JOIN zone AS z ON z.id = e.zone"
     " WHERE z.name = t.name AND e.track = t.kind AND e.day = t.revoked"
     " AND e.retracted_ms IS NULL AND e.event IN ('revoked', 'fraud')) ORDER BY t.id",
     "title %s of %s was taken away on %s, but no event of its zone says so"},
    {"SELECT g.id, g.zone FROM target AS g WHERE g.zone IS NOT NULL AND NOT EXISTS"
     " (SELECT 1 FROM zone AS z WHERE z.id = g.zone) ORDER BY g.id",
     "target %s: there is no zone %s"},
    {"SELECT m.id, m.target FROM measure AS m WHERE m.retracted_ms IS NULL AND NOT EXISTS"
     " (SELECT 1 FROM target AS g WHERE g.code = m.target"
     " AND coalesce(g.zone, '') = coalesce(m.zone, '')) ORDER BY m.id",
     "measure %s: there is no target %s"},
};

static bool look_at_story(struct store *s, struct arena *a, const char *zone, const char *name,
                          enum title_kind track, struct report *r, struct err *err)
{
    struct zone_event *events;
    struct zone_terms t;
    struct err why = {0};
    size_t n;

    if (!store_zone_events_now(s, a, zone, name, track, &events, &n, &why)) {
        if (why.kind != ERR_INTERNAL || db_must_stop(s->db)) {
            *err = why;
            return false;
        }
        report_finding(r, "zone %s, %s: %s", zone, title_kind_name(track), why.text);
        return true;
    }
    zone_terms_tell(track, events, n, DATE_NONE, &t);
    if (t.fault != ZONE_FAULT_NONE)
        report_finding(r, "zone %s, %s: event %lld cannot have happened: %s", zone,
                       title_kind_name(track), (long long)events[t.fault_at].id,
                       zone_fault_text(t.fault, true));
    return true;
}

static bool look_at_stories(struct store *s, struct arena *a, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, TOLD, err);
    bool ok = true;
    int rc = 0;

    if (!q)
        return false;
    while (ok && (rc = stmt_step(q, err)) == 1) {
        const char *name = column_text(q, COL_NAME, a);
        enum title_kind track;

        if (!title_kind_parse(column_text(q, COL_TRACK, a), &track) || !zone_holds(track))
            report_finding(r, "zone %s: an event is about a title that zones do not hold",
                           column_text(q, COL_ZONE, a));
        else if (name) /* one without a zone is a question of its own */
            ok = look_at_story(s, a, column_text(q, COL_ZONE, a), name, track, r, err);
    }
    stmt_done(q);
    return ok && rc == 0;
}

bool check_terms(struct store *s, struct report *r, struct err *err)
{
    struct arena *a = arena_new();
    bool ok =
        look_at_stories(s, a, r, err) && questions_ask(s, questions, COUNT(questions), r, err);

    arena_free(a);
    return ok;
}
