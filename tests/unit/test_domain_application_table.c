/* What the table must be in itself, what its words are, and that its drawing shows all of it. */
#include "application_paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DRAWING = 16384 };

static void no_two_rows_speak_of_the_same_step(void **state)
{
    size_t n;
    const struct transition *t = application_table(&n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        assert_true(t[i].from != 0 && t[i].who != 0 && t[i].clause[0]);
        assert_int_equal(t[i].bars, t[i].event == EVENT_CANCEL_FRAUD);
        assert_int_equal(t[i].materials != 0, (t[i].needs & 1U << NEED_MATERIALS) != 0);
        for (size_t j = 0; j < i; j++) {
            if (t[i].programme == t[j].programme && t[i].event == t[j].event)
                assert_int_equal(t[i].from & t[j].from, 0);
        }
    }
}

/* Each role that a row names must reach applications at all, or the row could never be told. */
static void whoever_a_row_names_may_tell_events(void **state)
{
    size_t n;
    const struct transition *t = application_table(&n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        for (int r = 0; r < ROLES && t[i].who != ANYBODY; r++) {
            if (t[i].who & 1U << r)
                assert_int_not_equal(authority_reach(ACTION_TELL_EVENT, (enum role)r),
                                     REACH_NOTHING);
        }
    }
}

static void states_and_events_lead_back_from_their_names(void **state)
{
    enum application_state s;
    enum application_event e;

    (void)state;
    for (int i = 0; i < APPLICATION_STATES; i++) {
        assert_true(application_state_parse(application_state_name((enum application_state)i), &s));
        assert_int_equal(s, i);
        assert_string_not_equal(application_state_label(s, true),
                                application_state_label(s, false));
    }
    for (int i = 0; i < EVENTS_TOLD; i++) {
        assert_true(application_event_parse(application_event_name((enum application_event)i), &e));
        assert_int_equal(e, i);
        assert_string_not_equal(application_event_label(e, true),
                                application_event_label(e, false));
    }
    assert_false(application_event_parse("finding_changed", &e)); /* told by nobody */
    assert_false(application_event_parse("approve", &e));
    assert_false(application_state_parse("in review", &s));
}

static void every_refusal_has_a_slug_of_its_own_and_words(void **state)
{
    (void)state;
    assert_null(refusal_slug(REFUSAL_NONE));
    for (int i = REFUSAL_NONE + 1; i < REFUSALS; i++) {
        enum refusal r = (enum refusal)i;

        assert_string_not_equal(refusal_text(r, true), refusal_text(r, false));
        for (int j = REFUSAL_NONE + 1; j < i; j++)
            assert_string_not_equal(refusal_slug(r), refusal_slug((enum refusal)j));
    }
    for (int i = 0; i < NEEDS; i++)
        assert_non_null(need_name((enum need)i));
    for (int i = 0; i < GUARDS; i++)
        assert_non_null(guard_name((enum guard)i));
}

static size_t count_of(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *at = strstr(text, part); at; at = strstr(at + strlen(part), part))
        n++;
    return n;
}

static void the_drawing_has_an_arrow_for_every_pair(void **state)
{
    static const struct {
        enum diagram form;
        const char *arrow;
    } forms[] = {{DIAGRAM_MERMAID, " --> "}, {DIAGRAM_DOT, " -> "}};
    static char text[DRAWING];

    (void)state;
    for (size_t i = 0; i < COUNT(forms) * PROGRAMMES * 2; i++) {
        enum programme p = (enum programme)(i % PROGRAMMES);
        size_t form = i / PROGRAMMES % COUNT(forms);
        bool english = i >= COUNT(forms) * PROGRAMMES;
        size_t len = application_diagram(p, forms[form].form, english, text, sizeof text);

        assert_int_equal(len, strlen(text));
        assert_int_equal(count_of(text, forms[form].arrow), paths[p].n + 1); /* and the start */
        assert_int_equal(count_of(text, "in_provincial_notice ") > 0, p == PROGRAMME_PILOT);
        assert_int_equal(count_of(text, "in_review ") > 0,
                         p == PROGRAMME_DEMONSTRATION || p == PROGRAMME_ZONE);
        assert_int_equal(count_of(text, "endorsed ") > 0, p == PROGRAMME_JIANGSU);
    }
}

static void an_arrow_says_who_and_what_becomes_of_a_place(void **state)
{
    static char text[DRAWING];

    (void)state;
    application_diagram(PROGRAMME_DEMONSTRATION, DIAGRAM_MERMAID, true, text, sizeof text);
    assert_non_null(strstr(text, "    checked --> recommended : recommend (the provincial office, "
                                 "takes a place)\n"));
    assert_non_null(strstr(text, "    recommended --> checked : recall (the provincial office, "
                                 "gives the place back)*\n"));
    assert_non_null(strstr(text, "    in_notice --> in_notice : object (anybody)*\n"));
}

static void a_drawing_that_does_not_fit_is_cut_and_its_length_told(void **state)
{
    static char whole[DRAWING];
    char part[100];
    size_t len = application_diagram(PROGRAMME_PILOT, DIAGRAM_DOT, false, whole, sizeof whole);

    (void)state;
    assert_true(len > sizeof part);
    for (size_t room = 1; room < sizeof part; room++) {
        memset(part, 'x', sizeof part);
        assert_int_equal(application_diagram(PROGRAMME_PILOT, DIAGRAM_DOT, false, part, room), len);
        assert_int_equal(strlen(part), room - 1);
        assert_memory_equal(part, whole, room - 1);
        assert_int_equal(part[room], 'x');
    }
    assert_int_equal(application_diagram(PROGRAMME_PILOT, DIAGRAM_DOT, false, NULL, 0), len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_two_rows_speak_of_the_same_step),
        cmocka_unit_test(whoever_a_row_names_may_tell_events),
        cmocka_unit_test(states_and_events_lead_back_from_their_names),
        cmocka_unit_test(every_refusal_has_a_slug_of_its_own_and_words),
        cmocka_unit_test(the_drawing_has_an_arrow_for_every_pair),
        cmocka_unit_test(an_arrow_says_who_and_what_becomes_of_a_place),
        cmocka_unit_test(a_drawing_that_does_not_fit_is_cut_and_its_length_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
