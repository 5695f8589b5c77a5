/* lookup.h - the one word a point gets: in, not in, unknown, or too near an edge to say.
 *
 * It speaks of the four city and county kinds, and only of those that could name one of the places
 * the point lies in. */
#ifndef DOMAIN_LOOKUP_H
#define DOMAIN_LOOKUP_H

#include "domain/coverage.h"
#include "domain/holding.h"

#include <stddef.h>

enum answer { ANSWER_NOT_IN, ANSWER_UNKNOWN, ANSWER_IN, ANSWER_NEAR_BOUNDARY, ANSWERS };

enum { LOOKUP_LEANS = 2 * 2 * ABSENCE_LEANS }; /* two sides, two kinds each */

struct lookup {
    enum answer answer;
    size_t n_leans;
    struct lean leans[LOOKUP_LEANS]; /* the lists that speak about these places on the day */
};

/* chain: the places the point lies in, in any order; of each side at most one.  An empty chain is
 * not in. */
void lookup_assess(const struct view *v, const struct holder *chain, size_t n, date_t on,
                   struct lookup *out);

/* What would be answered beyond an edge, and how far away that edge is. */
struct beyond {
    enum answer answer;
    double metres;
};

/* The answer when the point may be off by accuracy metres: near_boundary where an edge closer than
 * that would change it.  accuracy not above zero changes nothing. */
enum answer lookup_near(enum answer here, const struct beyond *beyond, size_t n, double accuracy);

const char *answer_name(enum answer a); /* "not_in" … */

#endif
