/* obligations.h - what zones owe, found for a list, a calendar or a feed. */
#ifndef API_OBLIGATIONS_H
#define API_OBLIGATIONS_H

#include "api/ics.h"
#include "api/title_json.h"
#include "api/zone_terms_json.h"

struct owed_filter {
    const char *unit, *zone; /* NULL: any */
    bool any_track;
    enum title_kind track;
    date_t before;     /* only those that fall due before that day; DATE_NONE: any */
    bool only_overdue; /* and only_not: the other way round */
    bool only_not_overdue;
    bool all; /* those that are done or dropped too */
    struct when when;
};

/* Those a day sees (on DATE_NONE: after everything that was told), sorted. */
size_t owed_find(const struct atlas *a, const struct owed_filter *f, date_t on, struct arena *arena,
                 struct owed **out);
/* One with a last day, for a calendar. */
void owed_event(struct buf *out, const struct request *rq, const struct atlas *a,
                const struct owed *o);
/* "南京市江宁区：报送年度总结和计划（2026年度）" */
const char *owed_title(const struct owed *o, struct arena *a, bool english);

/* unit=, a recommending unit; zone=, a zone on record. */
bool owed_scope_read(const struct request *rq, struct owed_filter *f, struct err *err);
bool owed_zone_known(const struct atlas *a, const struct owed_filter *f, struct err *err);

#endif
