/* nation_map.h - where in the country a place lies: the whole of it, with the ten-dash line and the
 * islands of the South China Sea, and nothing over any of it. */
#ifndef API_PAGES_NATION_MAP_H
#define API_PAGES_NATION_MAP_H

#include "atlas/atlas.h"
#include "http/request.h"

void nation_map_put(struct buf *out, const struct request *rq, const struct atlas *a, int place);

#endif
