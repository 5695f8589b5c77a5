/* given_password.h - a password an operator gives somebody: out of the body, or made here and shown
 * once.
 *
 * It is worked out before the register's own thread is asked; what is wrong with it is found there
 * and recorded here. */
#ifndef API_GIVEN_PASSWORD_H
#define API_GIVEN_PASSWORD_H

#include "base/err.h"
#include "base/secret.h"
#include "http/request.h"

struct cJSON;

struct given_password {
    const char *text; /* as given, or made here */
    bool made_here;
    char stored[PASSWORD_STORED], made[TOKEN_TEXT];
};

/* The member "password", which may be left out.  text points into *out: do not copy it. */
bool given_password_read(const struct request *rq, const struct cJSON *body,
                         struct given_password *out, struct err *err);
/* Fills in stored; name: of the account it is for. */
bool given_password_work_out(struct given_password *p, const char *name, struct err *err);

#endif
