/* geodesic.h - lengths and areas on the CGCS2000 ellipsoid, in metres, from PROJ. */
#ifndef GEO_GEODESIC_H
#define GEO_GEODESIC_H

#include "geo/multipolygon.h"

double geodesic_distance(double lon1, double lat1, double lon2, double lat2);
/* Square metres, holes taken off; edges are straight in degrees, as everywhere here. */
double geodesic_area(const struct multipolygon *m);
/* From a point to the straight (in degrees) line between two others less than 180 degrees apart. */
double geodesic_to_segment(double lon, double lat, const double a[2], const double b[2]);
/* The farthest that `full` strays from the border of `light`, in metres: for each of its vertices
 * the distance to the nearest edge of light; the largest.  INFINITY when light has no edge. */
double geodesic_deviation(const struct multipolygon *full, const struct multipolygon *light);

#endif
