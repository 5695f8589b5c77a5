/* nearness.c - chords on the CGCS2000 ellipsoid.
 *
 * First a look in the plane, with a bound for how wrong it is; then, for the few edges that are
 * still in question, steps on the ellipsoid itself. */
#include "geo/nearness.h"

#include "geo/ellipsoid.h"

#include <math.h>

struct viewpoint viewpoint_at(double lon, double lat)
{
    double s = sin(lat * RADIANS_PER_DEGREE), c = cos(lat * RADIANS_PER_DEGREE);
    double w2 = 1 - ELLIPSOID_E2 * s * s, n = ELLIPSOID_A / sqrt(w2);

    return (struct viewpoint){.lon = lon,
                              .lat = lat,
                              .sin_lat = s,
                              .cos_lat = c,
                              .out = n * c,
                              .up = n * (1 - ELLIPSOID_E2) * s,
                              .x = n * c * cos(lon * RADIANS_PER_DEGREE),
                              .y = n * c * sin(lon * RADIANS_PER_DEGREE),
                              .z = n * (1 - ELLIPSOID_E2) * s,
                              .north = n * (1 - ELLIPSOID_E2) / w2 * RADIANS_PER_DEGREE,
                              .east = n * RADIANS_PER_DEGREE};
}

/* The shorter way round from here to a longitude, in degrees, east positive. */
static double way_east(const struct viewpoint *v, double lon)
{
    double d = lon - v->lon;
    return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}

/* The edge in a plane whose scale to the east is that of the latitude half way to its middle. */
struct view {
    double t; /* the nearest place on it */
    double distance;
    double reach;  /* radians that its farther end is off, in latitude or longitude */
    double height; /* radians of latitude that it climbs */
};

static double larger(double u, double v)
{
    return u > v ? u : v;
}

static struct view look(const struct viewpoint *v, const double a[2], const double b[2])
{
    double east = way_east(v, a[0]), north = a[1] - v->lat;
    double along = b[0] - a[0], climb = b[1] - a[1];
    double half_way = (north + climb / 2) / 2 * RADIANS_PER_DEGREE;
    double metres_east =
        v->east * (v->cos_lat * (1 - half_way * half_way / 2) - v->sin_lat * half_way);
    double x = east * metres_east, y = north * v->north;
    double dx = along * metres_east, dy = climb * v->north;
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? -(x * dx + y * dy) / length2 : 0;

    t = t < 0 ? 0 : t > 1 ? 1 : t;
    x += t * dx;
    y += t * dy;
    double reach =
        larger(larger(fabs(east), fabs(east + along)), larger(fabs(north), fabs(north + climb)));
    return (struct view){t, sqrt(x * x + y * y), reach * RADIANS_PER_DEGREE,
                         fabs(climb) * RADIANS_PER_DEGREE};
}

/* The plane's scale is right for the middle of the edge but for terms of second order; along the
 * edge it drifts with the cosine of the latitude, and north with the ellipsoid's curvature.  Each
 * is bounded here by about twice its size. */
struct glimpse nearness_glimpse(const struct viewpoint *v, const double a[2], const double b[2])
{
    struct view s = look(v, a, b);
    double steep = s.reach / larger(v->cos_lat, 1e-9);
    double doubt = s.height / larger(v->cos_lat, 1e-9) + steep * steep + 0.02 * s.reach;

    if (doubt > 0.1)
        return (struct glimpse){0, INFINITY};
    return (struct glimpse){s.distance * (1 - doubt), s.distance * (1 + doubt)};
}

/* Where the edge is at t, relative to v, and how it moves with t (metres). */
struct spot {
    double x, y, z;
    double vx, vy, vz;
};

static struct spot spot_at(const struct viewpoint *v, const double a[2], const double b[2],
                           double t)
{
    double d_lon = (b[0] - a[0]) * RADIANS_PER_DEGREE, d_lat = (b[1] - a[1]) * RADIANS_PER_DEGREE;
    double phi = a[1] * RADIANS_PER_DEGREE + t * d_lat;
    double lambda = way_east(v, a[0]) * RADIANS_PER_DEGREE + t * d_lon;
    double sp = sin(phi), cp = cos(phi), sl = sin(lambda), cl = cos(lambda);
    double w2 = 1 - ELLIPSOID_E2 * sp * sp, n = ELLIPSOID_A / sqrt(w2);
    double north = n * (1 - ELLIPSOID_E2) / w2 * d_lat, east = n * cp * d_lon;

    return (struct spot){.x = n * cp * cl - v->out,
                         .y = n * cp * sl,
                         .z = n * (1 - ELLIPSOID_E2) * sp - v->up,
                         .vx = -north * sp * cl - east * sl,
                         .vy = -north * sp * sl + east * cl,
                         .vz = north * cp};
}

/* From the place that is nearest in the plane, step to where the line from v stands at right angles
 * to the edge.  Being off by a length e along the edge makes the distance d wrong by e*e/2d only.
 */
double nearness_of_edge(const struct viewpoint *v, const double a[2], const double b[2], double *t)
{
    enum { ROUNDS = 8 };
    double at = look(v, a, b).t, distance2 = 0;

    for (int i = 0; i < ROUNDS; i++) {
        struct spot s = spot_at(v, a, b, at);
        double speed2 = s.vx * s.vx + s.vy * s.vy + s.vz * s.vz;
        distance2 = s.x * s.x + s.y * s.y + s.z * s.z;
        *t = at;
        if (!(speed2 > 0))
            break;
        double next = at - (s.x * s.vx + s.y * s.vy + s.z * s.vz) / speed2;
        next = next < 0 ? 0 : next > 1 ? 1 : next;
        double step2 = (next - at) * (next - at) * speed2;
        if (step2 <= 1e-8 + 1e-10 * distance2)
            break;
        at = next;
    }
    return sqrt(distance2);
}

/* A curve strays from its chord by at most an eighth of its greatest second derivative. */
double nearness_bulge(const double a[2], const double b[2])
{
    double turn = (fabs(b[0] - a[0]) + fabs(b[1] - a[1])) * RADIANS_PER_DEGREE;

    return turn * turn * (1.02 * ELLIPSOID_A / 8);
}
