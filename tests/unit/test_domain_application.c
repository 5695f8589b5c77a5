/* The path of an application, pair by pair: what every role gets for every event in every state,
 * and in which order things are refused. */
#include "application_paths.h"

#include "base/buf.h"
#include "domain/material.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct quota some_left = {"2023", "320000", TITLE_DEMO_COUNTY, QUOTA_PUBLISHED, 3, 2,
                                       0,      NULL};
static const struct quota none_left = {"2023", "320000", TITLE_DEMO_COUNTY, QUOTA_PUBLISHED, 3, 3,
                                       1,      NULL};
static const struct quota no_number = {"2023", "320000", TITLE_DEMO_COUNTY, QUOTA_UNKNOWN, -1, 0,
                                       0,      NULL};

enum { FIRST = 20000, LAST = 20006 };

/* Somebody of this role to whom the application belongs as far as that role's reach goes. */
static struct actor somebody(enum role role)
{
    static const char *const unit[ROLES] = {[ROLE_PROVINCE] = "320000", [ROLE_EXPERT] = "110000"};
    static const char *const place[ROLES] = {[ROLE_CITY] = "320100", [ROLE_APPLICANT] = "320115"};

    return (struct actor){role, unit[role], place[role], false};
}

/* Nothing is in the way of the event. */
static struct application_facts good(enum role role, enum application_event event)
{
    struct application_facts f = {
        .who = somebody(role),
        .what = {"320000", "320115", "320100", false, false},
        .reason_given = true,
        .government_consent = true,
        .materials = ~0U,
        .zone_proposed = true,
        .today = LAST + 1,
        .deadline = LAST + 1,
        .verdict = VERDICT_ELIGIBLE,
        .notice_since = FIRST,
        .notice_until = LAST,
        .quota = &some_left,
    };

    if (event == EVENT_PUBLISH)
        f.today = FIRST;
    if (event == EVENT_OBJECT)
        f.today = LAST;
    if (event == EVENT_ANSWER)
        f.open_objections = 1;
    return f;
}

static enum title_kind track_of(enum programme p)
{
    static const enum title_kind tracks[PROGRAMMES] = {TITLE_DEMO_COUNTY, TITLE_PILOT_COUNTY,
                                                       TITLE_TRIAL_ZONE, TITLE_JS_ZONE};

    return tracks[p];
}

static bool has_letter(const char *who, enum role role)
{
    static const char letters[ROLES] = {
        [ROLE_NATIONAL] = 'n', [ROLE_PROVINCE] = 'p', [ROLE_CITY] = 'c',     [ROLE_APPLICANT] = 'a',
        [ROLE_EXPERT] = 'e',   [ROLE_OPERATOR] = 'o', [ROLE_ANONYMOUS] = 'y'};

    return strchr(who, '*') || strchr(who, letters[role]);
}

static const struct pair *pair_of(enum programme p, enum application_state from,
                                  enum application_event event)
{
    for (size_t i = 0; i < paths[p].n; i++) {
        const struct pair *row = &paths[p].pairs[i];

        if (strcmp(row->from, application_state_name(from)) == 0 &&
            strcmp(row->event, application_event_name(event)) == 0)
            return row;
    }
    return NULL;
}

/* In some state of any programme. */
static bool ever_tells(enum role role, enum application_event event)
{
    for (int p = 0; p < PROGRAMMES; p++) {
        for (size_t i = 0; i < paths[p].n; i++) {
            if (strcmp(paths[p].pairs[i].event, application_event_name(event)) == 0 &&
                has_letter(paths[p].pairs[i].who, role))
                return true;
        }
    }
    return false;
}

static void check_effect(const struct pair *row, const struct application_outcome *o)
{
    bool takes = strchr(row->effect, '+'), gives = strchr(row->effect, '-');
    bool grants = strchr(row->effect, '!'), revokes = strchr(row->effect, 'x');

    if (strcmp(application_state_name(o->to), row->to) != 0)
        fail_msg("%s in %s leads to %s", row->event, row->from, application_state_name(o->to));
    if ((o->quota == QUOTA_TAKES) != takes || (o->quota == QUOTA_GIVES) != gives ||
        (o->title == TITLE_GRANTED) != grants || (o->title == TITLE_REVOKED) != revokes ||
        o->bars != (strchr(row->effect, 'b') != NULL) ||
        o->freezes != (strchr(row->effect, 'f') != NULL))
        fail_msg("%s in %s: wrong effect", row->event, row->from);
}

static void check_pair(enum programme p, enum application_state from, enum application_event event,
                       enum role role)
{
    const struct pair *row = pair_of(p, from, event);
    struct application_facts f = good(role, event);
    struct application_outcome o = application_step(track_of(p), from, event, &f);
    enum refusal want = !ever_tells(role, event)      ? REFUSAL_FORBIDDEN
                        : !row                        ? REFUSAL_WRONG_STATE
                        : !has_letter(row->who, role) ? REFUSAL_FORBIDDEN
                                                      : REFUSAL_NONE;

    if (o.refusal != want)
        fail_msg("%s: %s in %s by %s: %s, want %s", programme_name(p),
                 application_event_name(event), application_state_name(from), role_name(role),
                 want ? refusal_slug(want) : "yes", o.refusal ? refusal_slug(o.refusal) : "yes");
    if (want == REFUSAL_NONE) {
        check_effect(row, &o);
        return;
    }
    assert_int_equal(o.to, from);
    assert_true(o.quota == QUOTA_STAYS && o.title == TITLE_STAYS && !o.bars && !o.freezes);
}

static void every_role_gets_its_answer_for_every_event_in_every_state(void **state)
{
    (void)state;
    for (int p = 0; p < PROGRAMMES; p++) {
        for (int from = 0; from < APPLICATION_STATES; from++) {
            for (int event = 0; event < APPLICATION_EVENTS; event++) {
                for (int role = 0; role < ROLES; role++)
                    check_pair((enum programme)p, (enum application_state)from,
                               (enum application_event)event, (enum role)role);
            }
        }
    }
}

/* Both tracks of a programme go the same way. */
static void cities_and_counties_take_the_same_path(void **state)
{
    (void)state;
    for (int from = 0; from < APPLICATION_STATES; from++) {
        for (int event = 0; event < APPLICATION_EVENTS; event++) {
            struct application_facts f = good(ROLE_PROVINCE, (enum application_event)event);
            enum application_state s = (enum application_state)from;
            enum application_event e = (enum application_event)event;

            assert_ptr_equal(application_step(TITLE_DEMO_CITY, s, e, &f).row,
                             application_step(TITLE_DEMO_COUNTY, s, e, &f).row);
            assert_ptr_equal(application_step(TITLE_PILOT_CITY, s, e, &f).row,
                             application_step(TITLE_PILOT_COUNTY, s, e, &f).row);
        }
    }
}

/* Everything that can be wrong at once. */
static struct application_facts bad(enum role role)
{
    struct application_facts f = {
        .who = somebody(role),
        .what = {"330000", "330106", "330100", false, false},
        .stale = true,
        .today = LAST,
        .deadline = LAST - 1,
        .barred = true,
        .verdict = VERDICT_NOT_ELIGIBLE,
        .rank_taken = true,
        .notice_since = LAST + 1,
        .notice_until = DATE_NONE,
        .open_objections = 2,
    };

    if (role == ROLE_EXPERT)
        f.who.unit = "330000";
    return f;
}

/* Puts right what was refused, and nothing else. */
static void mend(struct application_facts *f, enum refusal r)
{
    static const struct subject ours = {"320000", "320115", "320100", false, false};

    switch (r) {
    case REFUSAL_NOT_YOUR_PROVINCE:
    case REFUSAL_NOT_YOUR_PLACE:
    case REFUSAL_CONFLICT_OF_INTEREST:
        f->what = ours;
        break;
    case REFUSAL_STALE:
        f->stale = false;
        break;
    case REFUSAL_REASON_MISSING:
        f->reason_given = true;
        break;
    case REFUSAL_MATERIAL_MISSING:
        f->government_consent = f->zone_proposed = true;
        f->materials = ~0U;
        break;
    case REFUSAL_DEADLINE_PASSED:
        f->late_excused = true;
        break;
    case REFUSAL_BARRED:
        f->barred = false;
        break;
    case REFUSAL_NOT_ELIGIBLE:
        f->verdict = VERDICT_UNDETERMINED;
        break;
    case REFUSAL_UNDETERMINED:
        f->verdict = VERDICT_ELIGIBLE;
        break;
    case REFUSAL_RANK_TAKEN:
        f->rank_taken = false;
        break;
    case REFUSAL_CALENDAR_UNKNOWN:
        f->notice_until = LAST + 2;
        break;
    case REFUSAL_NOTICE_CLOSED:
        f->notice_since = f->today;
        break;
    case REFUSAL_NOTICE_RUNNING:
        f->notice_until = LAST - 1;
        break;
    case REFUSAL_OBJECTION_OPEN:
        f->open_objections = 0;
        break;
    case REFUSAL_QUOTA_UNKNOWN:
        f->quota = &none_left;
        break;
    case REFUSAL_QUOTA_EXHAUSTED:
        f->quota = &some_left;
        break;
    default:
        fail_msg("%s cannot be mended", refusal_slug(r));
    }
}

static void what_is_wrong_is_told_in_one_order(void **state)
{
    static const struct {
        enum title_kind track;
        enum application_state from;
        enum application_event event;
        enum role role;
        const char *told; /* one after the other, each mended before the next */
    } rows[] = {
        {TITLE_DEMO_CITY, STATE_DRAFT, EVENT_FILE, ROLE_APPLICANT,
         "not-your-place stale material-missing deadline-passed barred "},
        {TITLE_PILOT_CITY, STATE_DRAFT, EVENT_FILE, ROLE_APPLICANT,
         "not-your-place stale material-missing deadline-passed barred "},
        {TITLE_DEMO_COUNTY, STATE_FILED, EVENT_CHECK, ROLE_PROVINCE, "not-your-province stale "},
        {TITLE_DEMO_COUNTY, STATE_FILED, EVENT_RETURN, ROLE_PROVINCE,
         "not-your-province stale reason-missing "},
        {TITLE_DEMO_COUNTY, STATE_CHECKED, EVENT_RECOMMEND, ROLE_PROVINCE,
         "not-your-province stale deadline-passed barred not-eligible undetermined rank-taken "
         "quota-unknown quota-exhausted "},
        {TITLE_PILOT_COUNTY, STATE_CHECKED, EVENT_PUBLISH, ROLE_PROVINCE,
         "not-your-province stale barred not-eligible undetermined rank-taken calendar-unknown "
         "notice-closed "},
        {TITLE_PILOT_COUNTY, STATE_IN_PROVINCIAL_NOTICE, EVENT_RECOMMEND, ROLE_PROVINCE,
         "not-your-province stale deadline-passed barred not-eligible undetermined "
         "calendar-unknown notice-running objection-open quota-unknown quota-exhausted "},
        {TITLE_PILOT_COUNTY, STATE_IN_PROVINCIAL_NOTICE, EVENT_ANSWER, ROLE_PROVINCE,
         "not-your-province stale reason-missing "},
        {TITLE_PILOT_COUNTY, STATE_RECOMMENDED, EVENT_DESIGNATE, ROLE_NATIONAL, "stale barred "},
        {TITLE_DEMO_COUNTY, STATE_RECOMMENDED, EVENT_RECALL, ROLE_PROVINCE,
         "not-your-province stale "},
        {TITLE_DEMO_COUNTY, STATE_IN_REVIEW, EVENT_SCORE, ROLE_EXPERT,
         "conflict-of-interest stale "},
        {TITLE_DEMO_COUNTY, STATE_IN_REVIEW, EVENT_PUBLISH, ROLE_NATIONAL,
         "stale calendar-unknown notice-closed "},
        {TITLE_DEMO_COUNTY, STATE_IN_NOTICE, EVENT_OBJECT, ROLE_ANONYMOUS,
         "stale calendar-unknown notice-closed "},
        {TITLE_DEMO_COUNTY, STATE_IN_NOTICE, EVENT_OBJECT, ROLE_PROVINCE,
         "stale calendar-unknown notice-closed "},
        {TITLE_DEMO_COUNTY, STATE_IN_NOTICE, EVENT_DESIGNATE, ROLE_NATIONAL,
         "stale barred calendar-unknown notice-running objection-open "},
        {TITLE_DEMO_COUNTY, STATE_IN_NOTICE, EVENT_DECLINE, ROLE_NATIONAL, "stale reason-missing "},
        {TITLE_DEMO_COUNTY, STATE_DESIGNATED, EVENT_CANCEL_FRAUD, ROLE_NATIONAL,
         "stale reason-missing "},
        {TITLE_DEMO_COUNTY, STATE_RECOMMENDED, EVENT_WITHDRAW, ROLE_APPLICANT,
         "not-your-place stale "},
        {TITLE_DEMO_ZONE, STATE_DRAFT, EVENT_FILE, ROLE_APPLICANT,
         "not-your-place stale material-missing deadline-passed barred "},
        {TITLE_TRIAL_ZONE, STATE_FILED, EVENT_CHECK, ROLE_PROVINCE,
         "not-your-province stale material-missing "},
        {TITLE_TRIAL_ZONE, STATE_CHECKED, EVENT_RECOMMEND, ROLE_PROVINCE,
         "not-your-province stale deadline-passed barred not-eligible undetermined "},
        {TITLE_DEMO_ZONE, STATE_IN_NOTICE, EVENT_DESIGNATE, ROLE_NATIONAL,
         "stale barred calendar-unknown notice-running objection-open "},
        {TITLE_JS_ZONE, STATE_FILED, EVENT_ENDORSE, ROLE_CITY,
         "not-your-place stale material-missing barred "},
        {TITLE_JS_ZONE, STATE_FILED, EVENT_RETURN, ROLE_CITY,
         "not-your-place stale reason-missing "},
        {TITLE_JS_ZONE, STATE_ENDORSED, EVENT_CHECK, ROLE_PROVINCE,
         "not-your-province stale barred not-eligible undetermined "},
        {TITLE_JS_ZONE, STATE_CHECKED, EVENT_VISIT, ROLE_PROVINCE,
         "not-your-province stale reason-missing "},
        {TITLE_JS_ZONE, STATE_VISITED, EVENT_DESIGNATE, ROLE_PROVINCE,
         "not-your-province stale barred not-eligible undetermined "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct application_facts f = bad(rows[i].role);
        struct buf told = {0};

        if (rows[i].event == EVENT_PUBLISH)
            f.notice_since = LAST - 1;
        for (;;) {
            enum refusal r =
                application_step(rows[i].track, rows[i].from, rows[i].event, &f).refusal;

            if (r == REFUSAL_NONE)
                break;
            buf_printf(&told, "%s ", refusal_slug(r));
            mend(&f, r);
        }
        buf_puts(&told, "");
        if (strcmp(told.data, rows[i].told) != 0)
            fail_msg("row %zu: %s", i, told.data);
        buf_free(&told);
    }
}

/* Who asks comes first: whoever is refused hears the same, wherever the application stands. */
static void a_stranger_learns_nothing_of_the_state(void **state)
{
    static const struct {
        enum role role;
        enum application_event event;
        enum refusal want;
    } rows[] = {
        {ROLE_ANONYMOUS, EVENT_CHECK, REFUSAL_FORBIDDEN},
        {ROLE_OPERATOR, EVENT_CANCEL_FRAUD, REFUSAL_FORBIDDEN},
        {ROLE_CITY, EVENT_CHECK, REFUSAL_FORBIDDEN},
        {ROLE_CITY, EVENT_ENDORSE, REFUSAL_NOT_YOUR_PLACE},
        {ROLE_PROVINCE, EVENT_ENDORSE, REFUSAL_FORBIDDEN},
        {ROLE_PROVINCE, EVENT_DESIGNATE, REFUSAL_NOT_YOUR_PROVINCE},
        {ROLE_APPLICANT, EVENT_RECOMMEND, REFUSAL_FORBIDDEN},
        {ROLE_NATIONAL, EVENT_RECOMMEND, REFUSAL_FORBIDDEN},
        {ROLE_PROVINCE, EVENT_RECOMMEND, REFUSAL_NOT_YOUR_PROVINCE},
        {ROLE_PROVINCE, EVENT_REJECT, REFUSAL_NOT_YOUR_PROVINCE},
        {ROLE_APPLICANT, EVENT_FILE, REFUSAL_NOT_YOUR_PLACE},
        {ROLE_APPLICANT, EVENT_WITHDRAW, REFUSAL_NOT_YOUR_PLACE},
        {ROLE_EXPERT, EVENT_SCORE, REFUSAL_CONFLICT_OF_INTEREST},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct application_facts f = bad(rows[i].role);

        for (int s = 0; s < APPLICATION_STATES; s++) {
            for (int track = 0; track < APPLIED_KINDS; track++) {
                struct application_outcome o = application_step(
                    (enum title_kind)track, (enum application_state)s, rows[i].event, &f);

                if (o.refusal != rows[i].want || o.row)
                    fail_msg("row %zu in %s", i, application_state_name((enum application_state)s));
            }
        }
    }
}

static void a_notice_is_over_on_the_day_after_its_last(void **state)
{
    static const struct {
        date_t today;
        enum refusal object, designate;
    } rows[] = {
        {FIRST - 1, REFUSAL_NOTICE_CLOSED, REFUSAL_NOTICE_RUNNING},
        {FIRST, REFUSAL_NONE, REFUSAL_NOTICE_RUNNING},
        {LAST, REFUSAL_NONE, REFUSAL_NOTICE_RUNNING},
        {LAST + 1, REFUSAL_NOTICE_CLOSED, REFUSAL_NONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct application_facts f = good(ROLE_NATIONAL, EVENT_DESIGNATE);

        f.today = rows[i].today;
        assert_int_equal(
            application_step(TITLE_DEMO_CITY, STATE_IN_NOTICE, EVENT_OBJECT, &f).refusal,
            rows[i].object);
        assert_int_equal(
            application_step(TITLE_DEMO_CITY, STATE_IN_NOTICE, EVENT_DESIGNATE, &f).refusal,
            rows[i].designate);
        f.who = somebody(ROLE_PROVINCE);
        assert_int_equal(
            application_step(TITLE_PILOT_CITY, STATE_IN_PROVINCIAL_NOTICE, EVENT_RECOMMEND, &f)
                .refusal,
            i == 3 ? REFUSAL_NONE : REFUSAL_NOTICE_RUNNING);
    }
}

static void a_notice_is_entered_up_to_its_day_of_publication(void **state)
{
    static const struct {
        date_t today;
        enum refusal want;
    } rows[] = {
        {FIRST - 30, REFUSAL_NONE},         {FIRST, REFUSAL_NONE},
        {FIRST + 1, REFUSAL_NOTICE_CLOSED}, /* it runs, but was not seen for all of it */
        {LAST, REFUSAL_NOTICE_CLOSED},      {LAST + 1, REFUSAL_NOTICE_CLOSED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct application_facts f = good(ROLE_NATIONAL, EVENT_PUBLISH);

        f.today = rows[i].today;
        assert_int_equal(
            application_step(TITLE_DEMO_CITY, STATE_IN_REVIEW, EVENT_PUBLISH, &f).refusal,
            rows[i].want);
        f.who = somebody(ROLE_PROVINCE);
        assert_int_equal(
            application_step(TITLE_PILOT_CITY, STATE_CHECKED, EVENT_PUBLISH, &f).refusal,
            rows[i].want);
    }
}

static void a_deadline_counts_to_its_last_day_and_may_be_excused(void **state)
{
    static const struct {
        date_t deadline;
        bool excused;
        enum refusal want;
    } rows[] = {
        {LAST, false, REFUSAL_NONE},
        {LAST - 1, false, REFUSAL_DEADLINE_PASSED},
        {LAST - 1, true, REFUSAL_NONE},
        {DATE_NONE, false, REFUSAL_NONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct application_facts f = good(ROLE_APPLICANT, EVENT_FILE);

        f.today = LAST;
        f.deadline = rows[i].deadline;
        f.late_excused = rows[i].excused;
        assert_int_equal(application_step(TITLE_DEMO_CITY, STATE_DRAFT, EVENT_FILE, &f).refusal,
                         rows[i].want);
    }
}

/* Each of them is asked for; one that is missing is enough to refuse. */
static void a_zone_files_only_with_all_that_the_text_asks_for(void **state)
{
    static const struct {
        enum title_kind track;
        enum application_state from;
        enum application_event event;
        enum role role;
        const char *materials;
    } rows[] = {
        {TITLE_DEMO_ZONE, STATE_DRAFT, EVENT_FILE, ROLE_APPLICANT,
         "zone_plan cases self_evaluation "},
        {TITLE_TRIAL_ZONE, STATE_DRAFT, EVENT_FILE, ROLE_APPLICANT,
         "zone_plan cases self_evaluation "},
        {TITLE_TRIAL_ZONE, STATE_FILED, EVENT_CHECK, ROLE_PROVINCE, "recommendation_letter "},
        {TITLE_JS_ZONE, STATE_DRAFT, EVENT_FILE, ROLE_APPLICANT,
         "js_application_form js_work_plan promise_of_truth proofs "},
        {TITLE_JS_ZONE, STATE_FILED, EVENT_ENDORSE, ROLE_CITY, "city_letter "},
        {TITLE_JS_ZONE, STATE_ENDORSED, EVENT_CHECK, ROLE_PROVINCE, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct application_facts f = good(rows[i].role, rows[i].event);
        struct buf asked = {0};

        for (int k = 0; k < MATERIAL_KINDS; k++) {
            f.materials = ~(1U << k);
            if (application_step(rows[i].track, rows[i].from, rows[i].event, &f).refusal ==
                REFUSAL_MATERIAL_MISSING)
                buf_printf(&asked, "%s ", material_name((enum material_kind)k));
        }
        buf_puts(&asked, "");
        if (strcmp(asked.data, rows[i].materials) != 0)
            fail_msg("row %zu asks for %s", i, asked.data);
        buf_free(&asked);
        f.materials = ~0U;
        f.zone_proposed = false;
        assert_int_equal(application_step(rows[i].track, rows[i].from, rows[i].event, &f).refusal,
                         rows[i].event == EVENT_FILE ? REFUSAL_MATERIAL_MISSING : REFUSAL_NONE);
    }
}

static void a_place_is_taken_only_where_one_is_known_to_be_left(void **state)
{
    static const struct {
        const struct quota *quota;
        enum refusal want;
    } rows[] = {
        {&some_left, REFUSAL_NONE},
        {&none_left, REFUSAL_QUOTA_EXHAUSTED},
        {&no_number, REFUSAL_QUOTA_UNKNOWN},
        {NULL, REFUSAL_QUOTA_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct application_facts f = good(ROLE_PROVINCE, EVENT_RECOMMEND);

        f.quota = rows[i].quota;
        assert_int_equal(
            application_step(TITLE_DEMO_CITY, STATE_CHECKED, EVENT_RECOMMEND, &f).refusal,
            rows[i].want);
        assert_int_equal(application_step(TITLE_DEMO_CITY, STATE_FILED, EVENT_CHECK, &f).refusal,
                         REFUSAL_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_gets_its_answer_for_every_event_in_every_state),
        cmocka_unit_test(cities_and_counties_take_the_same_path),
        cmocka_unit_test(what_is_wrong_is_told_in_one_order),
        cmocka_unit_test(a_stranger_learns_nothing_of_the_state),
        cmocka_unit_test(a_notice_is_over_on_the_day_after_its_last),
        cmocka_unit_test(a_notice_is_entered_up_to_its_day_of_publication),
        cmocka_unit_test(a_deadline_counts_to_its_last_day_and_may_be_excused),
        cmocka_unit_test(a_zone_files_only_with_all_that_the_text_asks_for),
        cmocka_unit_test(a_place_is_taken_only_where_one_is_known_to_be_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
