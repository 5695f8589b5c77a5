/* lookup_zones.h - the zones and parks that a point lies in, or may lie in. */
#ifndef API_LOOKUP_ZONES_H
#define API_LOOKUP_ZONES_H

#include "api/lookup_json.h"

/* "zones" and "zones_answer"; lon and lat in CGCS2000. */
void put_lookup_zones(struct json_writer *w, const struct lookup_view *l, const struct chain *chain,
                      double lon, double lat);

#endif
