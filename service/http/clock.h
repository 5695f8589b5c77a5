/* clock.h - the two clocks: one that only runs forward, for limits; one that people read. */
#ifndef HTTP_CLOCK_H
#define HTTP_CLOCK_H

#include "base/date.h"

#include <stdint.h>
#include <time.h>

/* Microseconds since some moment in the past. */
static inline int64_t clock_microseconds(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static inline moment_t clock_moment(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_REALTIME, &ts);
    return (moment_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

#endif
