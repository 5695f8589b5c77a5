/* divisions_write.c - row by row from the staged file, through a second connection that reads.
 *
 * The table below says for each kind of row how it is read, put and found again; rows that are in
 * the register and not in the staged file go at the end. */
#include "store/divisions_write.h"

#include "base/mem.h"
#include "store/divisions_rows.h"
#include "store/divisions_staged.h"
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* from: in the staged file, its columns become $1, $2 … of put.  keys: id and key of the register's
 * rows; staged_keys: the same keys in the staged file. */
static const struct copy {
    enum division_table table;
    const char *from, *put, *keys, *staged_keys, *drop;
} copies[] = {
    {ROWS_DIVISION,
     "SELECT code, name, pinyin, initials, level, kind, parent, province, layers, sub_provincial,"
     " area_m2, label_x, label_y, shape FROM division ORDER BY code",
     "INSERT INTO division (code, name, pinyin, initials, level, kind, parent, province, layers,"
     " sub_provincial, area_m2, label_x, label_y, shape)"
     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, GeomFromWKB($14, 4490))"
     " ON CONFLICT (code) DO UPDATE SET name = excluded.name, pinyin = excluded.pinyin,"
     " initials = excluded.initials, level = excluded.level, kind = excluded.kind,"
     " parent = excluded.parent, province = excluded.province, layers = excluded.layers,"
     " sub_provincial = excluded.sub_provincial, area_m2 = excluded.area_m2,"
     " label_x = excluded.label_x, label_y = excluded.label_y, shape = excluded.shape"
     " WHERE (division.name, division.pinyin, division.initials, division.level, division.kind,"
     " division.parent, division.province, division.layers, division.sub_provincial,"
     " division.area_m2, division.label_x, division.label_y, division.shape)"
     " IS NOT (excluded.name, excluded.pinyin, excluded.initials, excluded.level, excluded.kind,"
     " excluded.parent, excluded.province, excluded.layers, excluded.sub_provincial,"
     " excluded.area_m2, excluded.label_x, excluded.label_y, excluded.shape)",
     "SELECT id, code FROM division", "SELECT code FROM division",
     "DELETE FROM division WHERE id = $1"},
    {ROWS_OUTLINE, "SELECT code, degrees, deviation_m, shape FROM outline ORDER BY code, degrees",
     "INSERT INTO outline (code, degrees, deviation_m, shape)"
     " VALUES ($1, $2, $3, GeomFromWKB($4, 4490))"
     " ON CONFLICT (code, degrees) DO UPDATE SET deviation_m = excluded.deviation_m,"
     " shape = excluded.shape"
     " WHERE (outline.deviation_m, outline.shape) IS NOT (excluded.deviation_m, excluded.shape)",
     "SELECT id, code || '@' || degrees FROM outline", "SELECT code || '@' || degrees FROM outline",
     "DELETE FROM outline WHERE id = $1"},
    {ROWS_BOUNDARY_LINE,
     "SELECT layer, place_in_file, shape FROM boundary_line ORDER BY layer, place_in_file",
     "INSERT INTO boundary_line (layer, place_in_file, shape)"
     " VALUES ($1, $2, GeomFromWKB($3, 4490))"
     " ON CONFLICT (layer, place_in_file) DO UPDATE SET shape = excluded.shape"
     " WHERE boundary_line.shape IS NOT excluded.shape",
     "SELECT id, layer || '@' || place_in_file FROM boundary_line",
     "SELECT layer || '@' || place_in_file FROM boundary_line",
     "DELETE FROM boundary_line WHERE id = $1"},
    {ROWS_MENDED, "SELECT code, reason FROM mended ORDER BY code",
     "INSERT INTO mended (code, reason) VALUES ($1, $2)"
     " ON CONFLICT (code) DO UPDATE SET reason = excluded.reason"
     " WHERE mended.reason IS NOT excluded.reason",
     "SELECT rowid, code FROM mended", "SELECT code FROM mended",
     "DELETE FROM mended WHERE rowid = $1"},
    {ROWS_CODE_CHANGE, "SELECT old_code, new_code, source FROM code_change ORDER BY old_code",
     "INSERT INTO code_change (old_code, new_code, source) VALUES ($1, $2, $3)"
     " ON CONFLICT (old_code) DO UPDATE SET new_code = excluded.new_code, source = excluded.source"
     " WHERE (code_change.new_code, code_change.source)"
     " IS NOT (excluded.new_code, excluded.source)",
     "SELECT rowid, old_code FROM code_change", "SELECT old_code FROM code_change",
     "DELETE FROM code_change WHERE rowid = $1"},
};

static const char STAGED_INPUTS[] = "SELECT name, sha256 FROM input_file ORDER BY name";

static void bind_column(struct stmt *to, int param, struct stmt *from, int column, struct arena *a)
{
    switch (column_kind(from, column)) {
    case COLUMN_INT:
        bind_int(to, param, column_int(from, column));
        break;
    case COLUMN_DOUBLE:
        bind_double(to, param, column_double(from, column));
        break;
    case COLUMN_TEXT:
        bind_text(to, param, column_text(from, column, a));
        break;
    case COLUMN_BLOB:
        bind_blob(to, param, column_peek(from, column));
        break;
    case COLUMN_NULL:
        bind_null(to, param);
        break;
    }
}

/* What SQLite says about it begins with the whole statement; the row is what helps. */
static bool refuse_row(const struct copy *c, struct stmt *from, struct arena *a,
                       const struct err *why, struct err *err)
{
    if (why->kind != ERR_CONFLICT)
        return err_set(err, why->kind, "%s", why->text);
    return err_set(err, ERR_BAD_BODY, "%s %s does not keep the rules of the register",
                   division_tables[c->table].name, column_text(from, 0, a));
}

static bool put_row(struct store *s, const struct copy *c, struct stmt *from, struct arena *a,
                    struct applied *out, struct err *err)
{
    struct stmt *to = stmt_get(s->db, c->put, err);
    struct err why = {0};

    if (!to)
        return false;
    for (int i = 0; i < column_count(from); i++)
        bind_column(to, i + 1, from, i, a);
    if (!stmt_run(to, &why))
        return refuse_row(c, from, a, &why, err);
    out->put += (size_t)db_changes(s->db);
    return true;
}

static bool put_rows(struct store *s, struct db *staged, const struct copy *c, struct applied *out,
                     struct err *err)
{
    struct stmt *from = stmt_get(staged, c->from, err);
    struct arena *a;
    int rc;

    if (!from)
        return false;
    a = arena_new();
    while ((rc = stmt_step(from, err)) == 1) {
        arena_reset(a);
        if (!put_row(s, c, from, a, out, err)) {
            rc = -1;
            break;
        }
    }
    arena_free(a);
    stmt_done(from);
    return rc == 0;
}

/* Keys as a sorted list. */
struct keys {
    const char **at;
    size_t n, room;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool read_keys(struct db *staged, const char *sql, struct arena *a, struct keys *out,
                      struct err *err)
{
    struct stmt *q = stmt_get(staged, sql, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        if (out->n == out->room) {
            out->room = out->room ? out->room * 2 : 256;
            out->at = mem_resize(out->at, out->room, sizeof *out->at);
        }
        out->at[out->n++] = column_text(q, 0, a);
    }
    stmt_done(q);
    if (out->n > 0)
        qsort(out->at, out->n, sizeof *out->at, by_text);
    return rc == 0;
}

static bool drop_row(struct store *s, const struct copy *c, int64_t id, struct err *err)
{
    struct stmt *q = stmt_get(s->db, c->drop, err);

    if (!q)
        return false;
    bind_int(q, 1, id);
    return stmt_run(q, err);
}

/* The ids first: a table must not lose rows while it is walked. */
static bool drop_rows(struct store *s, const struct copy *c, const struct keys *keep,
                      struct arena *a, struct applied *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, c->keys, err);
    int64_t *ids = NULL;
    size_t n = 0, room = 0;
    int rc;
    bool ok;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        const char *key = column_text(q, 1, a);

        if (keep->n > 0 && bsearch(&key, keep->at, keep->n, sizeof *keep->at, by_text))
            continue;
        if (n == room) {
            room = room ? room * 2 : 64;
            ids = mem_resize(ids, room, sizeof *ids);
        }
        ids[n++] = column_int(q, 0);
    }
    stmt_done(q);
    ok = rc == 0;
    for (size_t i = 0; ok && i < n; i++)
        ok = drop_row(s, c, ids[i], err);
    out->removed += n;
    free(ids);
    return ok;
}

static bool copy_table(struct store *s, struct db *staged, const struct copy *c,
                       struct applied *out, struct err *err)
{
    struct arena *a = arena_new();
    struct keys keys = {0};
    bool ok = put_rows(s, staged, c, out, err) &&
              read_keys(staged, c->staged_keys, a, &keys, err) &&
              drop_rows(s, c, &keys, a, out, err);

    free(keys.at);
    arena_free(a);
    return ok;
}

/* ---- inputs ---- */

bool store_inputs_match(struct store *s, const struct staged_input *inputs, size_t n, bool *match,
                        struct err *err)
{
    struct arena *a = arena_new();
    bool ok = true;

    *match = true;
    for (size_t i = 0; ok && *match && i < n; i++) {
        const char *recorded;

        ok = store_input(s, a, inputs[i].name, &recorded, err);
        *match = ok && recorded && strcmp(recorded, inputs[i].sha256) == 0;
    }
    arena_free(a);
    return ok;
}

static bool read_inputs(struct db *staged, struct arena *a, struct staged_input **out, size_t *n,
                        struct err *err)
{
    struct staged_input *rows = arena_alloc(a, 64, sizeof *rows);
    struct stmt *q = stmt_get(staged, STAGED_INPUTS, err);
    int rc;

    if (!q)
        return false;
    *n = 0;
    while ((rc = stmt_step(q, err)) == 1 && *n < 64)
        rows[(*n)++] = (struct staged_input){column_text(q, 0, a), column_text(q, 1, a)};
    stmt_done(q);
    *out = rows;
    if (rc == 0 && *n == 0)
        return err_set(err, ERR_BAD_BODY, "the prepared file does not say what it was made of");
    return rc == 0 ||
           (rc == 1 && err_set(err, ERR_BAD_BODY, "the prepared file has too many inputs"));
}

static bool record_inputs(struct store *s, const struct staged_input *inputs, size_t n,
                          int64_t revision, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!store_set_input(s, inputs[i].name, inputs[i].sha256, revision, err))
            return false;
    }
    return true;
}

/* ---- all of it ---- */

static bool copy_everything(struct store *s, struct db *staged, const struct revision *r,
                            const struct staged_input *inputs, size_t n, struct applied *out,
                            struct err *err)
{
    for (size_t i = 0; i < COUNT(copies); i++) {
        if (!copy_table(s, staged, &copies[i], out, err))
            return false;
    }
    for (const struct digest_table *t = division_tables; t->name; t++) {
        if (!digest_seal(s, t, err))
            return false;
    }
    out->changed = true;
    return store_next_revision(s, r, &out->revision, err) &&
           record_inputs(s, inputs, n, out->revision, err);
}

static bool open_staged(struct db **out, const char *path, struct err *err)
{
    int format;

    if (!db_open(out, path, DB_READ, err) || !db_schema_version(*out, &format, err))
        return false;
    return format == STAGED_FORMAT ||
           err_set(err, ERR_BAD_BODY,
                   "%s was prepared by another version of sizhi (format %d, here %d): use the same "
                   "version to load and to serve",
                   path, format, STAGED_FORMAT);
}

bool store_apply_staged(struct store *s, const char *staged_path, const struct revision *r,
                        struct applied *out, struct err *err)
{
    struct arena *a = arena_new();
    struct db *staged = NULL;
    struct staged_input *inputs;
    struct revision now;
    size_t n;
    bool match, ok = false;

    *out = (struct applied){0};
    if (!open_staged(&staged, staged_path, err) || !read_inputs(staged, a, &inputs, &n, err) ||
        !store_inputs_match(s, inputs, n, &match, err) || !store_revision(s, a, &now, err))
        goto done;
    out->revision = now.number;
    ok = match || copy_everything(s, staged, r, inputs, n, out, err);

done:
    db_close(staged);
    arena_free(a);
    return ok;
}
