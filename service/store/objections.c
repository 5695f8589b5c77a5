/* objections.c - the rows, and the two published counters of the entry they are about. */
#include "store/objections.h"

#include "store/internal.h"
#include "store/notices_rows.h"
#include "store/walk.h"

#define COLUMNS                                                                                    \
    "SELECT id, notice, application, text, contact, at_ms, answer, answered_by, answered_ms"       \
    " FROM objection"
enum {
    COL_ID,
    COL_NOTICE,
    COL_APPLICATION,
    COL_TEXT,
    COL_CONTACT,
    COL_AT,
    COL_ANSWER,
    COL_ANSWERED_BY,
    COL_ANSWERED,
};

static const char ONE[] = COLUMNS " WHERE id = $1";
static const char OF_NOTICE[] =
    COLUMNS " WHERE ($1 = 0 OR notice = $1) AND ($2 = 0 OR application = $2) ORDER BY id";
static const char TOLD[] = "SELECT id, notice, application, at_ms, answer, answered_ms"
                           " FROM objection ORDER BY notice, application, id";
enum { TOLD_ID, TOLD_NOTICE, TOLD_APPLICATION, TOLD_AT, TOLD_ANSWER, TOLD_ANSWERED };
/* The newest entry counts, should a place have been listed twice. */
static const char LISTED[] = "SELECT max(application) FROM notice_entry"
                             " WHERE notice = $1 AND place = $2";
static const char LISTS[] = "SELECT count(*) FROM notice_entry"
                            " WHERE notice = $1 AND application = $2";
static const char ADD[] = "INSERT INTO objection (notice, application, text, contact, at_ms)"
                          " VALUES ($1, $2, $3, $4, $5)";
static const char ANSWER[] = "UPDATE objection SET answer = $2, answered_by = $3, answered_ms = $4"
                             " WHERE id = $1 AND answer IS NULL";
static const char COUNT[] = "UPDATE notice_entry SET open = open + $3, answered = answered + $4"
                            " WHERE notice = $1 AND application = $2";

/* ---- reading ---- */

static struct objection objection_from_row(struct stmt *q, struct arena *a)
{
    return (struct objection){
        .id = column_int(q, COL_ID),
        .notice = column_int(q, COL_NOTICE),
        .application = column_int(q, COL_APPLICATION),
        .text = column_text(q, COL_TEXT, a),
        .contact = column_int(q, COL_CONTACT), /* NULL reads as 0, here and below */
        .at = column_int(q, COL_AT),
        .answer = column_text(q, COL_ANSWER, a),
        .answered_by = column_int(q, COL_ANSWERED_BY),
        .answered = column_int_or(q, COL_ANSWERED, MOMENT_NONE),
    };
}

bool store_objection(struct store *s, struct arena *a, int64_t id, struct objection *out,
                     struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    int rc;

    *out = (struct objection){0};
    if (!q)
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    if (rc == 1)
        *out = objection_from_row(q, a);
    stmt_done(q);
    return rc >= 0;
}

bool store_objections(struct store *s, struct arena *a, int64_t notice, int64_t application,
                      struct objection **out, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, OF_NOTICE, err);
    struct objection *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, notice);
    bind_int(q, 2, application);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = objection_from_row(q, a);
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

bool store_objections_told(struct store *s, struct arena *a, struct objection_told **out, size_t *n,
                           struct err *err)
{
    struct stmt *q = stmt_get(s->db, TOLD, err);
    struct objection_told *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct objection_told){
            .id = column_int(q, TOLD_ID),
            .notice = column_int(q, TOLD_NOTICE),
            .application = column_int(q, TOLD_APPLICATION),
            .at = column_int(q, TOLD_AT),
            .answer = column_text(q, TOLD_ANSWER, a),
            .answered = column_int_or(q, TOLD_ANSWERED, MOMENT_NONE),
        };
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

bool store_notice_listed(struct store *s, int64_t notice, const char *place, int64_t *application,
                         struct err *err)
{
    struct stmt *q = stmt_get(s->db, LISTED, err);

    *application = 0;
    if (!q)
        return false;
    bind_int(q, 1, notice);
    bind_text(q, 2, place);
    return stmt_number(q, 0, application, err);
}

bool store_notice_lists(struct store *s, int64_t notice, int64_t application, bool *listed,
                        struct err *err)
{
    struct stmt *q = stmt_get(s->db, LISTS, err);

    *listed = false;
    if (!q)
        return false;
    bind_int(q, 1, notice);
    bind_int(q, 2, application);
    return stmt_yes(q, listed, err);
}

/* ---- writing ---- */

static bool count(struct change *c, int64_t notice, int64_t application, int open, int answered,
                  struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, COUNT, err)))
        return false;
    bind_int(q, 1, notice);
    bind_int(q, 2, application);
    bind_int(q, 3, open);
    bind_int(q, 4, answered);
    return stmt_run(q, err) && notice_seal(c, ROWS_NOTICE_ENTRY, err);
}

bool store_objection_add(struct store *s, const struct objection *o, const struct act_by *by,
                         int64_t *id, struct err *err)
{
    char who[CHANGE_WHO];
    const struct revision r = {.recorded = by->now, .who = change_who(by, who)};
    struct change c = change_of(s, &r, "objection");
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_int(q, 1, o->notice);
    bind_int(q, 2, o->application);
    bind_text(q, 3, o->text);
    bind_int_or_null(q, 4, o->contact, 0);
    bind_int(q, 5, by->now);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(s->db);
    return count(&c, o->notice, o->application, 1, 0, err);
}

static bool put_answer(struct store *s, int64_t id, const char *answer, const struct act_by *by,
                       struct err *err)
{
    struct stmt *q = stmt_get(s->db, ANSWER, err);

    if (!q)
        return false;
    bind_int(q, 1, id);
    bind_text(q, 2, answer);
    bind_int(q, 3, by->person);
    bind_int(q, 4, by->now);
    return stmt_run(q, err) &&
           (db_changes(s->db) == 1 ||
            err_say(err, ERR_NOTHING_TO_ANSWER, NULL, "objection %lld was answered already",
                    "异议 %lld 已有答复", (long long)id));
}

bool store_objection_answer(struct store *s, int64_t id, const char *answer,
                            const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    const struct revision r = {.recorded = by->now, .who = change_who(by, who)};
    struct change c = change_of(s, &r, "objection answered");
    struct arena *a = arena_new();
    struct objection o;
    bool ok = store_objection(s, a, id, &o, err);

    if (ok && o.id == 0)
        ok = err_say(err, ERR_NOT_FOUND, NULL, "there is no objection %lld", "没有异议 %lld",
                     (long long)id);
    ok = ok && put_answer(s, id, answer, by, err) && count(&c, o.notice, o.application, -1, 1, err);
    arena_free(a);
    return ok;
}
