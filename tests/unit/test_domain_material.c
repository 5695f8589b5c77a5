/* test_domain_material.c - which track asks for what, held a second time. */
#include "domain/material.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_lists_are_those_of_the_texts(void **state)
{
    static const char programmes[APPLIED_KINDS] = {'d', 'd', 'p', 'p', 'z', 'z', 'j'};
    static const struct {
        const char *name, *clause;
        const char *programmes; /* d demonstration, p pilot, z zone, j Jiangsu */
    } rows[MATERIAL_KINDS] = {
        {"recommendation_letter", "N23/四", "dpz"},
        {"application_letter", "N23/四", "dp"},
        {"creation_report", "N23/四", "dp"},
        {"demonstration_plan", "N23/四", "d"},
        {"basic_state_table", "N23/四", "dp"},
        {"government_consent", "N23/三(一)1", "dp"},
        {"zone_plan", "Z/二(一)3", "z"},
        {"cases", "Z/二(一)3", "z"},
        {"self_evaluation", "Z/二(一)4", "z"},
        {"city_letter", "J/四(三)1", "j"},
        {"js_application_form", "J/四(三)2", "j"},
        {"js_work_plan", "J/四(三)3", "j"},
        {"promise_of_truth", "J/四(三)4", "j"},
        {"proofs", "J/四(三)5", "j"},
    };

    (void)state;
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        enum material_kind kind = (enum material_kind)k, parsed;

        assert_string_equal(material_name(kind), rows[k].name);
        assert_string_equal(material_clause(kind), rows[k].clause);
        assert_true(material_parse(rows[k].name, &parsed));
        assert_int_equal(parsed, kind);
        assert_true(strlen(material_label(kind, true)) > 0);
        assert_string_not_equal(material_label(kind, true), material_label(kind, false));
        for (int t = 0; t < APPLIED_KINDS; t++)
            assert_int_equal(material_asked((enum title_kind)t, kind),
                             strchr(rows[k].programmes, programmes[t]) != NULL);
    }
    enum material_kind kind;
    assert_false(material_parse("", &kind));
    assert_false(material_parse("plan", &kind));
}

static void nothing_is_handed_in_once_it_is_over(void **state)
{
    static const bool open[APPLICATION_STATES] = {
        [STATE_DRAFT] = true,       [STATE_FILED] = true,
        [STATE_CHECKED] = true,     [STATE_IN_PROVINCIAL_NOTICE] = true,
        [STATE_RECOMMENDED] = true, [STATE_IN_REVIEW] = true,
        [STATE_IN_NOTICE] = true,   [STATE_ENDORSED] = true,
        [STATE_VISITED] = true,
    };

    (void)state;
    for (int s = 0; s < APPLICATION_STATES; s++)
        assert_int_equal(material_open((enum application_state)s), open[s]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lists_are_those_of_the_texts),
        cmocka_unit_test(nothing_is_handed_in_once_it_is_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
