/* lettering.h - names on a sheet: each where there is room for it, over nothing that must be seen.
 */
#ifndef API_PAGES_LETTERING_H
#define API_PAGES_LETTERING_H

#include "geo/multipolygon.h"

enum { LETTERING_MOST = 4096 };

struct lettering {
    double width, height; /* of the sheet */
    size_t n;
    struct box taken[LETTERING_MOST];
};

/* How wide a text is when its letters are `size` high: about, and rather too much. */
double lettering_width(const char *text, double size);
/* Nothing is written over this point. */
void lettering_avoid(struct lettering *l, double x, double y, double around);
/* A place for a text of w by h whose middle is inside the shape, and all of it too; near (x, y) if
 * there is room.  The place is taken then; x and y are its middle.  false: no room. */
bool lettering_inside(struct lettering *l, const struct multipolygon *shape, double w, double h,
                      double *x, double *y);
/* Is this point inside the outlines of a traced shape? */
bool lettering_covers(const struct multipolygon *shape, double x, double y);
/* Right there, if nothing is. */
bool lettering_at(struct lettering *l, double w, double h, double x, double y);
/* The same beside a point, `gap` away from it or more. */
bool lettering_beside(struct lettering *l, double gap, double w, double h, double *x, double *y);

#endif
