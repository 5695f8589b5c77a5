/* zone_history.c - a title on record says that there was an approval: on its first day, or on a day
 * that was not published. */
#include "domain/zone_history.h"

#include <string.h>

static bool earlier(const struct title *t, const struct title *than)
{
    return t->since != than->since ? t->since < than->since : t->id < than->id;
}

/* The earliest title of the kind; titles of later terms follow from events. */
static const struct title *first_title(enum title_kind track, const struct title *const *titles,
                                       size_t n, moment_t as_of)
{
    const struct title *first = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct title *t = titles[i];

        if (t->kind == track && title_shown(t, as_of) && (!first || earlier(t, first)))
            first = t;
    }
    return first;
}

size_t zone_history(const char *zone, enum title_kind track, const struct zone_event *events,
                    size_t n_events, const struct title *const *titles, size_t n_titles,
                    moment_t as_of, struct zone_event *out, size_t max)
{
    const struct title *t;
    bool approved = false;
    size_t n = 0;

    for (size_t i = 0; i < n_events && n < max; i++) {
        const struct zone_event *e = &events[i];

        if (e->track != track || strcmp(e->zone, zone) != 0 ||
            !view_shows(as_of, e->recorded, e->retracted))
            continue;
        approved = approved || e->kind == ZONE_APPROVED;
        out[n++] = *e;
    }
    t = approved ? NULL : first_title(track, titles, n_titles, as_of);
    if (t && n < max)
        out[n++] = (struct zone_event){
            .zone = zone,
            .track = track,
            .kind = ZONE_APPROVED,
            .day = t->since,
            .limit = DATE_NONE,
            .title = t->id,
            .document = t->document,
            .source = t->source,
            .recorded = t->recorded,
            .retracted = t->retracted,
        };
    zone_events_sort(out, n);
    return n;
}
