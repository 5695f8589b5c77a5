/* rounds_rows.c - see rounds_rows.h.
 *
 * A round of the nation for the four of cities and counties that came with the facts has no row in
 * round_scope: that is what a round without one means. */
#include "store/rounds_rows.h"

#include "domain/unit.h"
#include "store/internal.h"

#include <string.h>

static const char PUT_ROUND[] =
    "INSERT INTO round (id, year, document, title, window_since, window_until, note)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (id) DO UPDATE SET year = excluded.year, document = excluded.document,"
    " title = excluded.title, window_since = excluded.window_since,"
    " window_until = excluded.window_until, note = excluded.note"
    " WHERE (round.year, round.document, round.title, round.window_since, round.window_until,"
    " round.note) IS NOT (excluded.year, excluded.document, excluded.title, excluded.window_since,"
    " excluded.window_until, excluded.note)";
static const char PUT_SCOPE[] =
    "INSERT INTO round_scope (round, tracks, unit, origin, source) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (round) DO UPDATE SET tracks = excluded.tracks, unit = excluded.unit,"
    " origin = excluded.origin, source = excluded.source"
    " WHERE (round_scope.tracks, round_scope.unit, round_scope.origin, round_scope.source)"
    " IS NOT (excluded.tracks, excluded.unit, excluded.origin, excluded.source)";
static const char PUT_QUOTA[] = "INSERT INTO quota (round, track, unit, status)"
                                " VALUES ($1, $2, $3, 'unknown')"
                                " ON CONFLICT (round, track, unit) DO NOTHING";

/* Runs what was bound; a row that differs now belongs to the change. */
static bool run(struct change *c, struct stmt *q, bool *differed, struct err *err)
{
    if (!stmt_run(q, err))
        return false;
    if (db_changes(c->s->db) == 0)
        return true;
    *differed = true;
    return change_begin(c, err);
}

static bool put_round(struct change *c, const struct round_row *row, bool *differed,
                      struct err *err)
{
    const struct round *r = &row->round;
    struct stmt *q = stmt_get(c->s->db, PUT_ROUND, err);
    char since[DATE_TEXT], until[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, r->id);
    bind_int(q, 2, r->year);
    bind_text(q, 3, r->document);
    bind_text(q, 4, r->title);
    bind_text(q, 5, change_day(r->window_since, since));
    bind_text(q, 6, change_day(r->window_until, until));
    bind_text(q, 7, row->note);
    return run(c, q, differed, err);
}

static bool put_scope(struct change *c, const struct round_row *row, unsigned tracks,
                      bool *differed, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, PUT_SCOPE, err);
    char text[TRACKS_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, row->round.id);
    bind_text(q, 2, tracks_text(tracks, text));
    bind_text(q, 3, row->round.unit);
    bind_text(q, 4, row->origin);
    bind_text(q, 5, row->source);
    return run(c, q, differed, err);
}

static bool put_quota(struct change *c, const char *round, enum title_kind track, const char *unit,
                      struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, PUT_QUOTA, err);
    bool differed = false;

    if (!q)
        return false;
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    bind_text(q, 3, unit);
    return run(c, q, &differed, err);
}

static bool put_quotas(struct change *c, const char *round, unsigned tracks, struct err *err)
{
    for (int track = 0; track < (int)TRACKS; track++) {
        for (size_t unit = 0; tracks & 1U << track && unit < UNITS; unit++) {
            if (!put_quota(c, round, (enum title_kind)track, unit_at(unit)->code, err))
                return false;
        }
    }
    return true;
}

bool round_row_put(struct change *c, const struct round_row *r, bool *differed, struct err *err)
{
    unsigned tracks = r->round.tracks ? r->round.tracks : TRACKS_OF_PLACES;
    bool plain = tracks == TRACKS_OF_PLACES && strcmp(r->origin, "facts") == 0;

    *differed = false;
    return put_round(c, r, differed, err) && (plain || put_scope(c, r, tracks, differed, err)) &&
           put_quotas(c, r->round.id, tracks, err);
}
