/* load_islands.h - no island goes missing because a map is small.
 *
 * Generalising drops whole parts (at 0.05 degrees nine islands of ten); they are put back as they
 * are in the legal shape, which costs few points. */
#ifndef CLI_LOAD_ISLANDS_H
#define CLI_LOAD_ISLANDS_H

#include "geo/multipolygon.h"
#include "geo/valid.h"

/* `light` with the lost parts of `full` that do not touch what it has; valid when light was. */
struct multipolygon load_islands_back(const struct multipolygon *full,
                                      const struct multipolygon *light, struct geos *g,
                                      struct arena *a);

#endif
