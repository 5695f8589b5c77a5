/* failure.c - what SQLite's result codes mean to the person who asked.
 *
 * The extended code decides.  A full disk passes; a failed fsync or read does not: after it, memory
 * and disk may disagree, so the connection is marked and its owner has to stop. */
#include "db/internal.h"

#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Why the last write to the file, or to its log, failed.  sqlite3_system_errno reads errno too late
 * to be of use here. */
static int write_errno(sqlite3 *sqlite, int pointer)
{
    sqlite3_file *file = NULL;
    int reason = 0;

    if (sqlite3_file_control(sqlite, "main", pointer, &file) == SQLITE_OK && file && file->pMethods)
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &reason);
    return reason;
}

static bool is_full(sqlite3 *sqlite, int code)
{
    static const int pointers[] = {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER};

    if ((code & 0xff) == SQLITE_FULL)
        return true;
    for (size_t i = 0; code == SQLITE_IOERR_WRITE && i < COUNT(pointers); i++) {
        int reason = write_errno(sqlite, pointers[i]);

        if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
            return true;
    }
    return false;
}

static bool fail_damaged(const char *path, const char *why, struct err *err)
{
    return err_set(err, ERR_INTERNAL,
                   "%s is damaged (%s): stop the service, keep the file aside and bring back the "
                   "latest backup with `sizhi restore --from BACKUP --to %s`",
                   path, why, path);
}

/* The codes that every connection, open or half open, explains the same way. */
static bool fail_common(const char *path, sqlite3 *sqlite, int code, const char *doing,
                        struct err *err)
{
    const char *why = sqlite ? sqlite3_errmsg(sqlite) : sqlite3_errstr(code);

    if (is_full(sqlite, code))
        return err_say(err, ERR_STORAGE_FULL, NULL,
                       "there is no room left on the disk; nothing was changed, reading goes on",
                       "磁盘空间不足；未作任何更改，查询不受影响");
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_say(err, ERR_BUSY, NULL, "the register is busy; try again",
                       "登记库正忙，请稍后重试");
    case SQLITE_INTERRUPT:
        return err_say(err, ERR_BUSY, NULL,
                       "the question took too long and was given up; try again",
                       "查询超时已中止，请稍后重试");
    case SQLITE_CORRUPT:
        return fail_damaged(path, why, err);
    case SQLITE_NOTADB:
        return err_set(err, ERR_INTERNAL,
                       "%s is not a register: it is no SQLite file, or its first page is damaged; "
                       "name another file, or bring back a backup with `sizhi restore`",
                       path);
    case SQLITE_READONLY:
        return err_set(err, ERR_INTERNAL,
                       "%s cannot be written (%s): check the rights of the file and its folder",
                       path, why);
    case SQLITE_CONSTRAINT:
        /* A client may read this: the statement itself is for the log alone. */
        log_error("constraint", "%s: %s", doing, why);
        return err_say(err, ERR_CONFLICT, NULL, "the register does not allow this (%s)",
                       "登记库的规则不允许此操作（%s）", why);
    case SQLITE_IOERR:
        return err_set(err, ERR_INTERNAL,
                       "%s: %s failed (%s, code %d): the disk or its driver is at fault; stop, "
                       "check the disk, then start again",
                       path, doing, why, code);
    default:
        return err_set(err, ERR_INTERNAL, "%s: %s: %s (code %d)", path, doing, why, code);
    }
}

bool db_fail(struct db *db, int code, const char *doing, struct err *err)
{
    int kind = code & 0xff;

    if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ||
        (kind == SQLITE_IOERR && !is_full(db->sqlite, code)))
        db->must_stop = true;
    return fail_common(db->path, db->sqlite, code, doing, err);
}

bool db_fail_open(const char *path, sqlite3 *sqlite, int code, struct err *err)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return err_set(err, ERR_INTERNAL, "%s cannot be opened: %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_INTERNAL, "%s cannot be opened: it is not a file", path);
    if ((code & 0xff) != SQLITE_CANTOPEN)
        return fail_common(path, sqlite, code, "open", err);
    if (access(path, R_OK) != 0)
        return err_set(err, ERR_INTERNAL, "%s cannot be read: %s", path, strerror(errno));
    return err_set(err, ERR_INTERNAL,
                   "%s cannot be opened: a live register needs a folder that can be written; a "
                   "backup (`sizhi backup`) opens anywhere",
                   path);
}
