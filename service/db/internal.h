/* internal.h - what the files of this room share; nobody outside includes it. */
#ifndef DB_INTERNAL_H
#define DB_INTERNAL_H

#include "db/db.h"

#include <sqlite3.h>

struct stmt {
    struct db *db;
    sqlite3_stmt *raw;
    const char *sql; /* the caller's constant: its address is the key */
    bool lent;
};

struct db {
    sqlite3 *sqlite;
    void *spatialite; /* NULL in a connection that only copies */
    char *path;
    enum db_mode mode;
    struct stmt **stmts;
    size_t n_stmts, room;
    int wal_pages; /* in the WAL after the last commit */
    size_t
        retry_above;  /* a reader was in the way: no new checkpoint before the WAL is this large */
    int64_t deadline; /* CLOCK_MONOTONIC milliseconds, 0: none */
    bool must_stop;
};

/* Turns the engine's last result code into a failure that says what to do.  Returns false. */
bool db_fail(struct db *db, int code, const char *doing, struct err *err);
/* The same before there is a connection worth the name. */
bool db_fail_open(const char *path, sqlite3 *sqlite, int code, struct err *err);
/* The first column of the first row of a statement that is not worth caching. */
bool db_ask_int(struct db *db, const char *sql, int64_t *out, struct err *err);
void db_statements_free(struct db *db);

#endif
