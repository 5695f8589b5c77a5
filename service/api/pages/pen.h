/* pen.h - shapes of the atlas as SVG path data on a sheet of paper.
 *
 * Units are fiftieths of a millimetre of the printed sheet, whole numbers, y growing downwards.
 * What is drawn is for looking at: points nearer to each other than the eye can part are left out,
 * and whatever is too small for an outline, an island say, is kept as a dot and never dropped. */
#ifndef API_PAGES_PEN_H
#define API_PAGES_PEN_H

#include "atlas/atlas.h"
#include "geo/albers.h"

enum { UNITS_PER_MM = 50 };

struct pen {
    struct albers albers;
    double per_metre; /* units */
    double left, top; /* of the sheet, in metres of the projection */
    double width, height;
    struct box degrees; /* nothing outside of it is on the sheet */
};

/* A sheet of width by height on which the box (in metres of the projection) lies in the middle with
 * a margin around it, enlarged to `most` units a metre and no further. */
struct pen pen_over(const struct albers *albers, const struct box *metres, double width,
                    double height, double margin, double most);
/* The extent of a shape in metres of the projection, added to box. */
void pen_measure(const struct albers *albers, const double *xy, size_t n_points, struct box *box);

/* Might a shape with this extent in degrees be on the sheet? */
bool pen_sees(const struct pen *pen, const struct box *degrees);
void pen_point(const struct pen *pen, double lon, double lat, double *x, double *y);
/* The lightest shapes of which nobody sees here that they are light. */
enum detail pen_detail(const struct pen *pen);

/* The part of a shape that is on the sheet, in its units and in the arena.  A ring of one point is
 * a dot.  Rings end without repeating their first point; where the sheet cuts a shape, the cut runs
 * outside of it. */
struct multipolygon pen_trace(const struct pen *pen, const struct multipolygon *m,
                              struct arena *arena);
/* The larger of the two extents of a ring. */
double pen_across(const double *xy, size_t n);
/* The outlines that are `least` or more across and less than `most`, and the dots, as path data. */
void pen_put_outlines(struct buf *out, const struct multipolygon *traced, double least,
                      double most);
void pen_put_dots(struct buf *out, const struct multipolygon *traced);
void pen_put_lines(struct buf *out, const struct pen *pen, const struct multiline *l);

#endif
