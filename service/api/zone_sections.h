/* zone_sections.h - the sheet of one zone is put together from sections, each written by the file
 * that knows its nouns.
 *
 * A section writes its members into the object that is open and closes nothing it did not open.  It
 * reads from the atlas alone, so that the same sheet has the same bytes. */
#ifndef API_ZONE_SECTIONS_H
#define API_ZONE_SECTIONS_H

#include "api/title_json.h"
#include "atlas/zones.h"
#include "base/json_write.h"
#include "http/request.h"

struct zone_asked {
    const struct request *rq;
    const struct atlas *atlas;
    const struct zone *zone;
    struct view view; /* of titles at as_of */
    date_t on;
    moment_t as_of; /* MOMENT_NONE: now */
    bool english;
};

/* "parts": [{number, name, function, stage, extent, area …}] (zone_parts_json.c) */
void zone_put_parts(struct json_writer *w, const struct zone_asked *q);
/* "area": declared, of its parts, computed (zone_parts_json.c) */
void zone_put_area(struct json_writer *w, const struct zone_asked *q);
/* "titles": as everywhere (zone_json.c) */
void zone_put_titles(struct json_writer *w, const struct zone_asked *q);

/* "term" and "obligations" */
void zone_put_term(struct json_writer *w, const struct zone_asked *q);
void zone_put_obligations(struct json_writer *w, const struct zone_asked *q);
/* "targets": with the measures and where they stand against the straight line */
void zone_put_targets(struct json_writer *w, const struct zone_asked *q);
/* "institutions": how many, by grade, and the link to the directory */
void zone_put_institutions(struct json_writer *w, const struct zone_asked *q);

#endif
