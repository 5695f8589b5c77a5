/* eligibility.h - may this place apply on this track on this day: the conditions one by one, and
 * the verdict they add up to.
 *
 * Results are three-valued.  An anonymous question brings no findings, so what a person must judge
 * stays unknown and the answer rests on published facts alone.  Total: every input has an answer.
 * The answer borrows from everything it was given. */
#ifndef DOMAIN_ELIGIBILITY_H
#define DOMAIN_ELIGIBILITY_H

#include "base/date.h"
#include "domain/coverage.h"
#include "domain/holding.h"
#include "domain/quota.h"
#include "domain/rules.h"

#include <stdbool.h>
#include <stddef.h>

enum result { RESULT_MET, RESULT_NOT_MET, RESULT_UNKNOWN, RESULT_NOT_APPLICABLE, RESULTS };

enum verdict { VERDICT_ELIGIBLE, VERDICT_NOT_ELIGIBLE, VERDICT_UNDETERMINED, VERDICTS };

/* An application cancelled for fraud: covers its round, and longer only up to an entered end. */
struct bar {
    const char *place; /* code */
    const char *round; /* id; NULL: names none */
    date_t since;      /* day of the decision, DATE_NONE: not known */
    date_t until;      /* entered end, DATE_NONE: none was entered */
    const char *document;
    moment_t recorded, retracted;
};

/* What somebody found about one attested condition; at most one per condition is given. */
struct finding {
    enum condition_id condition;
    enum result result; /* met or not met; anything else counts as unknown */
    const char *by, *evidence;
    date_t on;
};

/* The zone that an application proposes, as far as a rule looks at it. */
struct zone_case {
    const char *zone, *name;    /* zone: the id of the one it continues; NULL: a new one */
    enum truth host;            /* a division: is it one the text means?  TRUTH_UNKNOWN: a park */
    const char *host_name;      /* as proposed; NULL: not said */
    bool outstanding;           /* a reason was stated */
    const struct title *titles; /* that bear its name, of any kind */
    size_t n_titles;
    int64_t institutions; /* in its directory on the day; 0: it has none */
    enum truth excellent; /* the province's final assessment */
};

struct question {
    enum title_kind track;
    date_t on;
    const struct round *round; /* NULL: none */
    const struct quota *quota; /* of that round, track and unit; NULL: no such row */
    const struct bar *bars;
    size_t n_bars;
    const struct finding *findings;
    size_t n_findings;
    const struct zone_case *zone; /* NULL: no zone is spoken of */
};

struct condition {
    const struct rule *rule;
    enum result result;
    const struct bar *bar;         /* the bar that stands, or may, for not-barred */
    const struct finding *finding; /* what was found, for attested ones */
    const struct title *title;     /* of the zone: that which decided */
};

struct eligibility {
    enum title_kind track;
    date_t on;
    enum verdict verdict;
    const struct holder *place;
    const struct round *round;
    const struct quota *quota;
    bool kind_fits;                      /* may be: of zones, also where the text leaves it open */
    enum truth kind;                     /* of the place: is it one that the track is for? */
    const struct zone_case *zone;        /* NULL: none was spoken of */
    struct holding demonstration, pilot; /* of the track's side; filled when the kind fits */
    size_t n;
    struct condition conditions[RULES_MOST];
};

void eligibility_assess(const struct view *v, const struct holder *place, const struct question *q,
                        struct eligibility *out);

/* Kleene's strong conjunction over the conditions, with the alternatives joined first. */
enum verdict eligibility_join(const struct condition *conditions, size_t n);

/* How many institutions a zone of Jiangsu has to have (J/四(二)3), and the day of the year by which
 * it applies in principle (J/四(三)). */
enum { JS_INSTITUTIONS = 15, JS_MONTH = 6, JS_DAY = 30 };

const char *result_name(enum result r); /* "not_met" … */
bool result_parse(const char *s, enum result *out);
const char *result_label(enum result r, bool english);
const char *verdict_name(enum verdict v); /* "undetermined" … */
const char *verdict_label(enum verdict v, bool english);

#endif
