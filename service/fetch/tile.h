/* tile.h - one picture of a map that is cut into squares: where it lies, and what it is.
 *
 * Web Mercator, rows counted from the north, 256 pixels a side.  A tile is shared and never
 * changes; each tile_hold() is undone by a tile_give(). */
#ifndef FETCH_TILE_H
#define FETCH_TILE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* The map and its names, the pictures from above and theirs. */
enum tile_layer { TILE_VEC, TILE_CVA, TILE_IMG, TILE_CIA, TILE_LAYERS };

enum { TILE_LEAST_ZOOM = 1, TILE_MOST_ZOOM = 18, TILE_MOST_BYTES = 512 * 1024 };

struct tile_at {
    enum tile_layer layer;
    unsigned z, x, y;
};

const char *tile_layer_name(enum tile_layer layer); /* "vec" */

/* From the four parts of an address: plain digits without leading zeros, within the zoom. */
bool tile_at_read(const char *layer, const char *z, const char *x, const char *y,
                  struct tile_at *out);
/* One number for each place of each layer. */
uint64_t tile_at_key(const struct tile_at *at);

enum { TILE_TAG = 33 };

struct tile {
    const char *type; /* "image/png" or "image/jpeg", by its first bytes */
    struct bytes body;
    char tag[TILE_TAG]; /* names the very bytes */
};

/* What type these bytes are of; NULL: none that is passed on. */
const char *tile_sniff(const void *data, size_t size);

/* Takes the text of body.  Held once. */
const struct tile *tile_new(const char *type, struct buf *body);
const struct tile *tile_hold(const struct tile *t);
void tile_give(const struct tile *t); /* NULL is fine */

#endif
