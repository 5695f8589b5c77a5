/* proposed_json.h - the zone that an application is about, as those see it who may. */
#ifndef API_PROPOSED_JSON_H
#define API_PROPOSED_JSON_H

#include "api/application_asked.h"
#include "base/json_write.h"
#include "store/proposed_zones.h"

/* Everything that is proposed, without the coordinates: {"application", "version", "state", "open",
 * "zone", "parts"}; the braces are for the caller. */
bool put_proposal(struct json_writer *w, struct store *s, const struct request *rq,
                  const struct application *app, struct err *err);

/* The end of a job: the proposal as it stands now.  taken: one more member, ready-made; NULL: none.
 */
bool proposal_answer(struct write *w, struct reply *rp, const struct application *app,
                     const char *taken, struct err *err);

/* Before anything costly: may they, and is it open? */
bool proposal_precheck(const struct request *rq, const struct person *who, struct err *err);
/* In a job: the same, and If-Match. */
bool proposal_ask(struct write *w, struct asked *asked, struct err *err);
/* The part number of the path. */
bool proposal_number(const struct request *rq, int *out, struct err *err);

enum { PROPOSED_PARTS_MOST = 100 };

#endif
