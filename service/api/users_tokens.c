/* users_tokens.c - tokens of somebody else, for the operator: seen and revoked, never made.
 *
 * What stands in the list is what their owner sees; the tokens themselves are nowhere. */
#include "api/handlers.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/token_json.h"
#include "api/write.h"
#include "base/mem.h"
#include "store/readers.h"

static const struct subject anybody = {.self = false};

static bool may_manage(enum role role, struct err *err)
{
    return caller_may(&(struct actor){.role = role}, ACTION_MANAGE_USERS, &anybody, err);
}

/* A closed account keeps its tokens, all of them revoked. */
static bool read_tokens(struct store *s, struct arena *a, int64_t person, struct token_row **rows,
                        size_t *n, struct err *err)
{
    struct person *all;
    bool there = false;
    size_t people;

    if (!store_people(s, a, &all, &people, err))
        return false;
    for (size_t i = 0; i < people; i++)
        there = there || all[i].id == person;
    if (!there)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no account %lld",
                       "没有编号为 %lld 的账户", (long long)person);
    return store_tokens(s, a, person, rows, n, err);
}

bool api_user_tokens(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"limit", "offset", NULL};
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;
    struct token_row *rows = NULL;
    struct page page;
    int64_t id;
    size_t n = 0;

    if (!request_allow_json(rq, allowed, err) || !page_read(rq, &page, err) ||
        !caller_need(rq, &caller, err) || !may_manage(caller.in.person.role, err) ||
        !path_id(rq, &id, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = read_tokens(s, rq->arena, id, &rows, &n, err);
    readers_give(readers, s);
    if (ok)
        reply_tokens(rp, rows, n, &page);
    return ok;
}

/* ---- no more of one ---- */

static bool revoke_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct token_row *rows;
    int64_t person, id = path_row(w->rq, 1);
    bool theirs = false;
    size_t n;

    (void)arg;
    if (!may_manage(w->who.role, err) || !path_id(w->rq, &person, err))
        return false;
    w->object = arena_printf(w->arena, "token/%lld", (long long)id);
    if (!store_tokens(w->s, w->arena, person, &rows, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        theirs = theirs || rows[i].id == id;
    reply_borrow(rp, 204, NULL, (struct bytes){0}, NULL, NULL);
    return store_token_revoke(w->s, theirs ? id : 0, &w->by, err);
}

bool api_user_token_revoke(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "token-revoke", revoke_job, err);
}
