/* zone_terms_json.h - terms of zones and what is owed, as the interface shows them. */
#ifndef API_ZONE_TERMS_JSON_H
#define API_ZONE_TERMS_JSON_H

#include "atlas/zone_terms.h"
#include "base/json_write.h"
#include "http/request.h"

/* One duty of one term of one title of a zone. */
struct owed {
    const struct zone_told *told;
    size_t term; /* of told->terms */
    const struct zone_duty *duty;
};

/* All duties of the zone's titles; the list lives in the arena. */
size_t owed_of(const struct zone_told *told, size_t n_told, struct arena *a, struct owed **out);
/* Known last days first, in their order; then by zone and kind. */
void owed_sort(struct owed *all, size_t n);
bool owed_is_open(const struct owed *o);
/* "zone-nanjing-jiangning-trial-zone-1-report-2024": names it, and stays. */
const char *owed_id(const struct owed *o, struct arena *a);

void put_zone_term(struct json_writer *w, const struct zone_told *told, size_t term, bool english);
void put_owed(struct json_writer *w, const struct owed *o, bool english);
void put_zone_event(struct json_writer *w, const struct zone_event *e, bool english);

/* The title that speaks for the zone on a day: of those applied for the newest, else a former one;
 * and its term of that day.  NULL: none. */
const struct zone_told *told_now(const struct zone_told *told, size_t n, date_t on, size_t *term);

#endif
