/* caller.h - who sends this request: the session cookie or bearer token, looked up.
 *
 * A credential that is not good any more is a refusal (401), never a silent step down to the
 * public. */
#ifndef API_CALLER_H
#define API_CALLER_H

#include "api/service.h"
#include "store/people.h"

struct caller {
    struct signed_in in;  /* in.person.id 0: nobody, the public */
    struct sha256 digest; /* of the session or token */
};

/* Nobody signed in is fine here. */
bool caller_find(const struct request *rq, struct caller *out, struct err *err);
/* Nobody signed in is ERR_SIGN_IN. */
bool caller_need(const struct request *rq, struct caller *out, struct err *err);
/* Of a write by cookie: the token that goes with the session, and a page of our own. */
bool caller_wrote(const struct request *rq, const struct caller *c, struct err *err);
/* An Origin header, where there is one, is our own address: for what is sent without a session. */
bool caller_is_ours(const struct request *rq, struct err *err);
/* May this actor do it?  Says why not, in the order and words of the authority table. */
bool caller_may(const struct actor *who, enum action action, const struct subject *what,
                struct err *err);

#endif
