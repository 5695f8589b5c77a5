/* migrate.c - the steps are store/migrations/NNNN_name.sql, built into the program in their order.
 *
 * A step that has shipped is never edited: files out there have it behind them. */
#include "store/migrate.h"

#include "base/mem.h"

#include "migrations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x53697a68, MAX_KEPT = 100 }; /* "Sizh" */

static const char ANY_TABLE[] = "SELECT count(*) FROM sqlite_schema";

static bool count_tables(struct db *db, int64_t *n, struct err *err)
{
    struct stmt *s = stmt_get(db, ANY_TABLE, err);
    int rc = s ? stmt_step(s, err) : -1;

    if (rc == 1)
        *n = column_int(s, 0);
    stmt_done(s);
    return rc == 1;
}

bool migrate_inspect(struct db *db, const char *path, enum register_state *state, int *version,
                     struct err *err)
{
    int64_t n_tables;
    int id;

    if (!db_application_id(db, &id, err) || !db_schema_version(db, version, err) ||
        !count_tables(db, &n_tables, err))
        return false;
    if (id == 0 && *version == 0 && n_tables == 0) {
        *state = REGISTER_EMPTY;
        return true;
    }
    if (id != APPLICATION_ID)
        return err_set(err, ERR_INTERNAL,
                       "%s is a database, but not a register of Sizhi: name another file", path);
    if (*version > n_migrations)
        return err_set(
            err, ERR_INTERNAL,
            "%s was made by a newer Sizhi (schema %d, this program knows %d): install the "
            "newer program, or restore a backup made before the upgrade",
            path, *version, (int)n_migrations);
    *state = *version == n_migrations ? REGISTER_CURRENT : REGISTER_OLDER;
    return true;
}

static bool run_step(struct db *db, int step, db_before_statement *before, void *arg,
                     struct err *err)
{
    if (!db_begin(db, err))
        return false;
    if ((step == 0 &&
         (!db_set_application_id(db, APPLICATION_ID, err) || !db_spatial_init(db, err))) ||
        !db_script(db, migrations[step].text, before, arg, err) ||
        !db_set_schema_version(db, step + 1, err) || !db_commit(db, err)) {
        db_rollback(db);
        return false;
    }
    return true;
}

bool migrate_run(struct db *db, db_before_statement *before, void *arg, struct err *err)
{
    int version;

    if (!db_schema_version(db, &version, err))
        return false;
    for (int step = version; step < n_migrations; step++) {
        if (!run_step(db, step, before, arg, err))
            return false;
    }
    return true;
}

/* A copy left by an earlier try is kept: the file may have changed since. */
bool migrate_keep_copy(const char *path, int version, struct err *err)
{
    size_t room = strlen(path) + 40;
    char *name = mem_alloc(room, 1);
    bool ok;

    snprintf(name, room, "%s.before-%d", path, version + 1);
    for (int i = 2; access(name, F_OK) == 0 && i < MAX_KEPT; i++)
        snprintf(name, room, "%s.before-%d.%d", path, version + 1, i);
    ok = db_copy(path, name, err);
    free(name);
    return ok;
}
