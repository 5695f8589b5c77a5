/* proposals_check.c - decisions and reports told against the titles and places they name, each in
 * one question; and every one of them against the chain. */
#include "store/proposals_check.h"

#include "base/mem.h"
#include "store/audit_says.h"
#include "store/internal.h"
#include "store/proposals_facts.h"
#include "store/questions.h"

#include <limits.h>
#include <stdio.h>

static const struct check_question questions[] = {
    {"SELECT p.id, t.id FROM proposal AS p JOIN title AS t ON t.id = p.made"
     " WHERE t.kind <> p.kind OR coalesce(t.holder, t.name) <> coalesce(p.holder, p.name)"
     " OR coalesce(t.batch, '') <> coalesce(p.batch, '')"
     " OR coalesce(t.since, '') <> coalesce(p.since, '')"
     " OR coalesce(t.until, '') <> coalesce(p.until, '') OR t.unit <> p.unit ORDER BY p.id",
     "proposal %s: title %s, which came of it, is not what was proposed"},
    {"SELECT p.id, t.id FROM proposal AS p JOIN title AS t ON t.id = p.title"
     " WHERE p.state = 'accepted' AND t.retracted_ms IS NULL ORDER BY p.id",
     "proposal %s: title %s, which it found wrong, still stands"},
    {"SELECT p.id, o.id FROM proposal AS p JOIN proposal AS o ON o.made = p.made AND o.id < p.id"
     " ORDER BY p.id",
     "proposal %s: its title came of proposal %s already"},
    {"SELECT p.id, t.id FROM proposal AS p JOIN title AS t ON t.id = p.made"
     " JOIN title AS w ON w.id = p.title WHERE t.recorded_in <> w.retracted_in ORDER BY p.id",
     "proposal %s: title %s was not recorded at the revision that ended the wrong one"},
    {"SELECT r.id, r.about FROM report AS r"
     " WHERE NOT EXISTS (SELECT 1 FROM division AS d WHERE r.about = 'place/' || d.code)"
     " AND NOT EXISTS (SELECT 1 FROM title AS t WHERE r.about = 'title/' || t.id)"
     " AND NOT EXISTS (SELECT 1 FROM code_change AS c WHERE r.about = 'place/' || c.old_code)"
     " ORDER BY r.id",
     "report %s: there is no %s"},
};

/* As the chain writes it. */
static const char CONTACT[] = "SELECT lower(hex(digest)) FROM personal WHERE id = $1";

/* ---- against the chain ---- */

static bool told(struct store *s, const char *what, int64_t id, const char *action,
                 struct buf *facts, struct report *r, struct err *err)
{
    char object[64];
    bool ok;

    snprintf(object, sizeof object, "%s/%lld", what, (long long)id);
    ok = audit_says(s, object, action, facts->data, r, err);
    buf_free(facts);
    return ok;
}

static bool look_at_proposal(struct store *s, const struct proposal *p, struct report *r,
                             struct err *err)
{
    struct buf facts = {0}, decision = {0};

    proposal_facts(&facts, p);
    if (!told(s, "proposal", p->id, "propose-title", &facts, r, err))
        return false;
    if (p->state == PROPOSAL_OPEN)
        return true;
    proposal_decision_facts(&decision, p);
    return told(s, "proposal", p->id, "decide-proposal", &decision, r, err);
}

static bool look_at_proposals(struct store *s, struct report *r, struct err *err)
{
    const struct proposal_filter all = {.state = -1, .limit = INT_MAX};
    struct arena *a = arena_new();
    struct proposal *rows;
    int64_t total;
    size_t n;
    bool ok = store_proposals(s, a, &all, &rows, &n, &total, err);

    for (size_t i = 0; ok && i < n; i++)
        ok = look_at_proposal(s, &rows[i], r, err);
    arena_free(a);
    return ok;
}

static bool contact_digest(struct store *s, struct arena *a, int64_t id, const char **hex,
                           struct err *err)
{
    struct stmt *q;
    int rc;

    *hex = NULL;
    if (id == 0)
        return true;
    if (!(q = stmt_get(s->db, CONTACT, err)))
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    if (rc == 1)
        *hex = column_text(q, 0, a);
    stmt_done(q);
    return rc >= 0;
}

static bool look_at_report(struct store *s, struct arena *a, const struct entry_report *row,
                           struct report *r, struct err *err)
{
    struct buf facts = {0}, answer = {0};
    const char *contact;

    if (!contact_digest(s, a, row->contact, &contact, err))
        return false;
    entry_report_facts(&facts, row, contact);
    if (!told(s, "report", row->id, "report-entry", &facts, r, err))
        return false;
    if (row->seen == MOMENT_NONE)
        return true;
    entry_report_answer_facts(&answer, row);
    return told(s, "report", row->id, "answer-report", &answer, r, err);
}

static bool look_at_reports(struct store *s, struct report *r, struct err *err)
{
    struct arena *a = arena_new();
    struct entry_report *rows;
    int64_t total;
    size_t n;
    bool ok = store_entry_reports(s, a, ENTRY_REPORTS_ALL, INT_MAX, 0, &rows, &n, &total, err);

    for (size_t i = 0; ok && i < n; i++)
        ok = look_at_report(s, a, &rows[i], r, err);
    arena_free(a);
    return ok;
}

bool check_proposals(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err) && look_at_proposals(s, r, err) &&
           look_at_reports(s, r, err);
}
