/* slow.h - a queue for what may take long, so that the threads of the pool never wait.
 *
 * Every job that was taken gets run exactly once: in time, or, when it waited too long or the queue
 * stops, with `late` set, so that it can say no. */
#ifndef HTTP_SLOW_H
#define HTTP_SLOW_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct slow_job {
    struct slow_job *next;
    int64_t queued; /* clock_microseconds */
};

typedef void slow_run_fn(struct slow_job *job, bool late);

struct slow_queue;

/* most_waiting: what comes beyond is not taken. */
bool slow_start(struct slow_queue **out, unsigned n_threads, unsigned most_waiting,
                slow_run_fn *run, struct err *err);
/* false: there are too many waiting; the job was not taken. */
bool slow_push(struct slow_queue *q, struct slow_job *job);
unsigned slow_waiting(struct slow_queue *q); /* for the metrics */
/* Says no to what waits, and returns when what runs is done.  After that nothing is taken. */
void slow_stop(struct slow_queue *q);
void slow_free(struct slow_queue *q); /* a stopped one */

#endif
