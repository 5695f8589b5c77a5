/* readers.c - the connections lie on a stack; who takes one uses the warmest. */
#include "store/readers.h"

#include "base/mem.h"
#include "store/internal.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum { ANSWER_WITHIN_MS = 5000 };

struct readers {
    pthread_mutex_t mutex;
    pthread_cond_t given;
    struct store *free[READERS_MOST];
    unsigned n_free, n;
};

bool readers_open(struct readers **out, const char *path, unsigned n, struct err *err)
{
    struct readers *r = mem_alloc(1, sizeof *r);

    assert(n > 0);
    *out = NULL;
    pthread_mutex_init(&r->mutex, NULL);
    pthread_cond_init(&r->given, NULL);
    while (r->n < n && r->n < READERS_MOST) {
        if (!store_open(&r->free[r->n], path, STORE_READ_MORE, err)) {
            readers_close(r);
            return false;
        }
        r->n_free = ++r->n;
    }
    *out = r;
    return true;
}

void readers_close(struct readers *r)
{
    if (!r)
        return;
    assert(r->n_free == r->n);
    for (unsigned i = 0; i < r->n; i++)
        store_close(r->free[i]);
    pthread_cond_destroy(&r->given);
    pthread_mutex_destroy(&r->mutex);
    free(r);
}

struct store *readers_take(struct readers *r)
{
    struct store *s;

    pthread_mutex_lock(&r->mutex);
    while (r->n_free == 0)
        pthread_cond_wait(&r->given, &r->mutex);
    s = r->free[--r->n_free];
    pthread_mutex_unlock(&r->mutex);
    db_begin(s->db, NULL); /* without it each statement sees a moment of its own: still true */
    db_deadline(s->db, ANSWER_WITHIN_MS);
    return s;
}

void readers_give(struct readers *r, struct store *s)
{
    db_rollback(s->db);
    db_deadline(s->db, 0);
    pthread_mutex_lock(&r->mutex);
    r->free[r->n_free++] = s;
    pthread_cond_signal(&r->given);
    pthread_mutex_unlock(&r->mutex);
}
