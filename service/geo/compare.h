/* compare.h - one shape against another: what lies outside, what overlaps, how near.
 *
 * Shapes are valid ones in CGCS2000 degrees; areas are geodesic square metres.  What would be too
 * much work (intricacy.h) is refused with ERR_TOO_LARGE before it is begun. */
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
 * far a given limit is from the shape's own, in metres along the parallel or meridian, never
 * negative. */
void shape_extremes(const struct multipolygon *m, double out[4]);
double extreme_off_metres(const struct multipolygon *m, int side, double given_degrees);

/* Was the shape drawn on a map in GCJ-02 and handed in as CGCS2000?
 *
 * The shift is 300–600 metres, so it can be told only where something is known that near: where the
 * shape runs along its county's border for some of its length (then it should lie on the border,
 * and does so either as given or once undone), or crosses the border where it should not.  What
 * cannot be told is not suspect: a shape well inside its county that follows no border, and one
 * whose only run along the border lies in the very direction of the shift.
 *
 * Measured on blocks cut along the borders of real districts, 1,000 each, shifted and found: 997
 * when drawn exactly, 981 when 20 m off (root mean square), 944 at 40 m, 802 at 70 m; not shifted
 * and blamed: none.  Of blocks inside, 30–300 m from the border, 245 were found and 46 blamed;
 * more than 800 m from it none and none. */
enum datum_sign { DATUM_SIGN_NONE, DATUM_SIGN_BORDER, DATUM_SIGN_CROSSING, DATUM_SIGN_LIMITS };
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
/* The other witness: limits that were handed in as coordinates (east, south, west, north; NAN: not
 * given).  Suspect when two or more of them, on both axes, fit the shape only once it is undone;
 * else guess stays as it is. */
void datum_guard_limits(const struct multipolygon *shape, const double given[4],
                        struct datum_guess *guess);

#endif
