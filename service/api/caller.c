/* caller.c - from a cookie or a bearer token to a person, and from a decision to its words. */
#include "api/caller.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "http/cookie.h"
#include "store/readers.h"
#include "store/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- that it was used ---- */

struct seen {
    struct sha256 digest;
    moment_t now;
};

static bool seen_job(struct store *s, void *arg, struct err *err)
{
    const struct seen *seen = arg;

    return store_seen(s, &seen->digest, seen->now, err);
}

static void seen_done(void *arg, bool ok, const struct err *err)
{
    if (!ok && err->kind != ERR_BUSY)
        log_error("sign-in", "the last use cannot be recorded: %s", err->text);
    free(arg);
}

/* Nobody waits for it: a minute more or less of a session does not matter. */
static void note_use(const struct request *rq, const struct caller *c)
{
    struct seen *seen = mem_alloc(1, sizeof *seen);

    *seen = (struct seen){c->digest, rq->now};
    writer_submit_async(service_of(rq)->writer, seen_job, seen_done, seen);
}

/* ---- who it is ---- */

/* Asking is a use: what is noted later is told now. */
static moment_t ends_after_use(const struct signed_in *in, moment_t now)
{
    moment_t idle = now + SESSION_IDLE_MS, most = in->begun + SESSION_MOST_MS;

    return idle < most ? idle : most;
}

static bool say_sign_in(struct err *err)
{
    return err_say(err, ERR_SIGN_IN, NULL, "sign in first (or again: a session ends)",
                   "请先登录（会话可能已结束，请重新登录）");
}

/* Which of these it is, or that it is nobody's at all, is told alike. */
static bool say_token_over(struct err *err)
{
    return err_say(err, ERR_SIGN_IN, NULL,
                   "this token is good for nothing: it was revoked, or it has ended; make another "
                   "one (POST /api/v1/tokens) or ask whoever runs the service",
                   "令牌无效：已被吊销或已到期；请重新签发（POST /api/v1/tokens）或联系运维人员");
}

/* *credential NULL: none was sent. */
static bool find_credential(const struct request *rq, const char **credential)
{
    bool bearer = *rq->authorization != '\0';

    *credential = bearer ? bearer_read(rq->authorization)
                         : cookie_read(rq->arena, rq->cookie, address_is_secure(rq->base_url));
    return bearer;
}

/* All that goes before the change is to see who one is, to change it, and to leave. */
static bool is_held_up(const struct request *rq, const struct caller *c)
{
    static const char session[] = "/api/v1/session";

    return c->in.by_session && c->in.person.password_due &&
           strncmp(rq->path, session, sizeof session - 1) != 0;
}

bool caller_find(const struct request *rq, struct caller *out, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    const char *credential;
    bool bearer = find_credential(rq, &credential), ok;

    *out = (struct caller){0};
    if (!credential)
        return true;
    out->digest = token_digest(credential);
    struct store *s = readers_take(readers);
    ok = (bearer ? store_token : store_session)(s, rq->arena, &out->digest, rq->now, &out->in, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    out->over = out->in.person.id == 0;
    if (out->over)
        return !bearer || say_token_over(err);
    if (out->in.stale_use)
        note_use(rq, out);
    out->password_due = is_held_up(rq, out);
    if (out->password_due) {
        out->in = (struct signed_in){0};
        return true;
    }
    if (out->in.by_session && out->in.stale_use)
        out->in.ends = ends_after_use(&out->in, rq->now);
    return true;
}

bool caller_need(const struct request *rq, struct caller *out, struct err *err)
{
    if (!caller_find(rq, out, err))
        return false;
    if (out->password_due)
        return err_say(err, ERR_PASSWORD_DUE, NULL,
                       "somebody else gave you this password: change it before anything else (PUT "
                       "/api/v1/session/password)",
                       "此密码由他人设置，请先修改密码（PUT /api/v1/session/password）");
    return out->in.person.id != 0 || say_sign_in(err);
}

bool caller_is_ours(const struct request *rq, struct err *err)
{
    return *rq->origin == '\0' || origin_is(rq->origin, rq->base_url) ||
           err_say(err, ERR_CSRF, NULL, "this was sent by a page of another site (%.100s)",
                   "该请求来自其他网站的页面（%.100s）", rq->origin);
}

bool caller_wrote(const struct request *rq, const struct caller *c, struct err *err)
{
    size_t len;

    if (!c->in.by_session)
        return true;
    assert(c->in.csrf);
    len = strlen(c->in.csrf);
    if (strlen(rq->csrf) != len || !secret_same(rq->csrf, c->in.csrf, len))
        return err_say(err, ERR_CSRF, NULL,
                       "send the session's token with every change, as X-CSRF-Token",
                       "每次更改都须在 X-CSRF-Token 请求头中附上会话令牌");
    return caller_is_ours(rq, err);
}

/* ---- what they may do ---- */

/* Somebody who is an expert by name alone was not asked to judge in this round. */
static enum authority decide(const struct actor *who, enum action action,
                             const struct subject *what)
{
    enum authority decided = authority_decide(who, action, what);

    if (decided == AUTHORITY_OWN_PROVINCE && !who->expert)
        return AUTHORITY_FORBIDDEN;
    return decided;
}

bool caller_may(const struct actor *who, enum action action, const struct subject *what,
                struct err *err)
{
    switch (decide(who, action, what)) {
    case AUTHORITY_MAY:
        return true;
    case AUTHORITY_NOT_YOUR_PROVINCE:
        return err_say(err, ERR_NOT_YOUR_PROVINCE, NULL,
                       "it does not belong to your recommending unit, or is not there",
                       "不属于本推荐单位，或不存在");
    case AUTHORITY_NOT_YOUR_PLACE:
        return err_say(err, ERR_NOT_YOUR_PLACE, NULL,
                       "it does not belong to your place, or is not there",
                       "不属于本地区，或不存在");
    case AUTHORITY_OWN_PROVINCE:
        return err_say(err, ERR_CONFLICT_OF_INTEREST, NULL,
                       "an expert does not judge what comes from home",
                       "专家须回避本推荐单位的申报");
    case AUTHORITY_FORBIDDEN:
        break;
    }
    if (who->role == ROLE_ANONYMOUS)
        return say_sign_in(err);
    return err_say(err, ERR_FORBIDDEN, NULL, "%s%.0s may not do this (%s)",
                   "%.0s“%s”无权进行此操作（%s）", role_label(who->role, true),
                   role_label(who->role, false), action_name(action));
}

bool caller_need_role(const struct request *rq, enum action action, struct err *err)
{
    static const struct subject everything = {0};
    struct caller c;

    if (!caller_need(rq, &c, err))
        return false;
    const struct actor who = {.role = c.in.person.role};
    return caller_may(&who, action, &everything, err);
}
