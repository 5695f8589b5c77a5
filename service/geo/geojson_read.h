/* geojson_read.h - our own bounded GeoJSON reader; GEOS and SpatiaLite never see these bytes.
 *
 * It reads from a json_reader that stands just before a geometry object.  Depth, point and ring
 * counts, ranges (|lon| <= 180, |lat| <= 90) and finiteness are checked, a ring has at least four
 * points and is closed, an edge never spans 180 degrees.  Whether rings cross is not asked here:
 * see valid.h.  Heights are read and dropped; rings stay in the order and direction they came in.
 */
#ifndef GEO_GEOJSON_READ_H
#define GEO_GEOJSON_READ_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json_read.h"
#include "geo/multipolygon.h"

enum geometry_kind { GEOMETRY_NONE, GEOMETRY_AREA, GEOMETRY_LINES };

struct geometry {
    enum geometry_kind kind;
    struct multipolygon area; /* Polygon and MultiPolygon */
    struct multiline lines;   /* LineString and MultiLineString */
    bool heights;             /* there were, and they were dropped */
};

struct geojson_limits {
    size_t max_points, max_rings;
    bool areas_only; /* refuse lines too */
    bool planar;     /* the numbers are no degrees: any finite ones are taken */
};

/* One geometry object (or null: GEOMETRY_NONE).  Points and other kinds are refused.  The shape
 * lives in the arena. */
bool geojson_read_geometry(struct json_reader *r, const struct geojson_limits *limits,
                           struct arena *arena, struct geometry *out, struct err *err);

#endif
