/* round_json.h - rows of a round as the interface shows them. */
#ifndef API_ROUND_JSON_H
#define API_ROUND_JSON_H

#include "base/json_write.h"
#include "domain/quota.h"
#include "http/request.h"
#include "store/deadlines.h"

void put_quota(struct json_writer *w, const struct request *rq, const struct quota *q);
/* d NULL: nothing is on record, which says no more than a row without a day. */
void put_deadline(struct json_writer *w, const struct request *rq, enum title_kind track,
                  enum application_event event, const struct deadline *d);

/* "tracks": what may be applied for in it. */
void put_round_tracks(struct json_writer *w, const struct round *r);

#endif
