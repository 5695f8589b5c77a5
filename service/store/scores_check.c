/* scores_check.c - trees, sheets and the chain told against each other.
 *
 * Sheets and the chain's entries about them were written pair by pair, so the n-th of one belongs
 * to the n-th of the other. */
#include "store/scores_check.h"

#include "base/mem.h"
#include "store/audit_says.h"
#include "store/indicators.h"
#include "store/internal.h"
#include "store/questions.h"
#include "store/scores_sheet.h"

#include <inttypes.h>
#include <string.h>

static const char TREES[] =
    "SELECT DISTINCT round, track FROM indicator WHERE ended_ms IS NULL ORDER BY round, track";

static const char SHEETS[] =
    "SELECT h.id, h.application, h.person, h.salt, h.digest, h.at_ms, i.code, s.value, s.note"
    " FROM score_sheet AS h LEFT JOIN score AS s ON s.sheet = h.id"
    " LEFT JOIN indicator AS i ON i.id = s.indicator ORDER BY h.id, i.position";
enum {
    COL_SHEET,
    COL_APPLICATION,
    COL_PERSON,
    COL_SALT,
    COL_DIGEST,
    COL_AT,
    COL_CODE,
    COL_VALUE,
    COL_NOTE
};

static const char TOLD[] = "SELECT detail FROM audit WHERE action = 'score-sheet'"
                           " AND outcome = 'done' ORDER BY seq";

static const struct check_question questions[] = {
    {"SELECT h.id, i.code FROM score AS s JOIN score_sheet AS h ON h.id = s.sheet"
     " JOIN application AS a ON a.id = h.application JOIN indicator AS i ON i.id = s.indicator"
     " WHERE i.round <> a.round OR i.track <> a.track ORDER BY h.id, i.code",
     "score sheet %s: indicator %s is of another round or track than the application"},
    {"SELECT s.sheet, i.code FROM score AS s JOIN indicator AS i ON i.id = s.indicator"
     " WHERE EXISTS (SELECT 1 FROM indicator AS c WHERE c.parent = i.id) ORDER BY s.sheet, i.code",
     "score sheet %s: indicator %s is made up of others and cannot be scored itself"},
};

/* ---- trees ---- */

static bool look_at_tree(struct store *s, struct arena *a, const char *round, const char *name,
                         struct report *r, struct err *err)
{
    enum title_kind track;
    struct indicators in;
    struct err why = {0};
    size_t at;

    if (!applied_parse(name, &track)) {
        report_finding(r, "indicators of round %s: there is no track %s", round, name);
        return true;
    }
    if (!store_indicators(s, a, round, track, &in, &why)) {
        if (why.kind != ERR_INTERNAL || db_must_stop(s->db)) {
            *err = why;
            return false;
        }
        report_finding(r, "%s", why.text);
        return true;
    }
    if (indicators_fault(&in.tree, &at) != TREE_SOUND)
        report_finding(r, "indicators of round %s, %s: '%s' cannot stand where it does", round,
                       name, in.tree.items[at].code);
    if (in.entered_by == 0) {
        bool hold, looked = store_indicators_hold(s, a, &in, &hold, err);

        if (looked && !hold)
            report_finding(r, "indicators of round %s, %s: changed outside the register", round,
                           name);
        return looked;
    }
    struct buf facts = {0};
    indicators_facts(&facts, &in);
    bool ok = audit_says(s, arena_printf(a, "indicators/%s/%s", round, name), "set-indicators",
                         facts.data, r, err);
    buf_free(&facts);
    return ok;
}

static bool look_at_trees(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, TREES, err);
    struct arena *a;
    bool ok = true;
    int rc = 0;

    if (!q)
        return false;
    a = arena_new();
    while (ok && (rc = stmt_step(q, err)) == 1) {
        const char *round = column_text(q, 0, a);

        ok = look_at_tree(s, a, round, column_text(q, 1, a), r, err);
    }
    stmt_done(q);
    arena_free(a);
    return ok && rc == 0;
}

/* ---- sheets ---- */

/* A sheet while its scores go by. */
struct reading {
    int64_t id; /* 0: none yet */
    struct sha256 stored;
    struct hasher *h;
    size_t n;
};

static void begin_sheet(struct reading *now, struct stmt *row)
{
    struct score_sheet sheet = {
        .application = column_int(row, COL_APPLICATION),
        .person = column_int(row, COL_PERSON),
        .at = column_int(row, COL_AT),
    };

    /* the schema holds it to its length */
    memcpy(sheet.salt, column_peek(row, COL_SALT).at, sizeof sheet.salt);
    *now = (struct reading){.id = column_int(row, COL_SHEET), .h = sheet_digest_begin(&sheet)};
    column_digest(row, COL_DIGEST, &now->stored);
}

/* Its own digest, and that its number in the chain says the same. */
static bool end_sheet(struct reading *now, struct stmt *told, struct report *r, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX];
    int rc;

    if (now->id == 0)
        return true;
    digest = hasher_done(now->h);
    if (now->n == 0)
        report_finding(r, "score sheet %" PRId64 ": there is no score on it", now->id);
    else if (memcmp(digest.bytes, now->stored.bytes, sizeof digest.bytes) != 0)
        report_finding(r, "score sheet %" PRId64 ": it was changed after it was handed in",
                       now->id);
    rc = stmt_step(told, err);
    if (rc == 0 || (rc == 1 && !strstr(column_peek(told, 0).at, sha256_hex(&now->stored, hex))))
        report_finding(r, "score sheet %" PRId64 ": the chain does not know it", now->id);
    return rc >= 0;
}

static bool walk_sheets(struct stmt *row, struct stmt *told, struct report *r, struct err *err)
{
    struct reading now = {0};
    struct arena *a = arena_new();
    bool ok = true;
    int rc = 0;

    while (ok && (rc = stmt_step(row, err)) == 1) {
        if (column_int(row, COL_SHEET) != now.id) {
            ok = end_sheet(&now, told, r, err);
            begin_sheet(&now, row);
        }
        if (column_is_null(row, COL_CODE))
            continue;
        const char *code = column_text(row, COL_CODE, a);
        sheet_digest_add(now.h, code, (int)column_int(row, COL_VALUE),
                         column_text(row, COL_NOTE, a));
        now.n++;
        arena_reset(a);
    }
    if (ok && rc == 0)
        ok = end_sheet(&now, told, r, err);
    else if (now.id)
        hasher_done(now.h);
    arena_free(a);
    return ok && rc == 0;
}

static bool look_at_sheets(struct store *s, struct report *r, struct err *err)
{
    struct stmt *row = stmt_get(s->db, SHEETS, err);
    struct stmt *told = row ? stmt_get(s->db, TOLD, err) : NULL;
    bool ok = told && walk_sheets(row, told, r, err);

    if (ok && stmt_step(told, err) == 1)
        report_finding(r, "score sheets: the chain knows of more than there are");
    stmt_done(row);
    stmt_done(told);
    return ok;
}

bool check_scores(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err) && look_at_trees(s, r, err) &&
           look_at_sheets(s, r, err);
}
