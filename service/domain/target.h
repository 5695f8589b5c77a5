/* target.h - a number to reach by a year, what was measured on the way, and the straight line
 * between.
 *
 * Whether a target was reached is seen from what was measured; whether it is on the line needs a
 * year to begin at and what was measured for it.  What is missing leaves the answer unknown, with
 * the reason.  A number that was published without a sign is one to reach. */
#ifndef DOMAIN_TARGET_H
#define DOMAIN_TARGET_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum target_sign { SIGN_NONE, SIGN_OVER, SIGN_LEAST, SIGN_EQUAL, SIGN_MOST, SIGN_UNDER, SIGNS };

struct target {
    int64_t id;
    const char *zone; /* id; NULL: the nation's */
    const char *code; /* names it within its zone */
    int position;
    const char *name, *name_en; /* name_en NULL: none */
    enum target_sign sign;
    double value; /* NAN: words alone */
    const char *unit, *unit_en;
    const char *words;   /* NULL where there is a number */
    int year, base_year; /* base_year 0: nobody said where the line begins */
    const char *document, *clause, *source, *note;
    moment_t recorded, retracted;
};

struct measure {
    int64_t id;
    const char *zone, *target; /* zone NULL: the nation; target: its code */
    int year;
    double value;
    const char *source, *note;
    moment_t recorded, retracted;
};

enum standing { STANDING_UNKNOWN, STANDING_REACHED, STANDING_ON_LINE, STANDING_BEHIND, STANDINGS };

enum progress_gap {
    GAP_NONE,
    GAP_NO_NUMBER,     /* the target is words */
    GAP_NO_BASE_YEAR,  /* nobody said where the line begins */
    GAP_NO_BASE_VALUE, /* nothing was measured for that year */
    GAP_BEFORE_BASE,   /* the year lies before it */
    GAP_NO_MEASURE,    /* nothing was measured at all */
    PROGRESS_GAPS,
};

struct progress {
    enum standing standing;
    enum progress_gap gap; /* why there is no line */
    double line;           /* where the straight line stands in that year; NAN: unknown */
    double share;          /* of the way from the base to the target, 1 at the target; NAN */
};

/* What a measure of a year says; base: what was measured for the base year, NAN: nothing. */
struct progress target_progress(const struct target *t, double base, int year, double value);
/* Is the number kept by this value? */
bool target_reached(const struct target *t, double value);

/* Of the same zone (or the nation) and code. */
bool measure_is_of(const struct measure *m, const struct target *t);
/* What was measured for a year, as a moment sees it; NULL: nothing. */
const struct measure *measure_find(const struct measure *all, size_t n, const struct target *t,
                                   int year, moment_t as_of);

/* "exports-2026": a–z, 0–9 and single hyphens between them, at most 40. */
bool target_code_valid(const char *s);
const char *target_sign_text(enum target_sign s); /* ">" …; NULL for none */
bool target_sign_parse(const char *s, enum target_sign *out);
const char *standing_name(enum standing s); /* "reached" … */
const char *standing_label(enum standing s, bool english);
const char *progress_gap_name(enum progress_gap g); /* NULL for none */
const char *progress_gap_text(enum progress_gap g, bool english);

#endif
