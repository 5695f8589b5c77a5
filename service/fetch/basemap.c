/* basemap.c - one lock over what is kept, what is being fetched, and whether to ask at all.
 *
 * Nothing is fetched under the lock.  A flight is one tile on its way: the first who asks fetches,
 * the others wait for it and share what came, failure or tile. */
#include "fetch/basemap.h"

#include "base/log.h"
#include "base/mem.h"
#include "fetch/get.h"
#include "fetch/template.h"
#include "fetch/tile_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SECOND_US = 1000000, LONG_SECONDS = 2 };

static const struct getter_limits limits = {
    .most_bytes = TILE_MOST_BYTES, .connect_ms = 3000, .whole_ms = 8000};

struct flight {
    struct flight *next;
    uint64_t key;
    unsigned n_holders; /* who fetches, and who waits */
    bool landed;
    const struct tile *tile; /* NULL: err says why */
    struct err err;
};

struct basemap {
    struct basemap_options options;
    char *name, *url, *token;
    struct getter *getter;
    pthread_mutex_t lock;
    pthread_cond_t landed;
    struct tile_cache *cache;
    struct flight *flights;
    unsigned failures; /* in a row */
    int64_t pause_until;
    bool trying; /* after the pause: one asks, and the others wait for what it finds */
    uint64_t n_kept, n_fetched, n_missing, n_failed, n_paused;
};

static int64_t clock_now(void *arg)
{
    struct timespec ts;

    (void)arg;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * SECOND_US + ts.tv_nsec / 1000;
}

static bool network_get(void *arg, const char *url, struct got *out, const char **why)
{
    return getter_get(arg, url, out, why);
}

bool basemap_open(struct basemap **out, const struct basemap_options *options, struct err *err)
{
    struct basemap *b = mem_alloc(1, sizeof *b);

    *out = NULL;
    b->options = *options;
    b->options.token = NULL; /* ours is a copy */
    if (!options->get) {
        if (!getter_open(&b->getter, &limits, err)) {
            free(b);
            return false;
        }
        b->options.get = network_get;
    }
    if (!options->now)
        b->options.now = clock_now;
    b->name = mem_strdup(options->name);
    b->url = mem_strdup(options->url ? options->url : TEMPLATE_TIANDITU);
    b->token = mem_strdup(options->token ? options->token : "");
    b->cache = tile_cache_new(options->most_kept ? options->most_kept : (size_t)64 * 1024 * 1024);
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->landed, NULL);
    *out = b;
    return true;
}

void basemap_stop(struct basemap *b)
{
    if (b)
        getter_stop(b->getter);
}

void basemap_close(struct basemap *b)
{
    if (!b)
        return;
    getter_close(b->getter);
    tile_cache_free(b->cache);
    pthread_cond_destroy(&b->landed);
    pthread_mutex_destroy(&b->lock);
    explicit_bzero(b->token, strlen(b->token));
    free(b->token);
    free(b->url);
    free(b->name);
    free(b);
}

const char *basemap_name(const struct basemap *b)
{
    return b->name;
}

static int64_t now_of(const struct basemap *b)
{
    return b->options.now(b->options.arg);
}

/* -------- what is kept -------- */

static const struct tile *find_fresh(struct basemap *b, uint64_t key)
{
    int64_t since;
    const struct tile *t = tile_cache_find(b->cache, key, &since);

    if (t && now_of(b) - since >= (int64_t)BASEMAP_FRESH_SECONDS * SECOND_US) {
        tile_give(t);
        return NULL;
    }
    b->n_kept += t != NULL;
    return t;
}

static const struct tile *find_old(struct basemap *b, uint64_t key)
{
    int64_t since;
    return tile_cache_find(b->cache, key, &since);
}

const struct tile *basemap_kept(struct basemap *b, const struct tile_at *at)
{
    pthread_mutex_lock(&b->lock);
    const struct tile *t = find_fresh(b, tile_at_key(at));
    pthread_mutex_unlock(&b->lock);
    return t;
}

/* -------- whether to ask -------- */

struct found {
    const struct tile *tile;
    const char *why; /* NULL: it went well, though there may be no such tile */
    unsigned status;
};

static bool failed(struct err *err)
{
    return err_say(err, ERR_UPSTREAM, NULL, "the server of the basemap does not give this tile now",
                   "底图服务器暂时无法提供此瓦片");
}

/* true: the caller may ask, and must tell how it went. */
static bool may_ask(struct basemap *b)
{
    if (b->failures < BASEMAP_FAILURES)
        return true;
    if (b->trying || now_of(b) < b->pause_until)
        return false;
    b->trying = true;
    return true;
}

static void went_well(struct basemap *b)
{
    if (b->failures >= BASEMAP_FAILURES)
        log_info("basemap", "the server of the basemap answers again");
    b->failures = 0;
    b->trying = false;
}

/* why is one of a few fixed texts: no address, and so no token, gets into the log.  Who waited in
 * vain need not see that twice: the threads that wait are few. */
static void went_wrong(struct basemap *b, const struct found *found, int64_t took)
{
    bool was_asked = b->failures < BASEMAP_FAILURES;

    b->n_failed++;
    b->trying = false;
    b->pause_until = now_of(b) + (int64_t)BASEMAP_PAUSE_SECONDS * SECOND_US;
    if (took >= (int64_t)LONG_SECONDS * SECOND_US)
        b->failures = BASEMAP_FAILURES;
    else if (was_asked)
        b->failures++;
    if (was_asked && b->failures == BASEMAP_FAILURES)
        log_info("basemap", "not asked for %d s: %s (status %u, after %lld ms)",
                 BASEMAP_PAUSE_SECONDS, found->why, found->status, (long long)took / 1000);
}

int64_t basemap_pause(struct basemap *b)
{
    pthread_mutex_lock(&b->lock);
    int64_t left = b->failures < BASEMAP_FAILURES ? 0 : b->pause_until - now_of(b);
    pthread_mutex_unlock(&b->lock);
    return left > 0 ? left / 1000 : 0;
}

/* -------- asking -------- */

static void judge(struct got *got, struct found *f)
{
    const char *type = tile_sniff(got->body.data, got->body.len);

    f->status = got->status;
    if (got->status == 404 || got->status == 204)
        return;
    if (got->status >= 300 && got->status < 400)
        f->why = "it leads elsewhere";
    else if (got->status != 200)
        f->why = "it refuses";
    else if (!type || (strcmp(got->type, "image/png") != 0 &&
                       strcmp(got->type, "image/jpeg") != 0 && strcmp(got->type, "image/jpg") != 0))
        f->why = "it sent something else than a picture";
    else
        f->tile = tile_new(type, &got->body);
}

static struct found fetch(struct basemap *b, const struct tile_at *at)
{
    struct found f = {0};
    struct got got = {0};
    struct buf url = {0};

    template_fill(&url, b->url, at, b->token);
    void *arg = b->getter ? (void *)b->getter : b->options.arg;
    if (b->options.get(arg, url.data, &got, &f.why))
        judge(&got, &f);
    explicit_bzero(url.data, url.len);
    buf_free(&url);
    buf_free(&got.body);
    return f;
}

static struct flight *flight_find(struct basemap *b, uint64_t key)
{
    struct flight *f = b->flights;

    while (f && f->key != key)
        f = f->next;
    return f;
}

static struct flight *flight_begin(struct basemap *b, uint64_t key)
{
    struct flight *f = mem_alloc(1, sizeof *f);

    f->key = key;
    f->next = b->flights;
    b->flights = f;
    return f;
}

static void flight_end(struct basemap *b, struct flight *f)
{
    struct flight **at = &b->flights;

    while (*at != f)
        at = &(*at)->next;
    *at = f->next;
    f->landed = true;
    pthread_cond_broadcast(&b->landed);
}

/* The last who leaves puts it away. */
static const struct tile *flight_leave(struct flight *f, struct err *err)
{
    const struct tile *t = f->tile ? tile_hold(f->tile) : NULL;

    if (!t && err && err->kind == ERR_NONE)
        *err = f->err;
    if (--f->n_holders == 0) {
        tile_give(f->tile);
        free(f);
    }
    return t;
}

/* With the lock, which is let go of while the tile is on its way. */
static void flight_fly(struct basemap *b, struct flight *f, const struct tile_at *at)
{
    pthread_mutex_unlock(&b->lock);
    int64_t began = now_of(b);
    struct found found = fetch(b, at);
    pthread_mutex_lock(&b->lock);
    f->tile = found.tile;
    if (found.why) {
        went_wrong(b, &found, now_of(b) - began);
        f->tile = find_old(b, f->key);
        failed(&f->err);
    } else {
        went_well(b);
        b->n_fetched += found.tile != NULL;
        b->n_missing += found.tile == NULL;
        if (found.tile)
            tile_cache_put(b->cache, f->key, found.tile, now_of(b));
        else
            err_say(&f->err, ERR_NOT_FOUND, NULL, "the basemap has no tile here",
                    "底图在此处没有瓦片");
    }
    flight_end(b, f);
}

bool basemap_tile(struct basemap *b, const struct tile_at *at, const struct tile **out,
                  struct err *err)
{
    uint64_t key = tile_at_key(at);

    pthread_mutex_lock(&b->lock);
    *out = find_fresh(b, key);
    struct flight *f = *out ? NULL : flight_find(b, key);
    if (f) {
        f->n_holders++;
        while (!f->landed)
            pthread_cond_wait(&b->landed, &b->lock);
        *out = flight_leave(f, err);
    } else if (!*out && may_ask(b)) {
        f = flight_begin(b, key);
        f->n_holders++;
        flight_fly(b, f, at);
        *out = flight_leave(f, err);
    } else if (!*out) {
        b->n_paused++;
        *out = find_old(b, key);
        if (!*out)
            failed(err);
    }
    pthread_mutex_unlock(&b->lock);
    return *out != NULL;
}

void basemap_metrics(struct basemap *b, struct buf *out)
{
    pthread_mutex_lock(&b->lock);
    const struct {
        const char *how;
        uint64_t n;
    } rows[] = {{"kept", b->n_kept},
                {"fetched", b->n_fetched},
                {"missing", b->n_missing},
                {"failed", b->n_failed},
                {"paused", b->n_paused}};
    size_t bytes = tile_cache_bytes(b->cache);
    pthread_mutex_unlock(&b->lock);

    buf_puts(out, "# HELP sizhi_basemap_tiles_total Tiles of the basemap, by where they came "
                  "from or why not.\n# TYPE sizhi_basemap_tiles_total counter\n");
    for (size_t i = 0; i < COUNT(rows); i++)
        buf_printf(out, "sizhi_basemap_tiles_total{how=\"%s\"} %llu\n", rows[i].how,
                   (unsigned long long)rows[i].n);
    buf_printf(out,
               "# HELP sizhi_basemap_kept_bytes Memory of the tiles that are kept.\n"
               "# TYPE sizhi_basemap_kept_bytes gauge\n"
               "sizhi_basemap_kept_bytes %zu\n",
               bytes);
}
