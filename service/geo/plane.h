/* plane.h - Gauss–Krüger metres about one meridian, on the CGCS2000 ellipsoid, from PROJ.
 *
 * Easting first, 500,000 on the meridian, without a zone prefix; true to scale along the meridian.
 * A plane belongs to one thread. */
#ifndef GEO_PLANE_H
#define GEO_PLANE_H

#include <stdbool.h>

struct plane;

struct plane *plane_new(double central_meridian);
void plane_free(struct plane *p); /* NULL is fine */
/* false: PROJ has no answer there (far from the meridian). */
bool plane_from_lonlat(const struct plane *p, double lon, double lat, double *x, double *y);
bool plane_to_lonlat(const struct plane *p, double x, double y, double *lon, double *lat);

#endif
