/* albers.h - the equal-area conic of printed maps, on the CGCS2000 ellipsoid, in metres.
 *
 * The usual national sheet has the parallels 25 and 47 and the meridian 105.  A sheet of its own
 * place takes parallels inside it, so that areas are true and shapes nearly so. */
#ifndef GEO_ALBERS_H
#define GEO_ALBERS_H

struct albers {
    double lon0;         /* the meridian that points straight up */
    double n, c, origin; /* of the cone; the radius of the parallel where y is 0 */
};

/* lat0: where y is 0.  Both parallels lie on the same side of the equator, and may be the same. */
struct albers albers_make(double lon0, double lat0, double parallel1, double parallel2);
struct albers albers_national(void);
void albers_project(const struct albers *p, double lon, double lat, double *x, double *y);
void albers_unproject(const struct albers *p, double x, double y, double *lon, double *lat);

#endif
