/* load_progress.h - what a load is doing, on standard error: step n of m, and for how long.
 *
 * On a terminal one line that changes, elsewhere a plain line at the beginning of each step. */
#ifndef CLI_LOAD_PROGRESS_H
#define CLI_LOAD_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    int step, steps;
    const char *what;
    bool terminal;
    int percent;
    int64_t began_ms, step_began_ms;
};

struct progress progress_new(int steps);
void progress_step(struct progress *p, const char *what);
/* Part `done` of `all` of the step; told on a terminal only. */
void progress_part(struct progress *p, size_t done, size_t all);
/* The last step is over, or failed. */
void progress_end(struct progress *p);
double progress_seconds(const struct progress *p); /* since progress_new */

#endif
