/* zone_term.h - the terms of one title of a zone: where each stands on a day, how long the title
 * may be used, and what is owed, by the texts and by what happened.
 *
 * Total: whatever the events, there is an answer; the first event that cannot have happened is
 * named with the reason, and what comes after it is left aside.  What the texts or the register do
 * not say is unknown and listed as such.  Our readings: the day of approval is the first of the
 * three years; a report is owed in each year that begins within the term; a title that is kept goes
 * on from the day after its term, whenever that was decided. */
#ifndef DOMAIN_ZONE_TERM_H
#define DOMAIN_ZONE_TERM_H

#include "domain/zone_event.h"

enum zone_status {
    ZONE_STATUS_UNKNOWN,
    ZONE_STATUS_RUNNING,
    ZONE_STATUS_DUE_ACCEPTANCE, /* the term is over, or rectified, and nothing was decided */
    ZONE_STATUS_IN_RECTIFICATION,
    ZONE_STATUS_RENEWED, /* the title is kept: Z, for a term more */
    ZONE_STATUS_LAPSED,  /* ended by rule: no new plan */
    ZONE_STATUS_REVOKED,
    ZONE_STATUSES,
};

enum zone_duty_kind {
    DUTY_PLAN,
    DUTY_REPORT,
    DUTY_CHANGE, /* to decide on a changed plan */
    DUTY_ACCEPTANCE,
    DUTY_RECTIFY,
    DUTY_NEW_PLAN,
    DUTY_KINDS,
};

enum duty_state {
    DUTY_OPEN,
    DUTY_DUE_UNKNOWN, /* open, and its last day is not known */
    DUTY_OVERDUE,
    DUTY_DONE,
    DUTY_DONE_LATE,
    DUTY_DROPPED, /* the title was gone first */
    DUTY_STATES,
};

struct zone_duty {
    enum zone_duty_kind kind;
    int year;         /* a report is about; 0: none, or not known */
    int due_year;     /* in which it falls due, also where the day is not known; 0: not known */
    date_t from, due; /* first and last day for it; DATE_NONE: not known */
    date_t done;      /* DATE_NONE: not done by that day */
    enum duty_state state;
};

/* What nobody said; a set of 1 << these. */
enum zone_unknown {
    UNKNOWN_APPROVAL_DAY,
    UNKNOWN_REPORT_MONTH,
    UNKNOWN_ACCEPTANCE_DAY,
    UNKNOWN_RECTIFY_LIMIT,
    UNKNOWN_NEW_PLAN_LIMIT,
    UNKNOWN_AFTER_TERM,
    UNKNOWN_KEPT_LENGTH,
    UNKNOWN_FORMER_RULES,
    ZONE_UNKNOWNS,
};

enum zone_fault {
    ZONE_FAULT_NONE,
    ZONE_FAULT_NOT_HERE, /* the programme does not know this event */
    ZONE_FAULT_NO_TERM,
    ZONE_FAULT_PHASE, /* not from where the term stands */
    ZONE_FAULT_TERM_RUNS,
    ZONE_FAULT_NO_DAY,
    ZONE_FAULT_BEFORE_TERM,
    ZONE_FAULT_TOLD_BEFORE,
    ZONE_FAULT_BEFORE_END,
    ZONE_FAULT_TWICE,
    ZONE_FAULT_NOT_OWED,
    ZONE_FAULT_YEAR_MISSING,
    ZONE_FAULT_YEAR_NOT_OVER,
    ZONE_FAULT_YEAR_NOT_OWED,
    ZONE_FAULT_LIMIT_MISSING,
    ZONE_FAULT_LIMIT_BEFORE,
    ZONE_FAULT_LIMIT_NOT_HERE,
    ZONE_FAULT_NO_PLAN,
    ZONE_FAULT_CHANGE_OPEN,
    ZONE_FAULT_NO_CHANGE,
    ZONE_FAULT_TOO_MANY,
    ZONE_FAULTS,
};

enum { ZONE_TERMS_MOST = 12, ZONE_DUTIES_MOST = 24, ZONE_TERM_YEARS = 3, ZONE_PLAN_MONTHS = 3 };

struct zone_term {
    date_t since, until; /* of the three years; DATE_NONE: not known */
    date_t last_day;     /* on which the title may be used; DATE_NONE: not known */
    date_t ended;        /* the day it was taken away; DATE_NONE: it was not */
    bool fraud;          /* and for that */
    bool renews;         /* follows one whose title was kept */
    bool supported;      /* passed, with further support */
    bool priority;       /* J: excellent, recommended first for a national trial zone */
    date_t passed;       /* DATE_NONE: not by that day */
    enum zone_phase phase;
    enum zone_status status;
    unsigned unknown;
    size_t n_duties;
    struct zone_duty duties[ZONE_DUTIES_MOST];
};

struct zone_terms {
    enum zone_programme programme;
    size_t n;
    struct zone_term terms[ZONE_TERMS_MOST];
    enum zone_fault fault; /* of all events, also those after the day */
    size_t fault_at;       /* its place among the events */
};

/* events: of one zone and track, sorted (zone_events_sort).  Those after `on` are held against the
 * rules, and count for nothing else; on DATE_NONE: the day after everything. */
void zone_terms_tell(enum title_kind track, const struct zone_event *events, size_t n, date_t on,
                     struct zone_terms *out);
/* The one that holds the day, else the newest that began; NULL: none. */
const struct zone_term *zone_terms_at(const struct zone_terms *t, date_t on);

/* The last day of three years whose first is since (2024-02-29: 2027-02-28), and the last day for
 * the plan (2023-11-30: 2024-02-29); DATE_NONE where since is. */
date_t zone_term_until(date_t since);
date_t zone_plan_due(date_t since);

/* Who owes it; NULL: nothing is owed of this kind. */
struct zone_duty_rule {
    const char *clause;
    enum role owner;
};
const struct zone_duty_rule *zone_duty_rule(enum zone_programme p, enum zone_duty_kind k);

const char *zone_status_name(enum zone_status s); /* "running" … */
const char *zone_status_label(enum zone_status s, bool english);
const char *zone_duty_name(enum zone_duty_kind k); /* "plan" … */
const char *zone_duty_label(enum zone_duty_kind k, bool english);
const char *duty_state_name(enum duty_state s); /* "open" … */
const char *duty_state_label(enum duty_state s, bool english);
const char *zone_unknown_name(enum zone_unknown u); /* "approval_day" … */
const char *zone_unknown_text(enum zone_unknown u, bool english);
const char *zone_fault_text(enum zone_fault f, bool english); /* a sentence */

#endif
