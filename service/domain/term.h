/* term.h - days on which something ends: what a calendar of titles shows.
 *
 * Only stated titles with a known term that ran to its end have a day here; one that was revoked or
 * superseded before has none. */
#ifndef DOMAIN_TERM_H
#define DOMAIN_TERM_H

#include "base/date.h"
#include "domain/coverage.h"
#include "domain/title.h"

#include <stdbool.h>
#include <stddef.h>

struct term_end {
    size_t title; /* index of the titles that were given */
    date_t day;   /* the last day in force */
    bool unless_superseded;
};

/* The ends from since to until (both counted; DATE_NONE: open), by day and then in the order of the
 * titles.  Returns how many there are; writes no more than max, the earliest first. */
size_t term_ends(const struct view *v, const struct title *titles, size_t n, date_t since,
                 date_t until, struct term_end *out, size_t max);

#endif
