/* wkb.h - well-known binary that we wrote ourselves (little-endian XY MultiPolygon and
 * MultiLineString); what the register stores.  The reader checks every count against the bytes
 * left, so a damaged row is an error and never a crash. */
#ifndef GEO_WKB_H
#define GEO_WKB_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "geo/multipolygon.h"

void wkb_put_area(struct buf *out, const struct multipolygon *m);
void wkb_put_lines(struct buf *out, const struct multiline *l);
/* Polygon or MultiPolygon, as SpatiaLite's ST_AsBinary gives it. */
bool wkb_read_area(struct bytes wkb, struct arena *arena, struct multipolygon *out,
                   struct err *err);
bool wkb_read_lines(struct bytes wkb, struct arena *arena, struct multiline *out, struct err *err);

#endif
