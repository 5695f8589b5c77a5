/* script.c - schema steps, the numbers in the file's header, and SpatiaLite's own tables.
 *
 * SpatiaLite's functions do not fail: they answer 0.  A script therefore looks at every answer. */
#include "db/internal.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Taken with transaction 0: the caller's transaction is the one that counts. */
static const char SPATIAL_TABLES[] = "SELECT InitSpatialMetaData(0, 'NONE');"
                                     "SELECT InsertEpsgSrid(4490);"
                                     "SELECT InsertEpsgSrid(4326);"
                                     "SELECT InsertEpsgSrid(3857);";

static bool answer_is_no(sqlite3_stmt *raw)
{
    int type = sqlite3_column_type(raw, 0);

    return type == SQLITE_NULL || (type == SQLITE_INTEGER && sqlite3_column_int64(raw, 0) == 0);
}

static bool run_one(struct db *db, sqlite3_stmt *raw, struct err *err)
{
    int code;

    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
        if (answer_is_no(raw))
            return err_set(err, ERR_INTERNAL, "%s: a step of the schema was refused: %s", db->path,
                           sqlite3_sql(raw));
    }
    return code == SQLITE_DONE || db_fail(db, code, sqlite3_sql(raw), err);
}

bool db_script(struct db *db, const char *sql, db_before_statement *before, void *arg,
               struct err *err)
{
    bool ok = true;

    while (ok && *sql) {
        sqlite3_stmt *raw = NULL;
        int code = sqlite3_prepare_v2(db->sqlite, sql, -1, &raw, &sql);

        if (code != SQLITE_OK)
            return db_fail(db, code, "a step of the schema", err);
        if (!raw)
            continue; /* only space or a comment */
        if (before && !before(arg, sqlite3_sql(raw)))
            ok = err_set(err, ERR_INTERNAL, "%s: the schema step was stopped", db->path);
        else
            ok = run_one(db, raw, err);
        sqlite3_finalize(raw);
    }
    return ok;
}

bool db_ask_int(struct db *db, const char *sql, int64_t *out, struct err *err)
{
    sqlite3_stmt *raw = NULL;
    int code = sqlite3_prepare_v2(db->sqlite, sql, -1, &raw, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_step(raw);
    if (code == SQLITE_ROW)
        *out = sqlite3_column_int64(raw, 0);
    else
        db_fail(db, code, sql, err);
    sqlite3_finalize(raw);
    return code == SQLITE_ROW;
}

static bool ask_header(struct db *db, const char *sql, int *out, struct err *err)
{
    int64_t value;

    if (!db_ask_int(db, sql, &value, err))
        return false;
    *out = (int)value;
    return true;
}

static bool set_header(struct db *db, const char *name, int value, struct err *err)
{
    char sql[64];

    snprintf(sql, sizeof sql, "PRAGMA %s = %d", name, value);
    return db_exec(db, sql, err);
}

bool db_schema_version(struct db *db, int *out, struct err *err)
{
    return ask_header(db, "PRAGMA user_version", out, err);
}

bool db_set_schema_version(struct db *db, int version, struct err *err)
{
    return set_header(db, "user_version", version, err);
}

bool db_application_id(struct db *db, int *out, struct err *err)
{
    return ask_header(db, "PRAGMA application_id", out, err);
}

bool db_set_application_id(struct db *db, int id, struct err *err)
{
    return set_header(db, "application_id", id, err);
}

bool db_spatial_init(struct db *db, struct err *err)
{
    int64_t there;

    if (!db_ask_int(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'spatial_ref_sys'", &there,
                    err))
        return false;
    return there > 0 || db_script(db, SPATIAL_TABLES, NULL, NULL, err);
}
