/* tokens.c - one's own bearer tokens.  A token is shown when it is made and never again.
 *
 * Only who signed in with a password makes tokens: one that leaked must not make others that
 * outlive it. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/token_json.h"
#include "api/write.h"
#include "base/mem.h"
#include "base/secret.h"
#include "store/readers.h"

#include <cJSON.h>
#include <string.h>

static const struct subject oneself = {.self = true};

enum { LABEL_MOST = 100 };

/* ---- the list ---- */

bool api_tokens(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"limit", "offset", NULL};
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;
    struct token_row *rows;
    struct page page;
    size_t n;

    if (!request_allow_json(rq, allowed, err) || !page_read(rq, &page, err) ||
        !caller_need(rq, &caller, err) ||
        !caller_may(&(struct actor){.role = caller.in.person.role}, ACTION_USE_ACCOUNT, &oneself,
                    err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = store_tokens(s, rq->arena, caller.in.person.id, &rows, &n, err);
    readers_give(readers, s);
    if (ok)
        reply_tokens(rp, rows, n, &page);
    return ok;
}

/* ---- a new one ---- */

struct new_token {
    const char *label;
    moment_t ends;
};

static bool read_body(const struct request *rq, struct new_token *t, struct err *err)
{
    static const char *const members[] = {"label", "ends", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && body_text(rq, body, "label", BODY_MUST, LABEL_MOST, &t->label, err) &&
              body_moment(rq, body, "ends", &t->ends, err);

    cJSON_Delete(body);
    return ok;
}

static void reply_made(struct reply *rp, int64_t id, const struct new_token *t, const char *token)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    json_put_int(&w, "id", id);
    json_put_string(&w, "label", t->label);
    json_put_moment(&w, "ends", t->ends);
    json_put_string(&w, "token", token);
    json_end(&w);
    reply_take(rp, 201, TYPE_JSON, &out);
}

static bool add_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct new_token *t = arg;
    char token[TOKEN_TEXT];
    struct sha256 digest;
    int64_t id;

    w->secret = true;
    w->object = arena_printf(w->arena, "person/%lld", (long long)w->who.id);
    if (!caller_may(&(struct actor){.role = w->who.role}, ACTION_USE_ACCOUNT, &oneself, err))
        return false;
    if (*w->rq->authorization != '\0')
        return err_say(err, ERR_FORBIDDEN, NULL, "a token makes no tokens: sign in with a password",
                       "令牌不能用来签发令牌，请用密码登录");
    token_make(token);
    digest = token_digest(token);
    if (!store_token_add(w->s, w->who.id, &digest, t->label, t->ends, &w->by, &id, err))
        return false;
    w->object = arena_printf(w->arena, "token/%lld", (long long)id);
    reply_made(rp, id, t, token);
    return true;
}

bool api_token_add(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct new_token t = {.ends = MOMENT_NONE};

    return request_allow_json(rq, allowed, err) && read_body(rq, &t, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, "token-add", add_job, &t, err);
}

/* ---- no more ---- */

/* Somebody else's is not there. */
static bool is_own(struct write *w, int64_t id, bool *own, struct err *err)
{
    struct token_row *rows;
    size_t n;

    *own = false;
    if (!store_tokens(w->s, w->arena, w->who.id, &rows, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        *own = *own || rows[i].id == id;
    return true;
}

static bool revoke_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    int64_t id;
    bool own;

    (void)arg;
    if (!path_id(w->rq, &id, err))
        return false;
    w->object = arena_printf(w->arena, "token/%lld", (long long)id);
    if (!caller_may(&(struct actor){.role = w->who.role}, ACTION_USE_ACCOUNT, &oneself, err) ||
        !is_own(w, id, &own, err))
        return false;
    reply_borrow(rp, 204, NULL, (struct bytes){0}, NULL, NULL);
    return store_token_revoke(w->s, own ? id : 0, &w->by, err);
}

bool api_token_revoke(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "token-revoke", revoke_job, err);
}
