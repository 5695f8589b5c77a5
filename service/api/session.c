/* session.c - signing in, asking who one is, and leaving.
 *
 * An unknown name and a wrong password are answered alike, after the same work: a password is
 * worked out, and the attempt is written down.  A name that is nobody's is written nowhere, because
 * it may be a password that was typed into the wrong field. */
#include "api/caller.h"
#include "api/handlers.h"
#include "api/sign_in.h"
#include "api/write.h"
#include "base/mem.h"
#include "base/secret.h"
#include "http/cookie.h"
#include "store/audit.h"
#include "store/readers.h"
#include "store/writer.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

static const char *const no_parameters[] = {NULL};

struct sign_in {
    const struct request *rq;
    const char *name, *password;
    struct person person;
    const char *place_name;
    const char *before; /* the session this browser had, NULL: none */
    char token[TOKEN_TEXT], csrf[TOKEN_TEXT];
    bool gone; /* closed, or given another password, in between */
};

/* ---- what is read ---- */

static bool read_names(struct sign_in *in, struct err *err)
{
    static const char *const members[] = {"name", "password", NULL};
    cJSON *body = write_body(in->rq, members, err);
    bool ok = body && body_secret(in->rq, body, "name", &in->name, err) &&
              body_secret(in->rq, body, "password", &in->password, err);

    cJSON_Delete(body);
    return ok;
}

static bool find_person(struct sign_in *in, struct err *err)
{
    const struct service *service = service_of(in->rq);
    struct store *s = readers_take(service->readers);
    bool ok = store_person_named(s, in->rq->arena, in->name, &in->person, err) &&
              person_place_name(s, in->rq->arena, &in->person, &in->place_name, err);

    readers_give(service->readers, s);
    return ok;
}

/* ---- on the writer's thread ---- */

static bool refused_job(struct store *s, void *arg, struct err *err)
{
    const struct sign_in *in = arg;
    struct buf detail = {0};
    struct json_writer w = json_writer_to(&detail);
    char object[32] = "sign-in";
    bool ok;

    if (in->person.id != 0)
        snprintf(object, sizeof object, "person/%lld", (long long)in->person.id);
    json_object(&w);
    json_put_string(&w, "network", in->rq->client);
    json_end(&w);
    const struct audit_entry entry = {.at = in->rq->now,
                                      .action = "sign-in",
                                      .object = object,
                                      .outcome = err_kind_slug(ERR_SIGN_IN_FAILED),
                                      .detail = detail.data};
    ok = audit_append(s, &entry, err);
    buf_free(&detail);
    return ok;
}

static bool begin_job(struct store *s, void *arg, struct err *err)
{
    struct sign_in *in = arg;
    const struct act_by by = {.person = in->person.id, .now = in->rq->now};
    struct sha256 digest = token_digest(in->token), before;
    struct person now;

    if (!store_person(s, in->rq->arena, in->person.id, &now, err))
        return false;
    in->gone = now.id == 0 || strcmp(now.password, in->person.password) != 0;
    if (in->gone)
        return refused_job(s, in, err);
    if (in->before) {
        before = token_digest(in->before);
        if (!store_session_end(s, &before, &by, err))
            return false;
    }
    return store_session_begin(s, in->person.id, &digest, in->csrf, &by, err);
}

/* ---- the answer ---- */

static void put_ends(struct json_writer *w, const struct signed_in *in)
{
    char text[MOMENT_TEXT];

    json_put_string(w, "by", in->by_session ? "session" : "token");
    json_put_string(w, "begun", in->by_session ? moment_format(in->begun, text) : NULL);
    json_put_moment(w, "ends", in->ends);
    json_put_string(w, "ends_at_most",
                    in->by_session            ? moment_format(in->begun + SESSION_MOST_MS, text)
                    : in->ends == MOMENT_NONE ? NULL
                                              : moment_format(in->ends, text));
}

static void reply_who(const struct request *rq, struct reply *rp, const struct signed_in *in,
                      const char *place_name)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    if (in->by_session)
        json_put_string(&w, "csrf", in->csrf);
    json_put_int(&w, "id", in->person.id);
    put_person(&w, rq, &in->person, place_name);
    json_put_bool(&w, "password_due", in->person.password_due && in->by_session);
    put_ends(&w, in);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
}

static void set_cookie(const struct request *rq, struct reply *rp, const char *value, long seconds)
{
    reply_header(rp, "Set-Cookie",
                 cookie_write(rq->arena, value, address_is_secure(rq->base_url), seconds));
}

static void reply_begun(const struct sign_in *in, struct reply *rp)
{
    const moment_t now = in->rq->now;
    const struct signed_in who = {.person = in->person,
                                  .by_session = true,
                                  .csrf = in->csrf,
                                  .begun = now,
                                  .used = now,
                                  .ends = now + SESSION_IDLE_MS};

    reply_who(in->rq, rp, &who, in->place_name);
    set_cookie(in->rq, rp, in->token, SESSION_MOST_MS / 1000);
}

static bool begin(struct sign_in *in, struct reply *rp, struct err *err)
{
    token_make(in->token);
    token_make(in->csrf);
    if (!writer_submit(service_of(in->rq)->writer, begin_job, in, err))
        return false;
    if (in->gone)
        return err_say(err, ERR_SIGN_IN_FAILED, NULL, "the name or the password is not right",
                       "账户名或密码不正确");
    sign_in_was_right(in->rq, in->name);
    reply_begun(in, rp);
    return true;
}

static bool refuse(struct sign_in *in, struct err *err)
{
    return writer_submit(service_of(in->rq)->writer, refused_job, in, err) &&
           err_say(err, ERR_SIGN_IN_FAILED, NULL, "the name or the password is not right",
                   "账户名或密码不正确");
}

bool api_session_begin(const struct request *rq, struct reply *rp, struct err *err)
{
    struct sign_in in = {.rq = rq};
    bool same;

    if (!request_allow_json(rq, no_parameters, err) || !caller_is_ours(rq, err) ||
        !read_names(&in, err))
        return false;
    in.before = cookie_read(rq->arena, rq->cookie, address_is_secure(rq->base_url));
    if (!sign_in_try(rq, in.name, rp))
        return true;
    if (!find_person(&in, err) ||
        !password_check(in.person.id ? in.person.password : NULL, in.password, &same, err)) {
        sign_in_was_none(rq, in.name);
        return false;
    }
    return same ? begin(&in, rp, err) : refuse(&in, err);
}

/* ---- who am I ---- */

bool api_session(const struct request *rq, struct reply *rp, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;
    const char *place_name;

    if (!request_allow_json(rq, no_parameters, err) || !caller_need(rq, &caller, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = person_place_name(s, rq->arena, &caller.in.person, &place_name, err);
    readers_give(readers, s);
    if (ok)
        reply_who(rq, rp, &caller.in, place_name);
    return ok;
}

/* ---- leaving ---- */

struct leaving {
    struct sha256 digest;
    struct act_by by;
};

static bool end_job(struct store *s, void *arg, struct err *err)
{
    const struct leaving *leaving = arg;

    return store_session_end(s, &leaving->digest, &leaving->by, err);
}

bool api_session_end(const struct request *rq, struct reply *rp, struct err *err)
{
    struct caller caller;

    if (!request_allow_json(rq, no_parameters, err) ||
        !write_caller(rq, WRITE_SIGNED_IN, "session-end", &caller, err))
        return false;
    if (!caller.in.by_session)
        return err_say(err, ERR_CONFLICT, NULL, "a token has no session: revoke it instead",
                       "令牌没有会话，如不再使用请吊销");
    struct leaving leaving = {caller.digest, {.person = caller.in.person.id, .now = rq->now}};
    if (!writer_submit(service_of(rq)->writer, end_job, &leaving, err))
        return false;
    reply_borrow(rp, 204, NULL, (struct bytes){0}, NULL, NULL);
    set_cookie(rq, rp, "", 0);
    return true;
}
