/* backup.c - whole copies out of the register and back into it.
 *
 * A backup is checked before anybody relies on it: the copy when it is made, all of it before it
 * replaces a file.  Restoring never deletes: what stood there is kept beside it, with its log. */
#include "base/mem.h"
#include "store/check.h"
#include "store/internal.h"
#include "store/lock.h"
#include "store/migrate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool check_copy(const char *to, struct err *err)
{
    struct store *s;

    if (!store_open(&s, to, STORE_READ, err))
        return false;
    store_close(s);
    return true;
}

bool store_backup(const char *path, const char *to, struct err *err)
{
    struct store *s;

    /* Is it a register at all?  Its pages are checked in the copy, which holds nobody up. */
    if (!store_open(&s, path, STORE_READ_MORE, err))
        return false;
    store_close(s);
    if (!db_copy(path, to, err))
        return false;
    if (check_copy(to, err))
        return true;
    unlink(to);
    return false;
}

/* A backup made before an upgrade is older than this program and still good. */
static bool check_backup(const char *from, struct report *r, struct err *err)
{
    struct store s = {.path = (char *)from, .mode = STORE_READ, .lock = -1};
    enum register_state state;
    int version;
    bool ok = false;

    if (!db_open(&s.db, from, DB_READ, err) ||
        !migrate_inspect(s.db, from, &state, &version, err) || !db_quick_check(s.db, err))
        goto done;
    if (state == REGISTER_EMPTY)
        err_set(err, ERR_INTERNAL, "%s is empty: there is nothing to restore", from);
    else if (state == REGISTER_OLDER)
        ok = check_structure(&s, r, err);
    else
        ok = store_check(&s, r->tell, r->arg, &r->n, err);
    if (ok && r->n > 0)
        ok = err_set(err, ERR_INTERNAL,
                     "%s: %zu findings; nothing was restored, use another backup", from, r->n);

done:
    db_close(s.db);
    return ok;
}

static char *kept_name(const char *to, struct arena *a, moment_t now)
{
    char text[MOMENT_TEXT], stamp[MOMENT_TEXT];
    size_t n = 0;

    for (const char *c = moment_format_utc(now, text); *c; c++) {
        if (*c != '-' && *c != ':')
            stamp[n++] = *c;
    }
    stamp[n] = '\0';
    return arena_printf(a, "%s.replaced-%s", to, stamp);
}

static bool move(const char *from, const char *to, struct err *err)
{
    return rename(from, to) == 0 || errno == ENOENT ||
           err_set(err, ERR_INTERNAL, "%s cannot be moved to %s: %s", from, to, strerror(errno));
}

/* The log belongs to the file it was written for: left behind it would be read into the new one. */
static bool set_aside(const char *to, const char *kept, struct arena *a, struct err *err)
{
    if (access(kept, F_OK) == 0)
        return err_set(err, ERR_CONFLICT, "%s is there already: try again in a second", kept);
    return move(to, kept, err) &&
           move(arena_printf(a, "%s-wal", to), arena_printf(a, "%s-wal", kept), err) &&
           (unlink(arena_printf(a, "%s-shm", to)) == 0 || errno == ENOENT ||
            err_set(err, ERR_INTERNAL, "%s-shm cannot be removed: %s", to, strerror(errno)));
}

bool store_restore(const char *from, const char *to, struct arena *a, moment_t now,
                   void (*tell)(void *arg, const char *line), void *arg, const char **kept,
                   struct err *err)
{
    struct report r = {tell, arg, 0};
    const char *fresh = arena_printf(a, "%s.restoring-%ld", to, (long)getpid());
    bool there = access(to, F_OK) == 0, ok;
    int lock;

    *kept = NULL;
    if (!check_backup(from, &r, err) || !lock_take(to, &lock, err))
        return false;
    ok = db_copy(from, fresh, err);
    if (ok && there) {
        *kept = kept_name(to, a, now);
        ok = set_aside(to, *kept, a, err);
    }
    if (ok && link(fresh, to) != 0)
        ok = err_set(err, ERR_INTERNAL, "%s cannot be made: %s", to, strerror(errno));
    ok = ok && db_sync_folder(to, err);
    unlink(fresh);
    lock_give(lock);
    return ok;
}
