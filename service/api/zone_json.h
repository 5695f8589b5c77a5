/* zone_json.h - zones as the interface shows them: in lists, on their sheet, in a download. */
#ifndef API_ZONE_JSON_H
#define API_ZONE_JSON_H

#include "api/zone_sections.h"

/* A point at which a zone may be marked, and the place whose middle it is; that is all a marker
 * says of a zone without limits. */
struct zone_marker {
    bool there;
    double lon, lat;
    const char *of; /* code of the place it is the middle of; NULL: of the zone itself */
};
struct zone_marker zone_marker(const struct zone_asked *q, const struct zone_drawn *drawn);

/* The title that says what the zone is on that day; NULL: none on record says so. */
const struct title *zone_title(const struct zone_asked *q);
/* It is there on that day and holds a title, or one of unknown term says it may. */
bool zone_may_hold(const struct zone_asked *q);
/* Any of its titles may be of the kind, also one that only a local plan speaks of. */
bool zone_is_of_kind(const struct zone_asked *q, enum title_kind kind);
/* Sum of the areas of its parts as computed; NAN where one has no shape, or there are none. */
double zone_area(const struct zone_asked *q, size_t *n_parts);
/* "limits not published; location unverified"; NULL: there is nothing to be said. */
const char *zone_shape_note(const struct zone_drawn *drawn, bool english);

/* The members of a zone's entry, without the braces. */
void put_zone_summary(struct json_writer *w, const struct zone_asked *q);
/* A day and a moment as they were asked, with the row of that zone; zone NULL: it was not there. */
struct zone_asked zone_asked_of(const struct request *rq, const struct atlas *a,
                                const struct when *when, size_t i);

#endif
