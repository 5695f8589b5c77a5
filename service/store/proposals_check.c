/* proposals_check.c - decisions and reports told against the titles and places they name, each in
 * one question. */
#include "store/proposals_check.h"

#include "base/mem.h"
#include "store/internal.h"

static const struct question {
    const char *sql, *what; /* the number of the proposal or report, and a word */
} questions[] = {
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

static bool ask(struct store *s, const struct question *question, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, question->sql, err);
    struct arena *a;
    int rc;

    if (!q)
        return false;
    a = arena_new();
    while ((rc = stmt_step(q, err)) == 1) {
        const char *number = column_text(q, 0, a);

        report_finding(r, question->what, number, column_text(q, 1, a));
    }
    stmt_done(q);
    arena_free(a);
    return rc == 0;
}

bool check_proposals(struct store *s, struct report *r, struct err *err)
{
    for (size_t i = 0; i < COUNT(questions); i++) {
        if (!ask(s, &questions[i], r, err))
            return false;
    }
    return true;
}
