/* nearness.h - how near is an edge?  Straight lines through the earth, fast enough to ask often.
 *
 * The length of the straight line through the ellipsoid (the chord) is a true lower bound for the
 * way along its surface and sorts by nearness as that does: to within 5 cm below 36 km, and to a
 * few parts in 100,000 at 1,000 km.  All distances here are chords in metres; whoever wants the
 * geodesic asks for it once, to the foot that was found.  Longitudes may lie on either side of the
 * date line. */
#ifndef GEO_NEARNESS_H
#define GEO_NEARNESS_H

#define NEARNESS_LONGEST_EDGE 0.5 /* degrees; longer ones are to be cut in pieces */

/* A place to measure from, with what is the same for every edge. */
struct viewpoint {
    double lon, lat;
    double sin_lat, cos_lat;
    double out, up;     /* from the axis, and from the equator's plane */
    double x, y, z;     /* from the middle of the earth */
    double north, east; /* for a degree, here */
};

struct viewpoint viewpoint_at(double lon, double lat);

/* What can be said of an edge at a glance, as if the earth were flat here. */
struct glimpse {
    double at_least, at_most; /* 0 and INFINITY where the earth is not flat enough */
};

struct glimpse nearness_glimpse(const struct viewpoint *v, const double a[2], const double b[2]);

/* To the nearest point of the edge a-b, which is straight in degrees and not longer than
 * NEARNESS_LONGEST_EDGE; *t is that point's place from a (0) to b (1). */
double nearness_of_edge(const struct viewpoint *v, const double a[2], const double b[2], double *t);

/* How far such an edge can bulge out of the straight line through the earth between its ends. */
double nearness_bulge(const double a[2], const double b[2]);

#endif
