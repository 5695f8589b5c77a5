/* db.h - one connection to a SpatiaLite file: prepare, bind, step, column, begin, commit.
 *
 * A connection belongs to one thread at a time.  SQL text is constant and prepared once per
 * connection (the address of the text is the cache key); values are bound, never printed in.
 * Parameters are written $1, $2 … and columns counted from 0. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct stmt;

enum db_mode {
    DB_READ,    /* read-only; the file must exist */
    DB_INSPECT, /* the same for whoever writes next: finishes what a crash left half done */
    DB_WRITE,   /* the one writer: WAL, synchronous=FULL, checkpoints by db_checkpoint alone */
    DB_SCRATCH, /* a private throw-away file or ":memory:", no care for crashes */
};

/* On failure *out is NULL, nothing is left open, and err says what to do about the file. */
bool db_open(struct db **out, const char *path, enum db_mode mode, struct err *err);
void db_close(struct db *db); /* NULL is fine */

/* One or more statements without parameters; what they answer is ignored. */
bool db_exec(struct db *db, const char *sql, struct err *err);
/* The same one statement at a time, for schema steps: a SELECT that answers 0 or NULL has failed
 * (that is how SpatiaLite's functions say it).  before, where given, sees each statement and may
 * stop the script by returning false. */
typedef bool db_before_statement(void *arg, const char *sql);
bool db_script(struct db *db, const char *sql, db_before_statement *before, void *arg,
               struct err *err);

/* A loan from the cache; give it back with stmt_done (NULL is fine). */
struct stmt *stmt_get(struct db *db, const char *sql, struct err *err);
void stmt_done(struct stmt *s);
/* Binding cannot fail but for our own mistakes, which are asserts. Text and blobs are borrowed
 * until stmt_done. */
void bind_int(struct stmt *s, int param, int64_t v);
void bind_double(struct stmt *s, int param, double v);
void bind_text(struct stmt *s, int param, const char *v); /* NULL binds NULL */
void bind_blob(struct stmt *s, int param, struct bytes v);
void bind_digest(struct stmt *s, int param, const struct sha256 *v); /* NULL binds NULL */
void bind_null(struct stmt *s, int param);
/* NULL in place of the one value that stands for none: 0 of ids, MOMENT_NONE … */
void bind_int_or_null(struct stmt *s, int param, int64_t v, int64_t none);
/* 1: a row; 0: no more; -1: err. */
int stmt_step(struct stmt *s, struct err *err);
/* Steps a statement that gives no rows, and gives it back. */
bool stmt_run(struct stmt *s, struct err *err);
/* The one answer of a statement, which is given back: the number in the first row, and `none` where
 * there is no row or NULL in it; whether there is one above 0. */
bool stmt_number(struct stmt *s, int64_t none, int64_t *out, struct err *err);
bool stmt_yes(struct stmt *s, bool *out, struct err *err);
int64_t column_int(struct stmt *s, int column);
double column_double(struct stmt *s, int column);
bool column_is_null(struct stmt *s, int column);
int64_t column_int_or(struct stmt *s, int column, int64_t none);      /* none for NULL */
const char *column_text(struct stmt *s, int column, struct arena *a); /* NULL for NULL */
struct bytes column_blob(struct stmt *s, int column, struct arena *a);
/* false, and all zero, where there is no blob of that length. */
bool column_digest(struct stmt *s, int column, struct sha256 *out);
bool column_is_digest(struct stmt *s, int column, const struct sha256 *v);
enum column_kind { COLUMN_NULL, COLUMN_INT, COLUMN_DOUBLE, COLUMN_TEXT, COLUMN_BLOB };
enum column_kind column_kind(struct stmt *s, int column);
int column_count(struct stmt *s);
/* Text (with a NUL behind it) or blob as it lies in the row, borrowed until the next step. */
struct bytes column_peek(struct stmt *s, int column);
int64_t db_changes(struct db *db);
int64_t db_last_id(struct db *db);

bool db_begin(struct db *db, struct err *err); /* BEGIN IMMEDIATE on a writer */
bool db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db); /* harmless when nothing is open */
bool db_savepoint(struct db *db, const char *name, struct err *err);
bool db_release(struct db *db, const char *name, struct err *err);
void db_rollback_to(struct db *db, const char *name);

bool db_in_transaction(struct db *db);
/* After a failed read, fsync or the like: what this connection still holds in memory may differ
 * from the disk, so nothing may be acknowledged any more; the process should end and start again.
 */
bool db_must_stop(const struct db *db);
/* Statements stepped later than this many milliseconds from now end with ERR_BUSY; 0 lifts it. An
 * open read transaction keeps the WAL growing, so readers on the request path set it. */
void db_deadline(struct db *db, int milliseconds);

/* Writer only: TRUNCATE checkpoint when the WAL holds more than `bytes`.  A reader in the way is
 * not a failure: the rest is left for the next time. */
bool db_checkpoint(struct db *db, size_t bytes, struct err *err);
size_t db_wal_bytes(const struct db *db); /* written by this connection since the last checkpoint */
/* A consistent copy into a new file, while the writer goes on (VACUUM INTO on its own connection).
 */
bool db_copy(const char *from, const char *to, struct err *err);
/* After a file in it was renamed: the new name survives a power cut. */
bool db_sync_folder(const char *path_in_it, struct err *err);
bool db_quick_check(struct db *db, struct err *err);
void db_give_back(struct db *db); /* pages kept in memory for the next question */

/* The number in the file's header that migrations count in (user_version). */
bool db_schema_version(struct db *db, int *out, struct err *err);
bool db_set_schema_version(struct db *db, int version, struct err *err);
/* The number in the file's header that says whose file it is (application_id). */
bool db_application_id(struct db *db, int *out, struct err *err);
bool db_set_application_id(struct db *db, int id, struct err *err);
/* Spatial metadata tables and the reference systems 4490, 4326 and 3857, if they are not there. */
bool db_spatial_init(struct db *db, struct err *err);
/* Tells each geometry column whose index is missing or differs from the shapes. */
typedef void db_index_finding(void *arg, const char *table, const char *column, const char *what);
bool db_check_spatial_indexes(struct db *db, db_index_finding *tell, void *arg, struct err *err);

#endif
