/* Terms of zones from what happened: every path the texts know, the days around each edge, leap
 * days, and what cannot have happened.  Events stand as text: "passed 2027-03-02; …", a report with
 * its year, a rectification with its limit behind "by"; "?" is a day that was not published. */
#include "base/mem.h"
#include "domain/zone_term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { EVENTS_MOST = 64 };

struct story {
    struct zone_event events[EVENTS_MOST];
    size_t n;
};

static date_t day(const char *s)
{
    date_t d = DATE_NONE;

    assert_true(!s || strcmp(s, "?") == 0 || date_parse(s, &d));
    return d;
}

static void read_event(struct zone_event *e, char *text, size_t id)
{
    char *save = NULL, *word = strtok_r(text, " ", &save), *more;

    *e = (struct zone_event){
        .id = (int64_t)id + 1, .limit = DATE_NONE, .recorded = 1, .retracted = MOMENT_NONE};
    if (!zone_event_parse(word, &e->kind))
        fail_msg("there is no event '%s'", word);
    e->day = day(strtok_r(NULL, " ", &save));
    more = strtok_r(NULL, " ", &save);
    if (more && strcmp(more, "by") == 0)
        e->limit = day(strtok_r(NULL, " ", &save));
    else if (more)
        e->year = (int)strtol(more, NULL, 10);
}

static struct story story_of(const char *text)
{
    struct story s = {.n = 0};
    char copy[1200], *save = NULL;

    assert_true((size_t)snprintf(copy, sizeof copy, "%s", text) < sizeof copy);
    for (char *one = strtok_r(copy, ";", &save); one; one = strtok_r(NULL, ";", &save)) {
        if (!one[strspn(one, " ")])
            continue;
        assert_true(s.n < EVENTS_MOST);
        read_event(&s.events[s.n], one + strspn(one, " "), s.n);
        s.n++;
    }
    zone_events_sort(s.events, s.n);
    return s;
}

static struct zone_terms tell(enum title_kind track, const char *events, const char *on)
{
    struct story s = story_of(events);
    struct zone_terms t;

    zone_terms_tell(track, s.events, s.n, on ? day(on) : DATE_NONE, &t);
    return t;
}

static const char *text_of(date_t d, char out[DATE_TEXT])
{
    return d == DATE_NONE ? "?" : date_format(d, out);
}

/* ---- days ---- */

static void a_term_ends_the_day_before_its_third_anniversary(void **state)
{
    static const struct {
        const char *since, *until, *plan;
    } rows[] = {
        {"2023-12-15", "2026-12-14", "2024-03-15"},
        {"2024-01-01", "2026-12-31", "2024-04-01"},
        {"2024-02-29", "2027-02-28", "2024-05-29"},
        {"2024-02-28", "2027-02-27", "2024-05-28"},
        {"2024-03-01", "2027-02-28", "2024-06-01"},
        {"2025-03-01", "2028-02-29", "2025-06-01"},
        {"2025-02-28", "2028-02-27", "2025-05-28"},
        {"2023-11-30", "2026-11-29", "2024-02-29"},
        {"2024-11-30", "2027-11-29", "2025-02-28"},
        {"2023-11-29", "2026-11-28", "2024-02-29"},
        {"2024-12-31", "2027-12-30", "2025-03-31"},
        {"2024-01-31", "2027-01-30", "2024-04-30"},
        {"2024-10-31", "2027-10-30", "2025-01-31"},
        {"2097-02-28", "2100-02-27", "2097-05-28"},
        {"2097-03-01", "2100-02-28", "2097-06-01"},
        {"2096-02-29", "2099-02-28", "2096-05-29"},
        {"?", "?", "?"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char until[DATE_TEXT], plan[DATE_TEXT];

        assert_string_equal(text_of(zone_term_until(day(rows[i].since)), until), rows[i].until);
        assert_string_equal(text_of(zone_plan_due(day(rows[i].since)), plan), rows[i].plan);
    }
}

/* ---- paths ---- */

#define A "approved 2024-03-01; plan_filed 2024-05-30; "
#define END "2027-02-28"

struct path {
    enum title_kind track;
    const char *events, *on;
    size_t n_terms;
    const char *status, *until, *last_day; /* of the term that holds the day */
};

static void check_path(const struct path *row)
{
    struct zone_terms t = tell(row->track, row->events, row->on);
    const struct zone_term *term = zone_terms_at(&t, day(row->on));
    char until[DATE_TEXT], last[DATE_TEXT];

    if (t.fault != ZONE_FAULT_NONE)
        fail_msg("%s: %s (event %zu)", row->events, zone_fault_text(t.fault, true), t.fault_at);
    if (t.n != row->n_terms)
        fail_msg("%s on %s: %zu terms, want %zu", row->events, row->on, t.n, row->n_terms);
    if (!term) {
        assert_null(row->status);
        return;
    }
    if (strcmp(zone_status_name(term->status), row->status) != 0 ||
        strcmp(text_of(term->until, until), row->until) != 0 ||
        strcmp(text_of(term->last_day, last), row->last_day) != 0)
        fail_msg("%s on %s: %s until %s, title to %s; want %s until %s, title to %s", row->events,
                 row->on, zone_status_name(term->status), until, last, row->status, row->until,
                 row->last_day);
}

static void national_zones_stand_as_the_notice_says(void **state)
{
    static const struct path rows[] = {
        {TITLE_TRIAL_ZONE, "", "2024-01-01", 0, NULL, NULL, NULL},
        {TITLE_TRIAL_ZONE, A, "2024-02-29", 0, NULL, NULL, NULL},
        {TITLE_TRIAL_ZONE, A, "2024-03-01", 1, "running", END, END},
        {TITLE_TRIAL_ZONE, A, "2027-02-27", 1, "running", END, END},
        {TITLE_TRIAL_ZONE, A, "2027-02-28", 1, "running", END, END},
        {TITLE_TRIAL_ZONE, A, "2027-03-01", 1, "due_acceptance", END, END},
        {TITLE_DEMO_ZONE, A, "2031-01-01", 1, "due_acceptance", END, END},
        /* pass and renewed */
        {TITLE_TRIAL_ZONE, A "passed 2027-02-28; new_plan_filed 2027-02-28", "2027-02-28", 2,
         "renewed", END, END},
        {TITLE_TRIAL_ZONE, A "passed 2027-02-28; new_plan_filed 2027-02-28", "2027-03-01", 2,
         "running", "2030-02-28", "2030-02-28"},
        {TITLE_TRIAL_ZONE, A "passed 2027-05-10; new_plan_filed 2027-06-20", "2027-05-09", 1,
         "due_acceptance", END, END},
        {TITLE_TRIAL_ZONE, A "passed 2027-05-10; new_plan_filed 2027-06-20", "2027-06-19", 1,
         "lapsed", END, END},
        {TITLE_TRIAL_ZONE, A "passed 2027-05-10; new_plan_filed 2027-06-20", "2027-06-20", 2,
         "running", "2030-02-28", "2030-02-28"},
        {TITLE_TRIAL_ZONE, A "passed_with_support 2027-05-10; new_plan_filed 2027-06-20",
         "2030-03-01", 2, "due_acceptance", "2030-02-28", "2030-02-28"},
        {TITLE_TRIAL_ZONE,
         A "passed 2027-05-10; new_plan_filed 2027-06-20; passed 2030-03-01;"
           " new_plan_filed 2030-03-02",
         "2030-03-02", 3, "running", "2033-02-28", "2033-02-28"},
        /* pass and no plan */
        {TITLE_TRIAL_ZONE, A "passed 2027-02-28", "2027-02-28", 1, "running", END, END},
        {TITLE_TRIAL_ZONE, A "passed 2027-02-28", "2027-03-01", 1, "lapsed", END, END},
        {TITLE_TRIAL_ZONE, A "passed 2027-05-10", "2027-05-10", 1, "lapsed", END, END},
        {TITLE_TRIAL_ZONE, A "passed_with_support 2027-05-10", "2029-05-10", 1, "lapsed", END, END},
        /* rectify then pass */
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01 by 2027-10-01", "2027-03-31", 1, "due_acceptance",
         END, END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01 by 2027-10-01", "2027-04-01", 1,
         "in_rectification", END, END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01 by 2027-10-01", "2028-01-01", 1,
         "in_rectification", END, END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01; rectified 2027-09-01", "2027-09-01", 1,
         "due_acceptance", END, END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01; rectified 2027-09-01; passed 2027-09-20",
         "2027-09-20", 1, "lapsed", END, END},
        {TITLE_TRIAL_ZONE,
         A "rectify 2027-04-01; rectified 2027-09-01; passed 2027-09-20; new_plan_filed 2027-10-01",
         "2027-10-01", 2, "running", "2030-02-28", "2030-02-28"},
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01; passed 2027-09-20; new_plan_filed 2027-10-01",
         "2027-10-01", 2, "running", "2030-02-28", "2030-02-28"},
        {TITLE_TRIAL_ZONE,
         A "rectify 2027-04-01; rectified 2027-09-01; rectify 2027-09-20; rectified 2027-10-01;"
           " passed 2027-10-02",
         "2027-10-03", 1, "lapsed", END, END},
        /* rectify then fail */
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01; rectified 2027-09-01; revoked 2027-09-20",
         "2027-09-19", 1, "due_acceptance", END, END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-04-01; rectified 2027-09-01; revoked 2027-09-20",
         "2027-09-20", 1, "revoked", END, END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-02-28; revoked 2027-02-28", "2027-02-28", 1, "revoked",
         END, "2027-02-27"},
        /* revoked */
        {TITLE_DEMO_ZONE, A "revoked 2027-03-15", "2027-03-15", 1, "revoked", END, END},
        {TITLE_DEMO_ZONE, A "revoked 2027-02-28", "2027-03-15", 1, "revoked", END, "2027-02-27"},
        /* fraud */
        {TITLE_DEMO_ZONE, A "fraud 2025-07-01", "2025-06-30", 1, "running", END, END},
        {TITLE_DEMO_ZONE, A "fraud 2025-07-01", "2025-07-01", 1, "revoked", END, "2025-06-30"},
        {TITLE_DEMO_ZONE, "approved 2024-03-01; fraud 2024-03-01", "2024-03-01", 1, "revoked", END,
         "2024-02-29"},
        {TITLE_DEMO_ZONE, A "passed 2027-03-01; fraud 2027-03-02", "2027-03-02", 1, "revoked", END,
         END},
        {TITLE_DEMO_ZONE, A "passed 2027-03-01; new_plan_filed 2027-03-01; fraud 2028-01-01",
         "2028-01-02", 2, "revoked", "2030-02-28", "2027-12-31"},
        /* approved anew */
        {TITLE_TRIAL_ZONE, A "fraud 2025-07-01; approved 2026-01-01", "2026-06-01", 2, "running",
         "2028-12-31", "2028-12-31"},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-01; approved 2027-12-01", "2027-11-30", 1, "lapsed",
         END, END},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-01; approved 2027-12-01", "2027-12-01", 2, "running",
         "2030-11-30", "2030-11-30"},
        /* leap days */
        {TITLE_TRIAL_ZONE, "approved 2024-02-29", "2027-02-28", 1, "running", END, END},
        {TITLE_TRIAL_ZONE, "approved 2024-02-29", "2027-03-01", 1, "due_acceptance", END, END},
        {TITLE_TRIAL_ZONE, "approved 2025-03-01", "2028-02-29", 1, "running", "2028-02-29",
         "2028-02-29"},
        {TITLE_TRIAL_ZONE,
         "approved 2024-02-29; passed 2027-03-01; new_plan_filed 2027-03-01; passed 2030-03-01;"
         " new_plan_filed 2030-03-01",
         "2033-02-28", 3, "running", "2033-02-28", "2033-02-28"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_path(&rows[i]);
}

static void zones_of_jiangsu_stand_as_its_plan_says(void **state)
{
    static const struct path rows[] = {
        {TITLE_JS_ZONE, A, "2027-02-28", 1, "running", END, END},
        {TITLE_JS_ZONE, A, "2027-03-01", 1, "due_acceptance", END, END},
        {TITLE_JS_ZONE, A "excellent 2027-03-10", "2027-03-10", 1, "renewed", END, "?"},
        {TITLE_JS_ZONE, A "qualified 2027-03-10", "2027-03-09", 1, "due_acceptance", END, END},
        {TITLE_JS_ZONE, A "qualified 2027-03-10", "2040-03-09", 1, "renewed", END, "?"},
        {TITLE_JS_ZONE, A "not_qualified 2027-03-10 by 2027-09-10", "2027-09-11", 1,
         "in_rectification", END, END},
        {TITLE_JS_ZONE, A "not_qualified 2027-03-10 by 2027-09-10; rectified 2027-09-10",
         "2027-09-10", 1, "due_acceptance", END, END},
        {TITLE_JS_ZONE,
         A "not_qualified 2027-03-10 by 2027-09-10; rectified 2027-09-10; qualified 2027-10-01",
         "2027-10-01", 1, "renewed", END, "?"},
        {TITLE_JS_ZONE, A "not_qualified 2027-03-10 by 2027-09-10; qualified 2027-10-01",
         "2027-10-01", 1, "renewed", END, "?"},
        {TITLE_JS_ZONE, A "not_qualified 2027-03-10 by 2027-09-10; revoked 2027-10-01",
         "2027-10-01", 1, "revoked", END, END},
        {TITLE_JS_ZONE, A "not_qualified 2027-02-28 by 2027-02-28; revoked 2027-02-28",
         "2027-02-28", 1, "revoked", END, "2027-02-27"},
        {TITLE_JS_ZONE, A "qualified 2027-03-10; fraud 2028-01-01", "2028-01-01", 1, "revoked", END,
         "2027-12-31"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_path(&rows[i]);
}

static void what_was_not_published_stays_unknown(void **state)
{
    static const struct path rows[] = {
        {TITLE_TRIAL_ZONE, "approved ?", "2026-11-21", 1, "unknown", "?", "?"},
        {TITLE_TRIAL_ZONE, "approved ?; plan_filed 2024-03-15", "2026-11-21", 1, "unknown", "?",
         "?"},
        {TITLE_TRIAL_ZONE, "approved ?; passed 2027-01-05", "2027-01-05", 1, "unknown", "?", "?"},
        {TITLE_TRIAL_ZONE, "approved ?; passed 2027-01-05", "2027-01-06", 1, "lapsed", "?", "?"},
        {TITLE_TRIAL_ZONE, "approved ?; passed 2027-01-05; new_plan_filed 2027-02-01", "2027-02-01",
         2, "unknown", "?", "?"},
        {TITLE_TRIAL_ZONE, "approved ?; rectify 2027-01-05", "2027-02-01", 1, "in_rectification",
         "?", "?"},
        {TITLE_TRIAL_ZONE, "approved ?; fraud 2025-01-05", "2025-02-01", 1, "revoked", "?",
         "2025-01-04"},
        {TITLE_JS_ZONE, "approved ?; qualified 2027-01-05", "2027-02-01", 1, "renewed", "?", "?"},
        {TITLE_TRIAL_ZONE, "approved ?; approved 2023-12-20", "2026-12-19", 1, "running",
         "2026-12-19", "2026-12-19"},
        {TITLE_FORMER_DEMO_ZONE, "approved ?", "2026-11-21", 1, "unknown", "?", "?"},
        {TITLE_FORMER_TRIAL_ZONE, "approved 2012-05-01", "2026-11-21", 1, "unknown", "?", "?"},
    };
    struct zone_terms t;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_path(&rows[i]);
    t = tell(TITLE_TRIAL_ZONE, "approved ?", "2026-11-21");
    assert_int_equal(t.terms[0].unknown, 1U << UNKNOWN_APPROVAL_DAY | 1U << UNKNOWN_REPORT_MONTH |
                                             1U << UNKNOWN_ACCEPTANCE_DAY);
    t = tell(TITLE_FORMER_DEMO_ZONE, "approved ?", "2026-11-21");
    assert_int_equal(t.terms[0].unknown, 1U << UNKNOWN_FORMER_RULES);
    assert_int_equal(t.terms[0].n_duties, 0);
}

/* ---- what is owed ---- */

static void put_duty(char *out, size_t room, const struct zone_duty *d)
{
    char due[DATE_TEXT], done[DATE_TEXT];
    size_t at = strlen(out);

    snprintf(out + at, room - at, "%s%s%s%.0d due %s", at ? "; " : "", zone_duty_name(d->kind),
             d->year ? " " : "", d->year, text_of(d->due, due));
    at = strlen(out);
    if (d->due == DATE_NONE && d->due_year)
        snprintf(out + at, room - at, " in %d", d->due_year);
    at = strlen(out);
    snprintf(out + at, room - at, " %s", duty_state_name(d->state));
    at = strlen(out);
    if (d->done != DATE_NONE)
        snprintf(out + at, room - at, " %s", text_of(d->done, done));
}

static void every_duty_has_its_day_and_state(void **state)
{
    static const struct {
        enum title_kind track;
        const char *events, *on, *duties;
    } rows[] = {
        {TITLE_TRIAL_ZONE, "approved 2024-03-01", "2024-06-01",
         "plan due 2024-06-01 open; report 2024 due ? in 2025 due_unknown;"
         " report 2025 due ? in 2026 due_unknown; report 2026 due ? in 2027 due_unknown;"
         " acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01", "2024-06-02",
         "plan due 2024-06-01 overdue; report 2024 due ? in 2025 due_unknown;"
         " report 2025 due ? in 2026 due_unknown; report 2026 due ? in 2027 due_unknown;"
         " acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; plan_filed 2024-06-01", "2024-06-02",
         "plan due 2024-06-01 done 2024-06-01; report 2024 due ? in 2025 due_unknown;"
         " report 2025 due ? in 2026 due_unknown; report 2026 due ? in 2027 due_unknown;"
         " acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; plan_filed 2024-06-02", "2024-06-01",
         "plan due 2024-06-01 open; report 2024 due ? in 2025 due_unknown;"
         " report 2025 due ? in 2026 due_unknown; report 2026 due ? in 2027 due_unknown;"
         " acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE,
         "approved 2024-03-01; plan_filed 2024-06-02; report_filed 2025-11-30 2024", "2025-12-01",
         "plan due 2024-06-01 done_late 2024-06-02; report 2024 due ? in 2025 done 2025-11-30;"
         " report 2025 due ? in 2026 due_unknown; report 2026 due ? in 2027 due_unknown;"
         " acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, "approved 2024-01-01", "2024-01-01",
         "plan due 2024-04-01 open; report 2024 due ? in 2025 due_unknown;"
         " report 2025 due ? in 2026 due_unknown; acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, A "rectify 2027-03-02", "2027-03-02",
         "plan due 2024-06-01 done 2024-05-30; report 2024 due ? in 2025 due_unknown;"
         " report 2025 due ? in 2026 due_unknown; report 2026 due ? in 2027 due_unknown;"
         " acceptance due ? done 2027-03-02; rectify due ? due_unknown"},
        {TITLE_TRIAL_ZONE, A "rectify 2027-03-02 by 2027-06-02; rectified 2027-06-03", "2027-06-04",
         "plan due 2024-06-01 done 2024-05-30; report 2024 due ? in 2025 due_unknown;"
         " report 2025 due ? in 2026 due_unknown; report 2026 due ? in 2027 due_unknown;"
         " acceptance due ? done 2027-03-02; rectify due 2027-06-02 done_late 2027-06-03;"
         " acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-02", "2027-06-04",
         "plan due 2024-06-01 done 2024-05-30; report 2024 due ? in 2025 dropped;"
         " report 2025 due ? in 2026 dropped; report 2026 due ? in 2027 dropped;"
         " acceptance due ? done 2027-03-02; new_plan due ? due_unknown"},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; fraud 2024-05-01", "2024-07-01",
         "plan due 2024-06-01 dropped; report 2024 due ? in 2025 dropped;"
         " report 2025 due ? in 2026 dropped; report 2026 due ? in 2027 dropped;"
         " acceptance due ? dropped"},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-02; new_plan_filed 2027-03-03", "2027-06-04",
         "report 2027 due ? in 2028 due_unknown; report 2028 due ? in 2029 due_unknown;"
         " report 2029 due ? in 2030 due_unknown; acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE,
         "approved 2024-01-01; passed 2027-01-02; new_plan_filed 2027-01-03;"
         " report_filed 2027-01-20 2026",
         "2027-06-04",
         "report 2026 due ? in 2027 done 2027-01-20; report 2027 due ? in 2028 due_unknown;"
         " report 2028 due ? in 2029 due_unknown; acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, "approved ?", "2026-11-21",
         "plan due ? due_unknown; report due ? due_unknown; acceptance due ? due_unknown"},
        {TITLE_TRIAL_ZONE, "approved ?; plan_filed 2024-03-15; report_filed 2025-01-10 2024",
         "2026-11-21",
         "plan due ? done 2024-03-15; report due ? due_unknown; acceptance due ? due_unknown;"
         " report 2024 due ? done 2025-01-10"},
        {TITLE_JS_ZONE, "approved 2024-03-01; plan_filed 2024-06-02", "2026-01-31",
         "plan due 2024-06-01 done_late 2024-06-02; report 2024 due 2025-01-31 overdue;"
         " report 2025 due 2026-01-31 open; report 2026 due 2027-01-31 open;"
         " acceptance due ? due_unknown"},
        {TITLE_JS_ZONE,
         "approved 2024-03-01; plan_filed 2024-06-01; report_filed 2025-01-31 2024;"
         " report_filed 2026-02-01 2025",
         "2027-02-01",
         "plan due 2024-06-01 done 2024-06-01; report 2024 due 2025-01-31 done 2025-01-31;"
         " report 2025 due 2026-01-31 done_late 2026-02-01; report 2026 due 2027-01-31 overdue;"
         " acceptance due ? due_unknown"},
        {TITLE_JS_ZONE, "approved 2024-02-29", "2024-05-29",
         "plan due 2024-05-29 open; report 2024 due 2025-01-31 open; report 2025 due 2026-01-31"
         " open; report 2026 due 2027-01-31 open; acceptance due ? due_unknown"},
        {TITLE_JS_ZONE, A "plan_changed 2025-01-01", "2025-01-01",
         "plan due 2024-06-01 done 2024-05-30; report 2024 due 2025-01-31 open;"
         " report 2025 due 2026-01-31 open; report 2026 due 2027-01-31 open;"
         " acceptance due ? due_unknown; change due ? due_unknown"},
        {TITLE_JS_ZONE, A "plan_changed 2025-01-01; change_refused 2025-01-20", "2025-01-31",
         "plan due 2024-06-01 done 2024-05-30; report 2024 due 2025-01-31 open;"
         " report 2025 due 2026-01-31 open; report 2026 due 2027-01-31 open;"
         " acceptance due ? due_unknown; change due ? done 2025-01-20"},
        {TITLE_JS_ZONE, A "not_qualified 2027-03-10 by 2027-09-10", "2027-09-11",
         "plan due 2024-06-01 done 2024-05-30; report 2024 due 2025-01-31 overdue;"
         " report 2025 due 2026-01-31 overdue; report 2026 due 2027-01-31 overdue;"
         " acceptance due ? done 2027-03-10; rectify due 2027-09-10 overdue"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct zone_terms t = tell(rows[i].track, rows[i].events, rows[i].on);
        char said[2000] = "";

        assert_int_equal(t.fault, ZONE_FAULT_NONE);
        assert_true(t.n > 0);
        for (size_t d = 0; d < t.terms[t.n - 1].n_duties; d++)
            put_duty(said, sizeof said, &t.terms[t.n - 1].duties[d]);
        if (strcmp(said, rows[i].duties) != 0)
            fail_msg("%s on %s:\n%s\nwant\n%s", rows[i].events, rows[i].on, said, rows[i].duties);
    }
}

static void excellent_comes_first_for_a_national_trial_zone(void **state)
{
    (void)state;
    assert_true(tell(TITLE_JS_ZONE, A "excellent 2027-03-10", "2027-03-10").terms[0].priority);
    assert_false(tell(TITLE_JS_ZONE, A "excellent 2027-03-10", "2027-03-09").terms[0].priority);
    assert_false(tell(TITLE_JS_ZONE, A "qualified 2027-03-10", "2027-03-10").terms[0].priority);
    assert_true(
        tell(TITLE_DEMO_ZONE, A "passed_with_support 2027-03-10", "2027-03-10").terms[0].supported);
}

/* ---- what cannot have happened ---- */

static void what_cannot_have_happened_is_named(void **state)
{
    static const struct {
        enum title_kind track;
        const char *events;
        size_t at;
        enum zone_fault fault;
    } rows[] = {
        {TITLE_TRIAL_ZONE, "plan_filed 2024-03-01", 0, ZONE_FAULT_NO_TERM},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; plan_filed 2024-02-29", 0, ZONE_FAULT_NO_TERM},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; plan_filed ?", 0, ZONE_FAULT_NO_DAY},
        {TITLE_TRIAL_ZONE, A "plan_filed 2024-06-01", 2, ZONE_FAULT_TWICE},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; approved 2025-03-01", 1, ZONE_FAULT_TERM_RUNS},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; approved 2027-02-28", 1, ZONE_FAULT_TERM_RUNS},
        {TITLE_TRIAL_ZONE, "approved ?; approved ?", 1, ZONE_FAULT_NO_DAY},
        {TITLE_TRIAL_ZONE, "approved ?; plan_filed 2024-01-05; approved 2024-02-01", 2,
         ZONE_FAULT_TOLD_BEFORE},
        {TITLE_TRIAL_ZONE, A "passed 2027-02-27", 2, ZONE_FAULT_BEFORE_END},
        {TITLE_TRIAL_ZONE, A "revoked 2025-01-01", 2, ZONE_FAULT_BEFORE_END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-02-27", 2, ZONE_FAULT_BEFORE_END},
        {TITLE_TRIAL_ZONE, A "rectify 2027-03-01 by 2027-02-28", 2, ZONE_FAULT_LIMIT_BEFORE},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-01 by 2027-03-28", 2, ZONE_FAULT_LIMIT_NOT_HERE},
        {TITLE_TRIAL_ZONE, A "rectified 2027-03-01", 2, ZONE_FAULT_PHASE},
        {TITLE_TRIAL_ZONE, A "rectify 2027-03-01; rectify 2027-03-02", 3, ZONE_FAULT_PHASE},
        {TITLE_TRIAL_ZONE, A "new_plan_filed 2027-03-01", 2, ZONE_FAULT_PHASE},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-01; passed 2027-03-01", 3, ZONE_FAULT_PHASE},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-01; revoked 2027-03-02", 3, ZONE_FAULT_PHASE},
        {TITLE_TRIAL_ZONE, A "fraud 2025-01-01; plan_changed 2025-01-02", 3, ZONE_FAULT_PHASE},
        {TITLE_TRIAL_ZONE, A "fraud 2025-01-01; fraud 2025-01-02", 3, ZONE_FAULT_PHASE},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-01; new_plan_filed 2027-03-02; passed 2027-03-03", 4,
         ZONE_FAULT_BEFORE_END},
        {TITLE_TRIAL_ZONE, A "passed 2027-03-01; new_plan_filed 2027-03-02; plan_filed 2027-03-03",
         4, ZONE_FAULT_NOT_OWED},
        {TITLE_TRIAL_ZONE, A "qualified 2027-03-01", 2, ZONE_FAULT_NOT_HERE},
        {TITLE_TRIAL_ZONE, A "plan_changed 2025-03-01; change_approved 2025-03-02", 3,
         ZONE_FAULT_NOT_HERE},
        {TITLE_TRIAL_ZONE, "approved 2024-03-01; plan_changed 2025-03-01", 1, ZONE_FAULT_NO_PLAN},
        {TITLE_TRIAL_ZONE, A "report_filed 2025-03-01", 2, ZONE_FAULT_YEAR_MISSING},
        {TITLE_TRIAL_ZONE, A "report_filed 2025-03-01 2025", 2, ZONE_FAULT_YEAR_NOT_OVER},
        {TITLE_TRIAL_ZONE, A "report_filed 2025-03-01 2023", 2, ZONE_FAULT_YEAR_NOT_OWED},
        {TITLE_TRIAL_ZONE, A "report_filed 2028-03-01 2027", 2, ZONE_FAULT_YEAR_NOT_OWED},
        {TITLE_TRIAL_ZONE, A "report_filed 2025-03-01 2024; report_filed 2025-03-02 2024", 3,
         ZONE_FAULT_TWICE},
        {TITLE_JS_ZONE, A "passed 2027-03-01", 2, ZONE_FAULT_NOT_HERE},
        {TITLE_JS_ZONE, A "new_plan_filed 2027-03-01", 2, ZONE_FAULT_NOT_HERE},
        {TITLE_JS_ZONE, A "not_qualified 2027-03-01", 2, ZONE_FAULT_LIMIT_MISSING},
        {TITLE_JS_ZONE, A "revoked 2027-03-01", 2, ZONE_FAULT_PHASE},
        {TITLE_JS_ZONE, A "not_qualified 2027-03-01 by 2027-06-01; excellent 2027-06-01", 3,
         ZONE_FAULT_PHASE},
        {TITLE_JS_ZONE, A "change_approved 2025-01-01", 2, ZONE_FAULT_NO_CHANGE},
        {TITLE_JS_ZONE, A "plan_changed 2025-01-01; plan_changed 2025-01-02", 3,
         ZONE_FAULT_CHANGE_OPEN},
        {TITLE_FORMER_DEMO_ZONE, "approved ?; plan_filed 2024-03-01", 1, ZONE_FAULT_NOT_HERE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct zone_terms t = tell(rows[i].track, rows[i].events, NULL);

        if (t.fault != rows[i].fault || t.fault_at != rows[i].at)
            fail_msg("%s: event %zu: %s; want event %zu: %s", rows[i].events, t.fault_at,
                     zone_fault_text(t.fault, true), rows[i].at,
                     zone_fault_text(rows[i].fault, true));
    }
}

static void a_fault_later_than_the_day_is_named_all_the_same(void **state)
{
    struct zone_terms t = tell(TITLE_TRIAL_ZONE, A "passed 2026-01-01", "2025-01-01");

    (void)state;
    assert_int_equal(t.fault, ZONE_FAULT_BEFORE_END);
    assert_int_equal(t.fault_at, 2);
    assert_int_equal(t.n, 1);
    assert_int_equal(t.terms[0].status, ZONE_STATUS_RUNNING);
}

/* Whatever is told, there is an answer, and no fewer facts on a later day. */
static void any_row_of_events_has_an_answer(void **state)
{
    static const enum title_kind tracks[] = {TITLE_DEMO_ZONE, TITLE_TRIAL_ZONE, TITLE_JS_ZONE,
                                             TITLE_FORMER_DEMO_ZONE};
    uint32_t seed = 20260301;

    (void)state;
    for (int run = 0; run < 20000; run++) {
        struct zone_event events[40];
        struct zone_terms t;
        size_t n = 0;
        date_t on = date_from_civil(2024, 1, 1);

        seed = seed * 1664525u + 1013904223u;
        for (n = 0; n < 1 + seed % COUNT(events); n++) {
            uint32_t r = seed = seed * 1664525u + 1013904223u;

            on += (date_t)(r >> 8) % 200;
            events[n] = (struct zone_event){
                .id = (int64_t)n,
                .kind = (enum zone_event_kind)((r >> 4) % ZONE_EVENTS),
                .day = n == 0 && (r & 8) ? DATE_NONE : on,
                .year = (r & 64) ? 0 : 2020 + (int)(r >> 20) % 16,
                .limit = (r & 32) ? on + (date_t)(r >> 12) % 50 - 10 : DATE_NONE,
            };
            if (n == 0 && (r & 6))
                events[n].kind = ZONE_APPROVED;
        }
        zone_events_sort(events, n);
        zone_terms_tell(tracks[seed >> 30], events, n, on, &t);
        assert_true(t.n <= ZONE_TERMS_MOST);
        assert_true(t.fault == ZONE_FAULT_NONE || t.fault_at < n);
        for (size_t i = 0; i < t.n; i++) {
            assert_true(t.terms[i].n_duties <= ZONE_DUTIES_MOST);
            assert_true(t.terms[i].since == DATE_NONE || t.terms[i].until == DATE_NONE ||
                        t.terms[i].since < t.terms[i].until);
        }
        /* Without the event at fault, those before it stand. */
        if (t.fault != ZONE_FAULT_NONE) {
            zone_terms_tell(tracks[seed >> 30], events, t.fault_at, on, &t);
            assert_int_equal(t.fault, ZONE_FAULT_NONE);
        }
    }
}

static void a_long_row_of_corrections_comes_to_an_end(void **state)
{
    struct zone_event events[60];
    struct zone_terms t;

    (void)state;
    for (size_t i = 0; i < COUNT(events); i++)
        events[i] = (struct zone_event){
            .id = (int64_t)i,
            .kind = i == 0  ? ZONE_APPROVED
                    : i % 2 ? ZONE_RECTIFY
                            : ZONE_RECTIFIED,
            .day = i == 0 ? date_from_civil(2024, 3, 1) : date_from_civil(2027, 3, 1) + (date_t)i,
            .limit = DATE_NONE,
        };
    zone_terms_tell(TITLE_TRIAL_ZONE, events, COUNT(events), DATE_NONE, &t);
    assert_int_equal(t.fault, ZONE_FAULT_TOO_MANY);
}

/* ---- words and rules ---- */

static void every_word_is_there_in_both_languages(void **state)
{
    enum zone_event_kind k;

    (void)state;
    for (int i = 0; i < ZONE_EVENTS; i++) {
        assert_true(zone_event_parse(zone_event_name((enum zone_event_kind)i), &k) && (int)k == i);
        assert_true(*zone_event_label(k, true) && *zone_event_label(k, false));
    }
    assert_false(zone_event_parse("passes", &k));
    for (int i = 0; i < ZONE_STATUSES; i++)
        assert_true(*zone_status_label((enum zone_status)i, true) &&
                    *zone_status_label((enum zone_status)i, false) &&
                    *zone_status_name((enum zone_status)i));
    for (int i = 0; i < DUTY_KINDS; i++)
        assert_true(*zone_duty_label((enum zone_duty_kind)i, true) &&
                    *zone_duty_label((enum zone_duty_kind)i, false));
    for (int i = 0; i < DUTY_STATES; i++)
        assert_true(*duty_state_label((enum duty_state)i, true) &&
                    *duty_state_label((enum duty_state)i, false));
    for (int i = 0; i < ZONE_UNKNOWNS; i++)
        assert_true(*zone_unknown_text((enum zone_unknown)i, true) &&
                    *zone_unknown_text((enum zone_unknown)i, false) &&
                    *zone_unknown_name((enum zone_unknown)i));
    for (int i = 1; i < ZONE_FAULTS; i++)
        assert_true(*zone_fault_text((enum zone_fault)i, true) &&
                    *zone_fault_text((enum zone_fault)i, false));
    for (int i = 0; i < ZONE_PHASES; i++)
        assert_true(*zone_phase_label((enum zone_phase)i, true) &&
                    *zone_phase_label((enum zone_phase)i, false));
}

/* Who may tell it is also allowed to by the table of authority, in some reach. */
static void whoever_tells_an_event_may_tell_events(void **state)
{
    (void)state;
    for (int p = 0; p < ZONE_PROGRAMMES; p++) {
        const struct zone_event_rule *r;

        for (size_t i = 0; (r = zone_event_rule_at((enum zone_programme)p, i)); i++) {
            assert_ptr_equal(zone_event_rule((enum zone_programme)p, r->kind), r);
            assert_true(r->who != 0 && r->from != 0);
            for (int role = 0; role < ROLES; role++) {
                if (r->who & 1U << role)
                    assert_int_not_equal(authority_reach(ACTION_TELL_ZONE_EVENT, (enum role)role),
                                         REACH_NOTHING);
            }
        }
    }
    assert_null(zone_event_rule_at(ZONE_FORMER, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_ends_the_day_before_its_third_anniversary),
        cmocka_unit_test(national_zones_stand_as_the_notice_says),
        cmocka_unit_test(zones_of_jiangsu_stand_as_its_plan_says),
        cmocka_unit_test(what_was_not_published_stays_unknown),
        cmocka_unit_test(every_duty_has_its_day_and_state),
        cmocka_unit_test(excellent_comes_first_for_a_national_trial_zone),
        cmocka_unit_test(what_cannot_have_happened_is_named),
        cmocka_unit_test(a_fault_later_than_the_day_is_named_all_the_same),
        cmocka_unit_test(any_row_of_events_has_an_answer),
        cmocka_unit_test(a_long_row_of_corrections_comes_to_an_end),
        cmocka_unit_test(every_word_is_there_in_both_languages),
        cmocka_unit_test(whoever_tells_an_event_may_tell_events),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
