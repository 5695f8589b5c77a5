/* statement.c - prepared statements on loan.
 *
 * Parameters are looked up by their written name: SQLite numbers $1, $2 … by first appearance, so a
 * text that mentions $2 first would otherwise be bound the wrong way round. */
#include "db/internal.h"

#include "base/mem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct stmt *add_stmt(struct db *db, const char *sql, struct err *err)
{
    sqlite3_stmt *raw = NULL;
    struct stmt *s;
    int code = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, NULL);

    if (code != SQLITE_OK) {
        db_fail(db, code, sql, err);
        return NULL;
    }
    assert(raw); /* an empty text is our mistake */
    if (db->n_stmts == db->room) {
        db->room = db->room ? db->room * 2 : 16;
        db->stmts = mem_resize(db->stmts, db->room, sizeof(struct stmt *));
    }
    s = mem_alloc(1, sizeof *s);
    *s = (struct stmt){.db = db, .raw = raw, .sql = sql};
    db->stmts[db->n_stmts++] = s;
    return s;
}

struct stmt *stmt_get(struct db *db, const char *sql, struct err *err)
{
    struct stmt *s = NULL;

    for (size_t i = 0; i < db->n_stmts && !s; i++) {
        if (db->stmts[i]->sql == sql)
            s = db->stmts[i];
    }
    if (!s)
        s = add_stmt(db, sql, err);
    if (!s)
        return NULL;
    assert(!s->lent); /* somebody forgot stmt_done, or asks the same thing inside its own loop */
    assert(strcmp(sqlite3_sql(s->raw), sql) == 0); /* the text must be a constant */
    s->lent = true;
    return s;
}

void stmt_done(struct stmt *s)
{
    if (!s)
        return;
    sqlite3_reset(s->raw);
    sqlite3_clear_bindings(s->raw);
    s->lent = false;
}

void db_statements_free(struct db *db)
{
    for (size_t i = 0; i < db->n_stmts; i++) {
        assert(!db->stmts[i]->lent);
        sqlite3_finalize(db->stmts[i]->raw);
        free(db->stmts[i]);
    }
    free(db->stmts);
    db->stmts = NULL;
    db->n_stmts = db->room = 0;
}

static int index_of(struct stmt *s, int param)
{
    char name[16];
    int index;

    snprintf(name, sizeof name, "$%d", param);
    index = sqlite3_bind_parameter_index(s->raw, name);
    assert(index > 0);
    return index;
}

static void check_bound(int code)
{
    assert(code == SQLITE_OK); /* too large: whoever binds has bounded it */
    (void)code;
}

void bind_int(struct stmt *s, int param, int64_t v)
{
    check_bound(sqlite3_bind_int64(s->raw, index_of(s, param), v));
}

void bind_double(struct stmt *s, int param, double v)
{
    check_bound(sqlite3_bind_double(s->raw, index_of(s, param), v));
}

void bind_text(struct stmt *s, int param, const char *v)
{
    check_bound(sqlite3_bind_text(s->raw, index_of(s, param), v, -1, SQLITE_STATIC));
}

void bind_blob(struct stmt *s, int param, struct bytes v)
{
    if (!v.at)
        bind_null(s, param);
    else
        check_bound(sqlite3_bind_blob64(s->raw, index_of(s, param), v.at, v.size, SQLITE_STATIC));
}

void bind_digest(struct stmt *s, int param, const struct sha256 *v)
{
    if (v)
        bind_blob(s, param, (struct bytes){(const char *)v->bytes, sizeof v->bytes});
    else
        bind_null(s, param);
}

void bind_null(struct stmt *s, int param)
{
    check_bound(sqlite3_bind_null(s->raw, index_of(s, param)));
}

void bind_int_or_null(struct stmt *s, int param, int64_t v, int64_t none)
{
    if (v == none)
        bind_null(s, param);
    else
        bind_int(s, param, v);
}

int stmt_step(struct stmt *s, struct err *err)
{
    int code = sqlite3_step(s->raw);

    if (code == SQLITE_ROW)
        return 1;
    if (code == SQLITE_DONE)
        return 0;
    db_fail(s->db, code, s->sql, err);
    return -1;
}

bool stmt_run(struct stmt *s, struct err *err)
{
    int rc;

    do
        rc = stmt_step(s, err);
    while (rc == 1);
    stmt_done(s);
    return rc == 0;
}

enum column_kind column_kind(struct stmt *s, int column)
{
    switch (sqlite3_column_type(s->raw, column)) {
    case SQLITE_INTEGER:
        return COLUMN_INT;
    case SQLITE_FLOAT:
        return COLUMN_DOUBLE;
    case SQLITE_TEXT:
        return COLUMN_TEXT;
    case SQLITE_BLOB:
        return COLUMN_BLOB;
    default:
        return COLUMN_NULL;
    }
}

int column_count(struct stmt *s)
{
    return sqlite3_column_count(s->raw);
}

int64_t column_int(struct stmt *s, int column)
{
    return sqlite3_column_int64(s->raw, column);
}

double column_double(struct stmt *s, int column)
{
    return sqlite3_column_double(s->raw, column);
}

bool column_is_null(struct stmt *s, int column)
{
    return sqlite3_column_type(s->raw, column) == SQLITE_NULL;
}

int64_t column_int_or(struct stmt *s, int column, int64_t none)
{
    return column_is_null(s, column) ? none : column_int(s, column);
}

bool stmt_number(struct stmt *s, int64_t none, int64_t *out, struct err *err)
{
    int rc = stmt_step(s, err);

    *out = rc == 1 ? column_int_or(s, 0, none) : none;
    stmt_done(s);
    return rc >= 0;
}

bool stmt_yes(struct stmt *s, bool *out, struct err *err)
{
    int64_t n;
    bool ok = stmt_number(s, 0, &n, err);

    *out = n > 0;
    return ok;
}

struct bytes column_peek(struct stmt *s, int column)
{
    const char *at;

    switch (column_kind(s, column)) {
    case COLUMN_NULL:
        return (struct bytes){NULL, 0};
    case COLUMN_BLOB:
        at = sqlite3_column_blob(s->raw, column);
        break;
    default: /* as text it ends in a NUL that is not counted */
        at = (const char *)sqlite3_column_text(s->raw, column);
    }
    return (struct bytes){at ? at : "", (size_t)sqlite3_column_bytes(s->raw, column)};
}

bool column_digest(struct stmt *s, int column, struct sha256 *out)
{
    struct bytes stored = column_peek(s, column);

    *out = (struct sha256){{0}};
    if (stored.size != sizeof out->bytes)
        return false;
    memcpy(out->bytes, stored.at, stored.size);
    return true;
}

bool column_is_digest(struct stmt *s, int column, const struct sha256 *v)
{
    struct sha256 stored;

    return column_digest(s, column, &stored) &&
           memcmp(stored.bytes, v->bytes, sizeof stored.bytes) == 0;
}

const char *column_text(struct stmt *s, int column, struct arena *a)
{
    const char *text = (const char *)sqlite3_column_text(s->raw, column);

    return text ? arena_strndup(a, text, (size_t)sqlite3_column_bytes(s->raw, column)) : NULL;
}

struct bytes column_blob(struct stmt *s, int column, struct arena *a)
{
    struct bytes seen = column_peek(s, column);
    char *copy;

    if (seen.size == 0)
        return seen.at ? (struct bytes){"", 0} : seen;
    copy = arena_alloc(a, seen.size, 1);
    memcpy(copy, seen.at, seen.size);
    return (struct bytes){copy, seen.size};
}

int64_t db_changes(struct db *db)
{
    return sqlite3_changes64(db->sqlite);
}

int64_t db_last_id(struct db *db)
{
    return sqlite3_last_insert_rowid(db->sqlite);
}
