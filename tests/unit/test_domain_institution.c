/* The words of the directory, and who stands in it on a day. */
#include "base/mem.h"
#include "domain/institution.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static date_t day(const char *text)
{
    date_t d = DATE_NONE;

    if (text && !date_parse(text, &d))
        fail_msg("%s is no day", text);
    return d;
}

static const struct set_case {
    enum word_list list;
    const char *text, *names, *bad;
} sets[] = {
    {WORDS_FORM, "", "", NULL},
    {WORDS_FORM, " , ;、", "", NULL},
    {WORDS_FORM, "agency", "agency", NULL},
    {WORDS_FORM, "代理、法律、运营、信息、咨询", "agency,legal,operation,information,consulting",
     NULL},
    {WORDS_FORM, "consulting; agency;agency", "agency,consulting", NULL},
    {WORDS_FORM, "代理，翻译", NULL, "翻译"},
    {WORDS_IP_KIND, "专利|商标|版权|商业秘密|地理标志|植物新品种|集成电路布图设计",
     "patent,trademark,copyright,trade_secret,geographical_indication,plant_variety,circuit_layout",
     NULL},
    {WORDS_IP_KIND, "patents", NULL, "patents"},
    {WORDS_SIZE, "规模以上", "above_designated", NULL},
};

static void sets_of_words_are_read_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sets); i++) {
        const struct set_case *c = &sets[i];
        char text[WORDS_TEXT];
        const char *bad = "";
        size_t len = 0;
        unsigned set = 0;
        bool ok = words_parse(c->list, c->text, &set, &bad, &len);

        assert_int_equal(ok, c->names != NULL);
        if (ok)
            assert_string_equal(words_text(c->list, set, text), c->names);
        else
            assert_memory_equal(bad, c->bad, len);
    }
}

static void every_word_has_a_name_and_two_labels_of_its_own(void **state)
{
    (void)state;
    for (int list = 0; list < WORD_LISTS; list++) {
        int n = word_count((enum word_list)list), read;

        assert_true(n >= 2 && n <= WORDS_MOST);
        for (int i = 0; i < n; i++) {
            const char *name = word_name((enum word_list)list, i);
            const char *zh = word_label((enum word_list)list, i, false);

            assert_true(word_parse((enum word_list)list, name, strlen(name), &read) && read == i);
            assert_true(word_parse((enum word_list)list, zh, strlen(zh), &read) && read == i);
            assert_non_null(word_label((enum word_list)list, i, true));
        }
        assert_null(word_name((enum word_list)list, WORD_NONE));
    }
    assert_int_equal(word_count(WORDS_FORM), 5);
    assert_int_equal(word_count(WORDS_IP_KIND), 7);
}

static const struct stay_case {
    const char *admitted, *exited, *on;
    bool holds;
} stays[] = {
    {"2026-01-01", NULL, "2025-12-31", false},
    {"2026-01-01", NULL, "2026-01-01", true},
    {"2026-01-01", NULL, "2036-01-01", true},
    {"2026-01-01", "2026-06-01", "2026-05-31", true},
    {"2026-01-01", "2026-06-01", "2026-06-01", false},
    {"2026-01-01", "2026-01-01", "2026-01-01", false},
};

static void a_stay_holds_from_admission_to_the_day_before_exit(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(stays); i++) {
        struct institution_stay s = {.admitted = day(stays[i].admitted),
                                     .exited = day(stays[i].exited),
                                     .recorded = 1000,
                                     .retracted = MOMENT_NONE};

        assert_int_equal(stay_holds(&s, day(stays[i].on), MOMENT_NONE), stays[i].holds);
        assert_int_equal(stay_holds(&s, day(stays[i].on), 1000), stays[i].holds);
        assert_false(stay_holds(&s, day(stays[i].on), 999));
        s.retracted = 2000;
        assert_false(stay_holds(&s, day(stays[i].on), MOMENT_NONE));
        assert_int_equal(stay_holds(&s, day(stays[i].on), 1999), stays[i].holds);
    }
}

static const struct standing {
    bool serious;
    const char *lifted, *admission;
    bool stands;
} standings[] = {
    {true, NULL, "2026-03-01", true},         {true, NULL, "2020-01-01", true},
    {true, "2026-06-01", "2026-05-31", true}, {true, "2026-06-01", "2026-06-01", false},
    {false, NULL, "2026-03-01", false},
};

static void a_serious_record_stands_until_it_is_lifted(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(standings); i++) {
        const struct institution_misconduct m = {.serious = standings[i].serious,
                                                 .day = day("2026-02-01"),
                                                 .lifted = day(standings[i].lifted),
                                                 .recorded = 1,
                                                 .retracted = MOMENT_NONE};

        assert_int_equal(misconduct_stands(&m, day(standings[i].admission), MOMENT_NONE),
                         standings[i].stands);
    }
}

static const struct ending {
    const char *admitted, *exited, *from, *end;
} endings[] = {
    {"2026-01-01", NULL, "2026-03-01", "2026-03-01"},
    {"2026-01-01", "2026-12-31", "2026-03-01", "2026-03-01"},
    {"2026-01-01", "2026-02-01", "2026-03-01", NULL},
    {"2026-01-01", "2026-03-01", "2026-03-01", NULL},
    {"2026-05-01", NULL, "2026-03-01", "2026-05-01"}, /* announced only: it never begins */
};

static void a_sanction_ends_what_still_runs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(endings); i++) {
        const struct institution_stay s = {.admitted = day(endings[i].admitted),
                                           .exited = day(endings[i].exited)};

        assert_int_equal(sanction_ends(&s, day(endings[i].from)), day(endings[i].end));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_of_words_are_read_in_both_languages),
        cmocka_unit_test(every_word_has_a_name_and_two_labels_of_its_own),
        cmocka_unit_test(a_stay_holds_from_admission_to_the_day_before_exit),
        cmocka_unit_test(a_serious_record_stands_until_it_is_lifted),
        cmocka_unit_test(a_sanction_ends_what_still_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
