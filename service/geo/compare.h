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

/* Was the shape drawn on a map in GCJ-02 and handed in as CGCS2000?
 *
 * The shift is 300–600 metres, so it can be told only where something is known that near: where the
 * shape runs along its county's border for some of its length (then it should lie on the border,
 * and does so either as given or once undone), or crosses the border where it should not.  A shape
 * that lies well inside its county and follows no border says nothing: it is not suspect.  Nor is
 * one whose only run along the border lies in the very direction of the shift. */
enum datum_sign { DATUM_SIGN_NONE, DATUM_SIGN_BORDER, DATUM_SIGN_CROSSING };
struct datum_guess {
    bool suspect;
    enum datum_sign sign;                /* what it rests on */
    bool decidable;                      /* false: nothing near enough to judge by */
    double share_as_given, share_undone; /* inside the county, 0–1 */
    double along_as_given, along_undone; /* metres of border that lie on the county's */
    double shift_metres;                 /* how far undoing would move its middle */
};
/* county: the place (or park) it says it lies in.  May be asked for several such and believed if
 * one of them says suspect. */
bool datum_guard(struct geos *g, const struct multipolygon *shape,
                 const struct multipolygon *county, struct datum_guess *out, struct err *err);

#endif
