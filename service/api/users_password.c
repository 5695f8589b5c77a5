/* users_password.c - PUT /api/v1/users/{id}/password: the operator gives somebody another password.
 *
 * Its owner may have forgotten it, or it may be in wrong hands, so every session of the account
 * ends and every token is revoked.  The entry in the chain says who did it.  Nobody resets one's
 * own this way: that would be a way around knowing the old one. */
#include "api/body.h"
#include "api/given_password.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/sign_in.h"
#include "api/write.h"
#include "base/mem.h"
#include "store/readers.h"

#include <cJSON.h>

static const char ACTION[] = "person-password";
static const struct subject anybody = {.self = false};

struct reset {
    struct given_password password;
    struct err refused; /* found before the queue, recorded there */
};

static bool may_manage(enum role role, struct err *err)
{
    return caller_may(&(struct actor){.role = role}, ACTION_MANAGE_USERS, &anybody, err);
}

static bool read_body(const struct request *rq, struct reset *r, struct err *err)
{
    static const char *const members[] = {"password", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && given_password_read(rq, body, &r->password, err);

    cJSON_Delete(body);
    return ok;
}

static bool find(const struct request *rq, int64_t id, struct person *out, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    bool ok = store_person(s, rq->arena, id, out, err);

    readers_give(readers, s);
    return ok;
}

static bool prepare(const struct request *rq, struct reset *r, struct err *err)
{
    struct person who;
    int64_t id;

    if (!path_id(rq, &id, err) || !find(rq, id, &who, err))
        return false;
    if (who.id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no open account %lld",
                       "没有编号为 %lld 的有效账户", (long long)id);
    return given_password_work_out(&r->password, who.name, err);
}

static void reply_reset(struct reply *rp, const struct person *who, const struct given_password *p)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    json_put_int(&w, "id", who->id);
    json_put_string(&w, "name", who->name);
    if (p->made_here)
        json_put_string(&w, "password", p->text);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
}

static bool job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct reset *r = arg;
    struct person who;
    int64_t id;

    w->secret = true;
    w->object = "person";
    if (!may_manage(w->who.role, err) || !path_id(w->rq, &id, err))
        return false;
    w->object = arena_printf(w->arena, "person/%lld", (long long)id);
    if (id == w->who.id)
        return err_say(err, ERR_CONFLICT, NULL,
                       "change your own with PUT /api/v1/session/password, which asks for the old",
                       "自己的密码请用 PUT /api/v1/session/password 修改，须提供原密码");
    if (r->refused.kind != ERR_NONE) {
        *err = r->refused;
        return false;
    }
    if (!store_person(w->s, w->arena, id, &who, err) ||
        !store_person_password(w->s, id, r->password.stored, NULL, &w->by, err))
        return false;
    reply_reset(rp, &who, &r->password);
    return true;
}

bool api_user_password(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct reset r = {0};
    struct caller caller;

    if (!request_allow_json(rq, allowed, err) ||
        !write_caller(rq, WRITE_SIGNED_IN, ACTION, &caller, err) || !read_body(rq, &r, err))
        return false;
    if (may_manage(caller.in.person.role, NULL))
        prepare(rq, &r, &r.refused);
    return write_answer(rq, rp, WRITE_SIGNED_IN, ACTION, job, &r, err);
}
