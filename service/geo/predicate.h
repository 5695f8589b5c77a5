/* predicate.h - on which side of an edge is a point?  Never wrong, whatever the rounding.
 *
 * All that decides "inside" goes through here, so that a point on a shared border is on it for both
 * neighbours.  Coordinates are finite and at most a few hundred; one smaller than 1e-140 counts as
 * 0. */
#ifndef GEO_PREDICATE_H
#define GEO_PREDICATE_H

#include <math.h>
#include <stdbool.h>

/* The slow and exact answer; ask orient_sign. */
int orient_sign_exact(const double a[2], const double b[2], double x, double y);

/* 1: (x, y) lies left of a → b, -1: right, 0: exactly on the line through both. */
static inline int orient_sign(const double a[2], const double b[2], double x, double y)
{
    double left = (a[0] - x) * (b[1] - y);
    double right = (a[1] - y) * (b[0] - x);
    double det = left - right;
    /* Three roundings in each product and one in the difference, and a little room. */
    double doubt = 4.5e-16 * (fabs(left) + fabs(right));

    if (det > doubt)
        return 1;
    if (det < -doubt)
        return -1;
    return orient_sign_exact(a, b, x, y);
}

enum meeting { MEETING_NONE, MEETING_CROSSED, MEETING_TOUCHED };

/* How a ray from (x, y) towards larger x meets the edge a-b.  TOUCHED: the point itself is on the
 * edge.  The lower end of an edge belongs to it and the upper end does not, so a ray through a
 * vertex is counted once. */
static inline enum meeting edge_meets_ray(const double a[2], const double b[2], double x, double y)
{
    if (a[0] < x && b[0] < x)
        return MEETING_NONE;
    if ((a[1] > y) != (b[1] > y)) {
        if (a[0] > x && b[0] > x)
            return MEETING_CROSSED;
        int side = orient_sign(a, b, x, y);
        if (side == 0)
            return MEETING_TOUCHED;
        return (side > 0) == (b[1] > a[1]) ? MEETING_CROSSED : MEETING_NONE;
    }
    if (a[1] == y && b[1] == y) /* one end is not left of x, so is the other not right of it? */
        return a[0] <= x || b[0] <= x ? MEETING_TOUCHED : MEETING_NONE;
    bool at_end = (a[0] == x && a[1] == y) || (b[0] == x && b[1] == y);
    return at_end ? MEETING_TOUCHED : MEETING_NONE;
}

#endif
