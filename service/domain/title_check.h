/* title_check.h - what cannot be right about a row of the register, seen from the rules.
 *
 * Whether a code exists is for whoever holds the division table to say; here the place is given. */
#ifndef DOMAIN_TITLE_CHECK_H
#define DOMAIN_TITLE_CHECK_H

#include "domain/coverage.h"
#include "domain/place.h"
#include "domain/title.h"

#include <stdbool.h>
#include <stddef.h>

enum title_fault {
    FAULT_HOLDER_MISSING, /* a city or county title without a code */
    FAULT_HOLDER_GIVEN,   /* a park or zone with one */
    FAULT_HOLDER_KIND,    /* a place that cannot hold a title of this kind */
    FAULT_TERM_BACKWARDS, /* the last day stands before the first */
    FAULT_NO_ROSTER,      /* a stated title of a list that is not on record */
    FAULT_OUTSIDE_TERM,   /* days outside the term of its list */
    FAULT_TWICE,          /* two stated titles of one kind and holder on the same days */
    FAULT_PILOT_TOO_LATE, /* a pilot title that begins while a demonstration title runs */
    TITLE_FAULTS,
};

const char *title_fault_text(enum title_fault f, bool english);

/* The faults of titles[i] as a set of bits (1 << fault), seen against the other visible titles.
 * place_kind: of its holder; NULL where there is none or the code does not exist. */
unsigned title_faults(const struct view *v, const struct title *titles, size_t n, size_t i,
                      const enum place_kind *place_kind);

/* More entries on record than the list was said to have. */
bool roster_overfull(const struct roster *r);

#endif
