/* notice.c - counting days one by one; windows are short, and a loop cannot be off by a week. */
#include "domain/notice.h"

#include <assert.h>
#include <string.h>

enum { SATURDAY = 6, FIRST_DAY = -719162 /* 0001-01-01 */, LAST_DAY = 2932896 /* 9999-12-31 */ };

static const char *const unit_names[DAY_UNITS] = {
    [DAYS_CALENDAR] = "calendar", [DAYS_WORKING] = "working"};

static bool sits_at_desk(date_t day)
{
    return date_weekday(day) < SATURDAY;
}

static const struct workday_exception *exception_of(const struct workdays *w, date_t day)
{
    size_t low = 0, high = w->n_exceptions;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (w->exceptions[middle].date < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->n_exceptions && w->exceptions[low].date == day ? &w->exceptions[low] : NULL;
}

static bool is_real_day(date_t day)
{
    return day >= FIRST_DAY && day <= LAST_DAY;
}

bool workdays_cover(const struct workdays *w, date_t day)
{
    int year, month, dom;

    if (!is_real_day(day))
        return false;
    date_to_civil(day, &year, &month, &dom);
    for (size_t i = 0; i < w->n_years; i++) {
        if (w->years[i] == year)
            return true;
    }
    return false;
}

bool workdays_is_workday(const struct workdays *w, date_t day)
{
    const struct workday_exception *e = exception_of(w, day);

    assert(workdays_cover(w, day));
    return e ? e->is_workday : sits_at_desk(day);
}

bool workdays_sound(const struct workdays *w)
{
    for (size_t i = 0; i < w->n_exceptions; i++) {
        const struct workday_exception *e = &w->exceptions[i];

        if (!workdays_cover(w, e->date) || e->is_workday == sits_at_desk(e->date) ||
            (i > 0 && e[-1].date >= e->date))
            return false;
    }
    return true;
}

/* The first day from `from` on that counts, false where that is not known. */
static bool next_counted(enum day_unit unit, const struct workdays *w, date_t from, date_t *out)
{
    if (unit == DAYS_WORKING) {
        while (workdays_cover(w, from) && !workdays_is_workday(w, from))
            from++;
        if (!workdays_cover(w, from))
            return false;
    }
    *out = from;
    return true;
}

enum notice_answer notice_window_of(const struct notice_terms *terms, date_t published,
                                    const struct workdays *w, struct notice_window *out)
{
    struct notice_window n = {.published = published};

    if (terms->length < 1 || terms->length > NOTICE_LONGEST)
        return NOTICE_NO_LENGTH;
    if (!is_real_day(published))
        return NOTICE_NO_DAY;
    if (!next_counted(terms->unit, w, terms->counts_publication ? published : published + 1,
                      &n.first))
        return NOTICE_CALENDAR_UNKNOWN;
    n.last = n.first;
    for (int i = 1; i < terms->length; i++) {
        if (!next_counted(terms->unit, w, n.last + 1, &n.last))
            return NOTICE_CALENDAR_UNKNOWN;
    }
    if (!is_real_day(n.last))
        return NOTICE_NO_DAY;
    *out = n;
    return NOTICE_WINDOW;
}

bool notice_runs(const struct notice_window *n, date_t on)
{
    return n->published <= on && on <= n->last;
}

const char *day_unit_name(enum day_unit u)
{
    assert((int)u >= 0 && u < DAY_UNITS);
    return unit_names[u];
}

bool day_unit_parse(const char *s, enum day_unit *out)
{
    for (int i = 0; i < DAY_UNITS; i++) {
        if (strcmp(unit_names[i], s) == 0) {
            *out = (enum day_unit)i;
            return true;
        }
    }
    return false;
}
