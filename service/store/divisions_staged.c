/* divisions_staged.c - a plain SQLite file without indexes or spatial tables: shapes are WKB. */
#include "store/divisions_staged.h"

#include "base/mem.h"
#include "db/db.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct staged {
    struct db *db;
    char *path;
};

static const char TABLES[] =
    "CREATE TABLE division (code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
    " pinyin TEXT NOT NULL, initials TEXT NOT NULL, level TEXT NOT NULL, kind TEXT NOT NULL,"
    " parent TEXT, province TEXT NOT NULL, layers INTEGER NOT NULL,"
    " sub_provincial INTEGER NOT NULL, area_m2 REAL NOT NULL, label_x REAL NOT NULL,"
    " label_y REAL NOT NULL, shape BLOB NOT NULL) STRICT;"
    "CREATE TABLE outline (code TEXT NOT NULL, degrees REAL NOT NULL, deviation_m REAL NOT NULL,"
    " shape BLOB NOT NULL, UNIQUE (code, degrees)) STRICT;"
    "CREATE TABLE boundary_line (layer TEXT NOT NULL, place_in_file INTEGER NOT NULL,"
    " shape BLOB NOT NULL, UNIQUE (layer, place_in_file)) STRICT;"
    "CREATE TABLE mended (code TEXT NOT NULL PRIMARY KEY, reason TEXT NOT NULL) STRICT;"
    "CREATE TABLE code_change (old_code TEXT NOT NULL PRIMARY KEY, new_code TEXT NOT NULL,"
    " source TEXT NOT NULL) STRICT;"
    "CREATE TABLE input_file (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL) STRICT;";

static const char PUT_DIVISION[] =
    "INSERT INTO division (code, name, pinyin, initials, level, kind, parent, province, layers,"
    " sub_provincial, area_m2, label_x, label_y, shape)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
static const char PUT_OUTLINE[] =
    "INSERT INTO outline (code, degrees, deviation_m, shape) VALUES ($1, $2, $3, $4)";
static const char PUT_LINE[] =
    "INSERT INTO boundary_line (layer, place_in_file, shape) VALUES ($1, $2, $3)";
static const char PUT_MENDED[] = "INSERT INTO mended (code, reason) VALUES ($1, $2)";
static const char PUT_CHANGE[] =
    "INSERT INTO code_change (old_code, new_code, source) VALUES ($1, $2, $3)";
static const char PUT_INPUT[] = "INSERT INTO input_file (name, sha256) VALUES ($1, $2)";

bool staged_create(struct staged **out, const char *path, struct err *err)
{
    struct staged *st = mem_alloc(1, sizeof *st);

    *out = NULL;
    st->path = mem_strdup(path);
    if (unlink(path) != 0 && errno != ENOENT) {
        err_set(err, ERR_INTERNAL, "%s: cannot be removed: %s", path, strerror(errno));
        free(st->path);
        free(st);
        return false;
    }
    if (!db_open(&st->db, path, DB_SCRATCH, err) || !db_begin(st->db, err) ||
        !db_exec(st->db, TABLES, err) || !db_set_schema_version(st->db, STAGED_FORMAT, err)) {
        staged_drop(st);
        return false;
    }
    *out = st;
    return true;
}

static bool put_outlines(struct staged *st, const struct division *d, struct err *err)
{
    static const double degrees[] = {0.003, 0.015, 0.05};

    for (size_t i = 0; i < COUNT(degrees); i++) {
        struct stmt *q;

        if (!d->outlines[i].shape.at)
            continue;
        q = stmt_get(st->db, PUT_OUTLINE, err);
        if (!q)
            return false;
        bind_text(q, 1, d->code);
        bind_double(q, 2, degrees[i]);
        bind_double(q, 3, d->outlines[i].deviation_m);
        bind_blob(q, 4, d->outlines[i].shape);
        if (!stmt_run(q, err))
            return false;
    }
    return true;
}

bool staged_put_division(struct staged *st, const struct division *d, struct err *err)
{
    struct stmt *q = stmt_get(st->db, PUT_DIVISION, err);

    if (!q)
        return false;
    bind_text(q, 1, d->code);
    bind_text(q, 2, d->name);
    bind_text(q, 3, d->pinyin);
    bind_text(q, 4, d->initials);
    bind_text(q, 5, place_level_name(d->level));
    bind_text(q, 6, place_kind_name(d->kind));
    bind_text(q, 7, d->parent);
    bind_text(q, 8, d->province);
    bind_int(q, 9, d->layers);
    bind_int(q, 10, d->sub_provincial);
    bind_double(q, 11, d->area_m2);
    bind_double(q, 12, d->label_x);
    bind_double(q, 13, d->label_y);
    bind_blob(q, 14, d->shape);
    return stmt_run(q, err) && put_outlines(st, d, err);
}

bool staged_put_line(struct staged *st, const struct boundary_line *l, int place_in_file,
                     struct err *err)
{
    struct stmt *q = stmt_get(st->db, PUT_LINE, err);

    if (!q)
        return false;
    bind_text(q, 1, l->layer);
    bind_int(q, 2, place_in_file);
    bind_blob(q, 3, l->shape);
    return stmt_run(q, err);
}

/* Two or three texts in a row. */
static bool put_texts(struct staged *st, const char *sql, const char *const *texts, int n,
                      struct err *err)
{
    struct stmt *q = stmt_get(st->db, sql, err);

    if (!q)
        return false;
    for (int i = 0; i < n; i++)
        bind_text(q, i + 1, texts[i]);
    return stmt_run(q, err);
}

bool staged_put_mending(struct staged *st, const struct staged_mending *m, struct err *err)
{
    const char *const texts[] = {m->code, m->reason};

    return put_texts(st, PUT_MENDED, texts, 2, err);
}

bool staged_put_change(struct staged *st, const struct code_change *c, struct err *err)
{
    const char *const texts[] = {c->old_code, c->new_code, c->source};

    return put_texts(st, PUT_CHANGE, texts, 3, err);
}

bool staged_put_input(struct staged *st, const char *name, const char *sha256, struct err *err)
{
    const char *const texts[] = {name, sha256};

    return put_texts(st, PUT_INPUT, texts, 2, err);
}

static void staged_close(struct staged *st)
{
    db_close(st->db);
    free(st->path);
    free(st);
}

bool staged_finish(struct staged *st, struct err *err)
{
    if (!db_commit(st->db, err)) {
        staged_drop(st);
        return false;
    }
    staged_close(st);
    return true;
}

void staged_drop(struct staged *st)
{
    if (!st)
        return;
    if (st->db)
        db_rollback(st->db);
    unlink(st->path);
    staged_close(st);
}
