/* Who may do what to whose: the table cell by cell, then what each reach means. */
#include "base/mem.h"
#include "domain/authority.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One letter a role, in the order of enum role: anybody, national, province, city, applicant,
 * expert, operator.  A all, S self, U unit, F prefecture, P place, O other units, - nothing. */
static void every_role_reaches_as_far_as_written_here(void **state)
{
    static const struct {
        const char *action, *reach;
    } rows[] = {
        {"read-public", "AAAAAAA"},
        {"sign-in", "AAAAAAA"},
        {"object", "AAAAAAA"},
        {"report-entry", "AAAAAAA"},
        {"use-account", "-SSSSSS"},
        {"open-application", "----P--"},
        {"read-application", "-AUFPO-"},
        {"read-people", "-AU-P--"},
        {"edit-materials", "--U-P--"},
        {"edit-city-letter", "--UFP--"},
        {"edit-findings", "--U----"},
        {"tell-event", "-AUFPO-"},
        {"set-rank", "--U----"},
        {"excuse-late", "-A-----"},
        {"set-standard", "--U----"},
        {"name-liaison", "--U----"},
        {"open-notice", "-AU----"},
        {"read-objections", "-AU----"},
        {"set-round", "-A-----"},
        {"open-round", "-AU----"},
        {"set-quota", "-A-----"},
        {"set-indicators", "-A-----"},
        {"name-experts", "-A-----"},
        {"score", "-----O-"},
        {"read-scores", "-A-----"},
        {"close-scores", "-A-----"},
        {"set-bar", "-A-----"},
        {"change-title", "-A-----"},
        {"propose-title", "--U----"},
        {"read-proposals", "-AU----"},
        {"decide-proposal", "-A-----"},
        {"read-reports", "-A-----"},
        {"edit-zone", "--U-P--"},
        {"change-zone", "-AU----"},
        {"edit-institutions", "--UFP--"},
        {"sanction-institution", "-AU----"},
        {"tell-zone-event", "-AU-P--"},
        {"record-measures", "--U-P--"},
        {"set-targets", "-AU----"},
        {"import-lists", "-A----A"},
        {"draw", "-AU----"},
        {"read-audit", "-A----A"},
        {"manage-users", "------A"},
        {"keep-machine", "------A"},
    };
    static const char letters[] = {
        [REACH_NOTHING] = '-',    [REACH_ALL] = 'A',   [REACH_SELF] = 'S',
        [REACH_UNIT] = 'U',       [REACH_PLACE] = 'P', [REACH_PREFECTURE] = 'F',
        [REACH_OTHER_UNITS] = 'O'};

    (void)state;
    assert_int_equal(COUNT(rows), ACTIONS);
    for (int a = 0; a < ACTIONS; a++) {
        assert_string_equal(action_name((enum action)a), rows[a].action);
        for (int r = 0; r < ROLES; r++) {
            char got = letters[authority_reach((enum action)a, (enum role)r)];

            if (got != rows[a].reach[r])
                fail_msg("%s by %s: %c, want %c", rows[a].action, role_name((enum role)r), got,
                         rows[a].reach[r]);
        }
    }
}

static const struct subject jiangning = {"320000", "320115", "320100", false, false};
static const struct subject a_zone = {"320000", "320115", "320100", true, false};
static const struct subject shihezi = {"XPCC", "659001", NULL, false, false};
static const struct subject nowhere = {NULL, NULL, NULL, false, false};
static const struct subject oneself = {NULL, NULL, NULL, false, true};

static void a_role_reaches_what_is_its_own(void **state)
{
    static const struct {
        struct actor who;
        enum action action;
        const struct subject *what;
        enum authority want;
    } rows[] = {
        {{ROLE_NATIONAL, NULL, NULL, false}, ACTION_TELL_EVENT, &jiangning, AUTHORITY_MAY},
        {{ROLE_NATIONAL, NULL, NULL, false}, ACTION_EDIT_FINDINGS, &jiangning, AUTHORITY_FORBIDDEN},
        {{ROLE_PROVINCE, "320000", NULL, false}, ACTION_SET_RANK, &jiangning, AUTHORITY_MAY},
        {{ROLE_PROVINCE, "330000", NULL, false},
         ACTION_SET_RANK,
         &jiangning,
         AUTHORITY_NOT_YOUR_PROVINCE},
        {{ROLE_PROVINCE, "XPCC", NULL, false}, ACTION_SET_RANK, &shihezi, AUTHORITY_MAY},
        {{ROLE_PROVINCE, "650000", NULL, false},
         ACTION_SET_RANK,
         &shihezi,
         AUTHORITY_NOT_YOUR_PROVINCE},
        {{ROLE_PROVINCE, NULL, NULL, false},
         ACTION_SET_RANK,
         &nowhere,
         AUTHORITY_NOT_YOUR_PROVINCE},
        {{ROLE_PROVINCE, "320000", NULL, false}, ACTION_SET_QUOTA, &jiangning, AUTHORITY_FORBIDDEN},
        {{ROLE_CITY, NULL, "320100", false}, ACTION_READ_APPLICATION, &jiangning, AUTHORITY_MAY},
        {{ROLE_CITY, NULL, "320200", false},
         ACTION_READ_APPLICATION,
         &jiangning,
         AUTHORITY_NOT_YOUR_PLACE},
        {{ROLE_CITY, NULL, "320100", false}, ACTION_TELL_EVENT, &jiangning, AUTHORITY_MAY},
        {{ROLE_CITY, NULL, "320200", false},
         ACTION_TELL_EVENT,
         &jiangning,
         AUTHORITY_NOT_YOUR_PLACE},
        {{ROLE_CITY, NULL, "320100", false}, ACTION_EDIT_INSTITUTIONS, &jiangning, AUTHORITY_MAY},
        {{ROLE_CITY, NULL, "320100", false}, ACTION_CHANGE_ZONE, &jiangning, AUTHORITY_FORBIDDEN},
        {{ROLE_PROVINCE, "330000", NULL, false},
         ACTION_DRAW,
         &jiangning,
         AUTHORITY_NOT_YOUR_PROVINCE},
        {{ROLE_APPLICANT, NULL, "320115", false}, ACTION_EDIT_ZONE, &jiangning, AUTHORITY_MAY},
        {{ROLE_NATIONAL, NULL, NULL, false}, ACTION_EDIT_ZONE, &jiangning, AUTHORITY_FORBIDDEN},
        {{ROLE_APPLICANT, NULL, "320115", false},
         ACTION_OPEN_APPLICATION,
         &jiangning,
         AUTHORITY_MAY},
        {{ROLE_APPLICANT, NULL, "320100", false},
         ACTION_OPEN_APPLICATION,
         &jiangning,
         AUTHORITY_NOT_YOUR_PLACE},
        {{ROLE_APPLICANT, NULL, "320115", false},
         ACTION_OPEN_APPLICATION,
         &a_zone,
         AUTHORITY_NOT_YOUR_PLACE},
        {{ROLE_APPLICANT, NULL, "320100", false}, ACTION_OPEN_APPLICATION, &a_zone, AUTHORITY_MAY},
        {{ROLE_APPLICANT, NULL, NULL, false},
         ACTION_OPEN_APPLICATION,
         &nowhere,
         AUTHORITY_NOT_YOUR_PLACE},
        {{ROLE_OPERATOR, NULL, NULL, false}, ACTION_MANAGE_USERS, &nowhere, AUTHORITY_MAY},
        {{ROLE_OPERATOR, NULL, NULL, false}, ACTION_SET_QUOTA, &jiangning, AUTHORITY_FORBIDDEN},
        {{ROLE_OPERATOR, NULL, NULL, false},
         ACTION_READ_APPLICATION,
         &jiangning,
         AUTHORITY_FORBIDDEN},
        {{ROLE_ANONYMOUS, NULL, NULL, false}, ACTION_OBJECT, &jiangning, AUTHORITY_MAY},
        {{ROLE_ANONYMOUS, NULL, NULL, false},
         ACTION_READ_APPLICATION,
         &jiangning,
         AUTHORITY_FORBIDDEN},
        {{ROLE_APPLICANT, NULL, "320115", false}, ACTION_USE_ACCOUNT, &oneself, AUTHORITY_MAY},
        {{ROLE_OPERATOR, NULL, NULL, false}, ACTION_USE_ACCOUNT, &nowhere, AUTHORITY_FORBIDDEN},
        {{ROLE_ANONYMOUS, NULL, NULL, false}, ACTION_USE_ACCOUNT, &oneself, AUTHORITY_FORBIDDEN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum authority got = authority_decide(&rows[i].who, rows[i].action, rows[i].what);

        if (got != rows[i].want)
            fail_msg("row %zu: %s by %s: %d, want %d", i, action_name(rows[i].action),
                     role_name(rows[i].who.role), got, rows[i].want);
    }
}

static void an_expert_does_not_judge_what_comes_from_home(void **state)
{
    static const struct {
        struct actor who;
        const struct subject *what;
        enum authority want;
    } rows[] = {
        {{ROLE_EXPERT, "110000", NULL, false}, &jiangning, AUTHORITY_MAY},
        {{ROLE_EXPERT, "320000", NULL, false}, &jiangning, AUTHORITY_OWN_PROVINCE},
        {{ROLE_EXPERT, "110000", NULL, false}, &nowhere, AUTHORITY_OWN_PROVINCE},
        {{ROLE_EXPERT, NULL, NULL, false}, &jiangning, AUTHORITY_OWN_PROVINCE},
        {{ROLE_PROVINCE, "110000", NULL, false}, &jiangning, AUTHORITY_FORBIDDEN},
        {{ROLE_PROVINCE, "110000", NULL, true}, &jiangning, AUTHORITY_MAY},
        {{ROLE_PROVINCE, "320000", NULL, true}, &jiangning, AUTHORITY_OWN_PROVINCE},
        {{ROLE_APPLICANT, "320000", "320115", true}, &jiangning, AUTHORITY_OWN_PROVINCE},
        {{ROLE_APPLICANT, NULL, "320115", true}, &jiangning, AUTHORITY_OWN_PROVINCE},
        {{ROLE_NATIONAL, NULL, NULL, false}, &jiangning, AUTHORITY_FORBIDDEN},
        {{ROLE_NATIONAL, NULL, NULL, true}, &jiangning, AUTHORITY_MAY},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum authority got = authority_decide(&rows[i].who, ACTION_SCORE, rows[i].what);

        if (got != rows[i].want)
            fail_msg("row %zu: %d, want %d", i, got, rows[i].want);
    }
}

static void the_capability_adds_to_the_role_and_takes_nothing_away(void **state)
{
    static const struct actor officer = {ROLE_PROVINCE, "320000", NULL, true};
    static const struct actor stranger = {ROLE_PROVINCE, "110000", NULL, true};
    const unsigned province = 1U << ROLE_PROVINCE, both = province | 1U << ROLE_EXPERT;

    (void)state;
    assert_int_equal(authority_decide(&officer, ACTION_TELL_EVENT, &jiangning), AUTHORITY_MAY);
    assert_int_equal(authority_decide_as(&stranger, province, ACTION_TELL_EVENT, &jiangning),
                     AUTHORITY_NOT_YOUR_PROVINCE);
    assert_int_equal(authority_decide_as(&stranger, both, ACTION_TELL_EVENT, &jiangning),
                     AUTHORITY_MAY);
    assert_int_equal(authority_decide_as(&officer, 0, ACTION_TELL_EVENT, &jiangning),
                     AUTHORITY_FORBIDDEN);
}

static void names_lead_back_to_their_role(void **state)
{
    enum role role;

    (void)state;
    for (int r = 0; r < ROLES; r++) {
        assert_true(role_parse(role_name((enum role)r), &role));
        assert_int_equal(role, r);
        assert_non_null(role_label(role, true));
        assert_non_null(role_label(role, false));
    }
    assert_false(role_parse("admin", &role));
    assert_false(role_parse("", &role));
    assert_null(authority_slug(AUTHORITY_MAY));
    assert_string_equal(authority_slug(AUTHORITY_NOT_YOUR_PLACE), "not-your-place");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_reaches_as_far_as_written_here),
        cmocka_unit_test(a_role_reaches_what_is_its_own),
        cmocka_unit_test(an_expert_does_not_judge_what_comes_from_home),
        cmocka_unit_test(the_capability_adds_to_the_role_and_takes_nothing_away),
        cmocka_unit_test(names_lead_back_to_their_role),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
