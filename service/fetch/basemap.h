/* basemap.h - tiles of a map that somebody else draws, fetched for our pages by ourselves, so that
 * they ask nobody but us and no token leaves this process but to that server.
 *
 * A tile is fetched once however many ask for it at a time, and kept for a while in memory.  After
 * a few failures in a row nobody asks there for some seconds, so a server that does not answer
 * costs next to nothing; what is kept goes on being given, however old. */
#ifndef FETCH_BASEMAP_H
#define FETCH_BASEMAP_H

#include "base/buf.h"
#include "base/err.h"
#include "fetch/tile.h"

#include <stdint.h>

struct basemap;
struct got;

enum {
    BASEMAP_FRESH_SECONDS = 24 * 60 * 60,
    BASEMAP_FAILURES = 3, /* in a row, or one that took long, and then */
    BASEMAP_PAUSE_SECONDS = 15,
};

struct basemap_options {
    const char *name;  /* who draws it: "tianditu" */
    const char *url;   /* a template that was checked; NULL: Tianditu's own */
    const char *token; /* NULL where the template has none */
    size_t most_kept;  /* bytes; 0: 64 MiB */
    /* For tests; NULL: over the network, and the clock of this machine (microseconds). */
    bool (*get)(void *arg, const char *url, struct got *out, const char **why);
    int64_t (*now)(void *arg);
    void *arg;
};

/* Copies what it needs of options. */
bool basemap_open(struct basemap **out, const struct basemap_options *options, struct err *err);
/* From now on nothing is fetched, and what waits for a tile ends within about a second. */
void basemap_stop(struct basemap *b);
void basemap_close(struct basemap *b); /* when nobody asks any more; NULL is fine */

const char *basemap_name(const struct basemap *b);

/* Never waits.  A tile that is kept and fresh, held for the caller; else NULL. */
const struct tile *basemap_kept(struct basemap *b, const struct tile_at *at);
/* May wait as long as one fetch takes.  false: ERR_NOT_FOUND where the server has no such tile,
 * else ERR_UPSTREAM. */
bool basemap_tile(struct basemap *b, const struct tile_at *at, const struct tile **out,
                  struct err *err);

/* How long from now nobody will be asked, in milliseconds; 0: it may be tried. */
int64_t basemap_pause(struct basemap *b);
void basemap_metrics(struct basemap *b, struct buf *out);

#endif
