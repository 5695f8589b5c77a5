/* zone_terms.h - terms, targets and measures as one revision of the register has them.
 *
 * What happened is on record; where a term stands on a day is worked out here for whoever asks.
 * All of it is borrowed from the atlas or lives in the arena. */
#ifndef ATLAS_ZONE_TERMS_H
#define ATLAS_ZONE_TERMS_H

#include "atlas/zones.h"
#include "domain/target.h"
#include "domain/zone_term.h"

#include <stddef.h>

/* One title of a zone through its terms. */
struct zone_told {
    const struct zone *zone;
    enum title_kind track;
    const struct zone_event *events; /* sorted, with what the titles imply */
    size_t n_events;
    struct zone_terms terms;
};

/* Every event of a zone ever recorded, in order of recording. */
const struct zone_event *atlas_zone_events(const struct atlas *a, const char *zone, size_t *n);
/* Each kind of title that the zone holds or held, in the order of the kinds, on a day (DATE_NONE:
 * the day after everything). */
size_t atlas_zone_told(const struct atlas *a, const struct zone *z, date_t on, moment_t as_of,
                       struct arena *arena, struct zone_told **out);

/* Of a zone (NULL: of the nation), as a moment sees them, in order of position. */
size_t atlas_targets(const struct atlas *a, const char *zone, moment_t as_of, struct arena *arena,
                     const struct target ***out);
/* Every measure ever recorded. */
const struct measure *atlas_measures(const struct atlas *a, size_t *n);

#endif
