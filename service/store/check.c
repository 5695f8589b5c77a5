/* check.c - is the register what it says it is?
 *
 * Everything is read in one transaction, so a running service cannot make the check see two moments
 * at once. */
#include "store/check.h"

#include "base/buf.h"
#include "base/mem.h"
#include "store/digest.h"
#include "store/internal.h"
#include "store/revision.h"

#include <string.h>

static const char INTEGRITY[] = "PRAGMA integrity_check(100)";
static const char FOREIGN_KEYS[] = "PRAGMA foreign_key_check";
enum { COL_TABLE, COL_ROWID, COL_PARENT };

static const char SPATIAL_INDEXES[] =
    "SELECT f_table_name, f_geometry_column, spatial_index_enabled,"
    " CheckSpatialIndex(f_table_name, f_geometry_column)"
    " FROM geometry_columns ORDER BY f_table_name, f_geometry_column";
enum { COL_INDEX_TABLE, COL_INDEX_COLUMN, COL_INDEX_ENABLED, COL_INDEX_WHOLE };

/* Lists of tables whose rows carry digests, each ending in a row without a name. */
static const struct digest_table *const published[] = {
    NULL,
};

static bool look_at_pages(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, INTEGRITY, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        struct bytes said = column_peek(q, 0);

        if (said.size != 2 || memcmp(said.at, "ok", 2) != 0)
            report_finding(r, "structure: %s", said.at ? said.at : "?");
    }
    stmt_done(q);
    return rc == 0;
}

static bool look_at_references(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, FOREIGN_KEYS, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1)
        report_finding(r, "%s row %lld: refers to a row of %s that does not exist",
                       column_peek(q, COL_TABLE).at, (long long)column_int(q, COL_ROWID),
                       column_peek(q, COL_PARENT).at);
    stmt_done(q);
    return rc == 0;
}

static bool look_at_spatial_indexes(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, SPATIAL_INDEXES, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        const char *table = column_peek(q, COL_INDEX_TABLE).at;
        const char *column = column_peek(q, COL_INDEX_COLUMN).at;

        if (column_int(q, COL_INDEX_ENABLED) != 1)
            report_finding(r, "%s.%s: has no spatial index", table, column);
        else if (column_is_null(q, COL_INDEX_WHOLE) || column_int(q, COL_INDEX_WHOLE) != 1)
            report_finding(r, "%s.%s: the spatial index does not match the shapes", table, column);
    }
    stmt_done(q);
    return rc == 0;
}

static bool look_at_digests(struct store *s, struct report *r, struct err *err)
{
    for (const struct digest_table *const *list = published; *list; list++) {
        for (const struct digest_table *t = *list; t->name; t++) {
            if (!digest_verify(s, t, r, err))
                return false;
        }
    }
    return true;
}

static const struct {
    check_look *look;
    bool any_schema; /* makes sense for an older file too */
} checks[] = {
    {look_at_pages, true},    {look_at_references, true}, {look_at_spatial_indexes, true},
    {revision_verify, false}, {look_at_digests, false},
};

static bool run_checks(struct store *s, bool any_schema_only, struct report *r, struct err *err)
{
    bool ok = db_begin(s->db, err);

    for (size_t i = 0; ok && i < COUNT(checks); i++) {
        if (checks[i].any_schema || !any_schema_only)
            ok = checks[i].look(s, r, err);
    }
    db_rollback(s->db);
    return ok;
}

bool check_structure(struct store *s, struct report *r, struct err *err)
{
    return run_checks(s, true, r, err);
}

bool store_check(struct store *s, void (*tell)(void *arg, const char *line), void *arg,
                 size_t *n_findings, struct err *err)
{
    struct report r = {tell, arg, 0};
    bool ok = run_checks(s, false, &r, err);

    *n_findings = r.n;
    return ok;
}
