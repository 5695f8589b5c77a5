/* test_domain_zone.c - ids of zones, the words about them, and when a row of theirs speaks. */
#include "domain/zone.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void an_id_is_a_readable_slug(void **state)
{
    static const struct {
        const char *id;
        bool valid;
    } rows[] = {
        {"nanjing-jiangning", true},
        {"foshan", true},
        {"abc", true},
        {"a-2", true},
        {"2023", true},
        {"ab", false},
        {"", false},
        {"-abc", false},
        {"abc-", false},
        {"a--b", false},
        {"Abc", false},
        {"南京", false},
        {"a_b", false},
        {"a.b", false},
        {"a b", false},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (zone_id_valid(rows[i].id) != rows[i].valid)
            fail_msg("\"%s\"", rows[i].id);
    }
}

static void a_row_speaks_within_its_two_times(void **state)
{
    enum { FIRST = 100, LAST = 200, ANY = DATE_NONE };
    static const struct {
        const char *name;
        date_t since, until, on;
        moment_t recorded, retracted, as_of;
        bool shown;
    } rows[] = {
        {"on its first day", FIRST, LAST, FIRST, 5, MOMENT_NONE, MOMENT_NONE, true},
        {"on its last", FIRST, LAST, LAST, 5, MOMENT_NONE, MOMENT_NONE, true},
        {"the day before", FIRST, LAST, FIRST - 1, 5, MOMENT_NONE, MOMENT_NONE, false},
        {"the day after", FIRST, LAST, LAST + 1, 5, MOMENT_NONE, MOMENT_NONE, false},
        {"an unknown beginning is open", ANY, LAST, -100000, 5, MOMENT_NONE, MOMENT_NONE, true},
        {"so is an unknown end", FIRST, ANY, 100000, 5, MOMENT_NONE, MOMENT_NONE, true},
        {"on any day", FIRST, LAST, ANY, 5, MOMENT_NONE, MOMENT_NONE, true},
        {"before it was recorded", ANY, ANY, FIRST, 5, MOMENT_NONE, 4, false},
        {"as it was recorded", ANY, ANY, FIRST, 5, MOMENT_NONE, 5, true},
        {"once retracted", ANY, ANY, FIRST, 5, 9, MOMENT_NONE, false},
        {"before it was retracted", ANY, ANY, FIRST, 5, 9, 8, true},
        {"as it was retracted", ANY, ANY, FIRST, 5, 9, 9, false},
        {"retracted, on any day", ANY, ANY, ANY, 5, 9, MOMENT_NONE, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (zone_row_shown(rows[i].since, rows[i].until, rows[i].recorded, rows[i].retracted,
                           rows[i].on, rows[i].as_of) != rows[i].shown)
            fail_msg("%s", rows[i].name);
    }
}

static void words_lead_there_and_back(void **state)
{
    (void)state;
    for (int i = 0; i < HOST_KINDS; i++) {
        enum host_kind back = HOST_KINDS;

        assert_true(host_kind_parse(host_kind_name((enum host_kind)i), &back));
        assert_int_equal(back, i);
        assert_true(host_kind_label((enum host_kind)i, true)[0] &&
                    host_kind_label((enum host_kind)i, false)[0]);
    }
    for (int i = 0; i < SHAPE_METHODS; i++) {
        enum shape_method back = SHAPE_METHODS;

        assert_true(shape_method_parse(shape_method_name((enum shape_method)i), &back));
        assert_int_equal(back, i);
    }
    for (int i = 0; i < ZONE_SHAPES; i++)
        assert_true(zone_shape_name((enum zone_shape)i)[0]);
    enum host_kind host;
    enum shape_method method;
    assert_false(host_kind_parse("island", &host));
    assert_false(shape_method_parse("dwg", &method));
}

static void five_kinds_of_title_are_held_by_zones(void **state)
{
    (void)state;
    for (int kind = 0; kind < TITLE_KINDS; kind++) {
        const char *name = title_kind_name((enum title_kind)kind);
        size_t len = strlen(name);

        assert_int_equal(zone_holds((enum title_kind)kind),
                         len > 5 && strcmp(name + len - 5, "-zone") == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_a_readable_slug),
        cmocka_unit_test(a_row_speaks_within_its_two_times),
        cmocka_unit_test(words_lead_there_and_back),
        cmocka_unit_test(five_kinds_of_title_are_held_by_zones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
