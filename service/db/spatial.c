/* spatial.c - does every spatial index hold the boxes of its shapes?
 *
 * SpatiaLite's own CheckSpatialIndex complains on standard error when the connection is read-only,
 * and rtreecheck looks at the tree alone: it does not miss a row that is gone.  So both sides are
 * compared here.  The tree keeps boxes as 32-bit numbers, rounded outwards. */
#include "db/internal.h"

static const char COLUMNS[] = "SELECT f_table_name, f_geometry_column, spatial_index_enabled"
                              " FROM geometry_columns ORDER BY 1, 2";
enum { COL_TABLE, COL_COLUMN, COL_ENABLED };

/* In place of names stand %w: table and column quoted.  1: something does not match. */
static const char MISMATCH[] =
    "SELECT (SELECT count(*) FROM \"idx_%w_%w\") <>"
    "       (SELECT count(*) FROM \"%w\" WHERE \"%w\" IS NOT NULL)"
    " OR EXISTS ("
    "  SELECT 1 FROM (SELECT ROWID AS id, MbrMinX(\"%w\") AS x0, MbrMaxX(\"%w\") AS x1,"
    "                        MbrMinY(\"%w\") AS y0, MbrMaxY(\"%w\") AS y1"
    "                   FROM \"%w\" WHERE \"%w\" IS NOT NULL) AS b"
    "  LEFT JOIN \"idx_%w_%w\" AS i ON i.pkid = b.id"
    "  WHERE i.pkid IS NULL"
    "     OR max(i.xmin - b.x0, b.x1 - i.xmax, i.ymin - b.y0, b.y1 - i.ymax) > 0"
    "     OR max(b.x0 - i.xmin, i.xmax - b.x1, b.y0 - i.ymin, i.ymax - b.y1)"
    "        > 1e-6 * max(1, abs(b.x0), abs(b.x1), abs(b.y0), abs(b.y1)))";
static const char TREE[] = "SELECT rtreecheck('main', 'idx_%q_%q') <> 'ok'";

/* Takes sql.  A question that cannot be asked counts as wrong: the index is not there. */
static bool is_wrong(struct db *db, char *sql)
{
    int64_t wrong = 1;

    if (!db_ask_int(db, sql, &wrong, NULL))
        wrong = 1;
    sqlite3_free(sql);
    return wrong != 0;
}

static bool index_differs(struct db *db, const char *t, const char *c)
{
    return is_wrong(db, sqlite3_mprintf(TREE, t, c)) ||
           is_wrong(db, sqlite3_mprintf(MISMATCH, t, c, t, c, c, c, c, c, t, c, t, c));
}

bool db_check_spatial_indexes(struct db *db, db_index_finding *tell, void *arg, struct err *err)
{
    struct stmt *q = stmt_get(db, COLUMNS, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        const char *table = column_peek(q, COL_TABLE).at, *column = column_peek(q, COL_COLUMN).at;

        if (column_int(q, COL_ENABLED) != 1)
            tell(arg, table, column, "has no spatial index");
        else if (index_differs(db, table, column))
            tell(arg, table, column, "the spatial index does not match the shapes");
    }
    stmt_done(q);
    return rc == 0;
}
