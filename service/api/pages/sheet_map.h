/* sheet_map.h - the map of one place for paper: the place hatched, what lies around it outlined and
 * named where there is room, scale, north and a key below, never over the map. */
#ifndef API_PAGES_SHEET_MAP_H
#define API_PAGES_SHEET_MAP_H

#include "atlas/atlas.h"
#include "http/request.h"

/* What the map says of itself, and what the hatching means, in the language of the page. */
struct sheet_words {
    const char *title, *description, *key;
};
void sheet_map_put(struct buf *out, const struct request *rq, const struct atlas *a, int place,
                   const struct sheet_words *words);

/* Below a map of this size in units: the bar of the scale at its left, north at its right. */
void sheet_map_put_scale(struct buf *out, const struct request *rq, double per_metre,
                         double height);
void sheet_map_put_north(struct buf *out, const struct request *rq, int width, int height);

/* A bar for a scale: the largest of 1, 2 or 5 tens, hundreds … of metres no wider than `most`
 * units. */
double sheet_map_bar(double per_metre, double most);

#endif
