/* test_domain_extent_sum.c - published areas of blocks against published totals.
 *
 * The two sums are those of the approvals for Karamay (克拉玛依, three blocks) and Gongqingcheng
 * (共青城, 2018, two blocks), in square kilometres.  The parks of Shanghai's list state one area
 * for a park and none for its blocks, so nothing there can be added up. */
#include "base/mem.h"
#include "domain/extent_sum.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void sums_come_out_or_do_not(void **state)
{
    static const struct {
        const char *what;
        double values[4];
        size_t n;
        double total;
        int decimals;
        bool exact, fits;
    } rows[] = {
        {"Karamay", {60.5329, 0.0003, 0.0003}, 3, 60.5335, 4, true, true},
        {"Gongqingcheng", {2.205, 0.726}, 2, 2.931, 3, true, true},
        {"one block alone", {2.67}, 1, 2.67, 2, true, true},
        {"floating point does not tell 0.3 from 0.1 + 0.2", {0.1, 0.2}, 2, 0.3, 1, true, true},
        {"one unit off is rounding", {2.205, 0.726}, 2, 2.932, 3, false, true},
        {"two units off of two blocks is not", {2.205, 0.726}, 2, 2.933, 3, false, false},
        {"two units off of three blocks is", {1.1, 1.1, 1.1}, 3, 3.5, 1, false, true},
        {"three units off of three blocks is not", {1.1, 1.1, 1.1}, 3, 3.6, 1, false, false},
        {"less counts as more", {1.1, 1.1, 1.1}, 3, 3.0, 1, false, false},
        {"one block, one unit off", {2.67}, 1, 2.68, 2, false, true},
        {"one block, two units off", {2.67}, 1, 2.69, 2, false, false},
        {"whole numbers", {3, 4}, 2, 7, 0, true, true},
        {"a block left out", {60.5329, 0.0003}, 2, 60.5335, 4, false, false},
        {"a block of ten times the size", {2.205, 7.26}, 2, 2.931, 3, false, false},
        {"no blocks", {0}, 0, 0, 0, false, false},
        {"an unknown block", {2.205, NAN}, 2, 2.931, 3, false, false},
        {"an unknown total", {2.205, 0.726}, 2, NAN, 3, false, false},
        {"an endless block", {INFINITY, 1}, 2, 1, 3, false, false},
        {"an endless total", {1}, 1, INFINITY, 3, false, false},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct extent_sum s =
            extent_sum(rows[i].values, rows[i].n, rows[i].total, rows[i].decimals);
        if (s.exact != rows[i].exact || s.fits != rows[i].fits)
            fail_msg("%s: exact %d, fits %d", rows[i].what, s.exact, s.fits);
        assert_int_equal(rows[i].fits, extent_sum_fits(rows[i].values, rows[i].n, rows[i].total,
                                                       rows[i].decimals));
    }
}

static void the_difference_is_told(void **state)
{
    static const double values[] = {2.205, 0.726};
    struct extent_sum s = extent_sum(values, 2, 3, 3);
    (void)state;

    assert_true(s.sum == 2.931);
    assert_true(s.off == -0.069);
    s = extent_sum(values, 0, 3, 3);
    assert_true(isnan(s.sum) && isnan(s.off));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_come_out_or_do_not),
        cmocka_unit_test(the_difference_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
