/* zones_check.c - what must never be among zones, and what is proposed held against the chain. */
#include "store/zones_check.h"

#include "base/mem.h"
#include "store/audit_says.h"
#include "store/internal.h"
#include "store/proposed_facts.h"
#include "store/questions.h"
#include "store/walk.h"

#define OVERLAP(p, q)                                                                              \
    " AND coalesce(" p ".since, '0001-01-01') <= coalesce(" q ".until, '9999-12-31')"              \
    " AND coalesce(" q ".since, '0001-01-01') <= coalesce(" p ".until, '9999-12-31')"

static const struct check_question questions[] = {
    {"SELECT p.zone, p.number, p.name FROM zone_part AS p WHERE p.retracted_ms IS NULL"
     " AND NOT EXISTS (SELECT 1 FROM zone AS z WHERE z.id = p.zone AND z.retracted_ms IS NULL)"
     " ORDER BY p.zone, p.number",
     "zone %s: part %s (%s) is of a zone that is not on record"},
    {"SELECT p.id, p.row, q.row FROM zone AS p JOIN zone AS q ON q.id = p.id AND q.row > p.row"
     " WHERE p.retracted_ms IS NULL AND q.retracted_ms IS NULL" OVERLAP("p", "q") " ORDER BY p.row",
     "zone %s: rows %s and %s speak of the same days"},
    {"SELECT p.zone || '.' || p.number, p.row, q.row FROM zone_part AS p JOIN zone_part AS q"
     " ON q.zone = p.zone AND q.number = p.number AND q.row > p.row"
     " WHERE p.retracted_ms IS NULL AND q.retracted_ms IS NULL" OVERLAP("p", "q") " ORDER BY p.row",
     "zone part %s: rows %s and %s speak of the same days"},
    {"SELECT p.name, p.id, q.id FROM zone AS p JOIN zone AS q ON q.name = p.name AND q.id > p.id"
     " WHERE p.retracted_ms IS NULL AND q.retracted_ms IS NULL ORDER BY p.row",
     "the name %s is that of two zones, %s and %s"},
    {"SELECT z.id, z.host_code, z.host_guess FROM zone AS z WHERE z.retracted_ms IS NULL"
     " AND NOT EXISTS (SELECT 1 FROM division AS d WHERE d.code ="
     " coalesce(z.host_code, z.host_guess)) AND coalesce(z.host_code, z.host_guess) IS NOT NULL"
     " ORDER BY z.row",
     "zone %s: there is no division %s (or %s) to be its host"},
    {"SELECT p.zone, p.number, p.method FROM zone_part AS p"
     " WHERE (p.shape IS NULL) <> (p.method = 'none') ORDER BY p.row",
     "zone %s, part %s: its shape does not go with its method, %s"},
    {"SELECT p.application, a.track, a.place FROM proposed_zone AS p JOIN application AS a"
     " ON a.id = p.application WHERE a.track NOT IN ('demo-zone', 'trial-zone', 'js-zone')"
     " ORDER BY p.id",
     "application %s proposes a zone, but its track is %s (%s)"},
};

static const char APPLICATIONS[] = "SELECT application FROM proposed_zone UNION"
                                   " SELECT application FROM proposed_part ORDER BY 1";

static const char REPORTS[] = "SELECT id, sha256, body FROM extent_report ORDER BY id";

static bool look_at_reports(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, REPORTS, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        struct bytes body = column_peek(q, 2);
        struct sha256 is = sha256_of(body.at ? body.at : "", body.size);

        if (!column_is_digest(q, 1, &is))
            report_finding(r, "extent report %lld: it was changed", (long long)column_int(q, 0));
    }
    stmt_done(q);
    return rc == 0;
}

static bool look_at_parts(struct store *s, struct arena *a, int64_t application, struct report *r,
                          struct err *err)
{
    struct proposed_part *parts;
    size_t n;
    bool ok = store_proposed_parts_ever(s, a, application, &parts, &n, err);

    for (size_t i = 0; ok && i < n; i++) {
        struct buf facts = {0};

        proposed_part_facts(&facts, &parts[i]);
        ok = audit_says(s, proposed_part_object(a, application, parts[i].number),
                        "application-part", facts.data, r, err);
        buf_free(&facts);
    }
    return ok;
}

static bool look_at_application(struct store *s, int64_t application, struct report *r,
                                struct err *err)
{
    struct arena *a = arena_new();
    struct proposed_zone z;
    struct buf facts = {0};
    bool ok = store_proposed_zone(s, a, application, &z, err);

    if (ok && z.id) {
        proposed_zone_facts(&facts, &z);
        ok = audit_says(s, arena_printf(a, "application/%lld", (long long)application),
                        "application-zone", facts.data, r, err);
        buf_free(&facts);
    }
    ok = ok && look_at_parts(s, a, application, r, err);
    arena_free(a);
    return ok;
}

static bool look_at_proposed(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, APPLICATIONS, err);
    int64_t *ids = NULL;
    size_t n = 0, room = 0;
    struct arena *a;
    int rc;

    if (!q)
        return false;
    a = arena_new();
    while ((rc = stmt_step(q, err)) == 1) {
        ids = walk_grow(a, ids, n, &room, sizeof *ids);
        ids[n++] = column_int(q, 0);
    }
    stmt_done(q);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        if (!look_at_application(s, ids[i], r, err))
            rc = -1;
    }
    arena_free(a);
    return rc == 0;
}

bool check_zones(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err) && look_at_proposed(s, r, err) &&
           look_at_reports(s, r, err);
}
