/* Targets against the straight line, tables of measures, and the words for counts of a directory.
 */
#include "base/mem.h"
#include "domain/indicator_count.h"
#include "domain/measure_table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void what_is_missing_leaves_progress_unknown_with_the_reason(void **state)
{
    static const struct {
        enum target_sign sign;
        double target;
        int year, base_year;
        double base;
        int measured_in;
        double measured;
        enum standing standing;
        enum progress_gap gap;
        double line, share; /* NAN: unknown */
    } rows[] = {
        {SIGN_NONE, NAN, 2026, 0, NAN, 2025, 90, STANDING_UNKNOWN, GAP_NO_NUMBER, NAN, NAN},
        {SIGN_NONE, NAN, 2026, 2023, 80, 2027, 90, STANDING_UNKNOWN, GAP_NO_NUMBER, NAN, NAN},
        {SIGN_OVER, 100, 2026, 0, NAN, 2025, 90, STANDING_UNKNOWN, GAP_NO_BASE_YEAR, NAN, NAN},
        {SIGN_OVER, 100, 2026, 0, NAN, 2025, 101, STANDING_REACHED, GAP_NO_BASE_YEAR, NAN, NAN},
        {SIGN_OVER, 100, 2026, 0, NAN, 2026, 100, STANDING_BEHIND, GAP_NO_BASE_YEAR, 100, NAN},
        {SIGN_OVER, 100, 2026, 0, NAN, 2027, 99, STANDING_BEHIND, GAP_NO_BASE_YEAR, 100, NAN},
        {SIGN_OVER, 100, 2026, 2022, NAN, 2025, 90, STANDING_UNKNOWN, GAP_NO_BASE_VALUE, NAN, NAN},
        {SIGN_OVER, 100, 2026, 2022, 60, 2021, 50, STANDING_UNKNOWN, GAP_BEFORE_BASE, NAN, NAN},
        {SIGN_OVER, 100, 2026, 2022, 60, 2022, 60, STANDING_ON_LINE, GAP_NONE, 60, 0},
        {SIGN_OVER, 100, 2026, 2022, 60, 2024, 80, STANDING_ON_LINE, GAP_NONE, 80, 0.5},
        {SIGN_OVER, 100, 2026, 2022, 60, 2024, 79.9, STANDING_BEHIND, GAP_NONE, 80, 0.4975},
        {SIGN_OVER, 100, 2026, 2022, 60, 2025, 100, STANDING_ON_LINE, GAP_NONE, 90, 1},
        {SIGN_OVER, 100, 2026, 2022, 60, 2026, 100, STANDING_BEHIND, GAP_NONE, 100, 1},
        {SIGN_LEAST, 100, 2026, 2022, 60, 2026, 100, STANDING_REACHED, GAP_NONE, 100, 1},
        {SIGN_EQUAL, 100, 2026, 2022, 60, 2026, 120, STANDING_REACHED, GAP_NONE, 100, 1.5},
        {SIGN_EQUAL, 100, 2026, 2022, 60, 2024, 70, STANDING_BEHIND, GAP_NONE, 80, 0.25},
        {SIGN_MOST, 10, 2026, 2022, 50, 2024, 30, STANDING_ON_LINE, GAP_NONE, 30, 0.5},
        {SIGN_MOST, 10, 2026, 2022, 50, 2024, 31, STANDING_BEHIND, GAP_NONE, 30, 0.475},
        {SIGN_MOST, 10, 2026, 2022, 50, 2026, 10, STANDING_REACHED, GAP_NONE, 10, 1},
        {SIGN_UNDER, 10, 2026, 2022, 50, 2026, 10, STANDING_BEHIND, GAP_NONE, 10, 1},
        {SIGN_UNDER, 10, 2026, 2022, 50, 2028, 9, STANDING_REACHED, GAP_NONE, 10, 1.025},
        {SIGN_LEAST, 60, 2026, 2022, 60, 2024, 60, STANDING_REACHED, GAP_NONE, 60, NAN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct target t = {.sign = rows[i].sign,
                                 .value = rows[i].target,
                                 .year = rows[i].year,
                                 .base_year = rows[i].base_year};
        struct progress p =
            target_progress(&t, rows[i].base, rows[i].measured_in, rows[i].measured);

        if (p.standing != rows[i].standing || p.gap != rows[i].gap ||
            isnan(p.line) != isnan(rows[i].line) || isnan(p.share) != isnan(rows[i].share) ||
            (!isnan(p.line) && fabs(p.line - rows[i].line) > 1e-9) ||
            (!isnan(p.share) && fabs(p.share - rows[i].share) > 1e-9))
            fail_msg("row %zu: %s, gap %d, line %g, share %g", i, standing_name(p.standing),
                     (int)p.gap, p.line, p.share);
    }
}

static void a_number_is_taken_only_if_it_is_written_plainly(void **state)
{
    static const struct {
        const char *text;
        bool taken;
        double value;
    } rows[] = {
        {"12", true, 12},
        {"-3.5", true, -3.5},
        {"0.25", true, 0.25},
        {"007", true, 7},
        {"123456789012345", true, 123456789012345.0},
        {"", false, 0},
        {"-", false, 0},
        {".5", false, 0},
        {"5.", false, 0},
        {"1e3", false, 0},
        {"+1", false, 0},
        {"1,000", false, 0},
        {"１２", false, 0},
        {"0x10", false, 0},
        {"nan", false, 0},
        {"inf", false, 0},
        {"1 ", false, 0},
        {"1.2.3", false, 0},
        {"1234567890123456", false, 0},
        {"--1", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double v = 0;

        if (measure_value_read(rows[i].text, &v) != rows[i].taken ||
            (rows[i].taken && v != rows[i].value))
            fail_msg("'%s' is read as %g", rows[i].text, v);
    }
}

/* Faults as "line field; …", or what the whole was refused with. */
static void a_table_names_every_fault(void **state)
{
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"target,year,value,source\nstaff,2024,1,a\n", ""},
        {"\xEF\xBB\xBFvalue,note,source,target,year\r\n,,a,staff,2024\r\n", ""},
        {"target,year,value,source\n\nstaff,2024,1,a\n\n", ""},
        {"target,year,value,source\nstaff,2024,one,a\nstaff,2024x,1,\n",
         "2 value; 3 year; 3 source; "},
        {"target,year,value,source\nstaff,1948,1,a\nstaff,2101,1,a\n", "2 year; 3 year; "},
        {"target,year,value,source\nStaff,2024,1,a\n", "2 target; "},
        {"target,year,value,source\nstaff,2024,1,a\nstaff,2024,2,a\nstaff,2024,3,a\n",
         "3 year; 4 year; "},
        {"target,year,value,source\nstaff,2024,1\n", "2 source; 2 line; "},
        {"target,year,value,source\nstaff,2024,1,a,b\n", "2 line; "},
        {"target,year,value,source\nstaff,2024,1,\"a\nb\"\n", "2 source; "},
        {"", "the table is empty"},
        {"target,year,value\n", "the column source is missing"},
        {"target,year,value,source,target\n", "'target' is no column, or stands twice"},
        {"target;year;value;source\n", "is no column"},
        {"target,year,value,source\n\"staff", "a quoted field does not end"},
        {"\xFF\xFE", "is not UTF-8"},
    };
    static const struct target staff = {.code = "staff"};
    static const struct target *const targets[] = {&staff};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new();
        struct measure_table t;
        struct err err = {0};
        char said[400] = "";

        if (measure_table_read(a, rows[i].text, strlen(rows[i].text), &t, &err)) {
            measure_table_check(&t, a, targets, 1);
            for (size_t f = 0; f < t.faults.n; f++)
                snprintf(said + strlen(said), sizeof said - strlen(said), "%zu %s; ",
                         t.faults.at[f].line, t.faults.at[f].field);
            if (strcmp(said, rows[i].said) != 0)
                fail_msg("row %zu: %s", i, said);
        } else if (!strstr(err.text, rows[i].said)) {
            fail_msg("row %zu: %s", i, err.text);
        }
        arena_free(a);
    }
}

static void codes_signs_and_counts_are_words_of_their_lists(void **state)
{
    static const char *const bad[] = {"", "-a", "a-", "a--b", "A", "a_b", "a b", "机构"};
    enum target_sign sign;
    unsigned set;

    (void)state;
    assert_true(target_code_valid("patents-per-10000"));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(target_code_valid(bad[i]));
    for (int s = SIGN_OVER; s < SIGNS; s++)
        assert_true(target_sign_parse(target_sign_text((enum target_sign)s), &sign) &&
                    (int)sign == s);
    assert_false(target_sign_parse("≥", &sign));
    assert_null(target_sign_text(SIGN_NONE));
    assert_true(indicator_counts_parse("", &set) && set == 0);
    assert_true(indicator_counts_parse(" institutions  forms ", &set));
    assert_int_equal(set, 1U << COUNT_INSTITUTIONS | 1U << COUNT_FORMS);
    assert_false(indicator_counts_parse("institutions,forms", &set));
    for (int c = 0; c < INDICATOR_COUNTS; c++)
        assert_true(*indicator_count_label((enum indicator_count)c, true) &&
                    *indicator_count_label((enum indicator_count)c, false));
    assert_false(indicator_count_recorded(COUNT_EXPORTING));
    for (int s = 0; s < STANDINGS; s++)
        assert_true(*standing_label((enum standing)s, true) &&
                    *standing_label((enum standing)s, false));
    for (int g = 1; g < PROGRESS_GAPS; g++)
        assert_true(*progress_gap_text((enum progress_gap)g, true) &&
                    *progress_gap_text((enum progress_gap)g, false) &&
                    *progress_gap_name((enum progress_gap)g));
    assert_null(progress_gap_name(GAP_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_leaves_progress_unknown_with_the_reason),
        cmocka_unit_test(a_number_is_taken_only_if_it_is_written_plainly),
        cmocka_unit_test(a_table_names_every_fault),
        cmocka_unit_test(codes_signs_and_counts_are_words_of_their_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
