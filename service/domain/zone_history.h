/* zone_history.h - the events of one zone and track as a moment sees them: what was told, and what
 * the titles on record imply where nobody told it. */
#ifndef DOMAIN_ZONE_HISTORY_H
#define DOMAIN_ZONE_HISTORY_H

#include "domain/title.h"
#include "domain/zone_event.h"

/* titles: of the zone (any kind); events: any that contain those of the zone.  Sorted.  Writes no
 * more than max, which n_events + 1 always suffices for. */
size_t zone_history(const char *zone, enum title_kind track, const struct zone_event *events,
                    size_t n_events, const struct title *const *titles, size_t n_titles,
                    moment_t as_of, struct zone_event *out, size_t max);

#endif
