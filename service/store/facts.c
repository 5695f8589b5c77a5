/* facts.c - what the files say against what is on record: the same rows stay, the rest goes and
 * comes. */
#include "store/facts.h"

#include "base/mem.h"
#include "domain/unit.h"
#include "store/change.h"
#include "store/facts_rows.h"
#include "store/facts_workdays.h"
#include "store/internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A row as one text, and where it came from. */
struct row {
    const char *text;
    size_t fact; /* its place in the files */
    int64_t id;  /* its id in the register */
    bool same;   /* stands on both sides */
};

struct rows {
    struct row *at;
    size_t n;
};

static int by_text(const void *a, const void *b)
{
    const struct row *p = a, *q = b;
    int order = strcmp(p->text, q->text);

    return order ? order : p->fact < q->fact ? -1 : p->fact > q->fact;
}

static void sort_rows(struct rows *r)
{
    if (r->n > 0)
        qsort(r->at, r->n, sizeof *r->at, by_text);
}

/* Cells cannot hold the two marks: the reader of the files passes no control characters. */
static const char *as_text(const char *const *cells, int n, struct arena *a)
{
    struct buf all = {0};
    const char *text;

    for (int i = 0; i < n; i++)
        buf_printf(&all, "%s\x1f", cells[i] ? cells[i] : "\x1e");
    text = arena_strndup(a, all.data, all.len);
    buf_free(&all);
    return text;
}

static struct rows rows_of_facts(const struct fact_table *t, const struct facts *f, struct arena *a)
{
    struct rows out = {.n = t->count(f)};
    const char *cells[FACT_CELLS] = {NULL};

    assert(t->n_cells <= FACT_CELLS);
    out.at = arena_alloc(a, out.n, sizeof *out.at);
    for (size_t i = 0; i < out.n; i++) {
        t->cells(f, i, a, cells);
        out.at[i] = (struct row){.text = as_text(cells, t->n_cells, a), .fact = i};
    }
    sort_rows(&out);
    return out;
}

static bool rows_on_record(struct store *s, const struct fact_table *t, const char *sql,
                           struct arena *a, struct rows *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);
    const char *cells[FACT_CELLS] = {NULL};
    size_t room = 0;
    int rc;

    *out = (struct rows){0};
    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        for (int i = 0; i < t->n_cells; i++)
            cells[i] = column_text(q, i + 1, a);
        if (out->n == room) {
            struct row *before = out->at;

            room = room ? room * 2 : 64;
            out->at = arena_alloc(a, room, sizeof *out->at);
            if (out->n > 0)
                memcpy(out->at, before, out->n * sizeof *out->at);
        }
        out->at[out->n++] =
            (struct row){.text = as_text(cells, t->n_cells, a), .id = column_int(q, 0)};
    }
    stmt_done(q);
    sort_rows(out);
    return rc == 0;
}

/* Both are sorted: one pass finds the pairs. */
static void mark_same(struct rows *facts, struct rows *now)
{
    size_t i = 0, j = 0;

    while (i < facts->n && j < now->n) {
        int order = strcmp(facts->at[i].text, now->at[j].text);

        if (order == 0)
            facts->at[i].same = now->at[j].same = true;
        i += order <= 0;
        j += order >= 0;
    }
}

static int text_against_row(const void *text, const void *row)
{
    return strcmp(text, ((const struct row *)row)->text);
}

/* ---- one table ---- */

struct apply {
    struct change change;
    const struct facts *facts;
    struct facts_applied *out;
    struct arena *a;
};

static bool end_rows(struct apply *ap, const struct fact_table *t, const struct rows *now,
                     struct err *err)
{
    for (size_t i = 0; i < now->n; i++) {
        struct stmt *q;

        if (now->at[i].same)
            continue;
        if (!change_begin(&ap->change, err) || !(q = stmt_get(ap->change.s->db, t->end, err)))
            return false;
        bind_int(q, 1, ap->change.recorded);
        bind_int(q, 2, ap->change.number);
        bind_int(q, 3, now->at[i].id);
        if (!stmt_run(q, err))
            return false;
        ap->out->retracted++;
    }
    return true;
}

static bool stands_by_hand(struct apply *ap, const struct fact_table *t, const char *const *cells,
                           bool *stands, struct err *err)
{
    struct stmt *q;

    *stands = false;
    if (!t->by_hand)
        return true;
    q = stmt_get(ap->change.s->db, t->by_hand, err);
    if (!q)
        return false;
    for (int i = 0; t->by_hand_cells[i] >= 0; i++)
        bind_text(q, i + 1, cells[t->by_hand_cells[i]]);
    return stmt_yes(q, stands, err);
}

static bool put_row(struct apply *ap, const struct fact_table *t, const char *const *cells,
                    struct err *err)
{
    struct stmt *q;

    if (!change_begin(&ap->change, err) || !(q = stmt_get(ap->change.s->db, t->put, err)))
        return false;
    for (int i = 0; i < t->n_cells; i++)
        bind_text(q, i + 1, cells[i]);
    bind_int(q, t->n_cells + 1, ap->change.recorded);
    bind_int(q, t->n_cells + 2, ap->change.number);
    ap->out->recorded++;
    return stmt_run(q, err);
}

/* An operator's word stands against a file until the file says something else. */
static bool take_row(struct apply *ap, const struct fact_table *t, const struct row *row,
                     const struct rows *taken_back, struct err *err)
{
    const char *cells[FACT_CELLS] = {NULL};
    bool stays_out;

    t->cells(ap->facts, row->fact, ap->a, cells);
    if (!stands_by_hand(ap, t, cells, &stays_out, err))
        return false;
    if (stays_out || (taken_back->n > 0 && bsearch(row->text, taken_back->at, taken_back->n,
                                                   sizeof *taken_back->at, text_against_row))) {
        ap->out->left_out++;
        return true;
    }
    return put_row(ap, t, cells, err);
}

static int by_place(const void *a, const void *b)
{
    const struct row *p = a, *q = b;

    return p->fact < q->fact ? -1 : p->fact > q->fact;
}

static bool apply_table(struct apply *ap, const struct fact_table *t, struct err *err)
{
    struct store *s = ap->change.s;
    struct rows facts = rows_of_facts(t, ap->facts, ap->a), now, taken_back = {0};

    if (!rows_on_record(s, t, t->now, ap->a, &now, err) ||
        (t->taken_back && !rows_on_record(s, t, t->taken_back, ap->a, &taken_back, err)))
        return false;
    mark_same(&facts, &now);
    if (!end_rows(ap, t, &now, err)) /* before: no two rows of one list at a time */
        return false;
    if (facts.n > 0)
        qsort(facts.at, facts.n, sizeof *facts.at, by_place); /* recorded in their order */
    for (size_t i = 0; i < facts.n; i++) {
        if (!facts.at[i].same && !take_row(ap, t, &facts.at[i], &taken_back, err))
            return false;
    }
    return true;
}

/* ---- rounds, and a quota for each unit of each track ---- */

static const char PUT_ROUND[] =
    "INSERT INTO round (id, year, document, title, window_since, window_until, note)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (id) DO UPDATE SET year = excluded.year, document = excluded.document,"
    " title = excluded.title, window_since = excluded.window_since,"
    " window_until = excluded.window_until, note = excluded.note"
    " WHERE (round.year, round.document, round.title, round.window_since, round.window_until,"
    " round.note) IS NOT (excluded.year, excluded.document, excluded.title, excluded.window_since,"
    " excluded.window_until, excluded.note)";
static const char PUT_QUOTA[] = "INSERT INTO quota (round, track, unit, status)"
                                " VALUES ($1, $2, $3, 'unknown')"
                                " ON CONFLICT (round, track, unit) DO NOTHING";
static const char ROUNDS[] = "SELECT id, (SELECT count(*) FROM quota_change AS c"
                             " WHERE c.round = round.id) FROM round ORDER BY id";
static const char DROP_QUOTAS[] = "DELETE FROM quota WHERE round = $1";
static const char DROP_ROUND[] = "DELETE FROM round WHERE id = $1";

static bool put_round(struct apply *ap, const struct fact_round *r, struct err *err)
{
    struct stmt *q = stmt_get(ap->change.s->db, PUT_ROUND, err);
    char since[DATE_TEXT], until[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, r->id);
    bind_int(q, 2, r->year);
    bind_text(q, 3, r->document);
    bind_text(q, 4, r->title);
    bind_text(q, 5, change_day(r->window_since, since));
    bind_text(q, 6, change_day(r->window_until, until));
    bind_text(q, 7, r->note);
    if (!stmt_run(q, err))
        return false;
    if (db_changes(ap->change.s->db) == 0)
        return true;
    ap->out->recorded++;
    return change_begin(&ap->change, err);
}

static bool put_quota(struct apply *ap, const char *round, enum title_kind track, const char *unit,
                      struct err *err)
{
    struct stmt *q = stmt_get(ap->change.s->db, PUT_QUOTA, err);

    if (!q)
        return false;
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    bind_text(q, 3, unit);
    return stmt_run(q, err) &&
           (db_changes(ap->change.s->db) == 0 || change_begin(&ap->change, err));
}

static bool put_quotas(struct apply *ap, const char *round, struct err *err)
{
    for (int track = 0; track < (int)TRACKS; track++) {
        for (size_t unit = 0; unit < UNITS; unit++) {
            if (!put_quota(ap, round, (enum title_kind)track, unit_at(unit)->code, err))
                return false;
        }
    }
    return true;
}

static bool in_facts(const struct facts *f, const char *round)
{
    for (size_t i = 0; i < f->n_rounds; i++) {
        if (strcmp(f->rounds[i].id, round) == 0)
            return true;
    }
    return false;
}

static bool drop_round(struct apply *ap, const char *round, struct err *err)
{
    static const char *const steps[] = {DROP_QUOTAS, DROP_ROUND};

    for (size_t i = 0; i < COUNT(steps); i++) {
        struct stmt *q = stmt_get(ap->change.s->db, steps[i], err);

        if (!q)
            return false;
        bind_text(q, 1, round);
        if (!stmt_run(q, err))
            return false;
    }
    ap->out->retracted++;
    return change_begin(&ap->change, err);
}

/* A round is gone from the files only when it was a mistake; with places set it was none. */
static bool drop_rounds(struct apply *ap, struct err *err)
{
    struct stmt *q = stmt_get(ap->change.s->db, ROUNDS, err);
    const char *gone[16];
    size_t n = 0;
    bool ok = true;
    int rc;

    if (!q)
        return false;
    while (ok && (rc = stmt_step(q, err)) == 1 && n < COUNT(gone)) {
        const char *id = column_text(q, 0, ap->a);

        if (in_facts(ap->facts, id))
            continue;
        gone[n++] = id;
        if (column_int(q, 1) > 0)
            ok = err_set(err, ERR_CONFLICT,
                         "round %s is gone from the files, but places were set for it: put its row "
                         "back",
                         id);
    }
    stmt_done(q);
    ok = ok && rc >= 0;
    for (size_t i = 0; ok && i < n; i++)
        ok = drop_round(ap, gone[i], err);
    return ok;
}

static bool apply_rounds(struct apply *ap, struct err *err)
{
    for (size_t i = 0; i < ap->facts->n_rounds; i++) {
        if (!put_round(ap, &ap->facts->rounds[i], err) ||
            !put_quotas(ap, ap->facts->rounds[i].id, err))
            return false;
    }
    return drop_rounds(ap, err);
}

/* ---- all of it ---- */

static const char HANGING[] =
    "SELECT t.id, t.name, t.superseded_by FROM title AS t JOIN title AS by ON by.id ="
    " t.superseded_by WHERE t.retracted_ms IS NULL AND by.retracted_ms IS NOT NULL ORDER BY t.id";

/* A load must not take away what an operator's correction leans on. */
static bool nothing_hangs(struct store *s, struct arena *a, struct err *err)
{
    struct stmt *q = stmt_get(s->db, HANGING, err);
    int rc;

    if (!q)
        return false;
    rc = stmt_step(q, err);
    if (rc == 1)
        err_set(err, ERR_CONFLICT,
                "title %lld (%s) says that title %lld stands in its place, and the files would "
                "take that one away: take title %lld back first",
                (long long)column_int(q, 0), column_text(q, 1, a), (long long)column_int(q, 2),
                (long long)column_int(q, 0));
    stmt_done(q);
    return rc == 0;
}

bool store_facts_apply(struct store *s, const struct facts *f, const struct revision *r,
                       struct facts_applied *out, struct err *err)
{
    static const enum claim_table sealed[] = {ROWS_DOCUMENT, ROWS_ROSTER,   ROWS_COMPLETENESS,
                                              ROWS_TITLE,    ROWS_ROUND,    ROWS_QUOTA,
                                              ROWS_ZONE,     ROWS_ZONE_PART};
    struct apply ap = {
        .change = change_of(s, r, "facts"), .facts = f, .out = out, .a = arena_new()};
    struct revision now;
    bool ok = true;

    *out = (struct facts_applied){0};
    for (size_t i = 0; ok && i < COUNT(fact_tables); i++)
        ok = apply_table(&ap, &fact_tables[i], err);
    ok = ok && apply_rounds(&ap, err) && facts_put_workdays(&ap.change, f, out, err) &&
         nothing_hangs(s, ap.a, err) && change_seal(&ap.change, sealed, COUNT(sealed), err) &&
         store_revision(s, ap.a, &now, err);
    if (ok) {
        out->changed = ap.change.number != 0;
        out->revision = now.number;
    }
    arena_free(ap.a);
    return ok;
}
