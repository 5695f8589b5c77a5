/* load_outlines.c - SpatiaLite's topology in a throw-away database: edges are made once from the
 * counties, and each layer is put together again from the simplified edges.
 *
 * Simplification works on whole edges between two junctions, so a border is the same line from
 * both sides.  What comes back empty is too small for that scale: it keeps its own shape. */
#include "cli/load_outlines.h"

#include "base/mem.h"
#include "cli/load_islands.h"
#include "cli/load_shapes.h"
#include "db/db.h"
#include "geo/geodesic.h"
#include "geo/wkb.h"

#include <stdio.h>

static const struct {
    double degrees;
    const char *step;
} scales[LOAD_OUTLINES] = {
    {0.003, "outlines at 0.003 degrees"},
    {0.015, "outlines at 0.015 degrees"},
    {0.05, "outlines at 0.05 degrees"},
};

static const char TABLES[] = "CREATE TABLE county (code TEXT NOT NULL PRIMARY KEY);"
                             "CREATE TABLE city (code TEXT NOT NULL PRIMARY KEY);"
                             "CREATE TABLE province (code TEXT NOT NULL PRIMARY KEY);"
                             "SELECT AddGeometryColumn('county', 'shape', 4490, 'MULTIPOLYGON');"
                             "SELECT AddGeometryColumn('city', 'shape', 4490, 'MULTIPOLYGON');"
                             "SELECT AddGeometryColumn('province', 'shape', 4490, 'MULTIPOLYGON');";

/* A place in two layers is put where it stands first here, once. */
static const struct layer {
    unsigned bit;
    const char *name, *put;
} layers[] = {
    {IN_COUNTIES, "county", "INSERT INTO county (code, shape) VALUES ($1, GeomFromWKB($2, 4490))"},
    {IN_CITIES, "city", "INSERT INTO city (code, shape) VALUES ($1, GeomFromWKB($2, 4490))"},
    {IN_PROVINCES, "province",
     "INSERT INTO province (code, shape) VALUES ($1, GeomFromWKB($2, 4490))"},
};

static const char TOPOLOGY[] = "SELECT CreateTopology('borders', 4490, 0, 0)";
static const char TAKE_IN[] = "SELECT TopoGeo_FromGeoTable('borders', NULL, 'county', 'shape')";
static const char GENERALISE[] =
    "SELECT TopoGeo_ToGeoTableGeneralize('borders', NULL, $1, 'shape', 'light', $2)";
static const char LIGHT[] = "SELECT code, ST_AsBinary(shape) FROM light ORDER BY code";
static const char DROP_LIGHT[] = "SELECT DropTable(NULL, 'light')";
static const char WHAT_WAS_WRONG[] = "SELECT GetLastTopologyException('borders')";

static bool put_place(struct db *db, const char *sql, const struct load_place *p, struct buf *wkb,
                      struct err *err)
{
    struct stmt *q = stmt_get(db, sql, err);

    if (!q)
        return false;
    wkb->len = 0;
    wkb_put_area(wkb, &p->shape);
    bind_text(q, 1, p->d.code);
    bind_blob(q, 2, (struct bytes){wkb->data, wkb->len});
    return stmt_run(q, err);
}

static bool put_places(struct db *db, const struct load_places *p, struct err *err)
{
    struct buf wkb = {0};
    bool ok = db_begin(db, err);

    for (size_t i = 0; ok && i < p->n; i++) {
        size_t first = 0;

        while (!(p->at[i].d.layers & layers[first].bit))
            first++;
        ok = put_place(db, layers[first].put, &p->at[i], &wkb, err);
    }
    buf_free(&wkb);
    return ok && db_commit(db, err);
}

static bool topology_failed(struct db *db, struct arena *a, struct err *err)
{
    struct stmt *q = stmt_get(db, WHAT_WAS_WRONG, NULL);
    const char *why = NULL;

    if (q && stmt_step(q, NULL) == 1)
        why = column_text(q, 0, a);
    stmt_done(q);
    return err_set(err, ERR_INTERNAL, "the topology of borders failed: %s",
                   why ? why : "SpatiaLite gave no reason");
}

/* A SpatiaLite function that answers 1 when all is well.  Takes q. */
static bool run(struct db *db, struct stmt *q, struct arena *a, struct err *err)
{
    int64_t answer = 0;
    int rc = q ? stmt_step(q, err) : -1;

    if (rc == 1 && !column_is_null(q, 0))
        answer = column_int(q, 0);
    stmt_done(q);
    return rc >= 0 && (answer == 1 || topology_failed(db, a, err));
}

static bool make_topology(struct db *db, const struct load_places *p, struct arena *a,
                          struct err *err)
{
    return db_spatial_init(db, err) && db_script(db, TABLES, NULL, NULL, err) &&
           put_places(db, p, err) && db_begin(db, err) &&
           run(db, stmt_get(db, TOPOLOGY, err), a, err) &&
           run(db, stmt_get(db, TAKE_IN, err), a, err) && db_commit(db, err);
}

/* ---- reading back ---- */

static bool take_outline(struct load_place *p, size_t scale, struct bytes wkb, struct geos *g,
                         struct arena *a, struct err *err)
{
    struct multipolygon light;

    if (!wkb_read_area(wkb, a, &light, err))
        return false;
    if (!load_sound_outline(g, a, &light))
        return true;
    light = load_islands_back(&p->shape, &light, g, a);
    p->outlines[scale].shape = light;
    p->outlines[scale].deviation_m = geodesic_deviation(&p->shape, &light);
    return true;
}

static bool read_light(struct db *db, struct load_places *p, size_t scale, struct geos *g,
                       struct arena *a, struct progress *progress, size_t *done, struct err *err)
{
    struct stmt *q = stmt_get(db, LIGHT, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        struct load_place *place = load_place_find(p, column_text(q, 0, a));
        struct bytes wkb = column_peek(q, 1);

        if (place && wkb.at && !take_outline(place, scale, wkb, g, a, err)) {
            rc = -1;
            break;
        }
        progress_part(progress, ++*done, p->n);
    }
    stmt_done(q);
    return rc == 0;
}

static bool generalise(struct db *db, const struct layer *layer, double degrees, struct arena *a,
                       struct err *err)
{
    struct stmt *q = stmt_get(db, GENERALISE, err);

    if (!q)
        return false;
    bind_text(q, 1, layer->name);
    bind_double(q, 2, degrees);
    return run(db, q, a, err);
}

static bool make_scale(struct db *db, struct load_places *p, size_t scale, struct geos *g,
                       struct arena *a, struct progress *progress, struct err *err)
{
    size_t done = 0;

    for (size_t i = 0; i < COUNT(layers); i++) {
        if (!db_begin(db, err) || !generalise(db, &layers[i], scales[scale].degrees, a, err) ||
            !read_light(db, p, scale, g, a, progress, &done, err) ||
            !run(db, stmt_get(db, DROP_LIGHT, err), a, err) || !db_commit(db, err))
            return false;
    }
    return true;
}

bool load_outlines(struct load_places *p, struct geos *g, struct arena *a,
                   struct progress *progress, struct err *err)
{
    struct db *db = NULL;
    bool ok;

    progress_step(progress, "topology of all borders");
    ok = db_open(&db, ":memory:", DB_SCRATCH, err) && make_topology(db, p, a, err);
    for (size_t i = 0; ok && i < LOAD_OUTLINES; i++) {
        progress_step(progress, scales[i].step);
        ok = make_scale(db, p, i, g, a, progress, err);
    }
    db_close(db);
    return ok;
}
