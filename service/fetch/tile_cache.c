/* tile_cache.c - chains of a hash table, and one list from the newest use to the oldest. */
#include "fetch/tile_cache.h"

#include "base/mem.h"

#include <stdlib.h>

enum { CHAINS = 4096, OVERHEAD = 256 }; /* bytes that a tile takes beside its own, about */

struct entry {
    struct entry *chain, *newer, *older;
    uint64_t key;
    int64_t since;
    const struct tile *tile;
};

struct tile_cache {
    size_t most, bytes, n;
    struct entry *chains[CHAINS];
    struct entry *newest, *oldest;
};

static struct entry **chain_of(struct tile_cache *c, uint64_t key)
{
    return &c->chains[(key * UINT64_C(0x9E3779B97F4A7C15)) >> 52];
}
_Static_assert(CHAINS == 1 << 12, "the upper twelve bits choose the chain");

static size_t weight(const struct tile *t)
{
    return t->body.size + OVERHEAD;
}

struct tile_cache *tile_cache_new(size_t most_bytes)
{
    struct tile_cache *c = mem_alloc(1, sizeof *c);
    c->most = most_bytes;
    return c;
}

static void list_leave(struct tile_cache *c, struct entry *e)
{
    *(e->newer ? &e->newer->older : &c->newest) = e->older;
    *(e->older ? &e->older->newer : &c->oldest) = e->newer;
}

static void list_enter(struct tile_cache *c, struct entry *e)
{
    e->newer = NULL;
    e->older = c->newest;
    *(e->older ? &e->older->newer : &c->oldest) = e;
    c->newest = e;
}

static void entry_drop(struct tile_cache *c, struct entry *e)
{
    struct entry **at = chain_of(c, e->key);

    while (*at != e)
        at = &(*at)->chain;
    *at = e->chain;
    list_leave(c, e);
    c->bytes -= weight(e->tile);
    c->n--;
    tile_give(e->tile);
    free(e);
}

static void drop_oldest(struct tile_cache *c, size_t until_bytes)
{
    struct entry *newer;

    for (struct entry *e = c->oldest; e && c->bytes > until_bytes; e = newer) {
        newer = e->newer;
        entry_drop(c, e);
    }
}

static struct entry *entry_find(struct tile_cache *c, uint64_t key)
{
    struct entry *e = *chain_of(c, key);

    while (e && e->key != key)
        e = e->chain;
    return e;
}

void tile_cache_free(struct tile_cache *c)
{
    if (!c)
        return;
    drop_oldest(c, 0);
    free(c);
}

const struct tile *tile_cache_find(struct tile_cache *c, uint64_t key, int64_t *since)
{
    struct entry *e = entry_find(c, key);

    if (!e)
        return NULL;
    list_leave(c, e);
    list_enter(c, e);
    *since = e->since;
    return tile_hold(e->tile);
}

void tile_cache_put(struct tile_cache *c, uint64_t key, const struct tile *t, int64_t now)
{
    struct entry *old = entry_find(c, key), **chain = chain_of(c, key);

    if (old)
        entry_drop(c, old);
    if (weight(t) > c->most)
        return;
    struct entry *e = mem_alloc(1, sizeof *e);
    *e = (struct entry){.chain = *chain, .key = key, .since = now, .tile = tile_hold(t)};
    *chain = e;
    list_enter(c, e);
    c->bytes += weight(t);
    c->n++;
    drop_oldest(c, c->most);
}

size_t tile_cache_bytes(const struct tile_cache *c)
{
    return c->bytes;
}

size_t tile_cache_count(const struct tile_cache *c)
{
    return c->n;
}
