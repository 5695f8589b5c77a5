/* caller.h - who sends this request: the session cookie or bearer token, looked up.
 *
 * A token that is not good any more is a refusal (401), never a silent step down to the public: a
 * program has to hear of it.  A session ends by itself, so a browser that still sends its cookie is
 * the public where the public may ask, and is told to forget it. */
#ifndef API_CALLER_H
#define API_CALLER_H

#include "api/service.h"
#include "store/people.h"

struct caller {
    struct signed_in in;  /* in.person.id 0: nobody, the public */
    struct sha256 digest; /* of the session or token */
    bool over;            /* a cookie came whose session is over: see reply_forget_session */
    bool password_due;    /* signed in, but the public until the password is changed */
};

/* Nobody signed in is fine here. */
bool caller_find(const struct request *rq, struct caller *out, struct err *err);
/* Nobody signed in is ERR_SIGN_IN. */
bool caller_need(const struct request *rq, struct caller *out, struct err *err);
/* Of a write by cookie: the token that goes with the session, and a page of our own. */
bool caller_wrote(const struct request *rq, const struct caller *c, struct err *err);
/* An Origin header, where there is one, is our own address: for what is sent without a session. */
bool caller_is_ours(const struct request *rq, struct err *err);
/* Signed in, and by role alone allowed to do what concerns no place in particular. */
bool caller_need_role(const struct request *rq, enum action action, struct err *err);
/* May this actor do it?  Says why not, in the order and words of the authority table. */
bool caller_may(const struct actor *who, enum action action, const struct subject *what,
                struct err *err);

#endif
