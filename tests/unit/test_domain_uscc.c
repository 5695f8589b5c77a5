/* Unified social credit codes: the standard's own example, every wrong last character, and what
 * people type. */
#include "base/mem.h"
#include "domain/uscc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char EXAMPLE[] = "91350100M000100Y43"; /* GB 32100 */

static void only_the_right_check_character_is_taken(void **state)
{
    static const char any[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char code[USCC_TEXT];

    (void)state;
    memcpy(code, EXAMPLE, sizeof code);
    for (const char *c = any; *c; c++) {
        code[USCC_LENGTH - 1] = *c;
        assert_int_equal(uscc_valid(code), *c == '3');
    }
}

static void any_one_changed_character_is_noticed(void **state)
{
    static const char all[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    (void)state;
    for (int i = 0; i < USCC_LENGTH; i++) {
        for (const char *c = all; *c; c++) {
            char code[USCC_TEXT];

            memcpy(code, EXAMPLE, sizeof code);
            code[i] = *c;
            assert_int_equal(uscc_valid(code), *c == EXAMPLE[i]);
        }
    }
}

static const struct typed {
    const char *text, *read; /* NULL: refused, with this in the words */
    const char *words;
} typed[] = {
    {"91350100M000100Y43", "91350100M000100Y43", NULL},
    {"  91350100m000100y43\t", "91350100M000100Y43", NULL},
    {"91350100M000100Y4", NULL, "not 17"},
    {"91350100M000100Y433", NULL, "not 19"},
    {"", NULL, "not 0"},
    {"9135010AM000100Y43", NULL, "character 8"},
    {"91350100M0O0100Y43", NULL, "character 11"},
    {"91350100M000100Y4?", NULL, "character 18"},
    {"91350100M000100Y34", NULL, "does not agree"},
    {"９350100M00100Y43", NULL, "character 1"},
};

static void codes_are_read_as_people_type_them_and_faults_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(typed); i++) {
        char out[USCC_TEXT];
        struct err err = {0};
        bool ok = uscc_read(typed[i].text, "uscc", out, &err);

        assert_int_equal(ok, typed[i].read != NULL);
        if (ok) {
            assert_string_equal(out, typed[i].read);
            continue;
        }
        assert_string_equal(err.field, "uscc");
        if (!strstr(err.text, typed[i].words) || !err.zh[0])
            fail_msg("'%s': %s", typed[i].text, err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_right_check_character_is_taken),
        cmocka_unit_test(any_one_changed_character_is_noticed),
        cmocka_unit_test(codes_are_read_as_people_type_them_and_faults_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
