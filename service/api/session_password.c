/* session_password.c - PUT /api/v1/session/password: another password for oneself.  The other
 * sessions end; tokens stay, since programs use them, and the answer says how many there are.
 *
 * Guessing the old one is slowed down like signing in: a browser left open is no way around. */
#include "api/handlers.h"
#include "api/sign_in.h"
#include "api/write.h"
#include "base/secret.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

static const char ACTION[] = "person-password";

struct change_password {
    const char *old, *new;
    struct caller caller;
    char stored[PASSWORD_STORED];
    struct err refused; /* found before the queue, recorded there */
};

static bool read_body(const struct request *rq, struct change_password *c, struct err *err)
{
    static const char *const members[] = {"old", "new", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && body_secret(rq, body, "old", &c->old, err) &&
              body_secret(rq, body, "new", &c->new, err);

    cJSON_Delete(body);
    return ok;
}

static bool new_fits(const struct change_password *c, struct err *err)
{
    struct err why = {0};

    if (strcmp(c->old, c->new) == 0)
        return err_say(err, ERR_BAD_BODY, "new", "the new password is the old one",
                       "新密码与原密码相同");
    if (password_fits(c->new, &why) && password_fits_name(c->new, c->caller.in.person.name, &why))
        return true;
    snprintf(why.field, sizeof why.field, "new");
    *err = why;
    return false;
}

static bool old_is_right(const struct request *rq, const struct change_password *c, struct err *err)
{
    const char *name = c->caller.in.person.name;
    bool same;

    if (!password_check(c->caller.in.person.password, c->old, &same, err)) {
        sign_in_was_none(rq, name);
        return false;
    }
    if (!same)
        return err_say(err, ERR_FORBIDDEN, "old", "the old password is not right", "原密码不正确");
    sign_in_was_right(rq, name);
    return true;
}

static bool prepare(const struct request *rq, struct change_password *c, struct err *err)
{
    if (!c->caller.in.by_session)
        return err_say(err, ERR_FORBIDDEN, NULL, "sign in with the password to change it",
                       "修改密码须先用密码登录");
    return old_is_right(rq, c, err) && new_fits(c, err) && password_store(c->new, c->stored, err);
}

static bool job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct change_password *c = arg;
    struct json_writer out;
    struct buf text = {0};
    int64_t tokens;

    w->secret = true;
    w->object = arena_printf(w->arena, "person/%lld", (long long)w->who.id);
    if (c->refused.kind != ERR_NONE) {
        *err = c->refused;
        return false;
    }
    if (strcmp(w->who.password, c->caller.in.person.password) != 0)
        return err_say(err, ERR_CONFLICT, NULL, "the password was changed in the meantime",
                       "密码刚刚已被修改");
    if (!store_person_password(w->s, w->who.id, c->stored, &c->caller.digest, &w->by, err) ||
        !store_tokens_good(w->s, w->who.id, w->by.now, &tokens, err))
        return false;
    out = json_writer_to(&text);
    json_object(&out);
    json_put_int(&out, "tokens_still_valid", tokens);
    json_end(&out);
    reply_take(rp, 200, TYPE_JSON, &text);
    return true;
}

bool api_session_password(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct change_password c = {0};

    if (!request_allow_json(rq, allowed, err) ||
        !write_caller(rq, WRITE_SIGNED_IN, ACTION, &c.caller, err) || !read_body(rq, &c, err))
        return false;
    if (c.caller.in.by_session && !sign_in_try(rq, c.caller.in.person.name, rp)) {
        write_refused(rq, &c.caller, ACTION, &(struct err){.kind = ERR_TOO_MANY});
        return true;
    }
    prepare(rq, &c, &c.refused);
    return write_answer(rq, rp, WRITE_SIGNED_IN, ACTION, job, &c, err);
}
