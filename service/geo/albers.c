/* albers.c - see albers.h. */
#include "geo/albers.h"

#include "geo/ellipsoid.h"

#include <math.h>

/* The radius of a parallel, of an ellipsoid of size 1. */
static double parallel_radius(double lat)
{
    double s = sin(lat);

    return cos(lat) / sqrt(1 - ELLIPSOID_E2 * s * s);
}

/* Grows with the area between the equator and a parallel. */
static double area_below(double lat)
{
    double e = sqrt(ELLIPSOID_E2), s = sin(lat);

    return (1 - ELLIPSOID_E2) * (s / (1 - ELLIPSOID_E2 * s * s) + atanh(e * s) / e);
}

static double radius_at(const struct albers *p, double lat)
{
    return ELLIPSOID_A * sqrt(fmax(0, p->c - p->n * area_below(lat * RADIANS_PER_DEGREE))) / p->n;
}

struct albers albers_make(double lon0, double lat0, double parallel1, double parallel2)
{
    double first = parallel1 * RADIANS_PER_DEGREE, second = parallel2 * RADIANS_PER_DEGREE;
    double m1 = parallel_radius(first), m2 = parallel_radius(second);
    struct albers p = {.lon0 = lon0, .n = sin(first)};

    if (fabs(second - first) > 1e-9)
        p.n = (m1 * m1 - m2 * m2) / (area_below(second) - area_below(first));
    p.c = m1 * m1 + p.n * area_below(first);
    p.origin = radius_at(&p, lat0);
    return p;
}

struct albers albers_national(void)
{
    return albers_make(105, 0, 25, 47);
}

void albers_project(const struct albers *p, double lon, double lat, double *x, double *y)
{
    double angle = p->n * (lon - p->lon0) * RADIANS_PER_DEGREE, radius = radius_at(p, lat);

    *x = radius * sin(angle);
    *y = p->origin - radius * cos(angle);
}

/* The latitude is found by Newton's steps, starting from that of a sphere. */
void albers_unproject(const struct albers *p, double x, double y, double *lon, double *lat)
{
    double radius = hypot(x, p->origin - y) * p->n / ELLIPSOID_A;
    double wanted = (p->c - radius * radius) / p->n;
    double phi = asin(fmax(-1, fmin(1, wanted / 2)));

    for (int i = 0; i < 8; i++) {
        double s = sin(phi), thin = 1 - ELLIPSOID_E2 * s * s;
        phi += thin * thin / (2 * cos(phi)) * (wanted - area_below(phi)) / (1 - ELLIPSOID_E2);
    }
    *lon = p->lon0 + atan2(x, p->origin - y) / p->n / RADIANS_PER_DEGREE;
    *lat = phi / RADIANS_PER_DEGREE;
}
