/* boundary.h - kinds of the lines that bound no area.
 *
 * The source calls each of them 境界线 and gives none a code, so the kind follows from how a line
 * is drawn and where it lies; one of which neither says enough stays "other". */
#ifndef DOMAIN_BOUNDARY_H
#define DOMAIN_BOUNDARY_H

#include <stdbool.h>
#include <stddef.h>

enum boundary_kind {
    BOUNDARY_TEN_DASH_LINE, /* 十段线 */
    BOUNDARY_UNDEFINED,     /* a stretch of the outer border, drawn once more: 未定国界 */
    BOUNDARY_BETWEEN,       /* between provinces or special regions, mostly on water */
    BOUNDARY_OTHER,
    BOUNDARY_KINDS,
};

/* Nearer than this is a line's neighbour.  The strait of Hainan is 18 km wide where its line is. */
enum { BOUNDARY_NEAR_METRES = 10000 };

struct boundary_seen {
    size_t strokes;   /* pieces it is drawn in */
    size_t provinces; /* how many come near it, special regions among them */
    bool along;       /* every point of it is on the border of a province */
};

enum boundary_kind boundary_kind_derive(const struct boundary_seen *seen);
const char *boundary_kind_name(enum boundary_kind kind); /* "ten_dash_line" … */

#endif
