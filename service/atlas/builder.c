/* builder.c - see builder.h.  Several wakes during one build become one more build.
 *
 * What was acknowledged must become visible, so a build that failed is tried again by itself, not
 * only when the next change wakes the thread. */
#include "atlas/builder.h"

#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { RETRY_SECONDS = 2 };

struct builder {
    struct builder_options options;
    struct store *store;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;             /* by CLOCK_MONOTONIC */
    bool woken, preparing, stopping; /* under lock */
};

static double seconds_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static bool build_next(struct builder *b, struct err *err)
{
    const struct atlas *before = atlas_take(b->options.holder), *next;
    double start = seconds_now();
    bool ok = atlas_build(b->store, before, &next, err);

    if (ok && before && atlas_revision(before) == atlas_revision(next)) {
        atlas_give(next);
    } else if (ok) {
        log_info("atlas", "revision %lld published after %.0f ms, %.1f MiB",
                 (long long)atlas_revision(next), (seconds_now() - start) * 1e3,
                 (double)atlas_memory(next) / 1048576);
        atlas_publish(b->options.holder, next);
    }
    atlas_give(before);
    store_give_back(b->store);
    mem_give_back(); /* what reading took, and the picture before if nobody looks at it any more */
    return ok;
}

static bool interrupted(struct builder *b)
{
    pthread_mutex_lock(&b->lock);
    bool yes = b->woken || b->stopping || !b->preparing;
    pthread_mutex_unlock(&b->lock);
    return yes;
}

static void prepare_all(struct builder *b)
{
    if (!b->options.prepare)
        return;
    for (unsigned step = 0; !interrupted(b); step++) {
        if (!b->options.prepare(b->options.arg, step))
            return;
    }
}

/* Until there is something to do, which after a failure there will be soon.  false: to stop. */
static bool wait_for_work(struct builder *b, bool failed)
{
    struct timespec until;
    int rc = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += RETRY_SECONDS;
    pthread_mutex_lock(&b->lock);
    while (!b->woken && !b->stopping && rc != ETIMEDOUT)
        rc = failed ? pthread_cond_timedwait(&b->wake, &b->lock, &until)
                    : pthread_cond_wait(&b->wake, &b->lock);
    bool stopping = b->stopping;
    b->woken = false;
    pthread_mutex_unlock(&b->lock);
    return !stopping;
}

static void *run(void *arg)
{
    struct builder *b = arg;
    bool failed = false;

    while (wait_for_work(b, failed)) {
        struct err err = {0};

        failed = !build_next(b, &err);
        if (failed)
            log_error("atlas", "the picture stays at its revision, trying again: %s", err.text);
        prepare_all(b);
        mem_give_back();
    }
    return NULL;
}

static void builder_free(struct builder *b)
{
    store_close(b->store);
    pthread_cond_destroy(&b->wake);
    pthread_mutex_destroy(&b->lock);
    free(b);
}

bool builder_start(struct builder **out, const struct builder_options *options, struct err *err)
{
    struct builder *b = mem_alloc(1, sizeof *b);
    pthread_condattr_t monotonic;

    *out = NULL;
    b->options = *options;
    pthread_mutex_init(&b->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&b->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (!store_open(&b->store, options->path, STORE_READ_MORE, err) || !build_next(b, err)) {
        builder_free(b);
        return false;
    }
    if (pthread_create(&b->thread, NULL, run, b) != 0) {
        builder_free(b);
        return err_set(err, ERR_INTERNAL, "no thread for the atlas builder");
    }
    *out = b;
    return true;
}

static void signal_builder(struct builder *b, bool *flag)
{
    pthread_mutex_lock(&b->lock);
    *flag = true;
    b->woken = true;
    pthread_cond_signal(&b->wake);
    pthread_mutex_unlock(&b->lock);
}

void builder_wake(struct builder *b)
{
    signal_builder(b, &b->woken);
}

void builder_prepare(struct builder *b)
{
    signal_builder(b, &b->preparing);
}

void builder_stop(struct builder *b)
{
    if (!b)
        return;
    signal_builder(b, &b->stopping);
    pthread_join(b->thread, NULL);
    builder_free(b);
}
