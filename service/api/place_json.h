/* place_json.h - places as the interface shows them. */
#ifndef API_PLACE_JSON_H
#define API_PLACE_JSON_H

#include "atlas/atlas.h"
#include "base/json_write.h"
#include "http/request.h"

/* {"code","name"} */
void put_place_ref(struct json_writer *w, const struct atlas *a, int place);
/* {"code","name","level"} */
void put_division(struct json_writer *w, const struct atlas *a, int place);
/* "parents": [province, prefecture], outermost first */
void put_parents(struct json_writer *w, const struct atlas *a, int place);
/* Members of a place's entry in a list, without the braces. */
void put_place_summary(struct json_writer *w, const struct atlas *a, int place, enum lang lang);
/* "revision", and what an answer about places says of its boundaries */
void put_provenance(struct json_writer *w, const struct atlas *a);

#endif
