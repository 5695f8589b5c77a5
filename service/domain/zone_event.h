/* zone_event.h - what can happen to a zone that holds a title, and what the texts say about it.
 *
 * Z speaks of the national zones, J of those of Jiangsu; of the earlier programme no rules are on
 * record, so nothing is computed for it.  A row of the table speaks of one event in one programme;
 * what no row speaks of does not happen there.  Sets are bits, 1 << the member of the enum. */
#ifndef DOMAIN_ZONE_EVENT_H
#define DOMAIN_ZONE_EVENT_H

#include "base/date.h"
#include "domain/authority.h"
#include "domain/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zone_programme { ZONE_NATIONAL, ZONE_JIANGSU, ZONE_FORMER, ZONE_PROGRAMMES };

enum zone_event_kind {
    ZONE_APPROVED, /* approved, or (J) established: the term begins */
    ZONE_PLAN_FILED,
    ZONE_REPORT_FILED, /* about a year */
    ZONE_PLAN_CHANGED, /* J: asked for, and to be approved */
    ZONE_CHANGE_APPROVED,
    ZONE_CHANGE_REFUSED,
    ZONE_PASSED,
    ZONE_PASSED_WITH_SUPPORT,
    ZONE_EXCELLENT,
    ZONE_QUALIFIED,
    ZONE_NOT_QUALIFIED,
    ZONE_RECTIFY,
    ZONE_RECTIFIED, /* the applicant says so; it is assessed again */
    ZONE_NEW_PLAN_FILED,
    ZONE_REVOKED,
    ZONE_FRAUD,
    ZONE_EVENTS,
};

struct zone_event {
    int64_t id;
    const char *zone; /* its id */
    enum title_kind track;
    enum zone_event_kind kind;
    date_t day;                 /* DATE_NONE: of an approval alone, whose day was not published */
    int year;                   /* that a report is about; 0: none */
    date_t limit;               /* until when to rectify; DATE_NONE: none was set */
    int64_t title, application; /* 0: none */
    const char *document, *source, *note; /* NULL: none */
    moment_t recorded, retracted;
};

/* Where a term stands. */
enum zone_phase {
    PHASE_NONE, /* nothing was approved */
    PHASE_RUNNING,
    PHASE_RECTIFYING,
    PHASE_RECTIFIED, /* to be assessed again */
    PHASE_PASSED,
    PHASE_TAKEN, /* revoked */
    ZONE_PHASES,
};

struct zone_event_rule {
    enum zone_programme programme;
    enum zone_event_kind kind;
    unsigned from;      /* phases */
    int to;             /* a phase, or -1: as before */
    unsigned who;       /* roles, each as far as ACTION_TELL_ZONE_EVENT lets it reach */
    bool assesses;      /* only once the term is over */
    bool needs_limit;   /* a last day to rectify must be set */
    bool may_limit;     /* may be set */
    const char *clause; /* NULL: the text does not say */
};

enum zone_programme zone_programme_of(enum title_kind track); /* of a kind that zones hold */
/* NULL: this does not happen there. */
const struct zone_event_rule *zone_event_rule(enum zone_programme programme,
                                              enum zone_event_kind kind);
/* The rules of a programme, one by one: NULL beyond the last. */
const struct zone_event_rule *zone_event_rule_at(enum zone_programme programme, size_t i);

/* By day, those of one day in order of id but for an approval, which comes first; one without a day
 * comes before all. */
void zone_events_sort(struct zone_event *events, size_t n);

const char *zone_programme_name(enum zone_programme p); /* "Z", "J", "former" */
const char *zone_event_name(enum zone_event_kind k);    /* "plan_filed" … */
bool zone_event_parse(const char *s, enum zone_event_kind *out);
const char *zone_event_label(enum zone_event_kind k, bool english);
const char *zone_phase_label(enum zone_phase p, bool english);

#endif
