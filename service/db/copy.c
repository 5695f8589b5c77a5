/* copy.c - checkpoints, the quick check, and whole copies of a file.
 *
 * A copy is made by VACUUM INTO on a read-only connection of its own: consistent at one moment, and
 * in rollback-journal mode, so it opens on a read-only disk.  SQLite does not sync it; we do. */
#include "db/internal.h"

#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_SIZE = 4096, CHECKPOINT_WAIT_MS = 20, BUSY_MS = 5000 };

size_t db_wal_bytes(const struct db *db)
{
    return (size_t)db->wal_pages * PAGE_SIZE;
}

bool db_checkpoint(struct db *db, size_t bytes, struct err *err)
{
    int in_wal = 0, moved = 0, code;

    assert(db->mode == DB_WRITE);
    if (db_wal_bytes(db) <= bytes || (bytes > 0 && db_wal_bytes(db) <= db->retry_above))
        return true;
    /* Do not let a slow reader hold up the queue behind us for the full busy timeout. */
    sqlite3_busy_timeout(db->sqlite, CHECKPOINT_WAIT_MS);
    code = sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, &in_wal, &moved);
    sqlite3_busy_timeout(db->sqlite, BUSY_MS);
    db->retry_above = db_wal_bytes(db) + bytes; /* not again at every commit */
    if ((code & 0xff) == SQLITE_BUSY)
        return true;
    if (code != SQLITE_OK)
        return db_fail(db, code, "checkpoint", err);
    db->wal_pages = 0;
    db->retry_above = 0;
    return true;
}

bool db_quick_check(struct db *db, struct err *err)
{
    struct stmt *s = stmt_get(db, "PRAGMA quick_check(1)", err);
    bool ok = false;

    if (!s)
        return false;
    if (stmt_step(s, err) == 1) {
        struct bytes said = column_peek(s, 0);

        ok = said.size == 2 && memcmp(said.at, "ok", 2) == 0;
        if (!ok) {
            db->must_stop = true;
            err_set(
                err, ERR_INTERNAL,
                "%s is damaged (%.*s): stop the service, keep the file aside and bring back the "
                "latest backup with `sizhi restore --from BACKUP --to %s`",
                db->path, (int)(said.size > 120 ? 120 : said.size), said.at, db->path);
        }
    }
    stmt_done(s);
    return ok;
}

void db_give_back(struct db *db)
{
    sqlite3_db_release_memory(db->sqlite);
}

static bool sync_path(const char *path, int flags, struct err *err)
{
    int fd = open(path, flags | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;

    if (!ok)
        err_set(err, errno == ENOSPC ? ERR_STORAGE_FULL : ERR_INTERNAL, "%s cannot be written: %s",
                path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return ok;
}

bool db_sync_folder(const char *path_in_it, struct err *err)
{
    char *folder = mem_strdup(path_in_it);
    char *slash = strrchr(folder, '/');
    bool ok;

    if (slash)
        slash[slash == folder ? 1 : 0] = '\0';
    ok = sync_path(slash ? folder : ".", O_RDONLY | O_DIRECTORY, err);
    free(folder);
    return ok;
}

static bool vacuum_into(const char *from, const char *to, struct err *err)
{
    struct db db = {.path = (char *)from, .mode = DB_READ};
    sqlite3_stmt *raw = NULL;
    int code = sqlite3_open_v2(from, &db.sqlite, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    bool ok = false;

    if (code != SQLITE_OK) {
        db_fail_open(from, db.sqlite, code, err);
        goto done;
    }
    sqlite3_extended_result_codes(db.sqlite, 1);
    sqlite3_busy_timeout(db.sqlite, BUSY_MS);
    sqlite3_db_config(db.sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    code = sqlite3_prepare_v2(db.sqlite, "VACUUM INTO ?", -1, &raw, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(raw, 1, to, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(raw);
    ok = code == SQLITE_DONE || db_fail(&db, code, "copy", err);

done:
    sqlite3_finalize(raw);
    sqlite3_close(db.sqlite);
    return ok;
}

/* Under its last name only when it is whole; link() never replaces what is there. */
bool db_copy(const char *from, const char *to, struct err *err)
{
    char *part;
    bool ok = false;

    if (access(to, F_OK) == 0)
        return err_say(err, ERR_CONFLICT, NULL, "%s is there already: name a new file",
                       "%s 已存在：请换一个文件名", to);
    part = mem_alloc(strlen(to) + sizeof ".part-0123456789", 1);
    sprintf(part, "%s.part-%ld", to, (long)getpid());
    unlink(part);
    if (!vacuum_into(from, part, err) || !sync_path(part, O_RDWR, err))
        goto done;
    if (link(part, to) != 0) {
        err_set(err, ERR_CONFLICT, "%s cannot be made: %s", to, strerror(errno));
        goto done;
    }
    ok = db_sync_folder(to, err);

done:
    unlink(part);
    free(part);
    return ok;
}
