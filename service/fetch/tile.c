/* tile.c - places of tiles, and tiles that are shared by whoever sends them. */
#include "fetch/tile.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static const char *const layer_names[TILE_LAYERS] = {
    [TILE_VEC] = "vec", [TILE_CVA] = "cva", [TILE_IMG] = "img", [TILE_CIA] = "cia"};

enum { MOST_DIGITS = 6 }; /* 2^18 - 1 is 262143 */

const char *tile_layer_name(enum tile_layer layer)
{
    return layer_names[layer];
}

static bool number_read(const char *text, unsigned least, unsigned end, unsigned *out)
{
    size_t digits = strspn(text, "0123456789");
    unsigned v = 0;

    if (digits == 0 || digits > MOST_DIGITS || text[digits] || (*text == '0' && digits > 1))
        return false;
    for (size_t i = 0; i < digits; i++)
        v = v * 10 + (unsigned)(text[i] - '0');
    *out = v;
    return v >= least && v < end;
}

bool tile_at_read(const char *layer, const char *z, const char *x, const char *y,
                  struct tile_at *out)
{
    struct tile_at at = {.layer = TILE_LAYERS};

    for (unsigned i = 0; i < TILE_LAYERS; i++)
        if (strcmp(layer, layer_names[i]) == 0)
            at.layer = (enum tile_layer)i;
    if (at.layer == TILE_LAYERS || !number_read(z, TILE_LEAST_ZOOM, TILE_MOST_ZOOM + 1, &at.z) ||
        !number_read(x, 0, 1u << at.z, &at.x) || !number_read(y, 0, 1u << at.z, &at.y))
        return false;
    *out = at;
    return true;
}

uint64_t tile_at_key(const struct tile_at *at)
{
    return (uint64_t)at->layer << 56 | (uint64_t)at->z << 48 | (uint64_t)at->x << 24 | at->y;
}

const char *tile_sniff(const void *data, size_t size)
{
    static const char png[] = "\x89PNG\r\n\x1a\n", jpeg[] = "\xff\xd8\xff";

    if (size > sizeof png - 1 && memcmp(data, png, sizeof png - 1) == 0)
        return "image/png";
    if (size > sizeof jpeg - 1 && memcmp(data, jpeg, sizeof jpeg - 1) == 0)
        return "image/jpeg";
    return NULL;
}

struct held {
    struct tile tile; /* first */
    atomic_uint n;
    char *bytes;
};

static struct held *held_of(const struct tile *t)
{
    return (struct held *)(uintptr_t)t;
}

const struct tile *tile_new(const char *type, struct buf *body)
{
    struct held *h = mem_alloc(1, sizeof *h);
    char hex[SHA256_HEX];

    h->tile.type = type;
    h->bytes = buf_steal(body, &h->tile.body.size);
    h->tile.body.at = h->bytes;
    struct sha256 sum = sha256_of(h->bytes, h->tile.body.size);
    sha256_hex(&sum, hex);
    memcpy(h->tile.tag, hex, TILE_TAG - 1);
    atomic_init(&h->n, 1);
    return &h->tile;
}

const struct tile *tile_hold(const struct tile *t)
{
    atomic_fetch_add(&held_of(t)->n, 1);
    return t;
}

void tile_give(const struct tile *t)
{
    if (!t || atomic_fetch_sub(&held_of(t)->n, 1) > 1)
        return;
    free(held_of(t)->bytes);
    free(held_of(t));
}
