/* connection.c - how a file is opened, and the transaction words.
 *
 * Debian's SQLite 3.40.1 can lose pages when two connections checkpoint the same WAL.  Hence: one
 * connection writes and checkpoints; all others are read-only and never checkpoint, not even on
 * close. TRUSTED_SCHEMA stays on because SpatiaLite's triggers need it.
 *
 * Nothing in this process may open and close the file by other means while a connection is open:
 * closing any descriptor of a file drops all POSIX locks the process holds on it. */
#include "db/internal.h"

#include "base/mem.h"

#include <assert.h>
#include <inttypes.h>
#include <spatialite.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BUSY_MS = 5000, PROGRESS_STEPS = 10000, NAME_MAX_LEN = 32 };

static const struct {
    int limit, value;
} limits[] = {
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LENGTH, 64 << 20}, /* the largest shape is under 2 MB */
    {SQLITE_LIMIT_SQL_LENGTH, 100000},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
};

static const struct {
    int option, value;
} options[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},          {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* lifted again for the writer */
};

static const char ANY_PRAGMAS[] = "PRAGMA cell_size_check = ON;"
                                  "PRAGMA mmap_size = 0;"
                                  "PRAGMA foreign_keys = ON;";

static const int mode_flags[] = {
    [DB_READ] = SQLITE_OPEN_READONLY,
    [DB_INSPECT] = SQLITE_OPEN_READWRITE,
    [DB_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    [DB_SCRATCH] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
};

static const char READ_PRAGMAS[] = "PRAGMA query_only = ON;";
static const char WRITE_PRAGMAS[] = "PRAGMA journal_mode = WAL;"
                                    "PRAGMA synchronous = FULL;"
                                    "PRAGMA wal_autocheckpoint = 0;"
                                    "PRAGMA secure_delete = FAST;";
static const char SCRATCH_PRAGMAS[] = "PRAGMA journal_mode = MEMORY;"
                                      "PRAGMA synchronous = OFF;";

static const char *const mode_pragmas[] = {
    [DB_READ] = READ_PRAGMAS,
    [DB_INSPECT] = READ_PRAGMAS,
    [DB_WRITE] = WRITE_PRAGMAS,
    [DB_SCRATCH] = SCRATCH_PRAGMAS,
};

static int64_t monotonic_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int remember_wal_size(void *arg, sqlite3 *sqlite, const char *schema, int n_pages)
{
    struct db *db = arg;

    (void)sqlite;
    (void)schema;
    db->wal_pages = n_pages;
    return SQLITE_OK;
}

static int past_deadline(void *arg)
{
    const struct db *db = arg;

    return db->deadline != 0 && monotonic_ms() > db->deadline;
}

void db_deadline(struct db *db, int milliseconds)
{
    db->deadline = milliseconds > 0 ? monotonic_ms() + milliseconds : 0;
    sqlite3_progress_handler(db->sqlite, db->deadline ? PROGRESS_STEPS : 0, past_deadline, db);
}

/* A name that SQLite would read as a URI or as "in memory" is meant as a file here. */
static char *plain_path(const char *path, enum db_mode mode)
{
    bool odd = strncmp(path, "file:", 5) == 0 || path[0] == ':';
    char *plain;

    if (!odd || (mode == DB_SCRATCH && strcmp(path, ":memory:") == 0))
        return mem_strdup(path);
    plain = mem_alloc(strlen(path) + 3, 1);
    sprintf(plain, "./%s", path);
    return plain;
}

static bool configure(struct db *db, struct err *err)
{
    int code;

    sqlite3_extended_result_codes(db->sqlite, 1);
    sqlite3_busy_timeout(db->sqlite, BUSY_MS);
    for (size_t i = 0; i < COUNT(options); i++) {
        code = sqlite3_db_config(db->sqlite, options[i].option, options[i].value, NULL);
        if (code != SQLITE_OK)
            return db_fail_open(db->path, db->sqlite, code, err);
    }
    /* The first statement that touches the file: says whether it is one of SQLite's at all. */
    code = sqlite3_exec(db->sqlite, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return db_fail_open(db->path, db->sqlite, code, err);
    return db_exec(db, ANY_PRAGMAS, err) && db_exec(db, mode_pragmas[db->mode], err);
}

/* SpatiaLite keeps per-connection state (GEOS, PROJ) behind a pointer that must outlive the
 * connection. */
static bool add_spatialite(struct db *db, struct err *err)
{
    const char *security = getenv("SPATIALITE_SECURITY");

    if (security && strcmp(security, "relaxed") == 0)
        return err_set(err, ERR_INTERNAL,
                       "SPATIALITE_SECURITY=relaxed lets SQL read and write files: unset it");
    db->spatialite = spatialite_alloc_connection();
    if (!db->spatialite)
        return err_set(err, ERR_INTERNAL, "SpatiaLite gave no connection: too many are open");
    spatialite_init_ex(db->sqlite, db->spatialite, 0);
    spatialite_set_silent_mode(db->spatialite); /* failures travel in struct err */
    return true;
}

bool db_open(struct db **out, const char *path, enum db_mode mode, struct err *err)
{
    struct db *db;
    int code;

    *out = NULL;
    if (path[0] == '\0')
        return err_set(err, ERR_INTERNAL, "the name of the register is empty");
    db = mem_alloc(1, sizeof *db);
    db->mode = mode;
    db->path = plain_path(path, mode);
    code = sqlite3_open_v2(db->path, &db->sqlite, mode_flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        db_fail_open(db->path, db->sqlite, code, err);
        goto fail;
    }
    if (!configure(db, err) || !add_spatialite(db, err))
        goto fail;
    if (mode == DB_WRITE) {
        sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
        sqlite3_wal_hook(db->sqlite, remember_wal_size, db);
    }
    for (size_t i = 0; i < COUNT(limits); i++)
        sqlite3_limit(db->sqlite, limits[i].limit, limits[i].value);
    *out = db;
    return true;

fail:
    db_close(db);
    return false;
}

void db_close(struct db *db)
{
    int code;

    if (!db)
        return;
    db_statements_free(db);
    if (db->must_stop) /* what is in memory is not to be trusted on disk; the WAL is read again */
        sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (db->spatialite) /* a topology keeps statements of its own */
        spatialite_finalize_topologies(db->spatialite);
    code = sqlite3_close(db->sqlite);
    assert(code == SQLITE_OK);
    (void)code;
    if (db->spatialite)
        spatialite_cleanup_ex(db->spatialite);
    free(db->path);
    free(db);
}

bool db_exec(struct db *db, const char *sql, struct err *err)
{
    int code = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);

    return code == SQLITE_OK || db_fail(db, code, sql, err);
}

bool db_begin(struct db *db, struct err *err)
{
    return db_exec(db, db->mode == DB_WRITE || db->mode == DB_SCRATCH ? "BEGIN IMMEDIATE" : "BEGIN",
                   err);
}

bool db_commit(struct db *db, struct err *err)
{
    return db_exec(db, "COMMIT", err);
}

void db_rollback(struct db *db)
{
    if (db_in_transaction(db))
        db_exec(db, "ROLLBACK", NULL);
}

bool db_in_transaction(struct db *db)
{
    return sqlite3_get_autocommit(db->sqlite) == 0;
}

/* Names of savepoints are constants of ours. */
static bool with_name(struct db *db, const char *words, const char *name, struct err *err)
{
    char sql[64];

    assert(strlen(name) < NAME_MAX_LEN &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyz_")] == '\0');
    snprintf(sql, sizeof sql, "%s %s", words, name);
    return db_exec(db, sql, err);
}

bool db_savepoint(struct db *db, const char *name, struct err *err)
{
    return with_name(db, "SAVEPOINT", name, err);
}

bool db_release(struct db *db, const char *name, struct err *err)
{
    return with_name(db, "RELEASE", name, err);
}

/* Some failures have ended the whole transaction already; then there is nothing to go back to. */
void db_rollback_to(struct db *db, const char *name)
{
    if (db_in_transaction(db) && with_name(db, "ROLLBACK TO", name, NULL))
        with_name(db, "RELEASE", name, NULL);
}

bool db_must_stop(const struct db *db)
{
    return db->must_stop;
}
