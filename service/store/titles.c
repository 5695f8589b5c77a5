/* titles.c - lists and titles as they were recorded, every row held against its digest.
 *
 * Rows that have ended are given too: what a moment saw is for the rules to pick. */
#include "store/titles.h"

#include "store/claims_rows.h"
#include "store/internal.h"
#include "store/reading.h"
#include "store/walk.h"

#include <string.h>

static const char COUNTS[] = "SELECT kind, batch, count(*) FROM title WHERE retracted_ms IS NULL"
                             " AND confidence = 'stated' AND batch IS NOT NULL"
                             " GROUP BY kind, batch";
enum { COL_COUNT_KIND, COL_COUNT_BATCH, COL_COUNT_KNOWN };

static struct roster roster_from_row(struct reading *r)
{
    return (struct roster){
        .kind = reading_kind(r, COL_ROSTER_KIND),
        .batch = reading_text(r, COL_ROSTER_BATCH),
        .document = reading_text(r, COL_ROSTER_DOCUMENT),
        .source = reading_text(r, COL_ROSTER_SOURCE),
        .since = reading_date(r, COL_ROSTER_SINCE),
        .until = reading_date(r, COL_ROSTER_UNTIL),
        .declared = (int)column_int_or(r->row, COL_ROSTER_DECLARED, -1),
        .recorded = reading_moment(r, COL_ROSTER_RECORDED),
        .retracted = reading_moment(r, COL_ROSTER_RETRACTED),
    };
}

static struct completeness completeness_from_row(struct reading *r)
{
    const char *unit = reading_text(r, COL_COMPLETE_UNIT);

    return (struct completeness){
        .kind = reading_kind(r, COL_COMPLETE_KIND),
        .batch = reading_text(r, COL_COMPLETE_BATCH),
        .unit = unit[0] == '*' ? NULL : unit,
        .basis = reading_text(r, COL_COMPLETE_BASIS),
        .recorded = reading_moment(r, COL_COMPLETE_RECORDED),
        .retracted = reading_moment(r, COL_COMPLETE_RETRACTED),
    };
}

static struct title title_from_row(struct reading *r)
{
    struct title t = {
        .id = column_int(r->row, COL_CLAIM_KEY),
        .kind = reading_kind(r, COL_TITLE_KIND),
        .name = reading_text(r, COL_TITLE_NAME),
        .holder = reading_text(r, COL_TITLE_HOLDER),
        .host_guess = reading_text(r, COL_TITLE_HOST_GUESS),
        .unit = reading_text(r, COL_TITLE_UNIT),
        .batch = reading_text(r, COL_TITLE_BATCH),
        .document = reading_text(r, COL_TITLE_DOCUMENT),
        .source = reading_text(r, COL_TITLE_SOURCE),
        .since = reading_date(r, COL_TITLE_SINCE),
        .until = reading_date(r, COL_TITLE_UNTIL),
        .revoked = reading_date(r, COL_TITLE_REVOKED),
        .superseded = reading_date(r, COL_TITLE_SUPERSEDED),
        .superseded_by = column_int(r->row, COL_TITLE_SUPERSEDED_BY), /* NULL reads as 0 */
        .recorded = reading_moment(r, COL_TITLE_RECORDED),
        .retracted = reading_moment(r, COL_TITLE_RETRACTED),
    };

    if (!confidence_parse(reading_text(r, COL_TITLE_CONFIDENCE), &t.confidence) ||
        !source_kind_parse(reading_text(r, COL_TITLE_SOURCE_KIND), &t.source_kind))
        r->bad = true;
    return t;
}

static struct round round_from_row(struct reading *r)
{
    return (struct round){
        .id = reading_text(r, COL_CLAIM_KEY),
        .year = (int)column_int(r->row, COL_ROUND_YEAR),
        .title = reading_text(r, COL_ROUND_TITLE),
        .document = reading_text(r, COL_ROUND_DOCUMENT),
        .window_since = reading_date(r, COL_ROUND_WINDOW_SINCE),
        .window_until = reading_date(r, COL_ROUND_WINDOW_UNTIL),
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
        if (!reading_whole(&r, &w, err))
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
        if (!reading_whole(&r, &w, err))
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
        if (!reading_whole(&r, w, err))
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
    const char *id = reading_text(r, COL_CLAIM_KEY), *tracks = reading_text(r, COL_SCOPE_TRACKS);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(rounds[i].id, id) != 0)
            continue;
        rounds[i].unit = reading_text(r, COL_SCOPE_UNIT);
        rounds[i].by_hand = strcmp(reading_text(r, COL_SCOPE_ORIGIN), "operator") == 0;
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
        if (!reading_whole(&r, &w, err))
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
        if (!reading_whole(&r, &w, err))
            walk_fail(&w);
    }
    for (size_t i = 0; i < *n; i++)
        rows[i].tracks = TRACKS_OF_PLACES;
    *out = rows;
    return walk_end(&w) && scope_rounds(s, a, rows, *n, err);
}
