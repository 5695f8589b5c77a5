/* zone_map.h - a zone on paper: its published parts with their numbers, what lies beside them, and
 * what is to be said about how they lie, drawn where it is. */
#ifndef API_PAGES_ZONE_MAP_H
#define API_PAGES_ZONE_MAP_H

#include "api/pages/zone_told.h"

/* Something said in words under this number. */
struct zone_mark {
    size_t number;
    const struct multipolygon *area;
};

/* For a zone with a published shape alone. */
void zone_map_put(struct buf *out, const struct zone_page *p, const struct zone_mark *marks,
                  size_t n);
/* The place with the zone as a ring in it: where in its county the zone lies. */
void zone_locator_put(struct buf *out, const struct zone_page *p, int place);
/* The county the published shape lies in, the host where it is known; -1: neither. */
int zone_lies_in(const struct zone_page *p);

#endif
