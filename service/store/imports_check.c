/* imports_check.c - batches told against the titles they made and ended, each in one question; and
 * every one of them against the chain. */
#include "store/imports_check.h"

#include "base/mem.h"
#include "store/audit_says.h"
#include "store/imports.h"
#include "store/internal.h"
#include "store/questions.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const struct check_question questions[] = {
    {"SELECT m.batch, m.line, t.id FROM import_made AS m JOIN import_batch AS b ON b.id = m.batch"
     " JOIN title AS t ON t.id = m.made WHERE t.recorded_in IS NOT b.applied_in"
     " ORDER BY m.batch, m.line",
     "import %s: line %s made title %s, which was recorded at another revision"},
    {"SELECT m.batch, m.line, t.id FROM import_made AS m JOIN import_batch AS b ON b.id = m.batch"
     " JOIN title AS t ON t.id = m.ended WHERE t.retracted_in IS NOT b.applied_in"
     " ORDER BY m.batch, m.line",
     "import %s: line %s ended title %s, which was not ended at its revision"},
    {"SELECT m.batch, m.line, m.again FROM import_made AS m"
     " JOIN import_batch AS b ON b.id = m.batch LEFT JOIN title AS t ON t.id = m.again"
     " WHERE (m.again IS NOT NULL) <> (b.state = 'undone' AND m.ended IS NOT NULL)"
     " OR (m.again IS NOT NULL AND t.recorded_in IS NOT b.undone_in) ORDER BY m.batch, m.line",
     "import %s: line %s was not made undone as it should be (title %s)"},
    {"SELECT b.id, t.id FROM import_batch AS b JOIN title AS t ON t.recorded_in = b.applied_in"
     " WHERE NOT EXISTS (SELECT 1 FROM import_made AS m WHERE m.batch = b.id AND m.made = t.id)"
     " ORDER BY b.id",
     "import %s: title %s was recorded at its revision, but by no row of it"},
    {"SELECT b.id, m.line FROM import_batch AS b JOIN import_made AS m ON m.batch = b.id"
     " JOIN title AS t ON t.id = m.made WHERE b.state = 'undone'"
     " AND (t.retracted_in IS NULL OR t.retracted_in <> b.undone_in) ORDER BY b.id",
     "import %s is undone, but what line %s made was not taken back with it"},
    {"SELECT r.batch, r.line FROM import_row AS r JOIN import_batch AS b ON b.id = r.batch"
     " LEFT JOIN import_made AS m ON m.batch = r.batch AND m.line = r.line"
     " WHERE (m.batch IS NOT NULL) <> (b.applied_in IS NOT NULL"
     " AND r.result IN ('new', 'change', 'retract')) ORDER BY r.batch, r.line",
     "import %s: line %s made or ended what it should not have, or did not"},
    {"SELECT m.batch, m.line, t.id FROM import_made AS m"
     " JOIN import_row AS r ON r.batch = m.batch AND r.line = m.line"
     " JOIN title AS t ON t.id = m.made WHERE t.kind IS NOT r.kind OR t.name IS NOT r.name"
     " OR t.holder IS NOT r.holder OR t.unit IS NOT r.unit OR t.batch IS NOT r.list"
     " OR t.since IS NOT r.since OR t.until IS NOT r.until OR t.document IS NOT r.document"
     " OR t.source IS NOT r.source ORDER BY m.batch, m.line",
     "import %s: line %s is not what title %s says, which it made"},
    {"SELECT b.id, l.kind, l.batch FROM import_batch AS b JOIN roster AS l"
     " ON l.recorded_in = b.applied_in WHERE NOT EXISTS (SELECT 1 FROM import_row AS r"
     " WHERE r.batch = b.id AND r.kind = l.kind AND r.list = l.batch"
     " AND r.result IN ('new', 'change'))"
     " OR (l.retracted_in IS NOT b.undone_in) ORDER BY b.id",
     "import %s: the list %s/%s was not recorded or taken back with it as it should be"},
    {"SELECT b.id, b.left_out FROM import_batch AS b WHERE b.left_out IS NOT NULL AND b.left_out <>"
     " (SELECT count(*) FROM import_row AS r WHERE r.batch = b.id AND r.result = 'refused')"
     " ORDER BY b.id",
     "import %s: it left out %s rows, but others are refused"},
};

static bool told(struct store *s, int64_t id, const char *action, struct buf *facts,
                 struct report *r, struct err *err)
{
    char object[48];
    bool ok;

    snprintf(object, sizeof object, "import/%lld", (long long)id);
    ok = audit_says(s, object, action, facts->data, r, err);
    buf_free(facts);
    return ok;
}

static bool look_at_batch(struct store *s, const struct import_batch *b, struct report *r,
                          struct err *err)
{
    struct buf facts = {0}, standing = {0};
    struct sha256 found;

    if (!store_import_digest(s, b->id, &found, err))
        return false;
    if (memcmp(&found, &b->found, sizeof found) != 0)
        report_finding(r, "import %lld: its rows are not those that were found", (long long)b->id);
    import_facts(&facts, b);
    if (!told(s, b->id, "import", &facts, r, err))
        return false;
    if (b->version == 1)
        return true;
    import_standing_facts(&standing, b);
    return told(s, b->id, "import-event", &standing, r, err);
}

bool check_imports(struct store *s, struct report *r, struct err *err)
{
    struct arena *a = arena_new();
    struct import_batch *rows;
    int64_t total;
    size_t n;
    bool ok = questions_ask(s, questions, COUNT(questions), r, err) &&
              store_imports(s, a, LONG_MAX, 0, &rows, &n, &total, err);

    for (size_t i = 0; ok && i < n; i++)
        ok = look_at_batch(s, &rows[i], r, err);
    arena_free(a);
    return ok;
}
