/* bands.h - for each shape, its edges sorted into horizontal bands, so that asking whether a point
 * is inside looks at a handful of edges instead of all of them.  Read-only once made. */
#ifndef GEO_BANDS_H
#define GEO_BANDS_H

#include "geo/multipolygon.h"

struct bands;

/* Borrows the shapes. */
struct bands *bands_new(const struct multipolygon *const *shapes, size_t n_shapes);
void bands_free(struct bands *b);
size_t bands_memory(const struct bands *b);

/* As multipolygon_covers, for shape i. */
bool bands_cover(const struct bands *b, size_t i, double x, double y, bool *on_edge);

#endif
