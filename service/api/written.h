/* written.h - what the jobs of changes have in common: who acts, and the answer with the revision
 * the register has come to. */
#ifndef API_WRITTEN_H
#define API_WRITTEN_H

#include "api/write.h"
#include "base/buf.h"
#include "domain/track.h"

/* May whoever sends this do it? */
bool written_may(struct write *w, const char *round, enum action action, const struct subject *what,
                 struct err *err);
/* The end of a job: takes the JSON of out as the answer. */
bool written_json(struct write *w, struct reply *rp, unsigned status, struct buf *out,
                  struct err *err);

/* What a change leaves, each a JSON value; with nothing in `after` that is what is answered. */
struct written {
    struct buf before, after, out;
};
/* The end of a job that enters it in the chain and answers it. */
bool written_change(struct write *w, struct reply *rp, unsigned status, struct written *t,
                    struct err *err);

/* Why something is taken back: reason= of the address, or the only member of a JSON body.
 * ERR_REASON_MISSING without one.  Whatever handler uses it allows the parameter. */
bool written_reason(const struct request *rq, const char **out, struct err *err);

/* Parts of a path; 404 where they name nothing. */
bool path_track(const struct request *rq, size_t part, enum title_kind *out, struct err *err);
bool path_unit(const struct request *rq, size_t part, const char **out, struct err *err);

#endif
