/* coverage.h - what may be concluded when a place is on no list.
 *
 * Rosters are the published lists; most are on record here only in part.  A place that is missing
 * from an incomplete list is unknown, not a no.  Everything is borrowed; nothing is kept. */
#ifndef DOMAIN_COVERAGE_H
#define DOMAIN_COVERAGE_H

#include "base/date.h"
#include "domain/place.h"
#include "domain/track.h"
#include "domain/truth.h"

#include <stdbool.h>
#include <stddef.h>

struct roster {
    enum title_kind kind;
    const char *batch;    /* the id of a roster is "kind/batch" */
    const char *document; /* number of the notice, NULL: not known */
    const char *source;   /* where the figures were read */
    date_t since, until;  /* the term its titles run; DATE_NONE: not known */
    int declared;         /* entries the authority spoke of; -1: not known */
    int known;            /* stated titles on record here, at the moment of the view */
    moment_t recorded, retracted;
};

/* Somebody established that every entry of one unit, or of the whole list, is on record here. */
struct completeness {
    enum title_kind kind;
    const char *batch;
    const char *unit; /* recommending unit, NULL: the whole list */
    const char *basis;
    moment_t recorded, retracted;
};

/* What the register said at a moment.  as_of == MOMENT_NONE: what it says now.  The caller fills
 * `known` of the rosters for the same moment (title_count_known). */
struct view {
    const struct roster *rosters;
    size_t n_rosters;
    const struct completeness *complete;
    size_t n_complete;
    moment_t as_of;
};

/* Was a row with these two moments part of the register at as_of? */
bool view_shows(moment_t as_of, moment_t recorded, moment_t retracted);

bool roster_complete(const struct view *v, const struct roster *r, const char *unit);

enum absence_ground {
    ABSENCE_NOT_NAMEABLE, /* lists of this kind cannot name such a place: no */
    ABSENCE_BEFORE_FIRST, /* the kind did not exist yet: no */
    ABSENCE_COMPLETE,     /* every list of the day is complete for the unit: no */
    ABSENCE_INCOMPLETE,   /* a list of the day is not: unknown */
    ABSENCE_NO_LIST,      /* no list on record runs on the day, though one may: unknown */
    ABSENCE_AFTER_LAST,   /* after the last day of every list on record: unknown */
};

enum { ABSENCE_LEANS = 8 };

struct lean {
    const struct roster *roster;
    bool complete; /* for the unit in question */
    bool named;    /* the place stands on it; its row says what became of that */
};

struct absence {
    enum truth holds; /* never TRUTH_YES: an absence proves nothing but a no */
    enum absence_ground ground;
    date_t limit; /* BEFORE_FIRST: the first day; AFTER_LAST: the last one on record */
    size_t n_leans;
    struct lean leans[ABSENCE_LEANS]; /* the lists the answer leans on, as they stand in the view;
                                         should ever more run on one day, the first of them */
};

/* The place whose absence is in question. */
struct absentee {
    enum place_kind kind;
    const char *unit;         /* recommending unit */
    const char *const *named; /* batches whose lists do name it: nothing is missing from those */
    size_t n_named;
};

/* May a place that no row puts among the holders of `kind` on this day be one after all? */
struct absence coverage_absence(const struct view *v, enum title_kind kind,
                                const struct absentee *who, date_t on);

#endif
