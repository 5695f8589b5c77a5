/* load_shapes.h - are the source's shapes sound?  What is not is mended, and the mending told. */
#ifndef CLI_LOAD_SHAPES_H
#define CLI_LOAD_SHAPES_H

#include "cli/load_places.h"
#include "cli/load_progress.h"
#include "geo/valid.h"

/* Turns rings as RFC 7946 wants and mends what is not valid; nothing else about a legal shape is
 * ever changed.  Also the area and the place of the label. */
bool load_shapes(struct load_places *p, struct geos *g, struct arena *a, struct progress *progress,
                 struct err *err);

/* A display shape: valid as it is, or mended.  false: nothing can be made of it (no failure). */
bool load_sound_outline(struct geos *g, struct arena *a, struct multipolygon *m);

#endif
