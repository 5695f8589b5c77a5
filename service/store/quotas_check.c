/* quotas_check.c - counters, ledger and history told against each other, each in one question. */
#include "store/quotas_check.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/questions.h"
#include "store/quotas.h"

/* Each gives the quota's name and two numbers or words that should have been the same. */
static const struct check_question questions[] = {
    {"SELECT q.round || ' ' || q.track || ' ' || q.unit, q.used, coalesce(sum(e.step), 0)"
     " FROM quota AS q LEFT JOIN quota_entry AS e"
     " ON (e.round, e.track, e.unit) = (q.round, q.track, q.unit)"
     " GROUP BY q.id, q.round, q.track, q.unit, q.used"
     " HAVING q.used <> coalesce(sum(e.step), 0) ORDER BY 1",
     "quota %s: the counter says %s places taken, the ledger %s"},
    {"SELECT round || ' ' || track || ' ' || unit, place, sum(step) FROM quota_entry"
     " GROUP BY round, track, unit, place HAVING sum(step) < 0 ORDER BY 1, 2",
     "quota %s: %s gave back more than it took (%s)"},
    {"SELECT q.round || ' ' || q.track || ' ' || q.unit, coalesce(q.places, -1),"
     " coalesce(c.places, -1) FROM quota AS q JOIN quota_change AS c ON c.id ="
     " (SELECT max(l.id) FROM quota_change AS l"
     " WHERE (l.round, l.track, l.unit) = (q.round, q.track, q.unit))"
     " WHERE q.status <> c.status OR coalesce(q.places, -1) <> coalesce(c.places, -1)"
     " OR q.source <> c.source ORDER BY 1",
     "quota %s: the number of places is %s, its history ends with %s"},
    {"SELECT q.round || ' ' || q.track || ' ' || q.unit, q.places, q.status FROM quota AS q"
     " WHERE q.places IS NOT NULL AND NOT EXISTS (SELECT 1 FROM quota_change AS c"
     " WHERE (c.round, c.track, c.unit) = (q.round, q.track, q.unit)) ORDER BY 1",
     "quota %s: nobody is on record for its %s places (%s)"},
    {"SELECT q.round || ' ' || q.track || ' ' || q.unit, q.places, q.status FROM quota AS q"
     " WHERE q.status = 'illustrative' AND NOT EXISTS"
     " (SELECT 1 FROM meta WHERE key = 'demo' AND value = '1') ORDER BY 1",
     "quota %s: its %s places are %s, and this is no demonstration register"},
};

static bool look_at_sums(struct store *s, struct report *r, struct err *err)
{
    struct arena *a = arena_new();
    struct quota *quotas;
    struct err why = {0};
    size_t n;
    bool ok = store_quotas(s, a, &quotas, &n, &why);

    for (size_t i = 0; ok && i < n; i++) {
        const struct quota *q = &quotas[i];

        if (!quota_sums(q))
            report_finding(r, "quota %s %s %s: %d designated, %d used, %d places do not add up",
                           q->round, title_kind_name(q->track), q->unit, q->designated, q->used,
                           q->places);
    }
    arena_free(a);
    if (ok)
        return true;
    if (r->n == 0 || db_must_stop(s->db)) {
        *err = why;
        return false;
    }
    report_finding(r, "quotas: not looked at: %s", why.text);
    return true;
}

bool check_quotas(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err) && look_at_sums(s, r, err);
}
