/* scores.c - reading the sheets of experts.  All sheets of an application are read in order, and a
 * later value of the same expert and leaf stands over an earlier one. */
#include "store/scores.h"

#include "store/internal.h"
#include "store/walk.h"

#include <string.h>

static const char SCORES[] =
    "SELECT h.person, h.at_ms, i.code, s.value, s.note FROM score_sheet AS h"
    " JOIN score AS s ON s.sheet = h.id JOIN indicator AS i ON i.id = s.indicator"
    " WHERE h.application = $1 ORDER BY h.id, i.position";
enum { COL_PERSON, COL_AT, COL_CODE, COL_VALUE, COL_NOTE };

static const char SCORERS_NOW[] =
    "SELECT e.person, p.name, e.unit FROM expert AS e JOIN person AS p ON p.id = e.person"
    " WHERE e.round = $1 AND e.unit <> $2 AND e.ended_ms IS NULL ORDER BY e.person";
static const char SCORERS_THEN[] =
    "SELECT e.person, p.name, e.unit FROM scores_closed_expert AS e"
    " JOIN person AS p ON p.id = e.person"
    " WHERE e.round = $1 AND e.unit <> $2 AND e.track = $3 ORDER BY e.person";
enum { COL_SCORER, COL_SCORER_NAME, COL_SCORER_UNIT };

static const char CLOSED[] = "SELECT at_ms FROM scores_closed WHERE round = $1 AND track = $2";
static const char SCORED[] =
    "SELECT 1 FROM score_sheet AS h JOIN application AS a ON a.id = h.application"
    " WHERE a.round = $1 AND a.track = $2 LIMIT 1";
static const char EXPERTS[] =
    "SELECT e.person, p.name, e.unit, e.named_ms, e.ended_ms, e.named_by FROM expert AS e"
    " JOIN person AS p ON p.id = e.person WHERE e.round = $1 ORDER BY e.person";
enum {
    COL_EXPERT,
    COL_EXPERT_NAME,
    COL_EXPERT_UNIT,
    COL_EXPERT_NAMED,
    COL_EXPERT_ENDED,
    COL_EXPERT_NAMED_BY
};

/* ---- closed or not, scored or not ---- */

/* *found: the moment or number in the first row; MOMENT_NONE: there is no row. */
static bool first_of(struct store *s, const char *sql, const char *round, enum title_kind track,
                     int64_t *found, struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);

    *found = MOMENT_NONE;
    if (!q)
        return false;
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    return stmt_number(q, MOMENT_NONE, found, err);
}

bool store_scores_closed(struct store *s, const char *round, enum title_kind track,
                         moment_t *closed, struct err *err)
{
    return first_of(s, CLOSED, round, track, closed, err);
}

bool store_scored(struct store *s, const char *round, enum title_kind track, bool *scored,
                  struct err *err)
{
    int64_t found;
    bool ok = first_of(s, SCORED, round, track, &found, err);

    *scored = ok && found != MOMENT_NONE;
    return ok;
}

/* ---- experts of a round ---- */

bool store_experts(struct store *s, struct arena *a, const char *round, struct expert **out,
                   size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, EXPERTS, err);
    struct expert *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_text(q, 1, round);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct expert){
            .person = column_int(q, COL_EXPERT),
            .name = column_text(q, COL_EXPERT_NAME, a),
            .unit = column_text(q, COL_EXPERT_UNIT, a),
            .named = column_int(q, COL_EXPERT_NAMED),
            .ended = column_int_or(q, COL_EXPERT_ENDED, MOMENT_NONE),
            .named_by = column_int(q, COL_EXPERT_NAMED_BY),
        };
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

/* ---- who gave what ---- */

/* The arrays a scorer's values stand in, all of them empty. */
struct sheet {
    int *values;
    const char **notes;
};

static struct sheet empty_sheet(struct arena *a, size_t n)
{
    struct sheet sheet = {arena_alloc(a, n ? n : 1, sizeof *sheet.values),
                          arena_alloc(a, n ? n : 1, sizeof *sheet.notes)};

    for (size_t i = 0; i < n; i++) {
        sheet.values[i] = SCORE_NONE;
        sheet.notes[i] = "";
    }
    return sheet;
}

static struct scorer new_scorer(struct arena *a, const struct indicators *in, int64_t person,
                                struct sheet *sheet)
{
    *sheet = empty_sheet(a, in->tree.n);
    return (struct scorer){
        .person = person, .values = sheet->values, .notes = sheet->notes, .at = MOMENT_NONE};
}

static bool read_scorers(struct store *s, struct arena *a, const struct application *app,
                         const struct indicators *in, bool closed, struct scorer **out,
                         struct sheet **sheets, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, closed ? SCORERS_THEN : SCORERS_NOW, err);
    struct scorer *rows = NULL;
    struct sheet *own = NULL;
    size_t room = 0, room_own = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_text(q, 1, app->round);
    bind_text(q, 2, app->unit);
    if (closed)
        bind_text(q, 3, title_kind_name(app->track));
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        own = walk_grow(a, own, *n, &room_own, sizeof *own);
        rows[*n] = new_scorer(a, in, column_int(q, COL_SCORER), &own[*n]);
        rows[*n].name = column_text(q, COL_SCORER_NAME, a);
        rows[(*n)++].unit = column_text(q, COL_SCORER_UNIT, a);
    }
    stmt_done(q);
    *out = rows;
    *sheets = own;
    return rc == 0;
}

/* Scores of somebody who is none of the scorers do not count. */
static void put_score(struct stmt *row, struct arena *a, const struct indicators *in,
                      struct scorer *scorers, struct sheet *sheets, size_t n)
{
    int64_t person = column_int(row, COL_PERSON);
    int at = indicator_find(&in->tree, column_text(row, COL_CODE, a));

    for (size_t i = 0; at != NO_INDICATOR && i < n; i++) {
        if (scorers[i].person == person) {
            sheets[i].values[at] = (int)column_int(row, COL_VALUE);
            sheets[i].notes[at] = column_text(row, COL_NOTE, a);
            scorers[i].at = column_int(row, COL_AT);
        }
    }
}

static bool put_scores(struct store *s, struct arena *a, const struct application *app,
                       const struct indicators *in, struct scorer *scorers, struct sheet *sheets,
                       size_t n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, SCORES, err);
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, app->id);
    while ((rc = stmt_step(q, err)) == 1)
        put_score(q, a, in, scorers, sheets, n);
    stmt_done(q);
    return rc == 0;
}

bool store_scorers(struct store *s, struct arena *a, const struct application *app,
                   const struct indicators *in, struct scorer **out, size_t *n, struct err *err)
{
    struct sheet *sheets;
    moment_t closed;

    return store_scores_closed(s, app->round, app->track, &closed, err) &&
           read_scorers(s, a, app, in, closed != MOMENT_NONE, out, &sheets, n, err) &&
           put_scores(s, a, app, in, *out, sheets, *n, err);
}

bool store_scorer(struct store *s, struct arena *a, const struct application *app,
                  const struct indicators *in, int64_t person, struct scorer *out, struct err *err)
{
    struct sheet sheet;

    *out = new_scorer(a, in, person, &sheet);
    return put_scores(s, a, app, in, out, &sheet, 1, err);
}
