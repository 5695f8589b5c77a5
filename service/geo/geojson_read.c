/* geojson_read.c - from members in any order to a checked shape.
 *
 * The refusals are for the sender, so each says where in "coordinates" to look. */
#include "geo/geojson_read.h"

#include "geo/nest.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const struct kind_row {
    const char *type;
    enum geometry_kind kind;
    int depth; /* of positions under "coordinates" */
} kinds[] = {
    {"Polygon", GEOMETRY_AREA, 3},
    {"MultiPolygon", GEOMETRY_AREA, 4},
    {"LineString", GEOMETRY_LINES, 2},
    {"MultiLineString", GEOMETRY_LINES, 3},
};

enum { SHORTEST_RING = 4, SHORTEST_LINE = 2 };

static const struct kind_row *find_kind(const char *type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].type, type) == 0)
            return &kinds[i];
    }
    return NULL;
}

static bool refuse_ring(const struct nest *nest, size_t ring, long point, struct err *err,
                        const char *en, const char *zh)
{
    char where[NEST_WHERE];

    nest_where(nest, ring, point, where);
    return err_say(err, ERR_BAD_BODY, where, "%s: %s%.0s", "%s：%.0s%s", where, en, zh);
}

static bool check_ring(const struct nest *nest, size_t ring, bool closed, bool planar,
                       struct err *err)
{
    size_t first = nest->ring_first[ring], n = nest_ring_end(nest, ring) - first;
    const double *xy = nest->xy + 2 * first;

    if (closed && n < SHORTEST_RING)
        return refuse_ring(nest, ring, -1, err, "a ring needs at least four positions",
                           "环至少要有四个坐标");
    if (n < SHORTEST_LINE)
        return refuse_ring(nest, ring, -1, err, "a line needs at least two positions",
                           "线至少要有两个坐标");
    if (closed && (xy[0] != xy[2 * n - 2] || xy[1] != xy[2 * n - 1]))
        return refuse_ring(nest, ring, -1, err,
                           "the ring is not closed: its last position must repeat the first",
                           "环未闭合：最后一个坐标须与第一个相同");
    for (size_t i = 1; i < n && !planar; i++) {
        if (fabs(xy[2 * i] - xy[2 * i - 2]) >= 180)
            return refuse_ring(nest, ring, (long)i, err,
                               "the edge that ends here spans 180 degrees or more of longitude",
                               "到此处的边跨越 180 度或更多经度");
    }
    return true;
}

static double *copy_points(const struct nest *nest, struct arena *arena)
{
    double *xy = arena_alloc(arena, nest->n_points, 2 * sizeof *xy);

    memcpy(xy, nest->xy, nest->n_points * 2 * sizeof *xy);
    return xy;
}

static struct multipolygon nest_to_area(const struct nest *nest, struct arena *arena)
{
    struct multipolygon m = {.xy = copy_points(nest, arena),
                             .rings = arena_alloc(arena, nest->n_rings, sizeof *m.rings),
                             .n_points = (uint32_t)nest->n_points,
                             .n_rings = (uint32_t)nest->n_rings};

    for (size_t i = 0; i < nest->n_rings; i++) {
        size_t first = nest->ring_first[i];
        m.rings[i] =
            (struct ring){(uint32_t)first, (uint32_t)(nest_ring_end(nest, i) - first), true};
    }
    for (size_t i = 0; i < nest->n_parts; i++)
        m.rings[nest->part_first[i]].hole = false;
    multipolygon_measure(&m);
    return m;
}

static struct multiline nest_to_lines(const struct nest *nest, struct arena *arena)
{
    struct multiline l = {.xy = copy_points(nest, arena),
                          .first = arena_alloc(arena, nest->n_rings + 1, sizeof *l.first),
                          .n_points = (uint32_t)nest->n_points,
                          .n_lines = (uint32_t)nest->n_rings};

    for (size_t i = 0; i < nest->n_rings; i++)
        l.first[i] = (uint32_t)nest->ring_first[i];
    l.first[nest->n_rings] = l.n_points;
    return l;
}

static bool build(const struct nest *nest, const struct kind_row *kind, bool planar,
                  struct arena *arena, struct geometry *out, struct err *err)
{
    if (nest->depth != kind->depth)
        return err_say(err, ERR_BAD_BODY, "coordinates",
                       "the coordinates of a %1$s hold their positions %2$d arrays deep, not %3$d",
                       "%1$s 的坐标应嵌套 %2$d 层，此处为 %3$d 层", kind->type, kind->depth,
                       nest->depth);
    for (size_t i = 0; i < nest->n_rings; i++) {
        if (!check_ring(nest, i, kind->kind == GEOMETRY_AREA, planar, err))
            return false;
    }
    *out = (struct geometry){.kind = kind->kind, .heights = nest->heights};
    if (kind->kind == GEOMETRY_AREA)
        out->area = nest_to_area(nest, arena);
    else
        out->lines = nest_to_lines(nest, arena);
    return true;
}

static bool read_type(struct json_reader *r, bool areas_only, const struct kind_row **kind,
                      struct err *err)
{
    enum json_token t = json_next(r);

    if (t == JSON_BROKEN)
        return false;
    if (t != JSON_STRING)
        return err_say(err, ERR_BAD_BODY, "type", "the geometry's type is not a string",
                       "几何的 type 不是字符串");
    *kind = find_kind(r->string);
    if (*kind && (!areas_only || (*kind)->kind == GEOMETRY_AREA))
        return true;
    if (areas_only)
        return err_say(
            err, ERR_BAD_BODY, "type",
            "a geometry of type \"%.40s\" is not taken here; Polygon and MultiPolygon are",
            "不接受类型为“%.40s”的几何；可用 Polygon、MultiPolygon", r->string);
    return err_say(
        err, ERR_BAD_BODY, "type",
        "a geometry of type \"%.40s\" is not taken here; Polygon, MultiPolygon, LineString "
        "and MultiLineString are",
        "不接受类型为“%.40s”的几何；可用 Polygon、MultiPolygon、LineString、"
        "MultiLineString",
        r->string);
}

/* The members up to the closing brace. */
static bool read_members(struct json_reader *r, const struct geojson_limits *limits,
                         struct nest *nest, const struct kind_row **kind, struct err *err)
{
    enum json_token t;

    while ((t = json_next(r)) == JSON_KEY) {
        bool ok;
        if (strcmp(r->string, "type") == 0)
            ok = read_type(r, limits->areas_only, kind, err);
        else if (strcmp(r->string, "coordinates") == 0)
            ok = nest_read(nest, r, limits, err);
        else
            ok = json_skip_value(r);
        if (!ok)
            return false;
    }
    return t == JSON_OBJECT_END;
}

/* The scanner reports to its own err; whoever asked here must hear of it too. */
static bool pass_on(const struct json_reader *r, struct err *err)
{
    if (r->broken && r->err && err && err != r->err && err->kind == ERR_NONE)
        *err = *r->err;
    return err_say(err, ERR_BAD_BODY, NULL, "the geometry cannot be read", "几何无法读取");
}

bool geojson_read_geometry(struct json_reader *r, const struct geojson_limits *limits,
                           struct arena *arena, struct geometry *out, struct err *err)
{
    struct nest nest = {0};
    const struct kind_row *kind = NULL;
    enum json_token t = json_next(r);
    bool ok = false;

    assert(limits->max_points < UINT32_MAX && limits->max_rings < UINT32_MAX);
    if (t == JSON_NULL) {
        *out = (struct geometry){.kind = GEOMETRY_NONE};
        return true;
    }
    if (t == JSON_BROKEN)
        return pass_on(r, err);
    if (t != JSON_OBJECT_BEGIN)
        return err_say(err, ERR_BAD_BODY, "geometry", "a geometry must be an object or null",
                       "几何须为对象或 null");
    if (!read_members(r, limits, &nest, &kind, err)) {
        pass_on(r, err);
        goto done;
    }
    if (!kind || nest.n_points == 0) {
        err_say(err, ERR_BAD_BODY, kind ? "coordinates" : "type", "the geometry has no %1$s",
                "几何缺少 %1$s", kind ? "coordinates" : "type");
        goto done;
    }
    ok = build(&nest, kind, limits->planar, arena, out, err);

done:
    nest_free(&nest);
    return ok;
}
