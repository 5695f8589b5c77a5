/* calendar.h - the days on which terms end and zones owe something, found for the interface and for
 * the page. */
#ifndef API_CALENDAR_H
#define API_CALENDAR_H

#include "api/title_json.h"
#include "api/zone_terms_json.h"
#include "domain/term.h"

struct calendar {
    const struct title *titles;
    size_t n_titles;
    struct term_end *ends;
    size_t n_ends;
    struct owed *owed; /* obligations of zones that have a last day */
    size_t n_owed;
};

struct calendar_filter {
    bool any_kind;
    enum title_kind kind;
    const char *unit;
    date_t since, until; /* DATE_NONE: open */
    struct when when;    /* only its asOf: the days are told, not asked about */
};

struct calendar calendar_find(const struct request *rq, const struct atlas *a, const struct view *v,
                              const struct calendar_filter *f);
/* Of a place as it is called now, else as the title calls it. */
const char *calendar_holder(const struct atlas *a, const struct title *t);

#endif
