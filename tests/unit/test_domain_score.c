/* Weighted trees of indicators: what cannot be one, what keeps a total unknown, totals worked out
 * by hand and against long arithmetic, and the spread between experts. */
#include "base/mem.h"
#include "domain/score.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { U = WEIGHT_UNKNOWN, TOP = NO_INDICATOR, NONE = SCORE_NONE, MOST = 8 };

/* ---- what is no tree ---- */

static void a_tree_that_cannot_be_is_refused_where_it_is_wrong(void **state)
{
    static const struct {
        const char *name;
        struct indicator items[MOST];
        size_t n;
        enum tree_fault fault;
        size_t at;
    } rows[] = {
        {"nothing", {{0}}, 0, TREE_EMPTY, 0},
        {"one", {{"A", "a", TOP, U}}, 1, TREE_SOUND, 0},
        {"three levels",
         {{"A", "a", TOP, U}, {"A1", "b", 0, U}, {"A11", "c", 1, U}},
         3,
         TREE_SOUND,
         2},
        {"four levels",
         {{"A", "a", TOP, U}, {"A1", "b", 0, U}, {"A11", "c", 1, U}, {"A111", "d", 2, U}},
         4,
         TREE_TOO_DEEP,
         3},
        {"a code twice", {{"A", "a", TOP, U}, {"A", "b", TOP, U}}, 2, TREE_CODE_TWICE, 1},
        {"its own parent", {{"A", "a", 0, U}}, 1, TREE_PARENT_NOT_BEFORE, 0},
        {"a parent behind it",
         {{"A", "a", 1, U}, {"B", "b", TOP, U}},
         2,
         TREE_PARENT_NOT_BEFORE,
         0},
        {"more than the whole", {{"A", "a", TOP, 10001}}, 1, TREE_WEIGHT_IMPOSSIBLE, 0},
        {"less than nothing", {{"A", "a", TOP, -2}}, 1, TREE_WEIGHT_IMPOSSIBLE, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct indicator_tree t = {rows[i].items, rows[i].n};
        size_t at;
        enum tree_fault f = indicators_fault(&t, &at);

        if (f != rows[i].fault || at != rows[i].at)
            fail_msg("%s: %d at %zu", rows[i].name, (int)f, at);
    }
}

static void a_tree_of_more_than_can_be_read_is_refused(void **state)
{
    static char codes[INDICATORS_MOST + 1][8];
    static struct indicator items[INDICATORS_MOST + 1];
    struct indicator_tree t = {items, INDICATORS_MOST};
    size_t at;

    (void)state;
    for (size_t i = 0; i < COUNT(items); i++) {
        snprintf(codes[i], sizeof codes[i], "%zu", i);
        items[i] = (struct indicator){codes[i], "x", TOP, U};
    }
    assert_int_equal(indicators_fault(&t, &at), TREE_SOUND);
    t.n++;
    assert_int_equal(indicators_fault(&t, &at), TREE_TOO_LARGE);
}

/* ---- totals ---- */

/* A (30) of A1 (60) and A2 (40); B (70) of B1 alone, which is made of B11 (12.5) and B12. */
#define TREE(a, a1, a2, b, b1, b11, b12)                                                           \
    {                                                                                              \
        {"A", "a", TOP, a}, {"A1", "a1", 0, a1}, {"A2", "a2", 0, a2}, {"B", "b", TOP, b},          \
            {"B1", "b1", 3, b1}, {"B11", "b11", 4, b11},                                           \
        {                                                                                          \
            "B12", "b12", 4, b12                                                                   \
        }                                                                                          \
    }

static void totals_are_known_when_every_weight_and_every_leaf_is(void **state)
{
    static const struct {
        const char *name;
        struct indicator items[7];
        int values[7];
        enum total_answer answer;
        int value;
        enum weighing_answer weighing;
        int parent, at, sum;
    } rows[] = {
        {"worked out by hand: 0.18*80 + 0.12*50 + 0.0875*100 + 0.6125*64",
         TREE(3000, 6000, 4000, 7000, 10000, 1250, 8750),
         {NONE, 8000, 5000, NONE, NONE, 10000, 6400},
         TOTAL_KNOWN,
         6835,
         WEIGHTS_KNOWN,
         0,
         0,
         0},
        {"all leaves full",
         TREE(3000, 6000, 4000, 7000, 10000, 1250, 8750),
         {NONE, 10000, 10000, NONE, NONE, 10000, 10000},
         TOTAL_KNOWN,
         10000,
         WEIGHTS_KNOWN,
         0,
         0,
         0},
        {"all leaves nothing, which is a score",
         TREE(3000, 6000, 4000, 7000, 10000, 1250, 8750),
         {NONE, 0, 0, NONE, NONE, 0, 0},
         TOTAL_KNOWN,
         0,
         WEIGHTS_KNOWN,
         0,
         0,
         0},
        {"half a hundredth is rounded up: 0.5*0.01",
         TREE(0, 0, 10000, 10000, 10000, 5000, 5000),
         {NONE, 0, 0, NONE, NONE, 1, 0},
         TOTAL_KNOWN,
         1,
         WEIGHTS_KNOWN,
         0,
         0,
         0},
        {"a shade less is rounded down",
         TREE(0, 0, 10000, 10000, 10000, 4999, 5001),
         {NONE, 0, 0, NONE, NONE, 1, 0},
         TOTAL_KNOWN,
         0,
         WEIGHTS_KNOWN,
         0,
         0,
         0},
        {"a weight on top is not entered",
         TREE(3000, 6000, 4000, U, 10000, 1250, 8750),
         {NONE, 8000, 5000, NONE, NONE, 10000, 6400},
         TOTAL_WEIGHTS,
         0,
         WEIGHT_NOT_ENTERED,
         TOP,
         3,
         3000},
        {"a weight below is not entered",
         TREE(3000, 6000, 4000, 7000, 10000, U, 8750),
         {NONE, 8000, 5000, NONE, NONE, 10000, 6400},
         TOTAL_WEIGHTS,
         0,
         WEIGHT_NOT_ENTERED,
         4,
         5,
         8750},
        {"the only child is not entered either",
         TREE(3000, 6000, 4000, 7000, U, 1250, 8750),
         {NONE, 8000, 5000, NONE, NONE, 10000, 6400},
         TOTAL_WEIGHTS,
         0,
         WEIGHT_NOT_ENTERED,
         3,
         4,
         0},
        {"weights on top are more than the whole",
         TREE(3000, 6000, 4000, 7001, 10000, 1250, 8750),
         {NONE, 8000, 5000, NONE, NONE, 10000, 6400},
         TOTAL_WEIGHTS,
         0,
         WEIGHTS_NOT_WHOLE,
         TOP,
         TOP,
         10001},
        {"weights of A are less than the whole",
         TREE(3000, 6000, 3999, 7000, 10000, 1250, 8750),
         {NONE, 8000, 5000, NONE, NONE, 10000, 6400},
         TOTAL_WEIGHTS,
         0,
         WEIGHTS_NOT_WHOLE,
         0,
         TOP,
         9999},
        {"a leaf is not scored",
         TREE(3000, 6000, 4000, 7000, 10000, 1250, 8750),
         {NONE, 8000, 5000, NONE, NONE, 10000, NONE},
         TOTAL_NOT_SCORED,
         0,
         WEIGHTS_KNOWN,
         0,
         6,
         0},
        {"a leaf that weighs nothing is to be scored as well",
         TREE(3000, 10000, 0, 7000, 10000, 1250, 8750),
         {NONE, 8000, NONE, NONE, NONE, 10000, 6400},
         TOTAL_NOT_SCORED,
         0,
         WEIGHTS_KNOWN,
         0,
         2,
         0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct indicator_tree t = {rows[i].items, COUNT(rows[i].items)};
        struct total got = score_total(&t, rows[i].values);
        size_t at;

        assert_int_equal(indicators_fault(&t, &at), TREE_SOUND);
        if (got.answer != rows[i].answer || got.value != rows[i].value)
            fail_msg("%s: %s %d", rows[i].name, total_name(got.answer), got.value);
        if (got.answer == TOTAL_NOT_SCORED)
            assert_int_equal(got.missing, rows[i].at);
        if (got.answer == TOTAL_WEIGHTS &&
            (got.weighing.answer != rows[i].weighing || got.weighing.parent != rows[i].parent ||
             got.weighing.at != rows[i].at || got.weighing.sum != rows[i].sum))
            fail_msg("%s: %s of %d, at %d, sum %d", rows[i].name,
                     weighing_name(got.weighing.answer), got.weighing.parent, got.weighing.at,
                     got.weighing.sum);
    }
}

/* Weights in any way that adds up, any points: against the same sum in long double. */
static void totals_agree_with_long_arithmetic(void **state)
{
    (void)state;
    srandom(20230906);
    for (int round = 0; round < 20000; round++) {
        int a = (int)(random() % 10001), a1 = (int)(random() % 10001),
            b11 = (int)(random() % 10001);
        const struct indicator items[] =
            TREE(a, a1, 10000 - a1, 10000 - a, 10000, b11, 10000 - b11);
        const struct indicator_tree t = {items, COUNT(items)};
        int values[7] = {NONE, 0, 0, NONE, NONE, 0, 0};
        long double want = 0;

        for (size_t i = 0; i < COUNT(items); i++) {
            long double share = 1;

            if (!indicator_is_leaf(&t, i))
                continue;
            values[i] = (int)(random() % 10001);
            for (int at = (int)i; at != TOP; at = items[at].parent)
                share *= items[at].weight / 10000.0L;
            want += share * values[i];
        }
        struct total got = score_total(&t, values);
        assert_int_equal(got.answer, TOTAL_KNOWN);
        if (fabsl((long double)got.value - want) > 0.5L + 1e-9L)
            fail_msg("%d, want %Lf", got.value, want);
    }
}

static void missing_names_the_leaves_alone(void **state)
{
    static const struct indicator items[] = TREE(U, U, U, U, U, U, U);
    static const struct indicator_tree t = {items, COUNT(items)};
    static const int nothing[] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    static const int half[] = {NONE, 0, NONE, NONE, NONE, 10000, NONE};
    size_t at[7] = {0};

    (void)state;
    assert_int_equal(score_missing(&t, nothing, at, COUNT(at)), 4);
    assert_true(at[0] == 1 && at[1] == 2 && at[2] == 5 && at[3] == 6);
    assert_int_equal(score_missing(&t, half, at, 1), 2);
    assert_int_equal(at[0], 2);
    assert_int_equal(indicator_find(&t, "B11"), 5);
    assert_int_equal(indicator_find(&t, "b11"), NO_INDICATOR);
}

/* ---- between experts ---- */

static void the_spread_is_that_of_those_who_scored(void **state)
{
    static const struct {
        const char *name;
        int values[MOST];
        size_t n;
        struct spread want;
    } rows[] = {
        {"nobody", {0}, 0, {0, 0, 0, 0, 0, 0}},
        {"nobody of two", {NONE, NONE}, 2, {0, 0, 0, 0, 0, 0}},
        {"one alone", {8750}, 1, {1, 8750, 8750, 8750, 0, 0}},
        {"all alike", {7000, 7000, 7000}, 3, {3, 7000, 7000, 7000, 0, 0}},
        {"two", {6000, 8000}, 2, {2, 7000, 6000, 8000, 2000, 1000}},
        {"one of three did not", {6000, NONE, 8000}, 3, {2, 7000, 6000, 8000, 2000, 1000}},
        {"the textbook: 2 4 4 4 5 5 7 9 have 5 and 2",
         {200, 400, 400, 400, 500, 500, 700, 900},
         8,
         {8, 500, 200, 900, 700, 200}},
        {"a mean of half a hundredth is rounded up", {1, 2}, 2, {2, 2, 1, 2, 1, 1}},
        {"the root of two thirds", {1, 2, 3}, 3, {3, 2, 1, 3, 2, 1}},
        {"from end to end", {0, 10000}, 2, {2, 5000, 0, 10000, 10000, 5000}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct spread got = score_spread(rows[i].values, rows[i].n);
        const struct spread *want = &rows[i].want;

        if (got.n != want->n || got.mean != want->mean || got.least != want->least ||
            got.most != want->most || got.range != want->range || got.deviation != want->deviation)
            fail_msg("%s: n %zu, mean %d, %d to %d, range %d, deviation %d", rows[i].name, got.n,
                     got.mean, got.least, got.most, got.range, got.deviation);
    }
}

static void the_deviation_agrees_with_floating_point(void **state)
{
    (void)state;
    srandom(1);
    for (int round = 0; round < 20000; round++) {
        int values[100];
        size_t n = 1 + (size_t)(random() % 100);
        long double sum = 0, squares = 0;

        for (size_t i = 0; i < n; i++) {
            values[i] = (int)(random() % 10001);
            sum += values[i];
        }
        for (size_t i = 0; i < n; i++)
            squares += (values[i] - sum / n) * (values[i] - sum / n);
        struct spread got = score_spread(values, n);
        if (fabsl((long double)got.deviation - sqrtl(squares / n)) > 0.5L + 1e-6L ||
            fabsl((long double)got.mean - sum / n) > 0.5L + 1e-9L)
            fail_msg("%d, want %Lf", got.deviation, sqrtl(squares / n));
    }
}

static void numbers_are_taken_to_two_decimals_and_no_more(void **state)
{
    static const struct {
        double number;
        bool taken;
        int value;
    } rows[] = {
        {0, true, 0},       {87.5, true, 8750},   {99.99, true, 9999}, {100, true, 10000},
        {0.01, true, 1},    {33.33, true, 3333},  {0.07, true, 7},     {-0.01, false, 0},
        {100.01, false, 0}, {33.333, false, 0},   {0.001, false, 0},   {1e300, false, 0},
        {NAN, false, 0},    {INFINITY, false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int got = 0;

        if (hundredths_read(rows[i].number, &got) != rows[i].taken || got != rows[i].value)
            fail_msg("%g: %d", rows[i].number, got);
    }
    for (int v = 0; v <= SCORE_MOST; v++) {
        int got = -1;

        assert_true(hundredths_read(v / 100.0, &got));
        assert_int_equal(got, v);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_that_cannot_be_is_refused_where_it_is_wrong),
        cmocka_unit_test(a_tree_of_more_than_can_be_read_is_refused),
        cmocka_unit_test(totals_are_known_when_every_weight_and_every_leaf_is),
        cmocka_unit_test(totals_agree_with_long_arithmetic),
        cmocka_unit_test(missing_names_the_leaves_alone),
        cmocka_unit_test(the_spread_is_that_of_those_who_scored),
        cmocka_unit_test(the_deviation_agrees_with_floating_point),
        cmocka_unit_test(numbers_are_taken_to_two_decimals_and_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
