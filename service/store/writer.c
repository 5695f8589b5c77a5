/* writer.c - queue, groups and answers.
 *
 * The mutex guards the queue, the counts and the failed state, never the store: that belongs to the
 * thread alone.  After a failed fsync the pages in memory and on disk may disagree, so the writer
 * answers nothing but the failure from then on; the process has to end and start again. */
#include "store/writer.h"

#include "base/log.h"
#include "base/mem.h"
#include "store/internal.h"
#include "store/revision.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHECKPOINT_BYTES = 4 << 20, IDLE_MS = 500 };

struct task {
    struct task *next;
    store_job *job;
    writer_done *done; /* NULL: somebody waits */
    void *arg;
    int64_t queued_at;
    bool ok, answered;
    struct err err;
    pthread_cond_t changed; /* for the one who waits */
};

struct writer {
    struct store *store;
    struct writer_options options;
    int64_t revision;
    bool wal_to_empty;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t work; /* by CLOCK_MONOTONIC */
    struct task *first, **last;
    struct writer_counts counts;
    bool stopping;
    struct err failed; /* kind ERR_NONE while all is well */
};

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool say_stopping(struct err *err)
{
    return err_say(err, ERR_BUSY, NULL, "the service is stopping; nothing was changed, try again",
                   "服务正在停止，未作任何更改，请稍后重试");
}

static bool say_too_many(struct err *err)
{
    return err_say(err, ERR_BUSY, NULL,
                   "too many changes are waiting; nothing was changed, try again",
                   "等待处理的更改过多，未作任何更改，请稍后重试");
}

/* ---- answers ---- */

static void answer(struct writer *w, struct task *t)
{
    bool waited = t->done == NULL;

    if (waited)
        pthread_mutex_lock(&w->mutex);
    t->answered = true;
    if (waited) {
        pthread_cond_signal(&t->changed); /* t is gone once the mutex is */
        pthread_mutex_unlock(&w->mutex);
        return;
    }
    t->done(t->arg, t->ok, &t->err);
    free(t);
}

static void answer_group(struct writer *w, struct task *group)
{
    struct task *next;

    for (struct task *t = group; t; t = next) {
        next = t->next;
        answer(w, t);
    }
}

static void fail_group(struct task *group, const struct err *err)
{
    for (struct task *t = group; t; t = t->next) {
        t->ok = false;
        t->err = *err;
    }
}

/* ---- one group ---- */

static void run_task(struct writer *w, struct task *t)
{
    struct db *db = w->store->db;

    if (now_ms() - t->queued_at > WRITER_MAX_WAIT_MS) {
        say_too_many(&t->err);
        return;
    }
    if (!db_savepoint(db, "job", &t->err))
        return;
    t->ok = t->job(w->store, t->arg, &t->err) && db_release(db, "job", &t->err);
    if (!t->ok)
        db_rollback_to(db, "job");
}

/* false: the transaction is gone and err says why; nothing of the group has happened. */
static bool run_group(struct writer *w, struct task *group, struct err *err)
{
    struct db *db = w->store->db;
    bool changed = false;

    if (!db_begin(db, err))
        return false;
    for (struct task *t = group; t; t = t->next) {
        run_task(w, t);
        changed = changed || t->ok;
        if (db_in_transaction(db) && !db_must_stop(db))
            continue;
        /* Some failures (a full disk above all) end the whole transaction at once. */
        *err = t->err;
        return false;
    }
    if (!changed) {
        db_rollback(db);
        return true;
    }
    return db_commit(db, err);
}

static void publish(struct writer *w)
{
    struct err err = {0};
    int64_t revision;

    if (!revision_number(w->store, &revision, &err)) {
        log_error("writer", "the revision cannot be read: %s", err.text);
    } else if (revision != w->revision) {
        w->revision = revision;
        if (w->options.committed)
            w->options.committed(w->options.arg, revision);
    }
}

static void enter_failed_state(struct writer *w, const struct err *why)
{
    log_error("writer", "nothing more is written, restart the service: %s", why->text);
    pthread_mutex_lock(&w->mutex);
    if (w->failed.kind == ERR_NONE)
        w->failed = *why;
    pthread_mutex_unlock(&w->mutex);
}

/* Sets wal_to_empty to whether trying again later makes sense. */
static void checkpoint(struct writer *w, size_t bytes)
{
    struct db *db = w->store->db;
    struct err err = {0};

    if (db_checkpoint(db, bytes, &err)) {
        w->wal_to_empty = db_wal_bytes(db) > 0; /* a reader may be in the way */
        return;
    }
    w->wal_to_empty = false; /* the next commit asks for it again */
    log_error("checkpoint", "%s", err.text);
    if (db_must_stop(db))
        enter_failed_state(w, &err);
}

static void count_group(struct writer *w, const struct task *group, bool committed)
{
    pthread_mutex_lock(&w->mutex);
    for (; group; group = group->next) {
        w->counts.jobs++;
        w->counts.failed_jobs += group->ok ? 0 : 1;
    }
    w->counts.commits += committed ? 1 : 0;
    pthread_mutex_unlock(&w->mutex);
}

static void do_group(struct writer *w, struct task *group)
{
    struct err err = {0};
    bool committed = false;

    if (w->failed.kind != ERR_NONE) { /* only this thread sets it */
        fail_group(group, &w->failed);
    } else if (run_group(w, group, &err)) {
        committed = true;
        publish(w);
    } else {
        db_rollback(w->store->db);
        fail_group(group, &err);
        if (db_must_stop(w->store->db))
            enter_failed_state(w, &err);
    }
    count_group(w, group, committed);
    answer_group(w, group);
    if (committed)
        checkpoint(w, CHECKPOINT_BYTES);
}

/* ---- the queue ---- */

static struct task *take_group(struct writer *w)
{
    struct task *group = w->first, *t = group;

    for (int n = 1; t && t->next && n < WRITER_GROUP; n++)
        t = t->next;
    if (t) {
        w->first = t->next;
        t->next = NULL;
        if (!w->first)
            w->last = &w->first;
    }
    for (t = group; t; t = t->next)
        w->counts.queued--;
    return group;
}

/* Waits for work; NULL: there was none for a while, or there will be none again. */
static struct task *next_group(struct writer *w, bool *stop)
{
    struct task *group;
    struct timespec until;
    int rc = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += IDLE_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_mutex_lock(&w->mutex);
    while (!w->first && !w->stopping && rc != ETIMEDOUT)
        rc = w->wal_to_empty ? pthread_cond_timedwait(&w->work, &w->mutex, &until)
                             : pthread_cond_wait(&w->work, &w->mutex);
    group = take_group(w);
    *stop = !group && w->stopping;
    pthread_mutex_unlock(&w->mutex);
    return group;
}

static void *run(void *arg)
{
    struct writer *w = arg;
    bool stop = false;

    while (!stop) {
        struct task *group = next_group(w, &stop);

        if (group) {
            do_group(w, group);
        } else if (w->wal_to_empty && w->failed.kind == ERR_NONE) {
            checkpoint(w, 0);
        } else {
            w->wal_to_empty = false;
        }
    }
    return NULL;
}

static bool enqueue(struct writer *w, struct task *t)
{
    bool ok = false;

    pthread_mutex_lock(&w->mutex);
    if (w->failed.kind != ERR_NONE) {
        t->err = w->failed;
    } else if (w->stopping) {
        say_stopping(&t->err);
    } else if (w->counts.queued >= WRITER_QUEUE) {
        say_too_many(&t->err);
    } else {
        t->queued_at = now_ms();
        *w->last = t;
        w->last = &t->next;
        w->counts.queued++;
        pthread_cond_signal(&w->work);
        ok = true;
    }
    pthread_mutex_unlock(&w->mutex);
    return ok;
}

bool writer_submit(struct writer *w, store_job *job, void *arg, struct err *err)
{
    struct task t = {.job = job, .arg = arg};

    pthread_cond_init(&t.changed, NULL);
    if (enqueue(w, &t)) {
        pthread_mutex_lock(&w->mutex);
        while (!t.answered)
            pthread_cond_wait(&t.changed, &w->mutex);
        pthread_mutex_unlock(&w->mutex);
    }
    pthread_cond_destroy(&t.changed);
    if (!t.ok && err && err->kind == ERR_NONE)
        *err = t.err;
    return t.ok;
}

void writer_submit_async(struct writer *w, store_job *job, writer_done *done, void *arg)
{
    struct task *t = mem_alloc(1, sizeof *t);

    *t = (struct task){.job = job, .done = done, .arg = arg};
    if (!enqueue(w, t)) {
        done(arg, false, &t->err);
        free(t);
    }
}

static bool do_nothing(struct store *s, void *arg, struct err *err)
{
    (void)s;
    (void)arg;
    return err_set(err, ERR_CONFLICT, "nothing was asked for");
}

/* The queue keeps its order, so what comes last is answered last. */
void writer_settle(struct writer *w)
{
    if (w)
        writer_submit(w, do_nothing, NULL, NULL);
}

bool writer_works(struct writer *w, struct err *why)
{
    struct err failed;

    pthread_mutex_lock(&w->mutex);
    failed = w->failed;
    pthread_mutex_unlock(&w->mutex);
    if (failed.kind != ERR_NONE && why && why->kind == ERR_NONE)
        *why = failed;
    return failed.kind == ERR_NONE;
}

struct writer_counts writer_counts(struct writer *w)
{
    struct writer_counts counts;

    pthread_mutex_lock(&w->mutex);
    counts = w->counts;
    pthread_mutex_unlock(&w->mutex);
    return counts;
}

bool writer_start(struct writer **out, struct store *s, const struct writer_options *options,
                  struct err *err)
{
    struct writer *w = mem_alloc(1, sizeof *w);
    pthread_condattr_t monotonic;
    int rc;

    assert(s->mode == STORE_WRITE);
    *out = NULL;
    w->store = s;
    if (options)
        w->options = *options;
    w->last = &w->first;
    w->wal_to_empty = true; /* what an earlier process may have left behind */
    pthread_mutex_init(&w->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&w->work, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (!revision_number(s, &w->revision, err))
        goto fail;
    rc = pthread_create(&w->thread, NULL, run, w);
    if (rc != 0) {
        err_set(err, ERR_INTERNAL, "the writer's thread cannot start: %s", strerror(rc));
        goto fail;
    }
    *out = w;
    return true;

fail:
    pthread_cond_destroy(&w->work);
    pthread_mutex_destroy(&w->mutex);
    store_close(s);
    free(w);
    return false;
}

void writer_stop(struct writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->mutex);
    w->stopping = true;
    pthread_cond_signal(&w->work);
    pthread_mutex_unlock(&w->mutex);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->work);
    pthread_mutex_destroy(&w->mutex);
    store_close(w->store);
    free(w);
}
