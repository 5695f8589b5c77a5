/* facts.c - what the files say against what is on record: the same rows stay, the rest goes and
 * comes. */
#include "store/facts.h"

#include "base/mem.h"
#include "store/change.h"
#include "store/facts_indicators.h"
#include "store/facts_rounds.h"
#include "store/facts_rows.h"
#include "store/facts_workdays.h"
#include "store/internal.h"
#include "store/terms_rows.h"

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
    static const enum claim_table sealed[] = {ROWS_DOCUMENT, ROWS_ROSTER, ROWS_COMPLETENESS,
                                              ROWS_TITLE,    ROWS_ROUND,  ROWS_ROUND_SCOPE,
                                              ROWS_QUOTA,    ROWS_ZONE,   ROWS_ZONE_PART};
    struct apply ap = {
        .change = change_of(s, r, "facts"), .facts = f, .out = out, .a = arena_new()};
    struct revision now;
    bool ok = true;

    *out = (struct facts_applied){0};
    for (size_t i = 0; ok && i < COUNT(fact_tables); i++)
        ok = apply_table(&ap, &fact_tables[i], err);
    ok = ok && facts_put_rounds(&ap.change, f, out, err) &&
         facts_put_indicators(&ap.change, f, out, err) &&
         facts_put_workdays(&ap.change, f, out, err) && nothing_hangs(s, ap.a, err) &&
         terms_seal(&ap.change, ROWS_TARGET, err) &&
         change_seal(&ap.change, sealed, COUNT(sealed), err) && store_revision(s, ap.a, &now, err);
    if (ok) {
        out->changed = ap.change.number != 0;
        out->revision = now.number;
    }
    arena_free(ap.a);
    return ok;
}
