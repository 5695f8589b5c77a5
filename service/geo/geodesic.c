/* geodesic.c - PROJ's geodesic routines, asked on the CGCS2000 ellipsoid.
 *
 * What is searched for (the nearest point of an edge) is found with chords, which is many times
 * faster; only the way to what was found is asked of PROJ. */
#include "geo/geodesic.h"

#include "geo/edges.h"
#include "geo/ellipsoid.h"
#include "geo/nearness.h"

#include <geodesic.h>
#include <math.h>

/* Setting up the ellipsoid's series costs about as much as one distance, and needs no lock. */
static struct geod_geodesic ellipsoid(void)
{
    struct geod_geodesic g;

    geod_init(&g, ELLIPSOID_A, ELLIPSOID_F);
    return g;
}

double geodesic_distance(double lon1, double lat1, double lon2, double lat2)
{
    struct geod_geodesic g = ellipsoid();
    double metres;

    geod_inverse(&g, lat1, lon1, lat2, lon2, &metres, NULL, NULL);
    return metres;
}

/* PROJ takes an edge for a geodesic, but ours are straight in degrees, and a county with borders
 * ruled along parallels would come out wrong by a thousandth: long edges are given in pieces. */
static void add_edge(const struct geod_geodesic *g, struct geod_polygon *polygon, const double *a)
{
    enum { MOST_PIECES = 40 };
    const double piece = 0.05;
    double dx = a[2] - a[0], dy = a[3] - a[1];
    int n = (int)fmin(MOST_PIECES, 1 + fmax(fabs(dx), fabs(dy)) / piece);

    for (int i = 0; i < n; i++)
        geod_polygon_addpoint(g, polygon, a[1] + dy * i / n, a[0] + dx * i / n);
}

static double ring_area(const struct geod_geodesic *g, const double *xy, size_t n_points)
{
    struct geod_polygon polygon;
    double area;

    geod_polygon_init(&polygon, 0);
    for (size_t i = 0; i + 1 < n_points; i++)
        add_edge(g, &polygon, xy + 2 * i);
    geod_polygon_compute(g, &polygon, 0, 1, &area, NULL);
    return fabs(area);
}

double geodesic_area(const struct multipolygon *m)
{
    struct geod_geodesic g = ellipsoid();
    double area = 0;

    for (size_t i = 0; i < m->n_rings; i++) {
        const struct ring *r = &m->rings[i];
        double own = ring_area(&g, m->xy + 2 * (size_t)r->first, r->n_points);
        area += r->hole ? -own : own;
    }
    return area;
}

double geodesic_to_segment(double lon, double lat, const double a[2], const double b[2])
{
    struct viewpoint v = viewpoint_at(lon, lat);
    double dx = b[0] - a[0], dy = b[1] - a[1];
    int n = (int)fmin(1e6, fmax(1, ceil(fmax(fabs(dx), fabs(dy)) / NEARNESS_LONGEST_EDGE)));
    double least = INFINITY, foot_lon = a[0], foot_lat = a[1];

    for (int i = 0; i < n; i++) {
        double from[2] = {a[0] + dx * i / n, a[1] + dy * i / n};
        double to[2] = {a[0] + dx * (i + 1) / n, a[1] + dy * (i + 1) / n};
        double t, chord = nearness_of_edge(&v, from, to, &t);

        if (chord < least) {
            least = chord;
            foot_lon = from[0] + t * (to[0] - from[0]);
            foot_lat = from[1] + t * (to[1] - from[1]);
        }
    }
    return geodesic_distance(lon, lat, foot_lon, foot_lat);
}

/* Only a vertex that is farther off than the farthest so far needs its true distance, so nearly all
 * searches end at the first edge that is near enough. */
double geodesic_deviation(const struct multipolygon *full, const struct multipolygon *light)
{
    struct edges *edges = edges_new(&light, 1);
    struct nearest farthest = {.chord = 0};
    const double *from = NULL;

    for (size_t i = 0; i < full->n_points; i++) {
        const double *p = full->xy + 2 * i;
        struct nearest n = edges_nearest(edges, p[0], p[1], farthest.chord);

        if (n.chord > farthest.chord) {
            farthest = n;
            from = p;
        }
    }
    edges_free(edges);
    if (!from)
        return 0;
    if (isinf(farthest.chord))
        return farthest.chord; /* light has no edge at all */
    return geodesic_distance(from[0], from[1], farthest.lon, farthest.lat);
}
