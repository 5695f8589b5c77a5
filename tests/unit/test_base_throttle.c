/* test_base_throttle.c - a few are free, then waits double; nobody waits for somebody else. */
#include "base/mem.h"
#include "base/throttle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct throttle_rule rule = {"r", 3, 1000, 60000, 600000};

enum { BEGIN = 1000000 };

static int64_t try_at(struct throttle *t, const char *a, const char *b, moment_t now)
{
    return throttle_try(t, &rule, a, b, now);
}

static void the_first_are_free_and_waits_double_up_to_the_most(void **state)
{
    static const int64_t waits[] = {0,     0,     1000,  2000,  4000, 8000,
                                    16000, 32000, 60000, 60000, 60000};
    struct throttle *t = throttle_new();
    moment_t now = BEGIN;

    (void)state;
    for (size_t i = 0; i < COUNT(waits); i++) {
        assert_int_equal(try_at(t, "a", "n", now), 0);
        if (waits[i] > 0) {
            assert_int_equal(try_at(t, "a", "n", now), waits[i]);
            assert_int_equal(try_at(t, "a", "n", now + waits[i] - 1), 1);
        }
        now += waits[i];
    }
    throttle_free(t);
}

static void an_attempt_that_is_refused_makes_nobody_wait_longer(void **state)
{
    struct throttle *t = throttle_new();

    (void)state;
    for (int i = 0; i < 3; i++)
        try_at(t, "a", "n", BEGIN);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(try_at(t, "a", "n", BEGIN), 1000);
    assert_int_equal(try_at(t, "a", "n", BEGIN + 1000), 0);
    throttle_free(t);
}

static void asking_how_long_counts_nothing(void **state)
{
    struct throttle *t = throttle_new();

    (void)state;
    for (int i = 0; i < 100; i++)
        assert_int_equal(throttle_wait(t, &rule, "a", "n", BEGIN), 0);
    for (int i = 0; i < 3; i++)
        assert_int_equal(try_at(t, "a", "n", BEGIN), 0);
    for (int i = 0; i < 100; i++)
        assert_int_equal(throttle_wait(t, &rule, "a", "n", BEGIN), 1000);
    assert_int_equal(throttle_wait(t, &rule, "a", "n", BEGIN - 1000000), 60000);
    assert_int_equal(throttle_wait(t, &rule, "a", "n", BEGIN + 1000), 0);
    assert_int_equal(throttle_wait(t, &rule, "b", "n", BEGIN), 0);
    throttle_free(t);
}

static void another_account_network_or_rule_is_not_concerned(void **state)
{
    static const struct throttle_rule other = {"s", 3, 1000, 60000, 600000};
    struct throttle *t = throttle_new();

    (void)state;
    for (int i = 0; i < 4; i++)
        try_at(t, "a", "n", BEGIN);
    assert_int_not_equal(try_at(t, "a", "n", BEGIN), 0);
    assert_int_equal(try_at(t, "a", "m", BEGIN), 0);
    assert_int_equal(try_at(t, "b", "n", BEGIN), 0);
    assert_int_equal(try_at(t, "an", "", BEGIN), 0); /* names do not run together */
    assert_int_equal(throttle_try(t, &other, "a", "n", BEGIN), 0);
    throttle_free(t);
}

static void what_was_forgiven_or_is_long_ago_does_not_count(void **state)
{
    struct throttle *t = throttle_new();

    (void)state;
    for (int i = 0; i < 3; i++)
        try_at(t, "a", "n", BEGIN);
    throttle_forgive(t, &rule, "a", "n", false, BEGIN);
    assert_int_equal(try_at(t, "a", "n", BEGIN), 0);
    assert_int_equal(try_at(t, "a", "n", BEGIN), 1000);
    throttle_forgive(t, &rule, "a", "n", true, BEGIN);
    for (int i = 0; i < 3; i++)
        assert_int_equal(try_at(t, "a", "n", BEGIN), 0);
    assert_int_equal(try_at(t, "a", "n", BEGIN), 1000);
    for (int i = 0; i < 3; i++)
        assert_int_equal(try_at(t, "a", "n", BEGIN + 600001), 0);
    assert_int_equal(try_at(t, "a", "n", BEGIN + 600001), 1000); /* and counts from the beginning */
    throttle_forgive(t, &rule, "nobody", "n", true, BEGIN);
    assert_true(throttle_knows(t, &rule, "a", "n", BEGIN + 600002));
    assert_false(throttle_knows(t, &rule, "a", "n", BEGIN + 1300000));
    assert_false(throttle_knows(t, &rule, "nobody", "n", BEGIN));
    throttle_free(t);
}

static void who_succeeds_now_and_then_guesses_no_faster(void **state)
{
    struct throttle *t = throttle_new();
    moment_t now = BEGIN;

    (void)state;
    for (int i = 0; i < 5; i++)
        now += try_at(t, "a", "n", now) ? 0 : 4000;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(try_at(t, "a", "n", now), 0);
        throttle_forgive(t, &rule, "a", "n", false, now);
        assert_int_equal(try_at(t, "a", "n", now), 4000);
        now += 4000;
    }
    throttle_free(t);
}

static void requests_that_come_out_of_order_do_not_wait_for_each_other(void **state)
{
    struct throttle *t = throttle_new();

    (void)state;
    assert_int_equal(try_at(t, "a", "n", BEGIN), 0);
    assert_int_equal(try_at(t, "a", "n", BEGIN - 5), 0);
    throttle_forgive(t, &rule, "a", "n", false, BEGIN);
    assert_int_equal(try_at(t, "a", "n", BEGIN - 9), 0);
    throttle_free(t);
}

static void a_clock_put_back_keeps_nobody_out_for_long(void **state)
{
    struct throttle *t = throttle_new();

    (void)state;
    for (int i = 0; i < 3; i++)
        try_at(t, "a", "n", BEGIN + 1000000000);
    assert_int_equal(try_at(t, "a", "n", BEGIN), 60000);
    assert_int_equal(try_at(t, "a", "n", BEGIN + 60000), 0);
    throttle_free(t);
}

static void a_flood_of_names_takes_no_memory_and_frees_nobody(void **state)
{
    struct throttle *t = throttle_new();
    char name[32];

    (void)state;
    for (int i = 0; i < 3; i++)
        try_at(t, "offender", "n", BEGIN);
    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "name %d", i);
        assert_int_equal(try_at(t, name, "n", BEGIN), 0);
    }
    assert_int_equal(try_at(t, "offender", "n", BEGIN), 1000);
    throttle_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_are_free_and_waits_double_up_to_the_most),
        cmocka_unit_test(an_attempt_that_is_refused_makes_nobody_wait_longer),
        cmocka_unit_test(asking_how_long_counts_nothing),
        cmocka_unit_test(another_account_network_or_rule_is_not_concerned),
        cmocka_unit_test(what_was_forgiven_or_is_long_ago_does_not_count),
        cmocka_unit_test(who_succeeds_now_and_then_guesses_no_faster),
        cmocka_unit_test(requests_that_come_out_of_order_do_not_wait_for_each_other),
        cmocka_unit_test(a_clock_put_back_keeps_nobody_out_for_long),
        cmocka_unit_test(a_flood_of_names_takes_no_memory_and_frees_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
