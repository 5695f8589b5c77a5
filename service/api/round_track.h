/* round_track.h - what the handlers of scores share: a round and track in the address, and the
 * items of a list in a body. */
#ifndef API_ROUND_TRACK_H
#define API_ROUND_TRACK_H

#include "domain/track.h"
#include "http/request.h"
#include "store/store.h"

struct cJSON;

/* parts[0] is a round on record, parts[1] a track: 404 that says which is not. */
bool round_track_read(struct store *s, const struct request *rq, enum title_kind *track,
                      struct err *err);

/* An object with no other members than these; a stranger is named. */
bool item_members(const struct cJSON *item, const char *const *members, struct err *err);
/* The field at fault is one of an item: "weight" becomes "items[3].weight". */
void item_field(struct err *err, const char *list, size_t i);

#endif
