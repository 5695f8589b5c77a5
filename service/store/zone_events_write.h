/* zone_events_write.h - what the two files of zone_events.h share; for this room only. */
#ifndef STORE_ZONE_EVENTS_WRITE_H
#define STORE_ZONE_EVENTS_WRITE_H

#include "store/change.h"
#include "store/zone_events.h"

/* Titles of that name and kind that are shown now. */
bool zone_titles_now(struct store *s, struct arena *a, const char *name, enum title_kind track,
                     const struct title ***out, size_t *n, struct err *err);
/* Could it have happened?  after: the terms with it, on the day after everything. */
bool zone_event_fits(struct store *s, struct arena *a, const struct zone *z,
                     const struct zone_event *e, struct zone_terms *after, struct err *err);
/* The row, sealed. */
bool zone_event_put(struct change *c, const struct zone_event *e, const char *zone, int64_t *id,
                    struct err *err);

#endif
