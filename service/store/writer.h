/* writer.h - the one thread that changes the register.
 *
 * It owns the only connection that writes and checkpoints.  Jobs wait in a queue and are taken in
 * groups: one transaction, a savepoint each, one commit, then the answers.  A job that fails takes
 * back only its own work.  Nothing is answered with success before it is on the disk. */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/store.h"

#include <stddef.h>

struct writer;

enum { WRITER_GROUP = 64, WRITER_QUEUE = 4096, WRITER_MAX_WAIT_MS = 10000 };

struct writer_options {
    /* After a commit that moved the revision, on the writer's thread, before the answers go out.
     * Must be short: the queue waits.  May be NULL. */
    void (*committed)(void *arg, int64_t revision);
    void *arg;
};

/* Takes s (opened with STORE_WRITE), also on failure; writer_stop closes it. */
bool writer_start(struct writer **out, struct store *s, const struct writer_options *options,
                  struct err *err);
/* Does what is queued, refuses what comes later, empties the write-ahead log, closes the store.
 * NULL is fine.  Nobody may call any of these functions any more. */
void writer_stop(struct writer *w);

/* Runs the job on the writer's thread and waits for its answer.  ERR_BUSY: the queue was full or
 * the wait too long, and nothing was changed. */
bool writer_submit(struct writer *w, store_job *job, void *arg, struct err *err);
/* Does not wait: done runs on the writer's thread once the answer is certain, or at once on this
 * thread when the queue is full or closed.  arg must live until then; err is empty when ok. */
typedef void writer_done(void *arg, bool ok, const struct err *err);
void writer_submit_async(struct writer *w, store_job *job, writer_done *done, void *arg);

/* Returns when everything that was queued before has been answered. */
void writer_settle(struct writer *w);

/* false: the disk failed and nothing more is accepted; why says how. */
bool writer_works(struct writer *w, struct err *why);

struct writer_counts {
    uint64_t jobs, failed_jobs, commits;
    size_t queued;
};
struct writer_counts writer_counts(struct writer *w);

#endif
