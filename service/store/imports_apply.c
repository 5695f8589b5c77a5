/* imports_apply.c - a previewed batch becomes one revision, or is taken back under another.
 *
 * What was found stays true while the ground it stood on is the same; where it is not, nothing is
 * worked out anew here: the file is looked at again.  At the end the register is asked as a whole
 * whether it holds together. */
#include "store/change.h"
#include "store/imports_lists.h"
#include "store/imports_put.h"
#include "store/internal.h"
#include "store/titles_check.h"
#include "store/titles_put.h"

#include "base/mem.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const char NOTE_MADE[] =
    "INSERT INTO import_made (batch, line, made, ended) VALUES ($1, $2, $3, $4)";
static const char NOTE_AGAIN[] = "UPDATE import_made SET again = $3 WHERE batch = $1 AND line = $2";
static const char MADE[] =
    "SELECT line, made, ended FROM import_made WHERE batch = $1 ORDER BY line DESC";
static const char SUPERSEDED[] = "SELECT superseded, superseded_by FROM title WHERE id = $1";

static const char BY_HAND[] = "operator"; /* origin */
static const enum claim_table sealed[] = {ROWS_ROSTER, ROWS_TITLE};

struct work {
    struct change change;
    struct import_batch *b;
    struct arena *a;
    struct import_row *rows;
    size_t n;
};

static struct revision revision_of(const struct import_batch *b, const struct act_by *by,
                                   const char *what, char who[CHANGE_WHO])
{
    return (struct revision){.recorded = by->now,
                             .what = what,
                             .who = change_who(by, who),
                             .why = b->reason ? b->reason : b->name,
                             .source = b->source ? b->source : b->name};
}

static bool read_rows(struct store *s, struct work *w, struct err *err)
{
    const struct import_rows_asked all = {.batch = w->b->id, .result = -1, .limit = LONG_MAX};
    int64_t total;

    return store_import_rows(s, w->a, &all, &w->rows, &w->n, &total, err);
}

/* ---- does it hold together? ---- */

struct concern {
    const struct work *w;
    const char *said, *said_zh; /* the first fault, NULL: none */
};

static bool concerns(const struct work *w, const struct claim_fault *f)
{
    if (!f->title)
        return f->roster != NULL;
    for (size_t i = 0; i < w->n; i++) {
        const struct title *t = &w->rows[i].title;

        if (w->rows[i].result != ROW_REFUSED && t->kind == f->title->kind &&
            (t->holder ? f->title->holder && strcmp(t->holder, f->title->holder) == 0
                       : strcmp(t->name ? t->name : "", f->title->name) == 0))
            return true;
    }
    return false;
}

static void note_concern(void *arg, const struct claim_fault *f)
{
    struct concern *c = arg;

    if (c->said || !concerns(c->w, f))
        return;
    c->said = arena_printf(c->w->a, "%s: %s", claim_fault_name(f, c->w->a, true), f->what);
    c->said_zh = arena_printf(c->w->a, "%s：%s", claim_fault_name(f, c->w->a, false), f->what_zh);
}

static bool holds_together(struct store *s, const struct work *w, struct err *err)
{
    struct concern c = {.w = w};

    return store_claim_faults(s, note_concern, &c, err) &&
           (!c.said || err_say(err, ERR_CONFLICT, NULL, "nothing was changed: %s%.0s",
                               "未作任何改动：%.0s%s", c.said, c.said_zh));
}

/* ---- applying ---- */

static bool may_apply(struct store *s, const struct work *w, bool leave_out, struct err *err)
{
    const struct import_batch *b = w->b;
    const char *now;

    if (!import_must_be(b, IMPORT_PREVIEWED, err) || !store_import_ground(s, w->a, &now, err))
        return false;
    if (strcmp(now, b->stood) != 0)
        return err_say(err, ERR_CONFLICT, NULL,
                       "titles, lists or places have changed since the file was looked at: hand it "
                       "in again",
                       "文件预览之后，称号、名单或行政区划已有变动：请重新提交文件");
    if (b->n[ROW_REFUSED] > 0 && !leave_out)
        return err_say(err, ERR_CONFLICT, "leave_out_refused",
                       "%lld rows are refused: mend the file, or say leave_out_refused",
                       "有 %lld 行不能登记：请修改文件，或注明 leave_out_refused（略去这些行）",
                       (long long)b->n[ROW_REFUSED]);
    return b->n[ROW_NEW] + b->n[ROW_CHANGE] + b->n[ROW_RETRACT] > 0 ||
           err_say(err, ERR_CONFLICT, NULL, "no row would change anything",
                   "没有任何一行会改变登记");
}

static bool note_made(struct work *w, size_t line, int64_t made, int64_t ended, struct err *err)
{
    struct stmt *q = stmt_get(w->change.s->db, NOTE_MADE, err);

    if (!q)
        return false;
    bind_int(q, 1, w->b->id);
    bind_int(q, 2, (int64_t)line);
    bind_int_or_null(q, 3, made, 0);
    bind_int_or_null(q, 4, ended, 0);
    return stmt_run(q, err);
}

static bool apply_row(struct work *w, const struct import_row *row, struct err *err)
{
    const bool ends = row->result == ROW_CHANGE || row->result == ROW_RETRACT;
    const bool makes = row->result == ROW_NEW || row->result == ROW_CHANGE;
    const struct title_more more = {row->note, ends ? row->stands : 0};
    int64_t made = 0;

    if (!ends && !makes)
        return true;
    return (!ends || title_end_row(&w->change, row->stands, BY_HAND, err)) &&
           (!makes || title_add_row(&w->change, &row->title, &more, BY_HAND, &made, err)) &&
           note_made(w, row->line, made, ends ? row->stands : 0, err);
}

static bool apply(struct store *s, struct work *w, bool leave_out, const struct act_by *by,
                  struct err *err)
{
    struct import_batch *b = w->b;
    char who[CHANGE_WHO];
    const struct revision r = revision_of(b, by, "titles imported", who);

    if (!may_apply(s, w, leave_out, err) || !read_rows(s, w, err))
        return false;
    w->change = change_of(s, &r, NULL);
    if (!change_begin(&w->change, err) || !import_lists_record(&w->change, w->rows, w->n, err))
        return false;
    for (size_t i = 0; i < w->n; i++) {
        if (!apply_row(w, &w->rows[i], err))
            return false;
    }
    b->state = IMPORT_APPLIED;
    b->left_out = b->n[ROW_REFUSED];
    b->applied_by = by->person;
    b->applied = by->now;
    b->applied_in = w->change.number;
    return change_seal(&w->change, sealed, COUNT(sealed), err) && holds_together(s, w, err) &&
           import_put_standing(s, b, err);
}

bool store_import_apply(struct store *s, struct import_batch *b, bool leave_out_refused,
                        const struct act_by *by, struct err *err)
{
    struct work w = {.b = b, .a = arena_new()};
    bool ok = apply(s, &w, leave_out_refused, by, err);

    arena_free(w.a);
    return ok;
}

/* ---- what was built on it ---- */

/* Each answers with the line, the title, its name, and what stands on it. $1: the batch. */
static const struct leaning {
    const char *sql, *en, *zh;
} leanings[] = {
    {"SELECT m.line, t.id, t.name, t.retracted_in FROM import_made AS m"
     " JOIN title AS t ON t.id = m.made"
     " WHERE m.batch = $1 AND t.retracted_ms IS NOT NULL ORDER BY m.line LIMIT 1",
     "line %s: title %s (%s) was corrected or taken back since, at revision %s",
     "第 %s 行：称号 %s（%s）此后已被更正或撤回（修订 %s）"},
    {"SELECT m.line, t.id, t.name, o.id FROM import_made AS m JOIN title AS t ON t.id = m.made"
     " JOIN title AS o ON o.superseded_by = t.id AND o.retracted_ms IS NULL"
     " WHERE m.batch = $1 ORDER BY m.line LIMIT 1",
     "line %s: title %s (%s) stands in the place of title %s since",
     "第 %s 行：称号 %s（%s）此后已取代称号 %s"},
    {"SELECT m.line, t.id, t.name, p.id FROM import_made AS m JOIN title AS t ON t.id = m.made"
     " JOIN proposal AS p ON p.title = t.id AND p.state = 'open'"
     " WHERE m.batch = $1 ORDER BY m.line LIMIT 1",
     "line %s: title %s (%s) is what the open proposal %s is about: decide it first",
     "第 %s 行：称号 %s（%s）涉及尚未处理的第 %s 号建议，请先处理"},
    {"SELECT m.line, t.id, t.name, e.id FROM import_made AS m JOIN title AS t ON t.id = m.made"
     " JOIN zone_event AS e ON e.title = t.id WHERE m.batch = $1 ORDER BY m.line LIMIT 1",
     "line %s: title %s (%s) is what event %s of a zone is about",
     "第 %s 行：称号 %s（%s）涉及集聚区事项 %s"},
    {"SELECT m.line, t.id, t.name, f.other FROM (SELECT o.id AS other, o.kind, o.batch"
     " FROM import_batch AS b"
     " JOIN roster AS l ON l.recorded_in = b.applied_in AND l.retracted_ms IS NULL"
     " JOIN title AS o ON o.kind = l.kind AND o.batch = l.batch AND o.retracted_ms IS NULL"
     " WHERE b.id = $1 AND NOT EXISTS (SELECT 1 FROM import_made AS n"
     " WHERE n.made = o.id AND n.batch = b.id) ORDER BY o.id LIMIT 1) AS f"
     " JOIN import_made AS m ON m.batch = $1"
     " JOIN title AS t ON t.id = m.made AND t.kind = f.kind AND t.batch = f.batch LIMIT 1",
     "line %s: with title %s (%s) its list came on record, on which title %s stands since",
     "第 %s 行：名单随称号 %s（%s）登记，此后称号 %s 也列入该名单"},
    {"SELECT m.line, t.id, t.name, a.id FROM import_made AS m"
     " JOIN import_batch AS b ON b.id = m.batch"
     " JOIN title AS t ON t.id = coalesce(m.made, m.ended)"
     " JOIN application AS a ON a.place = t.holder AND a.changed_ms >= b.applied_ms"
     " AND a.state NOT IN ('draft', 'declined', 'rejected', 'withdrawn', 'cancelled')"
     " WHERE m.batch = $1 ORDER BY m.line LIMIT 1",
     "line %s: of title %s (%s), application %s of its place was handled since and relies on it",
     "第 %s 行：称号 %s（%s）所属地方的第 %s 号申报此后已办理，以其为据"},
};

static bool nothing_leans(struct store *s, struct work *w, const struct leaning *l, struct err *err)
{
    struct stmt *q = stmt_get(s->db, l->sql, err);
    const char *said[4] = {NULL};
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, w->b->id);
    rc = stmt_step(q, err);
    for (int i = 0; rc == 1 && i < 4; i++)
        said[i] = column_text(q, i, w->a);
    stmt_done(q);
    if (rc == 1)
        return err_say(err, ERR_CONFLICT, NULL, l->en, l->zh, said[0], said[1], said[2], said[3]);
    return rc == 0;
}

/* ---- undoing ---- */

struct made_row {
    int64_t line, made, ended;
};

static bool read_made(struct store *s, struct work *w, struct made_row **out, size_t *n,
                      struct err *err)
{
    struct stmt *q = stmt_get(s->db, MADE, err);
    int rc;

    *n = 0;
    *out = arena_alloc(w->a, w->n + 1, sizeof **out);
    if (!q)
        return false;
    bind_int(q, 1, w->b->id);
    while ((rc = stmt_step(q, err)) == 1 && *n < w->n)
        (*out)[(*n)++] = (struct made_row){column_int(q, 0), column_int(q, 1), column_int(q, 2)};
    stmt_done(q);
    return rc == 0 ||
           (rc == 1 && err_set(err, ERR_INTERNAL, "import %lld made more than it has rows",
                               (long long)w->b->id));
}

/* As it stood when it was ended; what came after its end is not made undone. */
static bool record_again(struct work *w, const struct made_row *m, struct err *err)
{
    struct title_again as = {DATE_NONE, 0, DATE_NONE, BY_HAND};
    struct stmt *q = stmt_get(w->change.s->db, SUPERSEDED, err);
    int64_t again;
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, m->ended);
    rc = stmt_step(q, err);
    if (rc == 1 && !column_is_null(q, 0) && date_parse(column_text(q, 0, w->a), &as.superseded))
        as.by = column_int(q, 1);
    stmt_done(q);
    if (rc < 0 || !title_record_again(&w->change, m->ended, &as, &again, err) ||
        !(q = stmt_get(w->change.s->db, NOTE_AGAIN, err)))
        return false;
    bind_int(q, 1, w->b->id);
    bind_int(q, 2, m->line);
    bind_int(q, 3, again);
    return stmt_run(q, err);
}

static bool undo(struct store *s, struct work *w, const char *reason, const struct act_by *by,
                 struct err *err)
{
    struct import_batch *b = w->b;
    struct made_row *made;
    char who[CHANGE_WHO];
    size_t n;

    if (!import_must_be(b, IMPORT_APPLIED, err))
        return false;
    for (size_t i = 0; i < COUNT(leanings); i++) {
        if (!nothing_leans(s, w, &leanings[i], err))
            return false;
    }
    b->reason = reason;
    const struct revision r = revision_of(b, by, "import undone", who);
    w->change = change_of(s, &r, NULL);
    if (!read_rows(s, w, err) || !read_made(s, w, &made, &n, err) || !change_begin(&w->change, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if ((made[i].made && !title_end_row(&w->change, made[i].made, BY_HAND, err)) ||
            (made[i].ended && !record_again(w, &made[i], err)))
            return false;
    }
    if (!import_lists_take_back(&w->change, b->applied_in, err))
        return false;
    b->state = IMPORT_UNDONE;
    b->ended_by = by->person;
    b->ended = by->now;
    b->undone_in = w->change.number;
    return change_seal(&w->change, sealed, COUNT(sealed), err) && holds_together(s, w, err) &&
           import_put_standing(s, b, err);
}

bool store_import_undo(struct store *s, struct import_batch *b, const char *reason,
                       const struct act_by *by, struct err *err)
{
    struct work w = {.b = b, .a = arena_new()};
    bool ok = undo(s, &w, reason, by, err);

    arena_free(w.a);
    return ok;
}
