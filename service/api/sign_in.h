/* sign_in.h - what everything that asks for a password has in common.
 *
 * Guessing is slowed down for an account from one network, and a little for a network as a whole;
 * the same account from elsewhere is never concerned, nor is who has signed in from that network
 * before. */
#ifndef API_SIGN_IN_H
#define API_SIGN_IN_H

#include "api/service.h"
#include "base/json_write.h"
#include "store/people.h"

/* Counts an attempt.  false: it is too early, and the reply says when to come back. */
bool sign_in_try(const struct request *rq, const char *account, struct reply *rp);
void sign_in_was_right(const struct request *rq, const char *account);
void sign_in_was_none(const struct request *rq, const char *account);

/* A secret of a body: any text that is not empty. Copied into the arena. */
struct cJSON;
bool body_secret(const struct request *rq, const struct cJSON *body, const char *name,
                 const char **out, struct err *err);

/* "name", "role", "unit", "place" and their labels; place_name may be NULL. */
void put_person(struct json_writer *w, const struct request *rq, const struct person *p,
                const char *place_name);
bool person_place_name(struct store *s, struct arena *a, const struct person *p, const char **name,
                       struct err *err);

#endif
