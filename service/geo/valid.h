/* valid.h - the questions we ask GEOS: is this shape sound, and (for our own sources only) mend it.
 *
 * One geos handle belongs to one thread.  Mending is never done to what a stranger sent: MakeValid
 * can be made to take minutes. */
#ifndef GEO_VALID_H
#define GEO_VALID_H

#include "base/arena.h"
#include "base/err.h"
#include "geo/multipolygon.h"

struct geos;

struct geos *geos_new(void);
void geos_free(struct geos *g);

/* true: valid.  false with ERR_BAD_BODY: invalid, the reason and the place stand in err. */
bool shape_is_valid(struct geos *g, const struct multipolygon *m, struct err *err);
/* A valid shape as near as can be; polygonal parts only.  For hash-pinned sources. */
bool shape_mend(struct geos *g, const struct multipolygon *m, struct arena *arena,
                struct multipolygon *out, struct err *err);

#endif
