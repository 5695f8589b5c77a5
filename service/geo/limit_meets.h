/* limit_meets.h - where two of the boundary lines meet, as they are or carried on at their ends.
 *
 * Points are metres in a flat map about the middle of all lines; a place on a line is the way from
 * its beginning in metres, negative or beyond its length where it was carried on. */
#ifndef GEO_LIMIT_MEETS_H
#define GEO_LIMIT_MEETS_H

#include <stdbool.h>
#include <stddef.h>

struct limit_line {
    double *xy;  /* n points, no two neighbours alike */
    double *way; /* of each point from the first */
    size_t n;
    double length;
};

struct limit_meet {
    double way[2]; /* on the one and on the other line */
    double x, y;
    double carried; /* the longer of the two ways that an end was carried on for it; 0: none */
};
enum { LIMIT_MEETS_MOST = 8 };

/* Up to LIMIT_MEETS_MOST places, the least carried first; the number of all of them, which may be
 * larger. */
size_t limit_lines_meet(const struct limit_line *a, const struct limit_line *b, double carry,
                        struct limit_meet out[LIMIT_MEETS_MOST]);
/* The shortest way between two lines as they are, from x, y to x, y. */
double limit_lines_apart(const struct limit_line *a, const struct limit_line *b, double ends[4]);

#endif
