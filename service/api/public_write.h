/* public_write.h - what anybody may send, so many times an hour from one network.
 *
 * Only what reaches the job counts: a request that is answered from what is on record under its
 * Idempotency-Key does not, however often it comes. */
#ifndef API_PUBLIC_WRITE_H
#define API_PUBLIC_WRITE_H

#include "api/write.h"
#include "base/throttle.h"

bool public_write_answer(const struct request *rq, struct reply *rp,
                         const struct throttle_rule *rule, const char *action, write_job *job,
                         struct err *err);

#endif
