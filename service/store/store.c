/* store.c - opening the register, its transactions, and its single values.
 *
 * A file is looked at before anything may change it: opening for writing turns on the write-ahead
 * log, which must not happen to somebody else's database. */
#include "store/internal.h"

#include "base/mem.h"
#include "store/lock.h"
#include "store/migrate.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char META_GET[] = "SELECT value FROM meta WHERE key = $1";
static const char META_SET[] = "INSERT INTO meta (key, value) VALUES ($1, $2)"
                               " ON CONFLICT (key) DO UPDATE SET value = excluded.value";

static bool open_to_read(struct store *s, struct err *err)
{
    enum register_state state;
    int version;

    if (!db_open(&s->db, s->path, DB_READ, err) ||
        !migrate_inspect(s->db, s->path, &state, &version, err))
        return false;
    if (state == REGISTER_EMPTY)
        return err_set(err, ERR_INTERNAL, "%s is empty: fill it with `sizhi load --db %s` first",
                       s->path, s->path);
    if (state == REGISTER_OLDER)
        return err_set(err, ERR_INTERNAL,
                       "%s was made by an older Sizhi (schema %d): `sizhi load --db %s` or `sizhi "
                       "serve` brings it up to date and keeps a copy",
                       s->path, version, s->path);
    return s->mode == STORE_READ_MORE || db_quick_check(s->db, err);
}

/* What is there, before it is touched. */
static bool inspect(const char *path, enum register_state *state, int *version, struct err *err)
{
    struct db *db;
    struct stat st;
    bool ok;

    *state = REGISTER_EMPTY;
    if (stat(path, &st) != 0 && errno == ENOENT)
        return true;
    ok = db_open(&db, path, DB_INSPECT, err) && migrate_inspect(db, path, state, version, err) &&
         db_quick_check(db, err);
    db_close(db);
    return ok;
}

static bool open_to_write(struct store *s, struct err *err)
{
    enum register_state state;
    int version = 0;

    return lock_take(s->path, &s->lock, err) && inspect(s->path, &state, &version, err) &&
           (state != REGISTER_OLDER || migrate_keep_copy(s->path, version, err)) &&
           db_open(&s->db, s->path, DB_WRITE, err) &&
           (state == REGISTER_CURRENT || migrate_run(s->db, NULL, NULL, err));
}

bool store_open(struct store **out, const char *path, enum store_mode mode, struct err *err)
{
    struct store *s = mem_alloc(1, sizeof *s);

    *out = NULL;
    s->path = mem_strdup(path);
    s->mode = mode;
    s->lock = -1;
    if (mode == STORE_WRITE ? !open_to_write(s, err) : !open_to_read(s, err)) {
        store_close(s);
        return false;
    }
    *out = s;
    return true;
}

/* The lock last: nobody may write while this connection still can. */
void store_give_back(struct store *s)
{
    db_give_back(s->db);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    db_close(s->db);
    lock_give(s->lock);
    free(s->path);
    free(s);
}

bool store_begin(struct store *s, struct err *err)
{
    assert(!db_in_transaction(s->db));
    return db_begin(s->db, err);
}

bool store_commit(struct store *s, struct err *err)
{
    return db_commit(s->db, err);
}

void store_rollback(struct store *s)
{
    db_rollback(s->db);
}

static const char PART[] = "part";

bool store_part_begin(struct store *s, struct err *err)
{
    assert(db_in_transaction(s->db));
    return db_savepoint(s->db, PART, err);
}

bool store_part_keep(struct store *s, struct err *err)
{
    return db_release(s->db, PART, err);
}

void store_part_take_back(struct store *s)
{
    db_rollback_to(s->db, PART);
}

bool store_change(struct store *s, store_job *job, void *arg, struct err *err)
{
    if (!store_begin(s, err))
        return false;
    if (job(s, arg, err) && store_commit(s, err))
        return true;
    store_rollback(s);
    return false;
}

bool store_meta(struct store *s, struct arena *a, const char *key, const char **value,
                struct err *err)
{
    struct stmt *q = stmt_get(s->db, META_GET, err);
    int rc;

    *value = NULL;
    if (!q)
        return false;
    bind_text(q, 1, key);
    rc = stmt_step(q, err);
    if (rc == 1)
        *value = column_text(q, 0, a);
    stmt_done(q);
    return rc >= 0;
}

bool store_set_meta(struct store *s, const char *key, const char *value, struct err *err)
{
    struct stmt *q = stmt_get(s->db, META_SET, err);

    if (!q)
        return false;
    bind_text(q, 1, key);
    bind_text(q, 2, value);
    return stmt_run(q, err);
}
