/* report.c - one finding becomes one line. */
#include "store/report.h"

#include <stdarg.h>
#include <stdio.h>

enum { LINE_MAX_BYTES = 600 };

/* A finding may quote damaged bytes: control characters would break the one-line promise. */
static void keep_on_one_line(char *line)
{
    for (; *line; line++) {
        if ((unsigned char)*line < 0x20 || *line == 0x7f)
            *line = ' ';
    }
}

void report_finding(struct report *r, const char *fmt, ...)
{
    char line[LINE_MAX_BYTES];
    va_list args;

    r->n++;
    if (!r->tell)
        return;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    keep_on_one_line(line);
    r->tell(r->arg, line);
}
