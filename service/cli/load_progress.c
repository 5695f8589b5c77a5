/* load_progress.c - see the header. */
#include "cli/load_progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static double seconds_since(int64_t began_ms)
{
    return (double)(now_ms() - began_ms) / 1000;
}

struct progress progress_new(int steps)
{
    return (struct progress){
        .steps = steps, .terminal = isatty(STDERR_FILENO) == 1, .began_ms = now_ms()};
}

double progress_seconds(const struct progress *p)
{
    return seconds_since(p->began_ms);
}

static void close_step(struct progress *p)
{
    if (p->terminal && p->what)
        fprintf(stderr, "\r[%d/%d] %s, %.1f s\033[K\n", p->step, p->steps, p->what,
                seconds_since(p->step_began_ms));
    p->what = NULL;
}

void progress_step(struct progress *p, const char *what)
{
    close_step(p);
    p->step++;
    p->what = what;
    p->percent = -1;
    p->step_began_ms = now_ms();
    if (p->terminal)
        fprintf(stderr, "\r[%d/%d] %s\033[K", p->step, p->steps, what);
    else
        fprintf(stderr, "[%d/%d] %s (%.1f s so far)\n", p->step, p->steps, what,
                progress_seconds(p));
    fflush(stderr);
}

void progress_part(struct progress *p, size_t done, size_t all)
{
    int percent = all ? (int)(done * 100 / all) : 100;

    if (!p->terminal || percent == p->percent)
        return;
    p->percent = percent;
    fprintf(stderr, "\r[%d/%d] %s, %d %%\033[K", p->step, p->steps, p->what, percent);
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    close_step(p);
}
