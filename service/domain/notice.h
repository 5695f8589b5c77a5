/* notice.h - the window of a public notice (公示): from its length to its first and last day.
 *
 * Length, unit and whether the day of publication counts belong to each notice; no two authorities
 * agree on them.  Working days need to be told which weekdays are off and which weekend days are
 * worked: that is arranged year by year, so a window that looks at a day of a year not covered is
 * refused, never guessed. */
#ifndef DOMAIN_NOTICE_H
#define DOMAIN_NOTICE_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>

enum day_unit { DAYS_CALENDAR, DAYS_WORKING, DAY_UNITS };

/* A day that is not what its weekday says. */
struct workday_exception {
    date_t date;
    bool is_workday;
};

/* Borrows both lists.  A covered year is covered whole: its days without an exception follow their
 * weekday. */
struct workdays {
    const struct workday_exception *exceptions; /* ascending by date */
    size_t n_exceptions;
    const int *years; /* in any order */
    size_t n_years;
};

struct notice_terms {
    int length; /* 1 … NOTICE_LONGEST */
    enum day_unit unit;
    bool counts_publication; /* the day of publication is day one, if it is a day that counts */
};

enum { NOTICE_LONGEST = 366 };

/* The notice can be seen, and objected to, from its publication to its last day. */
struct notice_window {
    date_t published;
    date_t first, last; /* days that count */
};

enum notice_answer {
    NOTICE_WINDOW,
    NOTICE_CALENDAR_UNKNOWN, /* a year it looks at is not covered */
    NOTICE_NO_LENGTH,        /* a length that cannot be */
    NOTICE_NO_DAY,           /* no day of publication, or one outside the years 1 to 9999 */
};

/* Are the exceptions in order, each of them once, none as its weekday has it, all of covered years?
 * What is not must not be asked. */
bool workdays_sound(const struct workdays *w);
bool workdays_cover(const struct workdays *w, date_t day);
/* Of a covered day. */
bool workdays_is_workday(const struct workdays *w, date_t day);

/* *out is set for NOTICE_WINDOW only.  Calendar days never ask w, which may then be NULL. */
enum notice_answer notice_window_of(const struct notice_terms *terms, date_t published,
                                    const struct workdays *w, struct notice_window *out);
/* Does it run on this day?  Both ends are part of it. */
bool notice_runs(const struct notice_window *n, date_t on);

const char *day_unit_name(enum day_unit u); /* "working", "calendar" */
bool day_unit_parse(const char *s, enum day_unit *out);

#endif
