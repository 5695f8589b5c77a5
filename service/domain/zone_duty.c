/* zone_duty.c - what is owed, by which clause and by whom: to change it, edit the table. */
#include "domain/zone_duty.h"

#include <assert.h>

static const struct zone_duty_rule rules[ZONE_PROGRAMMES][DUTY_KINDS] = {
    [ZONE_NATIONAL] =
        {
            [DUTY_PLAN] = {"Z/二(二)2", ROLE_APPLICANT},
            [DUTY_REPORT] = {"Z/二(二)3", ROLE_APPLICANT},
            [DUTY_ACCEPTANCE] = {"Z/二(三)", ROLE_NATIONAL},
            [DUTY_RECTIFY] = {"Z/二(三)", ROLE_APPLICANT},
            [DUTY_NEW_PLAN] = {"Z/二(三)", ROLE_APPLICANT},
        },
    [ZONE_JIANGSU] =
        {
            [DUTY_PLAN] = {"J/四(五)2", ROLE_APPLICANT},
            [DUTY_REPORT] = {"J/五(三)", ROLE_APPLICANT},
            [DUTY_CHANGE] = {"J/四(六)", ROLE_PROVINCE},
            [DUTY_ACCEPTANCE] = {"J/四(六)", ROLE_PROVINCE},
            [DUTY_RECTIFY] = {"J/四(六)2", ROLE_APPLICANT},
        },
};

/* The day in each year by which a report is in; of Z the text lost the month. */
static const struct report_day {
    int month, day; /* 0: not known */
} report_days[ZONE_PROGRAMMES] = {[ZONE_JIANGSU] = {1, 31}};

const struct zone_duty_rule *zone_duty_rule(enum zone_programme p, enum zone_duty_kind k)
{
    assert((int)p >= 0 && p < ZONE_PROGRAMMES && (int)k >= 0 && k < DUTY_KINDS);
    return rules[p][k].clause ? &rules[p][k] : NULL;
}

void duty_add(struct zone_term *term, struct zone_duty d)
{
    assert(term->n_duties < ZONE_DUTIES_MOST);
    term->duties[term->n_duties++] = d;
}

static int year_of(date_t d)
{
    int year, month, day;

    date_to_civil(d, &year, &month, &day);
    return year;
}

/* In each year that begins within the term, about the one before; a term that follows another goes
 * on where that one stopped. */
static void add_reports(enum zone_programme p, struct zone_term *term)
{
    const struct report_day *by = &report_days[p];

    if (term->since == DATE_NONE) {
        duty_add(term,
                 (struct zone_duty){
                     .kind = DUTY_REPORT, .from = DATE_NONE, .due = DATE_NONE, .done = DATE_NONE});
        return;
    }
    for (int year = year_of(term->renews ? term->since - 1 : term->since) + 1;
         year <= year_of(term->until); year++)
        duty_add(term, (struct zone_duty){
                           .kind = DUTY_REPORT,
                           .year = year - 1,
                           .due_year = year,
                           .from = date_from_civil(year, 1, 1),
                           .due = by->month ? date_from_civil(year, by->month, by->day) : DATE_NONE,
                           .done = DATE_NONE,
                       });
}

void duties_begin(enum zone_programme p, struct zone_term *term)
{
    if (!term->renews && zone_duty_rule(p, DUTY_PLAN))
        duty_add(term, (struct zone_duty){.kind = DUTY_PLAN,
                                          .from = term->since,
                                          .due = zone_plan_due(term->since),
                                          .done = DATE_NONE});
    if (zone_duty_rule(p, DUTY_REPORT))
        add_reports(p, term);
    if (zone_duty_rule(p, DUTY_ACCEPTANCE))
        duty_add(term, (struct zone_duty){.kind = DUTY_ACCEPTANCE,
                                          .from = term->until,
                                          .due = DATE_NONE,
                                          .done = DATE_NONE});
    for (size_t i = 0; i < term->n_duties; i++) {
        struct zone_duty *d = &term->duties[i];

        if (d->due != DATE_NONE)
            d->due_year = year_of(d->due);
    }
}

struct zone_duty *duty_find(struct zone_term *term, enum zone_duty_kind k)
{
    for (size_t i = 0; i < term->n_duties; i++) {
        if (term->duties[i].kind == k)
            return &term->duties[i];
    }
    return NULL;
}

const struct zone_duty *duty_find_open(const struct zone_term *term, enum zone_duty_kind k)
{
    for (size_t i = term->n_duties; i-- > 0;) {
        if (term->duties[i].kind == k && term->duties[i].done == DATE_NONE)
            return &term->duties[i];
    }
    return NULL;
}

struct zone_duty *duty_of_year(struct zone_term *term, int year)
{
    for (size_t i = 0; i < term->n_duties; i++) {
        if (term->duties[i].kind == DUTY_REPORT && term->duties[i].year == year && year)
            return &term->duties[i];
    }
    return NULL;
}

void duty_do(struct zone_term *term, enum zone_duty_kind k, date_t day)
{
    for (size_t i = term->n_duties; i-- > 0;) {
        if (term->duties[i].kind == k && term->duties[i].done == DATE_NONE) {
            term->duties[i].done = day;
            return;
        }
    }
}

static enum duty_state state_of(const struct zone_duty *d, bool gone, date_t on)
{
    if (d->done != DATE_NONE)
        return d->due != DATE_NONE && d->done > d->due ? DUTY_DONE_LATE : DUTY_DONE;
    if (gone)
        return DUTY_DROPPED;
    if (d->due == DATE_NONE)
        return DUTY_DUE_UNKNOWN;
    return on > d->due ? DUTY_OVERDUE : DUTY_OPEN;
}

/* With the title goes what was owed for it; a lapsed one may still come back by its new plan. */
void duties_show(struct zone_term *term, enum zone_status status, date_t on)
{
    for (size_t i = 0; i < term->n_duties; i++) {
        struct zone_duty *d = &term->duties[i];
        bool gone = status == ZONE_STATUS_REVOKED ||
                    (status == ZONE_STATUS_LAPSED && d->kind != DUTY_NEW_PLAN);

        d->state = state_of(d, gone, on);
    }
}
