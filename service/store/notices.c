/* notices.c - notices and their entries as they were published, every row held against its digest.
 */
#include "store/notices.h"

#include "store/internal.h"
#include "store/notices_rows.h"
#include "store/walk.h"

static const char ONE[] = "SELECT id, digest, round, track, level, title, document, published,"
                          " length, day_unit, counts_publication, first_day, last_day, recorded_ms,"
                          " recorded_in FROM notice WHERE id = $1";
static const char WITHDRAWN[] = "SELECT notice, digest, reason, recorded_ms, recorded_in"
                                " FROM notice_withdrawn WHERE notice = $1";
/* Of every notice it stood in: what nobody answered does not go away by listing it elsewhere. */
static const char OPEN_OBJECTIONS[] = "SELECT count(*) FROM objection"
                                      " WHERE application = $1 AND answer IS NULL";

static bool not_as_it_was(int64_t id, struct err *err)
{
    return err_set(err, ERR_INTERNAL,
                   "notice %lld was changed outside the register: run `sizhi check`, then bring "
                   "back a backup",
                   (long long)id);
}

static bool day_of(struct stmt *row, int column, struct arena *a, date_t *out)
{
    const char *text = column_text(row, column, a);

    return text && date_parse(text, out);
}

static bool notice_from_row(struct stmt *row, struct arena *a, struct notice *n, struct err *err)
{
    *n = (struct notice){
        .id = column_int(row, COL_NOTICE_KEY),
        .round = column_text(row, COL_NOTICE_ROUND, a),
        .level = column_text(row, COL_NOTICE_LEVEL, a),
        .title = column_text(row, COL_NOTICE_TITLE, a),
        .document = column_text(row, COL_NOTICE_DOCUMENT, a),
        .terms = {.length = (int)column_int(row, COL_NOTICE_LENGTH),
                  .counts_publication = column_int(row, COL_NOTICE_COUNTS) == 1},
        .recorded = column_int(row, COL_NOTICE_RECORDED),
    };
    return (applied_parse(column_text(row, COL_NOTICE_TRACK, a), &n->track) &&
            day_unit_parse(column_text(row, COL_NOTICE_DAY_UNIT, a), &n->terms.unit) &&
            day_of(row, COL_NOTICE_PUBLISHED, a, &n->window.published) &&
            day_of(row, COL_NOTICE_FIRST_DAY, a, &n->window.first) &&
            day_of(row, COL_NOTICE_LAST_DAY, a, &n->window.last)) ||
           err_set(err, ERR_INTERNAL, "notice %lld holds a word or a day that is not known",
                   (long long)n->id);
}

/* ---- those that were taken back ---- */

static void mark_withdrawn(struct notice *n, struct stmt *row, struct arena *a)
{
    n->withdrawn_why = column_text(row, COL_WITHDRAWN_REASON, a);
    n->withdrawn = column_int(row, COL_WITHDRAWN_RECORDED);
}

/* Both lists are in order of the notice. */
static bool mark_all_withdrawn(struct store *s, struct arena *a, struct notice *notices, size_t n,
                               struct err *err)
{
    struct walk w;
    size_t i = 0;

    if (!walk_begin(&w, s, &notice_tables[ROWS_NOTICE_WITHDRAWN], err))
        return false;
    while (walk_next(&w, a, err)) {
        while (i < n && notices[i].id < column_int(w.row, COL_NOTICE_KEY))
            i++;
        if (i < n && notices[i].id == column_int(w.row, COL_NOTICE_KEY))
            mark_withdrawn(&notices[i], w.row, a);
    }
    return walk_end(&w);
}

static bool mark_one_withdrawn(struct store *s, struct arena *a, struct notice *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, WITHDRAWN, err);
    bool ok;
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, n->id);
    rc = stmt_step(q, err);
    ok = rc == 0 || (rc == 1 && (digest_row_holds(q) || not_as_it_was(n->id, err)));
    if (rc == 1 && ok)
        mark_withdrawn(n, q, a);
    stmt_done(q);
    return ok;
}

/* ---- reading ---- */

bool store_notices(struct store *s, struct arena *a, struct notice **out, size_t *n,
                   struct err *err)
{
    struct notice *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &notice_tables[ROWS_NOTICE], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (notice_from_row(w.row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w) && mark_all_withdrawn(s, a, rows, *n, err);
}

bool store_notice_entries(struct store *s, struct arena *a, struct notice_entry **out, size_t *n,
                          struct err *err)
{
    struct notice_entry *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &notice_tables[ROWS_NOTICE_ENTRY], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct notice_entry){
            .notice = column_int(w.row, COL_ENTRY_NOTICE),
            .application = column_int(w.row, COL_ENTRY_APPLICATION),
            .place = column_text(w.row, COL_ENTRY_PLACE, a),
            .unit = column_text(w.row, COL_ENTRY_UNIT, a),
            .entered = column_int(w.row, COL_ENTRY_ENTERED),
            .left = column_int_or(w.row, COL_ENTRY_LEFT, MOMENT_NONE),
            .open = (int)column_int(w.row, COL_ENTRY_OPEN),
            .answered = (int)column_int(w.row, COL_ENTRY_ANSWERED),
        };
    }
    *out = rows;
    return walk_end(&w);
}

bool store_notice(struct store *s, struct arena *a, int64_t id, struct notice *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    bool ok;
    int rc;

    *out = (struct notice){0};
    if (!q)
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    ok = rc == 0 || (rc == 1 && (digest_row_holds(q) || not_as_it_was(id, err)) &&
                     notice_from_row(q, a, out, err));
    stmt_done(q);
    return ok && (out->id == 0 || mark_one_withdrawn(s, a, out, err));
}

static bool count_open(struct store *s, int64_t application, int *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, OPEN_OBJECTIONS, err);
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, application);
    rc = stmt_step(q, err);
    if (rc == 1)
        *n = (int)column_int(q, 0);
    stmt_done(q);
    return rc == 1;
}

bool store_notice_standing(struct store *s, int64_t notice, int64_t application,
                           struct notice_standing *out, struct err *err)
{
    struct arena *a;
    struct notice n;
    bool ok;

    *out = (struct notice_standing){.since = DATE_NONE, .until = DATE_NONE};
    if (notice == 0)
        return true;
    a = arena_new();
    ok = store_notice(s, a, notice, &n, err);
    if (ok && n.id) {
        out->notice = n.id;
        out->since = n.window.published;
        out->until = n.window.last;
        ok = count_open(s, application, &out->open_objections, err);
    }
    arena_free(a);
    return ok;
}
