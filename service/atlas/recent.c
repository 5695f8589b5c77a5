/* recent.c - a handful of bodies, the least recently wanted of which makes room for a new one.
 *
 * What somebody still sends is never thrown out, not even to make room: so however slowly readers
 * read, there are no more bodies in memory than there are places for them. */
#include "atlas/recent.h"
#include "atlas/internal.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct loan {
    struct recent *home;
    char *key; /* NULL: nothing here */
    bool ready;
    unsigned n_users;
    uint64_t wanted;          /* the larger, the later */
    struct shelf_bytes bytes; /* parts of texts */
    char *texts;
};

struct recent {
    const struct atlas *a; /* the one it belongs to */
    pthread_mutex_t lock;
    pthread_cond_t made;
    uint64_t n_wanted;
    struct loan places[RECENT_MAX];
};

struct recent *recent_new(const struct atlas *a)
{
    struct recent *r = mem_alloc(1, sizeof *r);

    r->a = a;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->made, NULL);
    for (size_t i = 0; i < RECENT_MAX; i++)
        r->places[i].home = r;
    return r;
}

static void empty(struct loan *l)
{
    free(l->key);
    free(l->texts);
    *l = (struct loan){.home = l->home};
}

void recent_free(struct recent *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < RECENT_MAX; i++) {
        assert(r->places[i].n_users == 0);
        empty(&r->places[i]);
    }
    pthread_cond_destroy(&r->made);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

static struct loan *find(struct recent *r, const char *key)
{
    for (size_t i = 0; i < RECENT_MAX; i++) {
        if (r->places[i].key && strcmp(r->places[i].key, key) == 0)
            return &r->places[i];
    }
    return NULL;
}

/* A place for something new: an empty one was wanted before all others.  NULL: all are on loan. */
static struct loan *make_room(struct recent *r)
{
    struct loan *oldest = NULL;

    for (size_t i = 0; i < RECENT_MAX; i++) {
        struct loan *l = &r->places[i];
        if (l->n_users == 0 && (!oldest || l->wanted < oldest->wanted))
            oldest = l;
    }
    if (oldest)
        empty(oldest);
    return oldest;
}

/* All encodings in one piece, in no more memory than they take: compressors ask for far more, and
 * large pieces kept among what they leave free would keep that from the system. */
static char *keep_texts(struct buf out[SHELF_ENCODINGS], struct shelf_bytes *bytes)
{
    size_t size = 0, at = 0;

    for (int e = 0; e < SHELF_ENCODINGS; e++)
        size += out[e].len;
    char *texts = mem_alloc(1, size ? size : 1);
    for (int e = 0; e < SHELF_ENCODINGS; e++) {
        if (out[e].len) {
            memcpy(texts + at, out[e].data, out[e].len);
            bytes->body[e] = (struct bytes){texts + at, out[e].len};
        }
        at += out[e].len;
        buf_free(&out[e]);
    }
    return texts;
}

static void fill(struct recent *r, struct loan *l, shelf_make *make, const void *arg)
{
    struct buf out[SHELF_ENCODINGS] = {{0}};
    struct shelf_bytes bytes = {0};

    make(r->a, arg, out);
    char *texts = keep_texts(out, &bytes);
    if (bytes.body[0].size >= MEM_APART / 2)
        mem_give_back(); /* what making it took, which is several times as much */
    pthread_mutex_lock(&r->lock);
    l->texts = texts;
    l->bytes = bytes;
    l->ready = true;
    pthread_cond_broadcast(&r->made);
    pthread_mutex_unlock(&r->lock);
}

struct loan *recent_take(struct recent *r, const char *key, shelf_make *make, const void *arg)
{
    pthread_mutex_lock(&r->lock);
    struct loan *l = find(r, key);
    bool ours = !l;
    if (ours) {
        l = make_room(r);
        if (!l) {
            pthread_mutex_unlock(&r->lock);
            return NULL;
        }
        l->key = mem_strdup(key);
    }
    l->n_users++;
    l->wanted = ++r->n_wanted;
    while (!ours && !l->ready)
        pthread_cond_wait(&r->made, &r->lock);
    pthread_mutex_unlock(&r->lock);
    if (r->a)
        atlas_keep(r->a);
    if (ours)
        fill(r, l, make, arg);
    return l;
}

const struct shelf_bytes *loan_bytes(const struct loan *l)
{
    return &l->bytes;
}

void loan_end(struct loan *l)
{
    struct recent *r = l->home;

    pthread_mutex_lock(&r->lock);
    assert(l->n_users > 0);
    l->n_users--;
    pthread_mutex_unlock(&r->lock);
    atlas_give(r->a); /* and with the last one goes r */
}

size_t recent_memory(struct recent *r)
{
    size_t total = sizeof *r;

    pthread_mutex_lock(&r->lock);
    for (size_t i = 0; i < RECENT_MAX; i++) {
        for (int e = 0; e < SHELF_ENCODINGS; e++)
            total += r->places[i].bytes.body[e].size;
    }
    pthread_mutex_unlock(&r->lock);
    return total;
}

struct loan *atlas_recent(const struct atlas *a, const char *key, shelf_make *make, const void *arg)
{
    return recent_take(a->recent, key, make, arg);
}
