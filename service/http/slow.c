/* slow.c - a bounded first-in first-out queue and its threads. */
#include "http/slow.h"

#include "base/mem.h"
#include "http/clock.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum { WAIT_LIMIT_US = 15 * 1000000 };

struct slow_queue {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct slow_job *first, **last;
    unsigned n_waiting, most_waiting;
    bool stopping;
    slow_run_fn *run;
    pthread_t *threads;
    unsigned n_threads;
};

static void *worker(void *arg)
{
    struct slow_queue *q = arg;

    pthread_mutex_lock(&q->lock);
    for (;;) {
        while (!q->first && !q->stopping)
            pthread_cond_wait(&q->more, &q->lock);
        struct slow_job *job = q->first;
        if (!job)
            break;
        q->first = job->next;
        if (!q->first)
            q->last = &q->first;
        q->n_waiting--;
        bool late = q->stopping;
        pthread_mutex_unlock(&q->lock);
        q->run(job, late || clock_microseconds() - job->queued > WAIT_LIMIT_US);
        pthread_mutex_lock(&q->lock);
    }
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

bool slow_start(struct slow_queue **out, unsigned n_threads, unsigned most_waiting,
                slow_run_fn *run, struct err *err)
{
    struct slow_queue *q = mem_alloc(1, sizeof *q);

    assert(n_threads > 0);
    *out = NULL;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->more, NULL);
    q->last = &q->first;
    q->run = run;
    q->most_waiting = most_waiting;
    q->threads = mem_alloc(n_threads, sizeof *q->threads);
    while (q->n_threads < n_threads) {
        if (pthread_create(&q->threads[q->n_threads], NULL, worker, q) != 0)
            break;
        q->n_threads++;
    }
    if (q->n_threads == 0) {
        slow_free(q);
        return err_set(err, ERR_INTERNAL, "no thread for slow requests");
    }
    *out = q;
    return true;
}

bool slow_push(struct slow_queue *q, struct slow_job *job)
{
    pthread_mutex_lock(&q->lock);
    bool taken = q->n_waiting < q->most_waiting && !q->stopping;
    if (taken) {
        job->next = NULL;
        job->queued = clock_microseconds();
        *q->last = job;
        q->last = &job->next;
        q->n_waiting++;
        pthread_cond_signal(&q->more);
    }
    pthread_mutex_unlock(&q->lock);
    return taken;
}

unsigned slow_waiting(struct slow_queue *q)
{
    pthread_mutex_lock(&q->lock);
    unsigned n = q->n_waiting;
    pthread_mutex_unlock(&q->lock);
    return n;
}

void slow_stop(struct slow_queue *q)
{
    if (!q)
        return;
    pthread_mutex_lock(&q->lock);
    q->stopping = true;
    pthread_cond_broadcast(&q->more);
    pthread_mutex_unlock(&q->lock);
    for (unsigned i = 0; i < q->n_threads; i++)
        pthread_join(q->threads[i], NULL);
}

void slow_free(struct slow_queue *q)
{
    if (!q)
        return;
    pthread_cond_destroy(&q->more);
    pthread_mutex_destroy(&q->lock);
    free(q->threads);
    free(q);
}
