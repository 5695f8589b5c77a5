/* bench_db_commits.c - durable commits a second of the engine alone, one small row each:
 * bench_db_commits FOLDER SECONDS.
 *
 * The connection is the writer's own (WAL, synchronous=FULL, checkpoints after 4 MiB), so that what
 * the service does beside it can be told from what the disk allows.  The file goes when it is done.
 */
#include "base/mem.h"
#include "db/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CHECKPOINT_BYTES = 4 << 20, PATH_MOST = 4096 };

static const char TABLE[] = "CREATE TABLE entry (id INTEGER PRIMARY KEY, at INTEGER, what TEXT)";
static const char ADD[] = "INSERT INTO entry (at, what) VALUES ($1, $2)";
static const char WHAT[] = "what an officer did to an application, in about a hundred bytes of text"
                           ", as an entry of the chain";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool commit_one(struct db *db, int64_t at, struct err *err)
{
    struct stmt *q;

    if (!db_begin(db, err) || !(q = stmt_get(db, ADD, err)))
        return false;
    bind_int(q, 1, at);
    bind_text(q, 2, WHAT);
    return stmt_run(q, err) && db_commit(db, err) && db_checkpoint(db, CHECKPOINT_BYTES, err);
}

static bool measure(struct db *db, double seconds, double *per_second, struct err *err)
{
    double start = now(), passed;
    int64_t done = 0;

    do {
        if (!commit_one(db, ++done, err))
            return false;
        passed = now() - start;
    } while (passed < seconds);
    *per_second = (double)done / passed;
    return true;
}

static void remove_all(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[PATH_MOST + 8];

    for (size_t i = 0; i < COUNT(ends); i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

int main(int argc, char **argv)
{
    struct err err = {0};
    char path[PATH_MOST];
    struct db *db = NULL;
    double per_second = 0;

    if (argc != 3 || strlen(argv[1]) > sizeof path - 32) {
        fprintf(stderr, "usage: bench_db_commits FOLDER SECONDS\n");
        return 2;
    }
    snprintf(path, sizeof path, "%s/commits.sqlite", argv[1]);
    remove_all(path);
    bool ok = db_open(&db, path, DB_WRITE, &err) && db_exec(db, TABLE, &err) &&
              measure(db, strtod(argv[2], NULL), &per_second, &err);
    db_close(db);
    remove_all(path);
    if (ok)
        printf("%.0f\n", per_second);
    else
        fprintf(stderr, "bench_db_commits: %s\n", err.text);
    return ok ? 0 : 1;
}
