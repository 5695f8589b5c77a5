/* tile_cache.h - tiles by place, the least recently used let go first when there are too many
 * bytes.
 *
 * In memory alone: nothing is written down.  Not for two threads at once; basemap.c has the lock.
 */
#ifndef FETCH_TILE_CACHE_H
#define FETCH_TILE_CACHE_H

#include "fetch/tile.h"

struct tile_cache;

struct tile_cache *tile_cache_new(size_t most_bytes);
void tile_cache_free(struct tile_cache *c); /* NULL is fine */

/* Holds the tile for the caller; NULL: there is none.  *since is when it was put. */
const struct tile *tile_cache_find(struct tile_cache *c, uint64_t key, int64_t *since);
/* Holds t itself; what stood there is let go. */
void tile_cache_put(struct tile_cache *c, uint64_t key, const struct tile *t, int64_t now);

size_t tile_cache_bytes(const struct tile_cache *c);
size_t tile_cache_count(const struct tile_cache *c);

#endif
