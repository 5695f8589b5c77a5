/* Windows of public notices: the four that were really used, and every day of the years on record.
 * The working days are those of geodata/facts/workdays.csv. */
#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "domain/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COLUMN_DATE, COLUMN_DAY, COLUMN_YEAR, COLUMN_HOLIDAY, COLUMN_SOURCE, COLUMNS };

enum { MOST_ROWS = 1000, MOST_YEARS = 50 };

struct calendar {
    struct workday_exception exceptions[MOST_ROWS];
    int years[MOST_YEARS];
    struct workdays days;
};

static void read_row(struct calendar *c, const struct csv_reader *r)
{
    struct workdays *w = &c->days;
    struct workday_exception *e = &c->exceptions[w->n_exceptions++];
    int year = (int)strtol(r->fields[COLUMN_YEAR], NULL, 10);

    if (r->n_fields != COLUMNS || w->n_exceptions >= MOST_ROWS || w->n_years >= MOST_YEARS ||
        !date_parse(r->fields[COLUMN_DATE], &e->date) ||
        !strstr(r->fields[COLUMN_SOURCE], "国办发明电"))
        fail_msg("line %zu of the working days", r->line);
    e->is_workday = strcmp(r->fields[COLUMN_DAY], "work") == 0;
    if (!e->is_workday)
        assert_string_equal(r->fields[COLUMN_DAY], "off");
    if (w->n_years == 0 || c->years[w->n_years - 1] != year)
        c->years[w->n_years++] = year;
}

static int read_calendar(void **state)
{
    struct calendar *c = mem_alloc(1, sizeof *c);
    struct csv_reader r;
    struct arena *a = arena_new();
    char *text;
    size_t size;

    c->days.exceptions = c->exceptions;
    c->days.years = c->years;
    if (!file_read("geodata/facts/workdays.csv", 1 << 20, &text, &size, NULL))
        return -1;
    csv_reader_init(&r, text, size, a);
    assert_int_equal(csv_next(&r, NULL), 1); /* the names of the columns */
    while (csv_next(&r, NULL) == 1)
        read_row(c, &r);
    free(text);
    arena_free(a);
    *state = c;
    return 0;
}

static int free_calendar(void **state)
{
    free(*state);
    return 0;
}

static date_t day(const char *text)
{
    date_t d;

    if (!date_parse(text, &d))
        fail_msg("%s is no day", text);
    return d;
}

static void the_real_windows_come_out_to_the_day(void **state)
{
    static const struct {
        const char *published, *last;
        struct notice_terms terms;
    } rows[] = {
        {"2023-02-17", "2023-02-23", {5, DAYS_WORKING, true}},
        {"2024-01-04", "2024-01-10", {5, DAYS_WORKING, true}},
        {"2023-11-28", "2023-12-02", {5, DAYS_CALENDAR, true}},
        {"2013-07-24", "2013-08-06", {14, DAYS_CALENDAR, true}},
        {"2013-07-24", "2013-08-06", {10, DAYS_WORKING, true}},
    };
    const struct calendar *c = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct notice_window n = {0};
        char first[DATE_TEXT], last[DATE_TEXT];

        assert_int_equal(notice_window_of(&rows[i].terms, day(rows[i].published), &c->days, &n),
                         NOTICE_WINDOW);
        assert_string_equal(date_format(n.first, first), rows[i].published);
        assert_string_equal(date_format(n.last, last), rows[i].last);
    }
}

static void windows_go_around_holidays_and_over_worked_weekends(void **state)
{
    static const struct {
        const char *published, *first, *last;
        struct notice_terms terms;
    } rows[] = {
        {"2023-02-17", "2023-02-20", "2023-02-24", {5, DAYS_WORKING, false}},
        {"2023-11-28", "2023-11-29", "2023-12-03", {5, DAYS_CALENDAR, false}},
        /* the spring festival, and both days of the weekend after it */
        {"2023-01-20", "2023-01-20", "2023-01-31", {5, DAYS_WORKING, true}},
        /* the eight days around the first of October, then Saturday and Sunday */
        {"2023-09-28", "2023-10-07", "2023-10-11", {5, DAYS_WORKING, false}},
        /* published on a day off: day one is the next one that counts */
        {"2024-10-01", "2024-10-08", "2024-10-12", {5, DAYS_WORKING, true}},
        {"2024-10-01", "2024-10-08", "2024-10-12", {5, DAYS_WORKING, false}},
        /* from one covered year into the next */
        {"2025-12-30", "2025-12-30", "2026-01-06", {5, DAYS_WORKING, true}},
        {"2024-02-27", "2024-02-28", "2024-03-01", {3, DAYS_CALENDAR, false}},
        {"2026-01-04", "2026-01-04", "2026-01-04", {1, DAYS_WORKING, true}},
    };
    const struct calendar *c = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct notice_window n = {0};
        char text[DATE_TEXT];

        assert_int_equal(notice_window_of(&rows[i].terms, day(rows[i].published), &c->days, &n),
                         NOTICE_WINDOW);
        assert_int_equal(n.published, day(rows[i].published));
        if (n.first != day(rows[i].first))
            fail_msg("row %zu begins on %s", i, date_format(n.first, text));
        if (n.last != day(rows[i].last))
            fail_msg("row %zu ends on %s", i, date_format(n.last, text));
    }
}

static void a_year_that_is_not_covered_is_refused(void **state)
{
    static const struct {
        const char *published;
        struct notice_terms terms;
        enum notice_answer want;
    } rows[] = {
        {"2026-12-28", {4, DAYS_WORKING, true}, NOTICE_WINDOW},
        {"2026-12-28", {5, DAYS_WORKING, true}, NOTICE_CALENDAR_UNKNOWN},
        {"2026-12-31", {1, DAYS_WORKING, false}, NOTICE_CALENDAR_UNKNOWN},
        {"2026-12-31", {1, DAYS_CALENDAR, false}, NOTICE_WINDOW},
        {"2021-12-31", {5, DAYS_WORKING, true}, NOTICE_CALENDAR_UNKNOWN},
        {"2021-12-31", {5, DAYS_WORKING, false}, NOTICE_WINDOW}, /* looks at 2022 only */
        {"2014-01-02", {5, DAYS_WORKING, true}, NOTICE_CALENDAR_UNKNOWN},
        {"2013-12-30", {5, DAYS_WORKING, true}, NOTICE_CALENDAR_UNKNOWN},
        {"2013-12-30", {5, DAYS_CALENDAR, true}, NOTICE_WINDOW},
        {"2023-02-17", {0, DAYS_WORKING, true}, NOTICE_NO_LENGTH},
        {"2023-02-17", {-5, DAYS_CALENDAR, true}, NOTICE_NO_LENGTH},
        {"2023-02-17", {NOTICE_LONGEST + 1, DAYS_CALENDAR, true}, NOTICE_NO_LENGTH},
        {"2022-02-17", {NOTICE_LONGEST, DAYS_WORKING, true}, NOTICE_WINDOW},
        {"9999-12-31", {1, DAYS_CALENDAR, true}, NOTICE_WINDOW},
        {"9999-12-31", {2, DAYS_CALENDAR, true}, NOTICE_NO_DAY},
    };
    static const struct notice_terms five = {5, DAYS_CALENDAR, true};
    static const struct notice_terms working = {5, DAYS_WORKING, true};
    static const struct workdays nothing = {0};
    const struct calendar *c = *state;
    struct notice_window n = {0};

    for (size_t i = 0; i < COUNT(rows); i++) {
        enum notice_answer got =
            notice_window_of(&rows[i].terms, day(rows[i].published), &c->days, &n);

        if (got != rows[i].want)
            fail_msg("row %zu: %d, want %d", i, got, rows[i].want);
    }
    assert_int_equal(notice_window_of(&five, DATE_NONE, NULL, &n), NOTICE_NO_DAY);
    assert_int_equal(notice_window_of(&five, INT32_MAX, NULL, &n), NOTICE_NO_DAY);
    assert_int_equal(notice_window_of(&working, day("2023-02-17"), &nothing, &n),
                     NOTICE_CALENDAR_UNKNOWN);
}

static void refuse_to_miscount(const struct calendar *c, const struct notice_terms *t, date_t on)
{
    struct notice_window n;
    int counted = 0;

    if (notice_window_of(t, on, &c->days, &n) != NOTICE_WINDOW)
        return;
    for (date_t d = t->counts_publication ? on : on + 1; d <= n.last; d++) {
        bool counts = t->unit == DAYS_CALENDAR || workdays_is_workday(&c->days, d);

        assert_true(d >= n.first || !counts);
        assert_true((d != n.first && d != n.last) || counts);
        counted += counts;
    }
    assert_int_equal(counted, t->length);
}

static void every_window_of_the_covered_years_holds_its_days(void **state)
{
    static const int lengths[] = {1, 2, 5, 7, 10, 15, 30};

    for (date_t d = day("2022-01-01"); d <= day("2026-12-31"); d++) {
        for (size_t i = 0; i < COUNT(lengths); i++) {
            for (int kind = 0; kind < 4; kind++) {
                struct notice_terms t = {lengths[i], (enum day_unit)(kind & 1), kind > 1};

                refuse_to_miscount(*state, &t, d);
            }
        }
    }
}

/* The numbers of working days, weekdays less what is off, more what is worked. */
static void the_years_on_record_have_their_working_days(void **state)
{
    static const struct {
        int year, workdays;
    } rows[] = {{2013, 250}, {2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
    const struct calendar *c = *state;

    assert_true(workdays_sound(&c->days));
    assert_int_equal(c->days.n_years, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        int n = 0;

        assert_int_equal(c->years[i], rows[i].year);
        for (date_t d = date_from_civil(rows[i].year, 1, 1);
             d <= date_from_civil(rows[i].year, 12, 31); d++)
            n += workdays_is_workday(&c->days, d);
        if (n != rows[i].workdays)
            fail_msg("%d has %d working days, want %d", rows[i].year, n, rows[i].workdays);
    }
    assert_false(workdays_cover(&c->days, day("2021-12-31")));
    assert_false(workdays_cover(&c->days, day("2027-01-01")));
    assert_false(workdays_cover(&c->days, DATE_NONE));
}

static void a_calendar_that_contradicts_itself_is_told(void **state)
{
    const date_t friday = day("2023-06-23"), sunday = day("2023-06-25");
    const struct workday_exception good[] = {{friday, false}, {sunday, true}};
    const struct workday_exception twice[] = {{friday, false}, {friday, false}};
    const struct workday_exception backwards[] = {{sunday, true}, {friday, false}};
    const struct workday_exception idle[] = {{friday, true}};
    const int this_year = 2023, other_year = 2024;

    (void)state;
    assert_true(workdays_sound(&(struct workdays){good, 2, &this_year, 1}));
    assert_false(workdays_sound(&(struct workdays){good, 2, &other_year, 1}));
    assert_false(workdays_sound(&(struct workdays){twice, 2, &this_year, 1}));
    assert_false(workdays_sound(&(struct workdays){backwards, 2, &this_year, 1}));
    assert_false(workdays_sound(&(struct workdays){idle, 1, &this_year, 1}));
    assert_true(workdays_sound(&(struct workdays){0}));
}

static void a_notice_runs_from_its_publication_to_its_last_day(void **state)
{
    static const struct notice_window n = {100, 101, 105};
    enum day_unit unit;

    (void)state;
    assert_false(notice_runs(&n, 99));
    assert_true(notice_runs(&n, 100));
    assert_true(notice_runs(&n, 105));
    assert_false(notice_runs(&n, 106));
    assert_true(day_unit_parse("working", &unit) && unit == DAYS_WORKING);
    assert_string_equal(day_unit_name(DAYS_CALENDAR), "calendar");
    assert_false(day_unit_parse("weeks", &unit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_windows_come_out_to_the_day),
        cmocka_unit_test(windows_go_around_holidays_and_over_worked_weekends),
        cmocka_unit_test(a_year_that_is_not_covered_is_refused),
        cmocka_unit_test(every_window_of_the_covered_years_holds_its_days),
        cmocka_unit_test(the_years_on_record_have_their_working_days),
        cmocka_unit_test(a_calendar_that_contradicts_itself_is_told),
        cmocka_unit_test(a_notice_runs_from_its_publication_to_its_last_day),
    };

    return cmocka_run_group_tests(tests, read_calendar, free_calendar);
}
