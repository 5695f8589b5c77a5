/* intake.h - a shape as somebody hands it in: GeoJSON, zipped Shapefile, KML, or a table of
 * vertices.
 *
 * None of these bytes reaches GEOS before it was read here within bounds and found sound.  What
 * cannot be taken is refused with the reason and, where there is one, the place (row, ring, vertex,
 * longitude and latitude).  Heights are dropped and said so.  The result is in CGCS2000 degrees;
 * the original bytes stay with whoever calls. */
#ifndef GEO_INTAKE_H
#define GEO_INTAKE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "geo/crs.h"
#include "geo/valid.h"

enum intake_format { INTAKE_GEOJSON, INTAKE_SHAPEFILE_ZIP, INTAKE_KML, INTAKE_CSV, INTAKE_FORMATS };

/* In what the numbers are. */
enum intake_crs_kind {
    INTAKE_CRS_UNSAID,   /* not said: GeoJSON and KML then mean what their standards say; a CSV or
                          * a Shapefile without .prj is refused */
    INTAKE_CRS_DEGREES,  /* longitude and latitude in `datum` */
    INTAKE_CRS_GAUSS,    /* Gauss–Krüger metres on CGCS2000 */
    INTAKE_CRS_MERCATOR, /* EPSG:3857 */
};

struct intake_crs {
    enum intake_crs_kind kind;
    enum datum datum;     /* of DEGREES */
    int central_meridian; /* of GAUSS, degrees; 0: taken from the zone prefix of the easting */
    int zone_width;       /* 3 or 6; 0: by the prefix (13–23: six, 24–45: three) */
};

/* Which column of a table was taken for which.  lon/lat, 经度/纬度, easting/northing and
 * 东坐标/北坐标 (横坐标/纵坐标) say so themselves.  x and y do not: surveyors' X points north,
 * everybody else's east.  There the numbers decide (a longitude is no latitude in China, an easting
 * of six digits or with its prefix no northing of seven); where they could be either way the table
 * is refused.  A column ring or part (环, 地块 …) begins a new ring when its value changes. */
enum intake_axes {
    INTAKE_AXES_NAMED, /* the names leave no doubt (经度, easting, 北坐标 …), or no table at all */
    INTAKE_AXES_X_EAST,  /* columns x and y; the numbers tell that x is the easting */
    INTAKE_AXES_X_NORTH, /* columns x and y; the numbers tell that x is the northing */
};

struct intake_options {
    enum intake_format format;
    /* What the sender said.  A .prj or "crs" member that contradicts it is refused; they cannot say
     * GCJ-02 or BD-09, so a sender who does is believed. */
    struct intake_crs crs;
    /* 0 in any of these: the usual limit. */
    uint32_t max_points, max_rings;
    size_t max_unpacked; /* bytes of a zip in all */
};
enum { INTAKE_POINTS_USUAL = 200000, INTAKE_RINGS_USUAL = 2000 };
enum { INTAKE_UNPACKED_USUAL = 64 * 1024 * 1024 };

struct intake_result {
    struct multipolygon shape; /* valid, oriented, CGCS2000 */
    struct intake_crs crs;     /* what it was taken to be */
    bool heights_dropped;
    uint32_t n_duplicates; /* neighbouring equal vertices left out */
    uint32_t n_closed;     /* rings whose last vertex was not the first; it was repeated */
    enum intake_axes axes;
};

bool intake_read(struct geos *g, struct bytes body, const struct intake_options *o, struct arena *a,
                 struct intake_result *out, struct err *err);

const char *intake_format_name(enum intake_format f); /* "geojson", "shapefile", "kml", "csv" */
bool intake_format_parse(const char *s, enum intake_format *out);
/* "cgcs2000", "wgs84", "gcj02", "bd09", "crs84", "epsg:3857", "epsg:4490", "epsg:4326",
 * "epsg:4491"–"epsg:4554"; Gauss–Krüger also as "cgcs2000-gk" (by the prefix), "cgcs2000-gk3" or
 * "-gk6", each with the central meridian behind it ("cgcs2000-gk3-120").  false: not one of ours.
 */
bool intake_crs_parse(const char *s, struct intake_crs *out);
/* As it is kept and shown: "gcj02", "cgcs2000 gauss-krüger 3° 120E" … */
const char *intake_crs_text(const struct intake_crs *c, char out[64]);

#endif
