/* holding.h - does this place hold a title of that kind on that day: no, unknown or yes, and why.
 *
 * "Not on record" and "not held" are told apart here, by the rules of coverage.h. */
#ifndef DOMAIN_HOLDING_H
#define DOMAIN_HOLDING_H

#include "domain/coverage.h"
#include "domain/place.h"
#include "domain/title.h"
#include "domain/truth.h"

#include <stdbool.h>
#include <stddef.h>

/* A place as the rules see it.  titles: those that name it as holder, in any order. */
struct holder {
    const char *code;
    enum place_kind kind;
    const char *unit; /* recommending unit */
    const struct title *titles;
    size_t n_titles;
};

enum holding_ground {
    HOLDING_IN_FORCE,     /* yes: a stated title in force */
    HOLDING_MAYBE_RAISED, /* unknown: this pilot title, or a demonstration title in its place */
    HOLDING_RAISED,       /* no: a demonstration title of the track is in force */
    HOLDING_TERM_UNKNOWN, /* unknown: a stated title whose term is not known */
    HOLDING_LOCAL_PLAN,   /* unknown: known from a local plan only */
    HOLDING_SUPERSEDED,   /* by absence; the pilot title on record was superseded */
    HOLDING_ABSENT,       /* by absence alone */
};

struct holding {
    enum title_kind kind;
    enum truth held;
    enum holding_ground ground;
    const struct title *title; /* the row that decided, NULL for HOLDING_ABSENT */
    struct absence absence;    /* what the lists say; decides for the last two grounds only */
};

struct holding holding_of(const struct view *v, const struct holder *h, enum title_kind kind,
                          date_t on);

/* Is either title of a track held, going by the holdings of both kinds on one day?  A pilot that
 * may have been raised is one of the two, so that is a yes. */
enum truth holding_either(const struct holding *demonstration, const struct holding *pilot);

#endif
