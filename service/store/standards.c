/* standards.c - items are ended and recorded anew together, so that a checklist is always one that
 * somebody set as a whole. */
#include "store/standards.h"

#include "store/internal.h"
#include "store/notices_rows.h"
#include "store/walk.h"

#include <stdlib.h>
#include <string.h>

static const char END[] = "UPDATE standard SET ended_ms = $3"
                          " WHERE unit = $1 AND track = $2 AND ended_ms IS NULL";
static const char ADD[] =
    "INSERT INTO standard (unit, track, position, text, source, person, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char LIAISON[] =
    "SELECT id, details, person, at_ms FROM liaison WHERE unit = $1 AND ended_ms IS NULL";
enum { COL_LIAISON_ID, COL_LIAISON_DETAILS, COL_LIAISON_PERSON, COL_LIAISON_AT };
static const char LIAISON_END[] =
    "UPDATE liaison SET ended_ms = $2 WHERE unit = $1 AND ended_ms IS NULL";
static const char LIAISON_ADD[] = "INSERT INTO liaison (unit, details, person, at_ms)"
                                  " VALUES ($1, $2, $3, $4)";

/* ---- standards ---- */

static int by_place(const void *a, const void *b)
{
    const struct standard_item *p = a, *q = b;
    int order = strcmp(p->unit, q->unit);

    if (order == 0)
        order = (p->track > q->track) - (p->track < q->track);
    return order ? order : (p->position > q->position) - (p->position < q->position);
}

bool store_standards(struct store *s, struct arena *a, struct standard_item **out, size_t *n,
                     struct err *err)
{
    struct standard_item *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &notice_tables[ROWS_STANDARD], err))
        return false;
    while (walk_next(&w, a, err)) {
        if (!column_is_null(w.row, COL_STANDARD_ENDED))
            continue;
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[*n] = (struct standard_item){
            .unit = column_text(w.row, COL_STANDARD_UNIT, a),
            .position = (int)column_int(w.row, COL_STANDARD_POSITION),
            .text = column_text(w.row, COL_STANDARD_TEXT, a),
            .source = column_text(w.row, COL_STANDARD_SOURCE, a),
            .at = column_int(w.row, COL_STANDARD_AT),
        };
        if (track_parse(column_text(w.row, COL_STANDARD_TRACK, a), &rows[*n].track)) {
            ++*n;
            continue;
        }
        err_set(err, ERR_INTERNAL, "a standard of %s is of no track", rows[*n].unit);
        walk_fail(&w);
    }
    if (*n > 0)
        qsort(rows, *n, sizeof *rows, by_place);
    *out = rows;
    return walk_end(&w);
}

static bool is_the_same(struct store *s, const char *unit, enum title_kind track,
                        const struct standard_item *items, size_t n, bool *same, struct err *err)
{
    struct arena *a = arena_new();
    struct standard_item *now;
    size_t n_now, found = 0;
    bool ok = store_standards(s, a, &now, &n_now, err);

    *same = true;
    for (size_t i = 0; ok && i < n_now; i++) {
        if (strcmp(now[i].unit, unit) != 0 || now[i].track != track)
            continue;
        *same = *same && found < n && strcmp(now[i].text, items[found].text) == 0 &&
                strcmp(now[i].source, items[found].source) == 0;
        found++;
    }
    *same = *same && found == n;
    arena_free(a);
    return ok;
}

static bool end_items(struct change *c, const char *unit, enum title_kind track, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, END, err)))
        return false;
    bind_text(q, 1, unit);
    bind_text(q, 2, title_kind_name(track));
    bind_int(q, 3, c->recorded);
    return stmt_run(q, err);
}

static bool add_item(struct change *c, const char *unit, enum title_kind track, int position,
                     const struct standard_item *item, int64_t person, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, ADD, err);

    if (!q)
        return false;
    bind_text(q, 1, unit);
    bind_text(q, 2, title_kind_name(track));
    bind_int(q, 3, position);
    bind_text(q, 4, item->text);
    bind_text(q, 5, item->source);
    bind_int(q, 6, person);
    bind_int(q, 7, c->recorded);
    return stmt_run(q, err);
}

bool store_standard_set(struct store *s, const char *unit, enum title_kind track,
                        const struct standard_item *items, size_t n, const struct act_by *by,
                        struct err *err)
{
    char who[CHANGE_WHO];
    const struct revision r = {.recorded = by->now, .who = change_who(by, who)};
    struct change c = change_of(s, &r, "standard");
    bool same;

    if (!is_the_same(s, unit, track, items, n, &same, err))
        return false;
    if (same)
        return true;
    if (!end_items(&c, unit, track, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!add_item(&c, unit, track, (int)i + 1, &items[i], by->person, err))
            return false;
    }
    return notice_seal(&c, ROWS_STANDARD, err);
}

/* ---- who speaks for a unit ---- */

bool store_liaison(struct store *s, struct arena *a, const char *unit, struct liaison *out,
                   struct err *err)
{
    struct stmt *q = stmt_get(s->db, LIAISON, err);
    int rc;

    *out = (struct liaison){0};
    if (!q)
        return false;
    bind_text(q, 1, unit);
    rc = stmt_step(q, err);
    if (rc == 1)
        *out = (struct liaison){
            .id = column_int(q, COL_LIAISON_ID),
            .unit = arena_strdup(a, unit),
            .details = column_int(q, COL_LIAISON_DETAILS),
            .person = column_int(q, COL_LIAISON_PERSON),
            .at = column_int(q, COL_LIAISON_AT),
        };
    stmt_done(q);
    return rc >= 0;
}

bool store_liaison_set(struct store *s, const char *unit, int64_t details, const struct act_by *by,
                       struct err *err)
{
    struct stmt *q = stmt_get(s->db, LIAISON_END, err);

    if (!q)
        return false;
    bind_text(q, 1, unit);
    bind_int(q, 2, by->now);
    if (!stmt_run(q, err) || !(q = stmt_get(s->db, LIAISON_ADD, err)))
        return false;
    bind_text(q, 1, unit);
    bind_int(q, 2, details);
    bind_int(q, 3, by->person);
    bind_int(q, 4, by->now);
    return stmt_run(q, err);
}
