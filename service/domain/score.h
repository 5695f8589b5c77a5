/* score.h - what experts think an application is worth, along a weighted tree of indicators.
 *
 * Points are counted in hundredths, weights in hundredths of a percent of the parent; the sums are
 * exact and rounded once, at the end.  A weight that nobody entered makes every total unknown, and
 * so do weights of siblings that are not the whole of their parent: nothing is shared out here. */
#ifndef DOMAIN_SCORE_H
#define DOMAIN_SCORE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    WEIGHT_UNKNOWN = -1,
    WEIGHT_WHOLE = 10000,
    SCORE_NONE = -1,
    SCORE_MOST = 10000,
    INDICATOR_DEPTH = 3, /* levels, as the published trees have them */
    INDICATORS_MOST = 200,
    NO_INDICATOR = -1,
};

struct indicator {
    const char *code, *name; /* borrowed */
    int parent;              /* its place in the same array, before this one; NO_INDICATOR: none */
    int weight;              /* WEIGHT_UNKNOWN: not entered */
};

struct indicator_tree {
    const struct indicator *items;
    size_t n;
};

enum tree_fault {
    TREE_SOUND,
    TREE_EMPTY,
    TREE_TOO_LARGE,
    TREE_CODE_TWICE,
    TREE_PARENT_NOT_BEFORE,
    TREE_TOO_DEEP,
    TREE_WEIGHT_IMPOSSIBLE,
};

/* The first thing that cannot be, and where; a tree that is not sound must not be asked. */
enum tree_fault indicators_fault(const struct indicator_tree *t, size_t *at);
/* Scored itself, not made up of others. */
bool indicator_is_leaf(const struct indicator_tree *t, size_t i);
/* NO_INDICATOR: there is none of that code. */
int indicator_find(const struct indicator_tree *t, const char *code);

/* ---- weights ---- */

enum weighing_answer { WEIGHTS_KNOWN, WEIGHT_NOT_ENTERED, WEIGHTS_NOT_WHOLE };

struct weighing {
    enum weighing_answer answer;
    int parent; /* whose children are at fault; NO_INDICATOR: those on top */
    int at;     /* the one without a weight; NO_INDICATOR else */
    int sum;    /* of those entered */
};

/* The children of one, or those on top. */
struct weighing indicators_weigh_group(const struct indicator_tree *t, int parent);
/* The first group that keeps totals unknown. */
struct weighing indicators_weigh(const struct indicator_tree *t);

/* ---- scores: values by the place of the indicator in the tree, SCORE_NONE where there is none */

enum total_answer { TOTAL_KNOWN, TOTAL_WEIGHTS, TOTAL_NOT_SCORED };

struct total {
    enum total_answer answer;
    int value;                /* of TOTAL_KNOWN, rounded half up */
    struct weighing weighing; /* of TOTAL_WEIGHTS: why not */
    int missing;              /* of TOTAL_NOT_SCORED: the first leaf without a score */
};

struct total score_total(const struct indicator_tree *t, const int *values);
/* The leaves without a score, as places in the tree.  Returns how many; writes no more than max. */
size_t score_missing(const struct indicator_tree *t, const int *values, size_t *out, size_t max);

/* Over what several experts gave; SCORE_NONE among the values is passed over. */
struct spread {
    size_t n; /* who counted; 0: nothing else is known */
    int mean, least, most, range;
    int deviation; /* the standard deviation of just these values */
};
struct spread score_spread(const int *values, size_t n);

/* Hundredths of a number from 0 to 100 that has no more than two decimals: points, or a percentage.
 */
bool hundredths_read(double number, int *out);

const char *weighing_name(enum weighing_answer a); /* "known", "unknown", "not_whole" */
const char *total_name(enum total_answer a);       /* "known", "weights", "not_scored" */

#endif
