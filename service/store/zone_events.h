/* zone_events.h - what happened to zones as the register holds it, in two times, and how their
 * titles keep step with it.
 *
 * Reading gives every row that was ever recorded.  A title whose approval nobody told as an event
 * implies one (domain/zone_history.h), so every zone that holds a title has a term. */
#ifndef STORE_ZONE_EVENTS_H
#define STORE_ZONE_EVENTS_H

#include "base/arena.h"
#include "domain/title.h"
#include "domain/zone.h"
#include "domain/zone_term.h"
#include "store/store.h"

#include <stddef.h>

/* All rows, in order of recording. */
bool store_zone_events(struct store *s, struct arena *a, struct zone_event **out, size_t *n,
                       struct err *err);
/* Of one zone and track, as it stands now: what was told and what its titles imply, sorted.  name:
 * of the zone, as titles call it. */
bool store_zone_events_now(struct store *s, struct arena *a, const char *zone, const char *name,
                           enum title_kind track, struct zone_event **out, size_t *n,
                           struct err *err);

/* ---- changes: inside a transaction ---- */

/* Recorded as it is: for whoever has decided it already and changed the title too (designation, an
 * application cancelled for fraud).  r may be a revision taken already.  ERR_WRONG_STATE where it
 * cannot have happened after what is on record. */
bool store_zone_event_add(struct store *s, const struct zone *z, const struct zone_event *e,
                          const struct revision *r, int64_t *id, struct err *err);

/* Told by an officer: the same, and the titles keep step.  An approval gives its day to a title
 * that had none; a renewal records the title for the next term; a revocation takes the titles away.
 * Fills in e->title.  r becomes the revision taken. */
bool store_zone_event_tell(struct store *s, const struct zone *z, struct zone_event *e,
                           struct revision *r, int64_t *id, struct err *err);

#endif
