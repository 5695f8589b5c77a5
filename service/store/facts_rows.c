/* facts_rows.c - the tables whose rows stand in two times. */
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

/* ---- zones ---- */

static size_t count_zones(const struct facts *f)
{
    return f->n_zones;
}

static void zone_cells(const struct facts *f, size_t i, struct arena *a, const char **cells)
{
    const struct fact_zone *z = &f->zones[i];
    const char *const row[] = {z->id,        z->name,        z->kind,       z->host_kind,
                               z->host_name, z->host_code,   z->host_guess, z->unit,
                               z->applicant, z->declared_m2, z->since,      z->until,
                               z->document,  z->source,      z->note};

    (void)a;
    for (size_t n = 0; n < sizeof row / sizeof row[0]; n++)
        cells[n] = row[n];
}

static size_t count_zone_parts(const struct facts *f)
{
    return f->n_zone_parts;
}

static void zone_part_cells(const struct facts *f, size_t i, struct arena *a, const char **cells)
{
    const struct fact_zone_part *p = &f->zone_parts[i];
    const char *const row[] = {p->zone,  p->number,      p->name,        p->function,
                               p->stage, p->extent_text, p->declared_m2, p->since,
                               p->until, p->document,    p->source};

    (void)a;
    for (size_t n = 0; n < sizeof row / sizeof row[0]; n++)
        cells[n] = row[n];
}

/* ---- targets ---- */

static size_t count_targets(const struct facts *f)
{
    return f->n_targets;
}

static void target_cells(const struct facts *f, size_t i, struct arena *a, const char **cells)
{
    const struct fact_target *t = &f->targets[i];
    const char *const row[] = {t->zone,      t->code,     t->name,    t->name_en, t->sign,
                               t->value,     t->unit,     t->unit_en, t->words,   t->year,
                               t->base_year, t->document, t->clause,  t->source,  t->note};

    for (size_t n = 0; n < sizeof row / sizeof row[0]; n++)
        cells[n] = row[n];
    cells[15] = arena_printf(a, "%zu", i + 1);
}

/* Areas of the files are whole square metres. */
#define ZONE_COLUMNS(area)                                                                         \
    "id, name, kind, host_kind, host_name, host_code, host_guess, unit, applicant, " area          \
    ", since, until, document, source, note"
#define PART_COLUMNS(number, area)                                                                 \
    "zone, " number ", name, function, stage, extent_text, " area ", since, until, document, "     \
    "source"
#define AREA_AS_TEXT "CAST(CAST(declared_m2 AS INTEGER) AS TEXT)"
#define NUMBER_AS_TEXT "CAST(number AS TEXT)"
#define OF_FACTS "retracted_ms IS NULL AND origin = 'facts'"
#define TAKEN_BACK "origin = 'facts' AND retracted_by IN ('operator', 'register')"

#define AS_IT_IS(column) column
#define WHOLE_AS_TEXT(column) "CAST(CAST(" column " AS INTEGER) AS TEXT)"
#define TARGET_COLUMNS(whole)                                                                      \
    "zone, code, name, name_en, sign, " whole("value") ", unit, unit_en, words, " whole(           \
        "year") ", " whole("base_year") ", document, clause, source, note, " whole("position")

#define TITLE_COLUMNS                                                                              \
    "kind, name, holder, host_guess, unit, batch, sub_batch, since, until, revoked, document,"     \
    " confidence, source_kind, source, note"

const struct fact_table fact_tables[FACT_TABLES] = {
    {
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
        .n_cells = 8,
        .count = count_rosters,
        .cells = roster_cells,
        .now = "SELECT id, kind, batch, document, since, until, declared, source_kind, source"
               " FROM roster WHERE retracted_ms IS NULL AND source_kind <> 'register'",
        .by_hand = "SELECT count(*) FROM roster WHERE retracted_ms IS NULL"
                   " AND source_kind = 'register' AND kind = $1 AND batch = $2",
        .by_hand_cells = {0, 1, -1},
        .put = "INSERT INTO roster (kind, batch, document, since, until, declared, source_kind,"
               " source, recorded_ms, recorded_in)"
               " VALUES ($1, $2, $3, $4, $5, CAST($6 AS INTEGER), $7, $8, $9, $10)",
        .end = "UPDATE roster SET retracted_ms = $1, retracted_in = $2 WHERE id = $3",
    },
    {
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
    {
        .n_cells = 15,
        .count = count_zones,
        .cells = zone_cells,
        .now = "SELECT row, " ZONE_COLUMNS(AREA_AS_TEXT) " FROM zone WHERE " OF_FACTS,
        .taken_back = "SELECT row, " ZONE_COLUMNS(AREA_AS_TEXT) " FROM zone WHERE " TAKEN_BACK,
        .by_hand = "SELECT count(*) FROM zone WHERE retracted_ms IS NULL AND origin <> 'facts'"
                   " AND id = $1",
        .by_hand_cells = {0, -1},
        .put = "INSERT INTO zone (" ZONE_COLUMNS(
            "declared_m2") ", origin, recorded_ms,"
                           " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CAST($10 AS "
                           "REAL), $11,"
                           " $12, $13, $14, $15, 'facts', $16, $17)",
        .end = "UPDATE zone SET retracted_ms = $1, retracted_in = $2, retracted_by = 'facts'"
               " WHERE row = $3",
    },
    {
        .n_cells = 11,
        .count = count_zone_parts,
        .cells = zone_part_cells,
        .now = "SELECT row, " PART_COLUMNS(NUMBER_AS_TEXT,
                                           AREA_AS_TEXT) " FROM zone_part WHERE " OF_FACTS,
        .taken_back = "SELECT row, " PART_COLUMNS(NUMBER_AS_TEXT,
                                                  AREA_AS_TEXT) " FROM zone_part WHERE " TAKEN_BACK,
        .by_hand = "SELECT count(*) FROM zone_part WHERE retracted_ms IS NULL"
                   " AND origin <> 'facts' AND zone = $1 AND number = CAST($2 AS INTEGER)",
        .by_hand_cells = {0, 1, -1},
        .put = "INSERT INTO zone_part (" PART_COLUMNS(
            "number", "declared_m2") ", origin,"
                                     " recorded_ms, recorded_in) VALUES ($1, CAST($2 AS INTEGER), "
                                     "$3, $4, $5, $6,"
                                     " CAST($7 AS REAL), $8, $9, $10, $11, 'facts', $12, $13)",
        .end = "UPDATE zone_part SET retracted_ms = $1, retracted_in = $2, retracted_by = 'facts'"
               " WHERE row = $3",
    },
    {
        .n_cells = 16,
        .count = count_targets,
        .cells = target_cells,
        .now = "SELECT id, " TARGET_COLUMNS(WHOLE_AS_TEXT) " FROM target WHERE " OF_FACTS,
        .taken_back = "SELECT id, " TARGET_COLUMNS(WHOLE_AS_TEXT) " FROM target WHERE " TAKEN_BACK,
        .by_hand = "SELECT count(*) FROM target WHERE retracted_ms IS NULL AND origin <> 'facts'"
                   " AND coalesce(zone, '') = coalesce($1, '') AND code = $2",
        .by_hand_cells = {0, 1, -1},
        .put = "INSERT INTO target (" TARGET_COLUMNS(
            AS_IT_IS) ", origin, recorded_ms, recorded_in)"
                      " VALUES ($1, $2, $3, $4, $5, CAST($6 AS REAL), $7, $8, $9,"
                      " CAST($10 AS INTEGER), CAST($11 AS INTEGER), $12, $13, $14, $15,"
                      " CAST($16 AS INTEGER), 'facts', $17, $18)",
        .end = "UPDATE target SET retracted_ms = $1, retracted_in = $2, retracted_by = 'facts'"
               " WHERE id = $3",
    },
};
