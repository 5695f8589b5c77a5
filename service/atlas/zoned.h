/* zoned.h - zones and parts of one state of their tables, shared by every atlas that stands on it;
 * for the files of this room only.
 *
 * Shapes may be large, and titles change more often than zones do: so, as the ground, this is
 * counted by itself. */
#ifndef ATLAS_ZONED_H
#define ATLAS_ZONED_H

#include "atlas/zones.h"
#include "base/arena.h"
#include "store/store.h"
#include "store/zones.h"

#include <stdatomic.h>

/* The shapes of one zone's parts joined, from a day to a day. */
struct joined {
    date_t since, until; /* DATE_NONE: open */
    const struct multipolygon *area;
};

struct zoned_zone {
    const char *id;
    struct zone *rows; /* in order of recording */
    size_t n_rows;
    struct atlas_part *parts;  /* in order of number, then of recording */
    struct locator **locators; /* of each part; NULL: it has no shape */
    size_t n_parts;
    struct joined *joined;
    size_t n_joined;
};

struct zoned {
    atomic_int n_users;
    char *key; /* digest of the rows it was made from */
    struct arena *arena;
    struct zoned_zone *zones; /* in order of id */
    size_t n_zones;
    size_t memory;
};

bool zoned_build(struct store *s, const char *key, struct zoned **out, struct err *err);
struct zoned *zoned_share(struct zoned *z);
void zoned_drop(struct zoned *z); /* NULL is fine */

#endif
