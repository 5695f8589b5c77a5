/* geojson_write.h - shapes as GeoJSON geometry text. */
#ifndef GEO_GEOJSON_WRITE_H
#define GEO_GEOJSON_WRITE_H

#include "base/buf.h"
#include "geo/crs.h"
#include "geo/multipolygon.h"

/* {"type":"MultiPolygon","coordinates":…} (a single part becomes a Polygon), with at most
 * `decimals` places for degrees (metres of EPSG:3857: three), axis order and projection as crs
 * wants. */
void geojson_write_area(struct buf *out, const struct multipolygon *m, enum crs crs, int decimals);
void geojson_write_lines(struct buf *out, const struct multiline *l, enum crs crs, int decimals);
void geojson_write_point(struct buf *out, double x, double y, enum crs crs, int decimals);

#endif
