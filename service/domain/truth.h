/* truth.h - no, unknown and yes as values, joined the way Kleene joins them.
 *
 * In order, so that "and" is the smaller and "or" the larger.  Unknown is an answer of its own: it
 * never decays into no. */
#ifndef DOMAIN_TRUTH_H
#define DOMAIN_TRUTH_H

enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };

static inline enum truth truth_and(enum truth a, enum truth b)
{
    return a < b ? a : b;
}

static inline enum truth truth_or(enum truth a, enum truth b)
{
    return a > b ? a : b;
}

static inline enum truth truth_not(enum truth a)
{
    return a == TRUTH_YES ? TRUTH_NO : a == TRUTH_NO ? TRUTH_YES : TRUTH_UNKNOWN;
}

#endif
