/* load_outlines.h - lighter shapes for small scales, from one topology of all borders, so that
 * neighbours, and a prefecture and its counties, keep their borders in common. */
#ifndef CLI_LOAD_OUTLINES_H
#define CLI_LOAD_OUTLINES_H

#include "cli/load_places.h"
#include "cli/load_progress.h"
#include "geo/valid.h"

enum { LOAD_OUTLINE_STEPS = 1 + LOAD_OUTLINES };

/* Fills outlines of every place, and how far each strays. */
bool load_outlines(struct load_places *p, struct geos *g, struct arena *a,
                   struct progress *progress, struct err *err);

#endif
