/* facts_rows.c - the four tables whose rows stand in two times. */
#include "store/facts_rows.h"

#include "store/change.h"

static const char *day(date_t d, struct arena *a)
{
    return change_day(d, arena_alloc(a, DATE_TEXT, 1));
}

/* ---- documents ---- */

static size_t count_documents(const struct facts *f)
{
    return f->n_documents;
}

static void document_cells(const struct facts *f, size_t i, struct arena *a, const char **cells)
{
    const struct fact_document *d = &f->documents[i];
    const char *const row[] = {d->ref,       d->number,     d->title,   d->dated,
                               d->published, d->confidence, d->sources, d->note};

    (void)a;
    for (size_t n = 0; n < sizeof row / sizeof row[0]; n++)
        cells[n] = row[n];
}

/* ---- lists ---- */

static size_t count_rosters(const struct facts *f)
{
    return f->n_rosters;
}

static void roster_cells(const struct facts *f, size_t i, struct arena *a, const char **cells)
{
    const struct roster *r = &f->rosters[i];

    cells[0] = title_kind_name(r->kind);
    cells[1] = r->batch;
    cells[2] = r->document;
    cells[3] = day(r->since, a);
    cells[4] = day(r->until, a);
    cells[5] = r->declared < 0 ? NULL : arena_printf(a, "%d", r->declared);
    cells[6] = source_kind_name(f->roster_sources[i]);
    cells[7] = r->source;
}

static size_t count_complete(const struct facts *f)
{
    return f->n_complete;
}

static void complete_cells(const struct facts *f, size_t i, struct arena *a, const char **cells)
{
    const struct completeness *c = &f->complete[i];

    (void)a;
    cells[0] = title_kind_name(c->kind);
    cells[1] = c->batch;
    cells[2] = c->unit ? c->unit : "*";
    cells[3] = c->basis;
}

/* ---- titles ---- */

static size_t count_titles(const struct facts *f)
{
    return f->n_titles;
}

static void title_cells(const struct facts *f, size_t i, struct arena *a, const char **cells)
{
    const struct fact_title *row = &f->titles[i];
    const struct title *t = &row->title;

    cells[0] = title_kind_name(t->kind);
    cells[1] = t->name;
    cells[2] = t->holder;
    cells[3] = t->host_guess;
    cells[4] = t->unit;
    cells[5] = t->batch;
    cells[6] = row->sub_batch;
    cells[7] = day(t->since, a);
    cells[8] = day(t->until, a);
    cells[9] = day(t->revoked, a);
    cells[10] = t->document;
    cells[11] = confidence_name(t->confidence);
    cells[12] = source_kind_name(t->source_kind);
    cells[13] = t->source;
    cells[14] = row->note;
}

#define TITLE_COLUMNS                                                                              \
    "kind, name, holder, host_guess, unit, batch, sub_batch, since, until, revoked, document,"     \
    " confidence, source_kind, source, note"

const struct fact_table fact_tables[FACT_TABLES] = {
    {
        .table = ROWS_DOCUMENT,
        .n_cells = 8,
        .count = count_documents,
        .cells = document_cells,
        .now = "SELECT id, ref, number, title, dated, published, confidence, sources, note"
               " FROM document WHERE retracted_ms IS NULL",
        .put = "INSERT INTO document (ref, number, title, dated, published, confidence, sources,"
               " note, recorded_ms, recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        .end = "UPDATE document SET retracted_ms = $1, retracted_in = $2 WHERE id = $3",
    },
    {
        .table = ROWS_ROSTER,
        .n_cells = 8,
        .count = count_rosters,
        .cells = roster_cells,
        .now = "SELECT id, kind, batch, document, since, until, declared, source_kind, source"
               " FROM roster WHERE retracted_ms IS NULL AND source_kind <> 'register'",
        .put = "INSERT INTO roster (kind, batch, document, since, until, declared, source_kind,"
               " source, recorded_ms, recorded_in)"
               " VALUES ($1, $2, $3, $4, $5, CAST($6 AS INTEGER), $7, $8, $9, $10)",
        .end = "UPDATE roster SET retracted_ms = $1, retracted_in = $2 WHERE id = $3",
    },
    {
        .table = ROWS_COMPLETENESS,
        .n_cells = 4,
        .count = count_complete,
        .cells = complete_cells,
        .now = "SELECT c.id, c.kind, c.batch, c.unit, c.basis FROM completeness AS c"
               " WHERE c.retracted_ms IS NULL AND NOT EXISTS (SELECT 1 FROM roster AS r"
               " WHERE r.kind = c.kind AND r.batch = c.batch AND r.retracted_ms IS NULL"
               " AND r.source_kind = 'register')",
        .put = "INSERT INTO completeness (kind, batch, unit, basis, recorded_ms, recorded_in)"
               " VALUES ($1, $2, $3, $4, $5, $6)",
        .end = "UPDATE completeness SET retracted_ms = $1, retracted_in = $2 WHERE id = $3",
    },
    {
        .table = ROWS_TITLE,
        .n_cells = 15,
        .count = count_titles,
        .cells = title_cells,
        .now = "SELECT id, " TITLE_COLUMNS
               " FROM title WHERE retracted_ms IS NULL AND origin = 'facts'",
        .taken_back = "SELECT id, " TITLE_COLUMNS
                      " FROM title WHERE origin = 'facts' AND retracted_by = 'operator'",
        .by_hand = "SELECT count(*) FROM title WHERE retracted_ms IS NULL AND origin <> 'facts'"
                   " AND confidence = 'stated' AND kind = $1 AND holder = $2 AND since <= $3"
                   " AND until >= $4 AND $5 = 'stated'",
        .by_hand_cells = {0, 2, 8, 7, 11, -1},
        .put = "INSERT INTO title (" TITLE_COLUMNS ", origin, recorded_ms, recorded_in)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
               " 'facts', $16, $17)",
        .end = "UPDATE title SET retracted_ms = $1, retracted_in = $2, retracted_by = 'facts'"
               " WHERE id = $3",
    },
};
