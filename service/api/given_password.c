/* given_password.c - see given_password.h */
#include "api/given_password.h"

#include "api/sign_in.h"

#include <cJSON.h>

bool given_password_read(const struct request *rq, const struct cJSON *body,
                         struct given_password *out, struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(body, "password");

    out->made_here = !m || cJSON_IsNull(m);
    if (!out->made_here)
        return body_secret(rq, body, "password", &out->text, err);
    token_make(out->made);
    out->text = out->made;
    return true;
}

bool given_password_work_out(struct given_password *p, const char *name, struct err *err)
{
    if (!p->made_here && (!password_fits(p->text, err) || !password_fits_name(p->text, name, err)))
        return false;
    return password_store(p->text, p->stored, err);
}
