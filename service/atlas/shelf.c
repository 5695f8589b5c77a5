/* shelf.c - a small table of bodies, each made once.
 *
 * Who asks first makes it, outside the table's lock; others who want the same one wait for it,
 * others who want something else do not. */
#include "atlas/internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct slot {
    char *key;
    bool ready;
    struct shelf_bytes bytes;
    struct buf out[SHELF_ENCODINGS];
};

struct shelf {
    pthread_mutex_t lock;
    pthread_cond_t made;
    size_t n;
    struct slot slots[SHELF_MAX];
};

struct shelf *shelf_new(void)
{
    struct shelf *s = mem_alloc(1, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->made, NULL);
    return s;
}

void shelf_free(struct shelf *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++) {
        free(s->slots[i].key);
        for (int e = 0; e < SHELF_ENCODINGS; e++)
            buf_free(&s->slots[i].out[e]);
    }
    pthread_cond_destroy(&s->made);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static struct slot *find(struct shelf *s, const char *key)
{
    for (size_t i = 0; i < s->n; i++) {
        if (strcmp(s->slots[i].key, key) == 0)
            return &s->slots[i];
    }
    return NULL;
}

static void fill(struct shelf *s, struct slot *slot, const struct atlas *a, shelf_make *make,
                 const void *arg)
{
    struct buf out[SHELF_ENCODINGS] = {{0}};

    make(a, arg, out);
    pthread_mutex_lock(&s->lock);
    for (int e = 0; e < SHELF_ENCODINGS; e++) {
        slot->out[e] = out[e];
        if (out[e].len)
            slot->bytes.body[e] = (struct bytes){out[e].data, out[e].len};
    }
    slot->ready = true;
    pthread_cond_broadcast(&s->made);
    pthread_mutex_unlock(&s->lock);
}

const struct shelf_bytes *shelf_get(struct shelf *s, const struct atlas *a, const char *key,
                                    shelf_make *make, const void *arg)
{
    pthread_mutex_lock(&s->lock);
    struct slot *slot = find(s, key);
    if (slot) {
        while (!slot->ready)
            pthread_cond_wait(&s->made, &s->lock);
        pthread_mutex_unlock(&s->lock);
        return &slot->bytes;
    }
    if (s->n == SHELF_MAX) {
        pthread_mutex_unlock(&s->lock);
        return NULL;
    }
    slot = &s->slots[s->n++];
    slot->key = mem_strdup(key);
    pthread_mutex_unlock(&s->lock);
    fill(s, slot, a, make, arg);
    return &slot->bytes;
}

size_t shelf_memory(struct shelf *s)
{
    size_t total = sizeof *s;
    pthread_mutex_lock(&s->lock);
    for (size_t i = 0; i < s->n; i++) {
        for (int e = 0; e < SHELF_ENCODINGS; e++)
            total += s->slots[i].out[e].room;
    }
    pthread_mutex_unlock(&s->lock);
    return total;
}
