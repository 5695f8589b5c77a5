/* zone_term.c - the walk along the events.  Each event is first held against the table and the days
 * (may_happen), then done to the newest term (happen); what a day shows is worked out at the end.
 */
#include "domain/zone_term.h"

#include "domain/zone_duty.h"

#include <assert.h>
#include <string.h>

/* ---- days ---- */

static int days_in_month(int year, int month)
{
    int next = month == 12 ? 1 : month + 1;

    return (int)(date_from_civil(next == 1 ? year + 1 : year, next, 1) -
                 date_from_civil(year, month, 1));
}

/* The day before the third anniversary; 29 February has none in three years, so 1 March stands for
 * it and the last day is 28 February. */
date_t zone_term_until(date_t since)
{
    int year, month, day;
    date_t anniversary;

    if (since == DATE_NONE)
        return DATE_NONE;
    date_to_civil(since, &year, &month, &day);
    anniversary = date_from_civil(year + ZONE_TERM_YEARS, month, day);
    if (anniversary == DATE_NONE)
        anniversary = date_from_civil(year + ZONE_TERM_YEARS, month + 1, 1);
    return anniversary - 1;
}

/* A period of months ends on the day of the same number, or the last of its month. */
date_t zone_plan_due(date_t since)
{
    int year, month, day, most;

    if (since == DATE_NONE)
        return DATE_NONE;
    date_to_civil(since, &year, &month, &day);
    month += ZONE_PLAN_MONTHS;
    if (month > 12) {
        month -= 12;
        year++;
    }
    most = days_in_month(year, month);
    return date_from_civil(year, month, day < most ? day : most);
}

static int year_of(date_t d)
{
    int year, month, day;

    date_to_civil(d, &year, &month, &day);
    return year;
}

/* ---- may it have happened? ---- */

struct step {
    struct zone_terms *t;
    size_t at; /* how many events were before it */
    const struct zone_event *e;
    const struct zone_event_rule *rule;
};

static struct zone_term *newest(struct zone_terms *t)
{
    return t->n ? &t->terms[t->n - 1] : NULL;
}

static bool dates_term(const struct zone_terms *t, const struct zone_term *last)
{
    return last && t->n == 1 && last->since == DATE_NONE && last->phase != PHASE_TAKEN;
}

/* A term that is over on the day, or was taken away, may be followed by one approved anew; one
 * whose day was not known is given it. */
static enum zone_fault may_begin(const struct step *s, const struct zone_term *last)
{
    if (!last)
        return ZONE_FAULT_NONE;
    if (s->e->day == DATE_NONE)
        return ZONE_FAULT_NO_DAY;
    if (dates_term(s->t, last))
        return s->at > 1 ? ZONE_FAULT_TOLD_BEFORE : ZONE_FAULT_NONE;
    if (last->phase != PHASE_TAKEN && (last->until == DATE_NONE || s->e->day <= last->until))
        return ZONE_FAULT_TERM_RUNS;
    return s->t->n == ZONE_TERMS_MOST ? ZONE_FAULT_TOO_MANY : ZONE_FAULT_NONE;
}

static enum zone_fault may_report(const struct step *s)
{
    bool open = false;

    if (s->e->year <= 0)
        return ZONE_FAULT_YEAR_MISSING;
    if (s->e->year >= year_of(s->e->day))
        return ZONE_FAULT_YEAR_NOT_OVER;
    for (size_t i = 0; i < s->t->n; i++) {
        const struct zone_duty *d = duty_of_year(&s->t->terms[i], s->e->year);

        if (d && d->done != DATE_NONE)
            return ZONE_FAULT_TWICE;
        open = open || d || s->t->terms[i].since == DATE_NONE;
    }
    return open ? ZONE_FAULT_NONE : ZONE_FAULT_YEAR_NOT_OWED;
}

static enum zone_fault may_file(const struct step *s, struct zone_term *last)
{
    const struct zone_duty *plan = duty_find(last, DUTY_PLAN);
    bool asked = duty_find_open(last, DUTY_CHANGE) != NULL;

    switch (s->e->kind) {
    case ZONE_PLAN_FILED:
        if (!plan)
            return ZONE_FAULT_NOT_OWED;
        return plan->done != DATE_NONE ? ZONE_FAULT_TWICE : ZONE_FAULT_NONE;
    case ZONE_REPORT_FILED:
        return may_report(s);
    case ZONE_PLAN_CHANGED:
        if (plan && plan->done == DATE_NONE)
            return ZONE_FAULT_NO_PLAN;
        return asked ? ZONE_FAULT_CHANGE_OPEN : ZONE_FAULT_NONE;
    case ZONE_CHANGE_APPROVED:
    case ZONE_CHANGE_REFUSED:
        return asked ? ZONE_FAULT_NONE : ZONE_FAULT_NO_CHANGE;
    case ZONE_NEW_PLAN_FILED:
        return s->t->n == ZONE_TERMS_MOST ? ZONE_FAULT_TOO_MANY : ZONE_FAULT_NONE;
    default:
        return ZONE_FAULT_NONE;
    }
}

static enum zone_fault may_limit(const struct step *s)
{
    if (s->e->limit == DATE_NONE)
        return s->rule->needs_limit ? ZONE_FAULT_LIMIT_MISSING : ZONE_FAULT_NONE;
    if (!s->rule->may_limit)
        return ZONE_FAULT_LIMIT_NOT_HERE;
    return s->e->limit < s->e->day ? ZONE_FAULT_LIMIT_BEFORE : ZONE_FAULT_NONE;
}

static enum zone_fault may_happen(const struct step *s)
{
    struct zone_term *last = newest(s->t);
    enum zone_fault fault = may_limit(s);

    if (fault != ZONE_FAULT_NONE)
        return fault;
    if (s->e->kind == ZONE_APPROVED)
        return may_begin(s, last);
    if (s->e->day == DATE_NONE)
        return ZONE_FAULT_NO_DAY;
    if (!last)
        return ZONE_FAULT_NO_TERM;
    if (!(s->rule->from & 1U << last->phase))
        return ZONE_FAULT_PHASE;
    if (s->t->terms[0].since != DATE_NONE && s->e->day < s->t->terms[0].since)
        return ZONE_FAULT_BEFORE_TERM;
    if (s->rule->assesses && last->until != DATE_NONE && s->e->day < last->until)
        return ZONE_FAULT_BEFORE_END;
    if (last->n_duties + 4 > ZONE_DUTIES_MOST) /* no event brings more than that */
        return ZONE_FAULT_TOO_MANY;
    return may_file(s, last);
}

/* ---- it did ---- */

static void begin_term(struct zone_terms *t, date_t since, bool renews)
{
    struct zone_term *term = &t->terms[t->n++];

    *term = (struct zone_term){
        .since = since,
        .until = zone_term_until(since),
        .last_day = zone_term_until(since),
        .ended = DATE_NONE,
        .passed = DATE_NONE,
        .renews = renews,
        .phase = PHASE_RUNNING,
    };
    duties_begin(t->programme, term);
}

static void assess(struct zone_terms *t, struct zone_term *term, const struct step *s)
{
    enum zone_event_kind kind = s->e->kind;

    duty_do(term, term->phase == PHASE_RECTIFYING ? DUTY_RECTIFY : DUTY_ACCEPTANCE, s->e->day);
    if (kind == ZONE_RECTIFY || kind == ZONE_NOT_QUALIFIED) {
        duty_add(term, (struct zone_duty){.kind = DUTY_RECTIFY,
                                          .from = s->e->day,
                                          .due = s->e->limit,
                                          .done = DATE_NONE});
        return;
    }
    if (s->rule->to != PHASE_PASSED)
        return;
    term->passed = s->e->day;
    term->supported = kind == ZONE_PASSED_WITH_SUPPORT;
    term->priority = kind == ZONE_EXCELLENT;
    if (zone_duty_rule(t->programme, DUTY_NEW_PLAN))
        duty_add(term, (struct zone_duty){.kind = DUTY_NEW_PLAN,
                                          .from = s->e->day,
                                          .due = DATE_NONE,
                                          .done = DATE_NONE});
    else
        term->last_day = DATE_NONE; /* kept; for how long is not said */
}

static void file_report(struct zone_terms *t, const struct zone_event *e)
{
    struct zone_duty *d = NULL;

    for (size_t i = 0; !d && i < t->n; i++)
        d = duty_of_year(&t->terms[i], e->year);
    if (d)
        d->done = e->day;
    else
        duty_add(newest(t), (struct zone_duty){.kind = DUTY_REPORT,
                                               .year = e->year,
                                               .from = DATE_NONE,
                                               .due = DATE_NONE,
                                               .done = e->day});
}

static void file(struct zone_terms *t, struct zone_term *term, const struct zone_event *e)
{
    switch (e->kind) {
    case ZONE_PLAN_FILED:
        duty_do(term, DUTY_PLAN, e->day);
        break;
    case ZONE_REPORT_FILED:
        file_report(t, e);
        break;
    case ZONE_PLAN_CHANGED:
        if (zone_duty_rule(t->programme, DUTY_CHANGE))
            duty_add(term,
                     (struct zone_duty){
                         .kind = DUTY_CHANGE, .from = e->day, .due = DATE_NONE, .done = DATE_NONE});
        break;
    case ZONE_CHANGE_APPROVED:
    case ZONE_CHANGE_REFUSED:
        duty_do(term, DUTY_CHANGE, e->day);
        break;
    case ZONE_RECTIFIED:
        duty_do(term, DUTY_RECTIFY, e->day);
        duty_add(term,
                 (struct zone_duty){
                     .kind = DUTY_ACCEPTANCE, .from = e->day, .due = DATE_NONE, .done = DATE_NONE});
        break;
    case ZONE_NEW_PLAN_FILED:
        duty_do(term, DUTY_NEW_PLAN, e->day);
        begin_term(t, term->until == DATE_NONE ? DATE_NONE : term->until + 1, true);
        break;
    default:
        break;
    }
}

static void take_away(struct zone_term *term, const struct step *s)
{
    term->ended = s->e->day;
    term->fraud = s->e->kind == ZONE_FRAUD;
    if (term->last_day == DATE_NONE || term->last_day >= s->e->day)
        term->last_day = s->e->day - 1;
}

static void happen(const struct step *s)
{
    struct zone_term *term = newest(s->t);

    if (s->e->kind == ZONE_APPROVED) {
        if (dates_term(s->t, term))
            s->t->n--;
        begin_term(s->t, s->e->day, false);
        return;
    }
    if (s->rule->assesses)
        assess(s->t, term, s);
    else
        file(s->t, term, s->e);
    if (s->rule->to == PHASE_TAKEN)
        take_away(term, s);
    if (s->rule->to >= 0)
        term->phase = (enum zone_phase)s->rule->to;
}

/* ---- what a day shows ---- */

static enum zone_status status_of(enum zone_programme p, const struct zone_term *term,
                                  bool followed, date_t on)
{
    bool over = term->until != DATE_NONE && on > term->until;

    if (p == ZONE_FORMER)
        return ZONE_STATUS_UNKNOWN;
    switch (term->phase) {
    case PHASE_TAKEN:
        return ZONE_STATUS_REVOKED;
    case PHASE_RECTIFYING:
        return ZONE_STATUS_IN_RECTIFICATION;
    case PHASE_RECTIFIED:
        return ZONE_STATUS_DUE_ACCEPTANCE;
    case PHASE_PASSED:
        if (followed || !zone_duty_rule(p, DUTY_NEW_PLAN))
            return ZONE_STATUS_RENEWED;
        /* An acceptance comes at the end of a term, so after it a term is over. */
        if (over || (term->until == DATE_NONE && on > term->passed))
            return ZONE_STATUS_LAPSED;
        return term->until == DATE_NONE ? ZONE_STATUS_UNKNOWN : ZONE_STATUS_RUNNING;
    default:
        if (term->until == DATE_NONE)
            return ZONE_STATUS_UNKNOWN;
        return over ? ZONE_STATUS_DUE_ACCEPTANCE : ZONE_STATUS_RUNNING;
    }
}

static unsigned unknown_of(enum zone_programme p, const struct zone_term *term, date_t on)
{
    unsigned set = 0;
    const struct zone_duty *rectify = duty_find_open(term, DUTY_RECTIFY);

    if (p == ZONE_FORMER)
        return 1U << UNKNOWN_FORMER_RULES;
    if (term->since == DATE_NONE)
        set |= 1U << UNKNOWN_APPROVAL_DAY;
    if (p == ZONE_NATIONAL)
        set |= 1U << UNKNOWN_REPORT_MONTH;
    if (duty_find_open(term, DUTY_ACCEPTANCE))
        set |= 1U << UNKNOWN_ACCEPTANCE_DAY;
    if (rectify && rectify->due == DATE_NONE)
        set |= 1U << UNKNOWN_RECTIFY_LIMIT;
    if (duty_find_open(term, DUTY_NEW_PLAN))
        set |= 1U << UNKNOWN_NEW_PLAN_LIMIT;
    if (p == ZONE_JIANGSU && term->phase == PHASE_PASSED)
        set |= 1U << UNKNOWN_KEPT_LENGTH;
    if (p == ZONE_JIANGSU && term->phase != PHASE_PASSED && term->phase != PHASE_TAKEN &&
        term->until != DATE_NONE && on > term->until)
        set |= 1U << UNKNOWN_AFTER_TERM;
    return set;
}

static void show(struct zone_terms *t, date_t on)
{
    date_t day = on == DATE_NONE ? INT32_MAX : on;

    for (size_t i = 0; i < t->n; i++) {
        struct zone_term *term = &t->terms[i];
        bool followed = i + 1 < t->n && t->terms[i + 1].renews;

        term->status = status_of(t->programme, term, followed, day);
        term->unknown = unknown_of(t->programme, term, day);
        duties_show(term, term->status, day);
    }
}

/* ---- the walk ---- */

static size_t walk(enum title_kind track, const struct zone_event *events, size_t n, date_t on,
                   struct zone_terms *out)
{
    *out = (struct zone_terms){.programme = zone_programme_of(track)};
    for (size_t i = 0; i < n; i++) {
        struct step s = {out, i, &events[i], zone_event_rule(out->programme, events[i].kind)};

        if (on != DATE_NONE && events[i].day > on)
            return i;
        /* The earlier programme: that there was a title is all that is known. */
        if (out->programme == ZONE_FORMER && events[i].kind == ZONE_APPROVED && out->n == 0) {
            begin_term(out, DATE_NONE, false);
            out->terms[0].since = events[i].day;
            continue;
        }
        out->fault_at = i;
        out->fault = s.rule ? may_happen(&s) : ZONE_FAULT_NOT_HERE;
        if (out->fault != ZONE_FAULT_NONE)
            return i;
        happen(&s);
    }
    return n;
}

void zone_terms_tell(enum title_kind track, const struct zone_event *events, size_t n, date_t on,
                     struct zone_terms *out)
{
    enum zone_fault fault;
    size_t at;

    walk(track, events, n, DATE_NONE, out);
    fault = out->fault;
    at = out->fault_at;
    walk(track, events, fault == ZONE_FAULT_NONE ? n : at, on, out);
    out->fault = fault;
    out->fault_at = fault == ZONE_FAULT_NONE ? 0 : at;
    show(out, on);
}

const struct zone_term *zone_terms_at(const struct zone_terms *t, date_t on)
{
    for (size_t i = t->n; i-- > 0;) {
        if (t->terms[i].since == DATE_NONE || t->terms[i].since <= on)
            return &t->terms[i];
    }
    return t->n ? &t->terms[0] : NULL;
}
