/* report.h - findings of a check, one line each, counted. */
#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include <stddef.h>

struct report {
    void (*tell)(void *arg, const char *line); /* may be NULL: only counted */
    void *arg;
    size_t n;
};

void report_finding(struct report *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
