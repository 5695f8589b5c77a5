/* compare.h - one shape against another: what lies outside, what overlaps, how near.
 *
 * Shapes are valid ones in CGCS2000 degrees; areas are geodesic square metres.  Cost is bounded by
 * cutting both to the box they share first. */
#ifndef GEO_COMPARE_H
#define GEO_COMPARE_H

#include "base/err.h"
#include "geo/multipolygon.h"
#include "geo/valid.h"

/* The part of a that lies outside b, to draw; may be empty (n_rings 0).  *share: of a's area. */
bool shape_outside(struct geos *g, const struct multipolygon *a, const struct multipolygon *b,
                   struct arena *arena, struct multipolygon *out, double *share, struct err *err);
/* What both have in common, in areas; lines and points they share do not count. */
bool shape_overlap(struct geos *g, const struct multipolygon *a, const struct multipolygon *b,
                   struct arena *arena, struct multipolygon *out, double *m2, struct err *err);
/* Geodesic metres between their borders; 0 when they touch or overlap. */
bool shape_distance(struct geos *g, const struct multipolygon *a, const struct multipolygon *b,
                    double *metres, struct err *err);
/* All parts of several shapes as one for display: joined where they overlap. */
bool shape_union(struct geos *g, const struct multipolygon *const *shapes, size_t n,
                 struct arena *arena, struct multipolygon *out, struct err *err);

/* The extremes of a shape: east, south, west, north in degrees (domain/extent.h's order), and how
 * far a given limit is from the shape's own, in metres along the parallel or meridian. */
void shape_extremes(const struct multipolygon *m, double out[4]);
double extreme_off_metres(const struct multipolygon *m, int side, double given_degrees);

/* Does the shape fit its county (or host) markedly better once GCJ-02 is undone? */
struct datum_guess {
    bool suspect;
    double share_as_given, share_undone; /* inside the county, 0–1 */
    double shift_metres;                 /* how far undoing would move its middle */
};
/* county: the place it says it lies in.  all: the shapes of neighbouring counties may be given too
 * (n_others), since a shape across the border of its county by the size of the shift is the sign.
 */
bool datum_guard(struct geos *g, const struct multipolygon *shape,
                 const struct multipolygon *county, struct datum_guess *out, struct err *err);

#endif
