/* users.c - accounts, for the operator: listed, opened, closed.
 *
 * The password comes in the body or is made here and shown once; it is worked out before the
 * register's own thread is asked, and only for who may open accounts. */
#include "api/body.h"
#include "api/given_password.h"
#include "api/handlers.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/sign_in.h"
#include "api/write.h"
#include "base/mem.h"
#include "store/readers.h"

#include <cJSON.h>
#include <string.h>

static const struct subject anybody = {.self = false};
static const char *const no_parameters[] = {NULL};

enum { NAME_MOST = 64, CODE_MOST = 6 };

static bool may_manage(enum role role, struct err *err)
{
    return caller_may(&(struct actor){.role = role}, ACTION_MANAGE_USERS, &anybody, err);
}

/* ---- the list ---- */

static bool put_user(struct json_writer *w, const struct request *rq, struct store *s,
                     const struct person *p, const struct person_use *use, struct err *err)
{
    const char *place_name;

    if (!person_place_name(s, rq->arena, p, &place_name, err))
        return false;
    json_object(w);
    json_put_int(w, "id", p->id);
    put_person(w, rq, p, place_name);
    json_put_moment(w, "made", p->made);
    json_put_moment(w, "closed", p->closed);
    json_put_int(w, "sessions", use->sessions);
    json_put_int(w, "tokens", use->tokens);
    json_end(w);
    return true;
}

static bool put_users(struct json_writer *w, const struct request *rq, struct store *s,
                      const struct page *page, struct err *err)
{
    struct person_use *use;
    struct person *all;
    bool ok = true;
    size_t n, used;

    if (!store_people(s, rq->arena, &all, &n, err) ||
        !store_people_use(s, rq->arena, rq->now, &use, &used, err))
        return false;
    json_object(w);
    json_put_array(w, "users");
    for (size_t i = 0; ok && i < n; i++)
        ok = !page_has(page, (int64_t)i) || put_user(w, rq, s, &all[i], &use[i], err);
    json_end(w);
    page_put(w, page, (int64_t)n);
    json_end(w);
    return ok;
}

bool api_users(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"limit", "offset", NULL};
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;
    struct page page;

    if (!request_allow_json(rq, allowed, err) || !page_read(rq, &page, err) ||
        !caller_need(rq, &caller, err) || !may_manage(caller.in.person.role, err))
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    struct store *s = readers_take(readers);
    bool ok = put_users(&w, rq, s, &page, err);
    readers_give(readers, s);
    if (ok)
        reply_take(rp, 200, TYPE_JSON, &out);
    buf_free(&out);
    return ok;
}

/* ---- a new one ---- */

struct new_user {
    struct person person;
    struct given_password password;
    struct err refused; /* found before the queue, recorded there */
};

static bool read_role(const struct request *rq, const cJSON *body, enum role *out, struct err *err)
{
    const char *role = NULL;

    if (!body_text(rq, body, "role", BODY_MUST, NAME_MOST, &role, err))
        return false;
    return role_parse(role, out) ||
           err_say(err, ERR_BAD_BODY, "role",
                   "'%s' is no role: national, province, city, applicant, expert or operator",
                   "“%s”不是角色：应为 national、province、city、applicant、expert 或 operator",
                   role);
}

static bool read_body(const struct request *rq, struct new_user *u, struct err *err)
{
    static const char *const members[] = {"name", "role", "unit", "place", "password", NULL};
    struct person *p = &u->person;
    cJSON *body = write_body(rq, members, err);
    bool ok = body && body_text(rq, body, "name", BODY_MUST, NAME_MOST, &p->name, err) &&
              read_role(rq, body, &p->role, err) &&
              body_text(rq, body, "unit", BODY_MAY, CODE_MOST, &p->unit, err) &&
              body_text(rq, body, "place", BODY_MAY, CODE_MOST, &p->place, err) &&
              given_password_read(rq, body, &u->password, err);

    cJSON_Delete(body);
    return ok;
}

static void reply_added(const struct request *rq, struct reply *rp, const struct new_user *u,
                        const char *place_name)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    json_put_int(&w, "id", u->person.id);
    put_person(&w, rq, &u->person, place_name);
    if (u->password.made_here)
        json_put_string(&w, "password", u->password.text);
    json_end(&w);
    reply_take(rp, 201, TYPE_JSON, &out);
}

static bool add_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct new_user *u = arg;
    const char *place_name;

    w->secret = true;
    w->object = "person";
    if (!may_manage(w->who.role, err))
        return false;
    if (u->refused.kind != ERR_NONE) {
        *err = u->refused;
        return false;
    }
    if (!store_person_add(w->s, &u->person, &w->by, &u->person.id, err) ||
        !person_place_name(w->s, w->arena, &u->person, &place_name, err))
        return false;
    w->object = arena_printf(w->arena, "person/%lld", (long long)u->person.id);
    reply_added(w->rq, rp, u, place_name);
    return true;
}

bool api_user_add(const struct request *rq, struct reply *rp, struct err *err)
{
    struct new_user u = {0};
    struct caller caller;

    if (!request_allow_json(rq, no_parameters, err) ||
        !write_caller(rq, WRITE_SIGNED_IN, "person-add", &caller, err) || !read_body(rq, &u, err))
        return false;
    u.person.password = u.password.stored;
    if (may_manage(caller.in.person.role, NULL))
        given_password_work_out(&u.password, u.person.name, &u.refused);
    return write_answer(rq, rp, WRITE_SIGNED_IN, "person-add", add_job, &u, err);
}

/* ---- no more ---- */

static bool close_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    int64_t id;

    (void)arg;
    if (!may_manage(w->who.role, err) || !path_id(w->rq, &id, err))
        return false;
    w->object = arena_printf(w->arena, "person/%lld", (long long)id);
    if (id == w->who.id)
        return err_say(err, ERR_CONFLICT, NULL, "another operator closes this account",
                       "请由其他运维人员关闭此账户");
    reply_borrow(rp, 204, NULL, (struct bytes){0}, NULL, NULL);
    return store_person_close(w->s, id, &w->by, err);
}

bool api_user_close(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "person-close", close_job, err);
}
