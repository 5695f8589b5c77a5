/* score.c - sums over a small tree.  A leaf's share of the whole is the product of the weights
 * above it, counted in ten thousandths to the power of the depth, which fits 64 bits for three
 * levels. */
#include "domain/score.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* ---- the tree ---- */

static int depth_of(const struct indicator_tree *t, size_t i)
{
    int depth = 1;

    for (int at = t->items[i].parent; at != NO_INDICATOR; at = t->items[at].parent)
        depth++;
    return depth;
}

int indicator_find(const struct indicator_tree *t, const char *code)
{
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->items[i].code, code) == 0)
            return (int)i;
    }
    return NO_INDICATOR;
}

static enum tree_fault item_fault(const struct indicator_tree *t, size_t i)
{
    const struct indicator *item = &t->items[i];

    if (indicator_find(t, item->code) < (int)i)
        return TREE_CODE_TWICE;
    if (item->parent < NO_INDICATOR || item->parent >= (int)i)
        return TREE_PARENT_NOT_BEFORE;
    if (depth_of(t, i) > INDICATOR_DEPTH)
        return TREE_TOO_DEEP;
    if (item->weight < WEIGHT_UNKNOWN || item->weight > WEIGHT_WHOLE)
        return TREE_WEIGHT_IMPOSSIBLE;
    return TREE_SOUND;
}

enum tree_fault indicators_fault(const struct indicator_tree *t, size_t *at)
{
    *at = 0;
    if (t->n == 0)
        return TREE_EMPTY;
    if (t->n > INDICATORS_MOST)
        return TREE_TOO_LARGE;
    for (size_t i = 0; i < t->n; i++) {
        enum tree_fault f = item_fault(t, i);

        *at = i;
        if (f != TREE_SOUND)
            return f;
    }
    return TREE_SOUND;
}

/* Children stand behind their parent. */
bool indicator_is_leaf(const struct indicator_tree *t, size_t i)
{
    for (size_t j = i + 1; j < t->n; j++) {
        if (t->items[j].parent == (int)i)
            return false;
    }
    return true;
}

/* ---- weights ---- */

struct weighing indicators_weigh_group(const struct indicator_tree *t, int parent)
{
    struct weighing w = {.parent = parent, .at = NO_INDICATOR};

    for (size_t i = 0; i < t->n; i++) {
        if (t->items[i].parent != parent)
            continue;
        if (t->items[i].weight != WEIGHT_UNKNOWN)
            w.sum += t->items[i].weight;
        else if (w.at == NO_INDICATOR)
            w.at = (int)i;
    }
    if (w.at != NO_INDICATOR)
        w.answer = WEIGHT_NOT_ENTERED;
    else if (w.sum != WEIGHT_WHOLE)
        w.answer = WEIGHTS_NOT_WHOLE;
    return w;
}

struct weighing indicators_weigh(const struct indicator_tree *t)
{
    struct weighing w = indicators_weigh_group(t, NO_INDICATOR);

    for (size_t i = 0; w.answer == WEIGHTS_KNOWN && i < t->n; i++) {
        if (!indicator_is_leaf(t, i))
            w = indicators_weigh_group(t, (int)i);
    }
    return w;
}

/* ---- one expert ---- */

size_t score_missing(const struct indicator_tree *t, const int *values, size_t *out, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++) {
        if (values[i] != SCORE_NONE || !indicator_is_leaf(t, i))
            continue;
        if (n < max)
            out[n] = i;
        n++;
    }
    return n;
}

/* In units of the whole to the power of INDICATOR_DEPTH, whatever the depth of the leaf. */
static int64_t share_of(const struct indicator_tree *t, size_t leaf)
{
    int64_t share = 1;
    int depth = 0;

    for (int at = (int)leaf; at != NO_INDICATOR; at = t->items[at].parent, depth++)
        share *= t->items[at].weight;
    for (; depth < INDICATOR_DEPTH; depth++)
        share *= WEIGHT_WHOLE;
    return share;
}

struct total score_total(const struct indicator_tree *t, const int *values)
{
    static const int64_t whole = (int64_t)WEIGHT_WHOLE * WEIGHT_WHOLE * WEIGHT_WHOLE;
    struct total out = {.weighing = indicators_weigh(t), .missing = NO_INDICATOR};
    int64_t sum = 0;
    size_t first;

    _Static_assert(INDICATOR_DEPTH == 3, "the whole is the third power, and a sum fits 64 bits");
    if (out.weighing.answer != WEIGHTS_KNOWN) {
        out.answer = TOTAL_WEIGHTS;
        return out;
    }
    if (score_missing(t, values, &first, 1) > 0) {
        out.answer = TOTAL_NOT_SCORED;
        out.missing = (int)first;
        return out;
    }
    for (size_t i = 0; i < t->n; i++) {
        if (indicator_is_leaf(t, i))
            sum += share_of(t, i) * values[i];
    }
    out.value = (int)((2 * sum + whole) / (2 * whole));
    return out;
}

/* ---- all experts ---- */

/* The largest whole number whose square is not above v. */
static int64_t root_of(int64_t v)
{
    int64_t r = (int64_t)sqrt((double)v);

    while (r * r > v)
        r--;
    while ((r + 1) * (r + 1) <= v)
        r++;
    return r;
}

/* With D = n times the sum of squares less the square of the sum, the deviation is the root of D
 * over n; rounded half up without leaving whole numbers. */
static int deviation_of(int64_t n, int64_t sum, int64_t squares)
{
    int64_t d = n * squares - sum * sum;

    return (int)((root_of(4 * d) / n + 1) / 2);
}

struct spread score_spread(const int *values, size_t n)
{
    struct spread s = {.least = SCORE_MOST};
    int64_t sum = 0, squares = 0;

    for (size_t i = 0; i < n; i++) {
        int v = values[i];

        if (v == SCORE_NONE)
            continue;
        assert(v >= 0 && v <= SCORE_MOST);
        s.n++;
        s.least = v < s.least ? v : s.least;
        s.most = v > s.most ? v : s.most;
        sum += v;
        squares += (int64_t)v * v;
    }
    if (s.n == 0)
        return (struct spread){0};
    int64_t many = (int64_t)s.n;
    s.mean = (int)((2 * sum + many) / (2 * many));
    s.range = s.most - s.least;
    s.deviation = deviation_of(many, sum, squares);
    return s;
}

/* ---- words ---- */

bool hundredths_read(double number, int *out)
{
    double times = number * 100;

    if (!(number >= 0 && number <= 100) || fabs(times - round(times)) > 1e-6)
        return false;
    *out = (int)lround(times);
    return true;
}

const char *weighing_name(enum weighing_answer a)
{
    static const char *const names[] = {
        [WEIGHTS_KNOWN] = "known",
        [WEIGHT_NOT_ENTERED] = "unknown",
        [WEIGHTS_NOT_WHOLE] = "not_whole",
    };

    return names[a];
}

const char *total_name(enum total_answer a)
{
    static const char *const names[] = {
        [TOTAL_KNOWN] = "known",
        [TOTAL_WEIGHTS] = "weights",
        [TOTAL_NOT_SCORED] = "not_scored",
    };

    return names[a];
}
