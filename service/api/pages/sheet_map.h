/* sheet_map.h - the map of one place for paper: the place hatched, what lies around it outlined and
 * named where there is room, scale, north and a key below, never over the map. */
#ifndef API_PAGES_SHEET_MAP_H
#define API_PAGES_SHEET_MAP_H

#include "atlas/atlas.h"
#include "http/request.h"

void sheet_map_put(struct buf *out, const struct request *rq, const struct atlas *a, int place);

/* A bar for a scale: the largest of 1, 2 or 5 tens, hundreds … of metres no wider than `most`
 * units. */
double sheet_map_bar(double per_metre, double most);

#endif
