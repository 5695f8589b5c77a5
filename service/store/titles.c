/* titles.c - lists and titles as they were recorded, every row held against its digest.
 *
 * Rows that have ended are given too: what a moment saw is for the rules to pick. */
#include "store/titles.h"

#include "store/claims_rows.h"
#include "store/internal.h"
#include "store/walk.h"

#include <string.h>

static const char COUNTS[] = "SELECT kind, batch, count(*) FROM title WHERE retracted_ms IS NULL"
                             " AND confidence = 'stated' AND batch IS NOT NULL"
                             " GROUP BY kind, batch";
enum { COL_COUNT_KIND, COL_COUNT_BATCH, COL_COUNT_KNOWN };

/* A row while it becomes a value; bad says that a column holds what this program cannot read. */
struct reading {
    struct stmt *row;
    struct arena *a;
    bool bad;
};

static const char *text_of(struct reading *r, int column)
{
    return column_text(r->row, column, r->a);
}

static date_t date_of(struct reading *r, int column)
{
    date_t d = DATE_NONE;

    if (!column_is_null(r->row, column) && !date_parse(text_of(r, column), &d))
        r->bad = true;
    return d;
}

static moment_t moment_of(struct reading *r, int column)
{
    return column_int_or(r->row, column, MOMENT_NONE);
}

static enum title_kind kind_of(struct reading *r, int column)
{
    enum title_kind kind = TITLE_DEMO_CITY;

    if (!title_kind_parse(text_of(r, column), &kind))
        r->bad = true;
    return kind;
}

static bool all_read(const struct reading *r, const struct walk *w, struct err *err)
{
    return !r->bad || err_set(err, ERR_INTERNAL, "%s %lld holds a word or a date that is not known",
                              w->table->name, (long long)column_int(r->row, COL_CLAIM_KEY));
}

static struct roster roster_from_row(struct reading *r)
{
    return (struct roster){
        .kind = kind_of(r, COL_ROSTER_KIND),
        .batch = text_of(r, COL_ROSTER_BATCH),
        .document = text_of(r, COL_ROSTER_DOCUMENT),
        .source = text_of(r, COL_ROSTER_SOURCE),
        .since = date_of(r, COL_ROSTER_SINCE),
        .until = date_of(r, COL_ROSTER_UNTIL),
        .declared = (int)column_int_or(r->row, COL_ROSTER_DECLARED, -1),
        .recorded = moment_of(r, COL_ROSTER_RECORDED),
        .retracted = moment_of(r, COL_ROSTER_RETRACTED),
    };
}

static struct completeness completeness_from_row(struct reading *r)
{
    const char *unit = text_of(r, COL_COMPLETE_UNIT);

    return (struct completeness){
        .kind = kind_of(r, COL_COMPLETE_KIND),
        .batch = text_of(r, COL_COMPLETE_BATCH),
        .unit = unit[0] == '*' ? NULL : unit,
        .basis = text_of(r, COL_COMPLETE_BASIS),
        .recorded = moment_of(r, COL_COMPLETE_RECORDED),
        .retracted = moment_of(r, COL_COMPLETE_RETRACTED),
    };
}

static struct title title_from_row(struct reading *r)
{
    struct title t = {
        .id = column_int(r->row, COL_CLAIM_KEY),
        .kind = kind_of(r, COL_TITLE_KIND),
        .name = text_of(r, COL_TITLE_NAME),
        .holder = text_of(r, COL_TITLE_HOLDER),
        .host_guess = text_of(r, COL_TITLE_HOST_GUESS),
        .unit = text_of(r, COL_TITLE_UNIT),
        .batch = text_of(r, COL_TITLE_BATCH),
        .document = text_of(r, COL_TITLE_DOCUMENT),
        .source = text_of(r, COL_TITLE_SOURCE),
        .since = date_of(r, COL_TITLE_SINCE),
        .until = date_of(r, COL_TITLE_UNTIL),
        .revoked = date_of(r, COL_TITLE_REVOKED),
        .superseded = date_of(r, COL_TITLE_SUPERSEDED),
        .superseded_by = column_int(r->row, COL_TITLE_SUPERSEDED_BY), /* NULL reads as 0 */
        .recorded = moment_of(r, COL_TITLE_RECORDED),
        .retracted = moment_of(r, COL_TITLE_RETRACTED),
    };

    if (!confidence_parse(text_of(r, COL_TITLE_CONFIDENCE), &t.confidence) ||
        !source_kind_parse(text_of(r, COL_TITLE_SOURCE_KIND), &t.source_kind))
        r->bad = true;
    return t;
}

static struct round round_from_row(struct reading *r)
{
    return (struct round){
        .id = text_of(r, COL_CLAIM_KEY),
        .year = (int)column_int(r->row, COL_ROUND_YEAR),
        .title = text_of(r, COL_ROUND_TITLE),
        .document = text_of(r, COL_ROUND_DOCUMENT),
        .window_since = date_of(r, COL_ROUND_WINDOW_SINCE),
        .window_until = date_of(r, COL_ROUND_WINDOW_UNTIL),
    };
}

bool store_rosters(struct store *s, struct arena *a, struct roster **out, size_t *n,
                   struct err *err)
{
    struct roster *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &claim_tables[ROWS_ROSTER], err))
        return false;
    while (walk_next(&w, a, err)) {
        struct reading r = {w.row, a, false};

        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = roster_from_row(&r);
        if (!all_read(&r, &w, err))
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

bool store_completeness(struct store *s, struct arena *a, struct completeness **out, size_t *n,
                        struct err *err)
{
    struct completeness *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &claim_tables[ROWS_COMPLETENESS], err))
        return false;
    while (walk_next(&w, a, err)) {
        struct reading r = {w.row, a, false};

        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = completeness_from_row(&r);
        if (!all_read(&r, &w, err))
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

static bool read_titles(struct walk *w, struct arena *a, struct title **out, size_t *n,
                        struct err *err)
{
    struct title *rows = NULL;
    size_t room = 0;

    *n = 0;
    while (walk_next(w, a, err)) {
        struct reading r = {w->row, a, false};

        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = title_from_row(&r);
        if (!all_read(&r, w, err))
            walk_fail(w);
    }
    *out = rows;
    return walk_end(w);
}

bool store_titles(struct store *s, struct arena *a, struct title **out, size_t *n, struct err *err)
{
    struct walk w;

    return walk_begin(&w, s, &claim_tables[ROWS_TITLE], err) && read_titles(&w, a, out, n, err);
}

bool store_titles_of(struct store *s, struct arena *a, const char *holder, struct title **out,
                     size_t *n, struct err *err)
{
    struct walk w;

    return walk_begin_of(&w, s, &titles_of_holder, holder, err) && read_titles(&w, a, out, n, err);
}

bool store_rosters_count(struct store *s, struct roster *rosters, size_t n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, COUNTS, err);
    struct arena *a;
    int rc;

    if (!q)
        return false;
    a = arena_new();
    while ((rc = stmt_step(q, err)) == 1) {
        const char *kind = column_text(q, COL_COUNT_KIND, a);
        const char *batch = column_text(q, COL_COUNT_BATCH, a);

        for (size_t i = 0; i < n; i++) {
            if (strcmp(title_kind_name(rosters[i].kind), kind) == 0 &&
                strcmp(rosters[i].batch, batch) == 0)
                rosters[i].known = (int)column_int(q, COL_COUNT_KNOWN);
        }
    }
    stmt_done(q);
    arena_free(a);
    return rc == 0;
}

static void scope_round(struct reading *r, struct round *rounds, size_t n)
{
    const char *id = text_of(r, COL_CLAIM_KEY), *tracks = text_of(r, COL_SCOPE_TRACKS);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(rounds[i].id, id) != 0)
            continue;
        rounds[i].unit = text_of(r, COL_SCOPE_UNIT);
        rounds[i].by_hand = strcmp(text_of(r, COL_SCOPE_ORIGIN), "operator") == 0;
        if (!tracks_parse(tracks, &rounds[i].tracks))
            r->bad = true;
    }
}

static bool scope_rounds(struct store *s, struct arena *a, struct round *rounds, size_t n,
                         struct err *err)
{
    struct walk w;

    if (!walk_begin(&w, s, &claim_tables[ROWS_ROUND_SCOPE], err))
        return false;
    while (walk_next(&w, a, err)) {
        struct reading r = {w.row, a, false};

        scope_round(&r, rounds, n);
        if (!all_read(&r, &w, err))
            walk_fail(&w);
    }
    return walk_end(&w);
}

bool store_rounds(struct store *s, struct arena *a, struct round **out, size_t *n, struct err *err)
{
    struct round *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &claim_tables[ROWS_ROUND], err))
        return false;
    while (walk_next(&w, a, err)) {
        struct reading r = {w.row, a, false};

        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = round_from_row(&r);
        if (!all_read(&r, &w, err))
            walk_fail(&w);
    }
    for (size_t i = 0; i < *n; i++)
        rows[i].tracks = TRACKS_OF_PLACES;
    *out = rows;
    return walk_end(&w) && scope_rounds(s, a, rows, *n, err);
}
