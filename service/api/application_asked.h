/* application_asked.h - the application a path names, for whoever may read it.
 *
 * One that is not there and one that is out of reach are refused in the same words; only who may
 * see all of them is told that there is none. */
#ifndef API_APPLICATION_ASKED_H
#define API_APPLICATION_ASKED_H

#include "api/caller.h"
#include "api/write.h"
#include "store/applications.h"

struct asked {
    struct application app;
    struct subject subject;
    struct actor actor;
};

bool application_ask(struct store *s, const struct request *rq, const struct person *who,
                     int64_t id, struct asked *out, struct err *err);
/* In a job: the one that parts[0] names, which becomes the job's object; then one more action. */
bool application_ask_to(struct write *w, enum action action, struct asked *out, struct err *err);
/* If-Match where it was sent: ERR_STALE when it is not the present version. */
bool application_seen(const struct request *rq, const struct application *app, struct err *err);

#endif
