/* zones.h - zones and their parts as one revision of the register has them, with their shapes.
 *
 * A zone is asked for by its id; which of its rows speaks depends on the day and the moment.  All
 * of it is borrowed from the atlas.  Shapes follow the current revision. */
#ifndef ATLAS_ZONES_H
#define ATLAS_ZONES_H

#include "atlas/atlas.h"
#include "atlas/titles.h"
#include "domain/extent.h"
#include "domain/zone.h"

#include <stddef.h>

struct atlas_part {
    struct zone_part part;
    const struct multipolygon *shape; /* NULL: none was published */
    double given[EXTENT_SIDES];       /* limit coordinates published beside it; NAN: none */
    const char *original;             /* SHA-256 of the bytes it was read from; NULL: none */
};

/* The ids there ever were, in order. */
size_t atlas_n_zones(const struct atlas *a);
const char *atlas_zone_id(const struct atlas *a, size_t i);
long atlas_zone_find(const struct atlas *a, const char *id); /* -1: none */
/* The row of a zone for a day, as the register stood at a moment; where its valid time does not
 * hold the day, NULL.  on DATE_NONE: any day, the newest row. */
const struct zone *atlas_zone(const struct atlas *a, size_t i, date_t on, moment_t as_of);
/* By the name titles call it; NULL: none. */
const struct zone *atlas_zone_of_name(const struct atlas *a, const char *name, date_t on,
                                      moment_t as_of);
/* Its parts on that day, in order of number; the list lives in the arena. */
size_t atlas_zone_parts(const struct atlas *a, const char *id, date_t on, moment_t as_of,
                        struct arena *arena, const struct atlas_part ***out);
/* Every row of every part there ever was, by zone and number: for lists that filter themselves. */
size_t atlas_all_parts(const struct atlas *a);
const struct atlas_part *atlas_part_at(const struct atlas *a, size_t i);
/* Does the shape of a part cover the point, its border included?  Exactly as stored. */
bool atlas_part_covers(const struct atlas *a, const struct atlas_part *p, double lon, double lat);

/* How a zone can be drawn on that day. */
struct zone_drawn {
    enum zone_shape shape;
    const struct multipolygon *area; /* parts joined, or the host division; NULL: none */
    const char *host;                /* HOST_AREA: code of the division drawn */
    bool host_verified;              /* by a source; else it is our guess */
    int place;                       /* HOST_AREA: index of the place; else -1 */
};
struct zone_drawn atlas_zone_drawn(const struct atlas *a, const struct zone *z, date_t on,
                                   moment_t as_of);

/* Titles of the zone kinds that bear its name, in order of recording, shown at as_of. */
size_t atlas_zone_titles(const struct atlas *a, const struct zone *z, moment_t as_of,
                         struct arena *arena, const struct title ***out);
/* The kind it is on that day: of the stated title that counts, a newer kind before a former one;
 * else the kind its row names. */
enum title_kind atlas_zone_kind(const struct atlas *a, const struct zone *z,
                                const struct view *view, date_t on, struct arena *arena);

#endif
