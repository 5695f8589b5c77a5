/* entry_reports.c - the rows of what was reported, with the name of the entry as it is now. */
#include "store/entry_reports.h"

#include "base/mem.h"
#include "domain/place.h"
#include "store/internal.h"
#include "store/place_known.h"
#include "store/walk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                                    \
    "SELECT r.id, r.about, coalesce(d.name, t.name), r.text, r.contact, r.at_ms, r.seen_by,"       \
    " r.seen_ms, r.answer FROM report AS r"                                                        \
    " LEFT JOIN division AS d ON r.about = 'place/' || d.code"                                     \
    " LEFT JOIN title AS t ON r.about = 'title/' || t.id"
enum {
    COL_ID,
    COL_ABOUT,
    COL_NAME,
    COL_TEXT,
    COL_CONTACT,
    COL_AT,
    COL_SEEN_BY,
    COL_SEEN,
    COL_ANSWER
};

/* $1: 0 all, 1 new, 2 seen */
#define MATCHING " WHERE ($1 = 0 OR ($1 = 1) = (r.seen_ms IS NULL))"

static const char ONE[] = COLUMNS " WHERE r.id = $1";
static const char MANY[] = COLUMNS MATCHING " ORDER BY r.id DESC LIMIT $2 OFFSET $3";
static const char HOW_MANY[] = "SELECT count(*) FROM report AS r" MATCHING;
static const char TITLE[] = "SELECT 1 FROM title WHERE id = $1";
static const char ADD[] =
    "INSERT INTO report (about, text, contact, at_ms) VALUES ($1, $2, $3, $4)";
static const char ANSWER[] = "UPDATE report SET answer = $2, seen_by = $3, seen_ms = $4"
                             " WHERE id = $1 AND seen_ms IS NULL";

/* ---- reading ---- */

static struct entry_report report_from_row(struct stmt *q, struct arena *a)
{
    return (struct entry_report){
        .id = column_int(q, COL_ID),
        .about = column_text(q, COL_ABOUT, a),
        .about_name = column_text(q, COL_NAME, a),
        .text = column_text(q, COL_TEXT, a),
        .contact = column_int(q, COL_CONTACT), /* NULL reads as 0, here and below */
        .at = column_int(q, COL_AT),
        .seen_by = column_int(q, COL_SEEN_BY),
        .seen = column_int_or(q, COL_SEEN, MOMENT_NONE),
        .answer = column_text(q, COL_ANSWER, a),
    };
}

bool store_entry_report(struct store *s, struct arena *a, int64_t id, struct entry_report *out,
                        struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    int rc;

    *out = (struct entry_report){0};
    if (!q)
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    if (rc == 1)
        *out = report_from_row(q, a);
    stmt_done(q);
    return rc >= 0;
}

static bool count(struct store *s, enum entry_report_state state, int64_t *total, struct err *err)
{
    struct stmt *q = stmt_get(s->db, HOW_MANY, err);

    if (!q)
        return false;
    bind_int(q, 1, state);
    return stmt_number(q, 0, total, err);
}

bool store_entry_reports(struct store *s, struct arena *a, enum entry_report_state state,
                         long limit, long offset, struct entry_report **out, size_t *n,
                         int64_t *total, struct err *err)
{
    struct entry_report *rows = NULL;
    struct stmt *q;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!count(s, state, total, err) || !(q = stmt_get(s->db, MANY, err)))
        return false;
    bind_int(q, 1, state);
    bind_int(q, 2, limit);
    bind_int(q, 3, offset);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = report_from_row(q, a);
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

/* ---- what it is about ---- */

static bool about_place(struct store *s, struct arena *a, const char *code, const char **about,
                        struct err *err)
{
    struct place_known p;

    if (!store_place_known(s, a, code, &p, err))
        return false;
    *about = arena_printf(a, "place/%s", code);
    return p.name || err_say(err, ERR_BAD_BODY, "about", "there is no place with the code %s",
                             "没有代码为 %s 的行政区划", code);
}

static bool about_title(struct store *s, struct arena *a, int64_t id, const char **about,
                        struct err *err)
{
    struct stmt *q = stmt_get(s->db, TITLE, err);
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    stmt_done(q);
    *about = arena_printf(a, "title/%lld", (long long)id);
    if (rc == 0)
        return err_say(err, ERR_BAD_BODY, "about", "there is no title %lld",
                       "没有编号为 %lld 的称号", (long long)id);
    return rc == 1;
}

bool store_entry_about(struct store *s, struct arena *a, const char *said, const char **about,
                       struct err *err)
{
    const char *number = strncmp(said, "title/", 6) == 0 ? said + 6 : said;
    char *end;
    long long id;

    if (place_code_valid(said))
        return about_place(s, a, said, about, err);
    errno = 0;
    id = strtoll(number, &end, 10);
    if (*number < '1' || *number > '9' || *end || errno)
        return err_say(err, ERR_BAD_BODY, "about",
                       "say which entry is wrong: the six-digit code of a place, or the number of "
                       "a title",
                       "请写明哪一条有误：行政区划六位代码，或称号编号");
    return about_title(s, a, id, about, err);
}

/* ---- writing ---- */

bool store_entry_report_add(struct store *s, const struct entry_report *r, const struct act_by *by,
                            int64_t *id, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_text(q, 1, r->about);
    bind_text(q, 2, r->text);
    bind_int_or_null(q, 3, r->contact, 0);
    bind_int(q, 4, by->now);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(s->db);
    return true;
}

bool store_entry_report_answer(struct store *s, int64_t id, const char *answer,
                               const struct act_by *by, struct err *err)
{
    struct arena *a = arena_new();
    struct entry_report now;
    struct stmt *q = NULL;
    bool ok = store_entry_report(s, a, id, &now, err);

    if (ok && now.id == 0)
        ok = err_say(err, ERR_NOT_FOUND, NULL, "there is no report %lld", "没有第 %lld 号反映",
                     (long long)id);
    if (ok && now.seen != MOMENT_NONE)
        ok = err_say(err, ERR_CONFLICT, NULL, "report %lld was answered already",
                     "第 %lld 号反映此前已答复", (long long)id);
    if (ok && (ok = (q = stmt_get(s->db, ANSWER, err)) != NULL)) {
        bind_int(q, 1, id);
        bind_text(q, 2, answer);
        bind_int(q, 3, by->person);
        bind_int(q, 4, by->now);
        ok = stmt_run(q, err);
    }
    arena_free(a);
    return ok;
}
