/* large.c - the bodies and answers that take much memory are counted from their first byte to their
 * last: whoever sends or asks for many at a time, slowly, gets a 503 before all memory is taken.
 *
 * What lies ready for everybody (the atlas's shelf, the pages) takes no memory of its own and does
 * not count.  One of them always has room, however large it is. */
#include "http/wire.h"

bool large_hold(struct exchange *ex, size_t size)
{
    struct server *s = ex->connection->server;

    if (size < LARGE_FROM || size <= ex->held)
        return true;
    size_t more = size - ex->held;
    size_t others = atomic_fetch_add(&s->held, more) - ex->held;
    if (others > 0 && others + size > s->options.max_held) {
        atomic_fetch_sub(&s->held, more);
        return false;
    }
    ex->held = size;
    return true;
}

void large_let_go(struct exchange *ex)
{
    if (ex->held)
        atomic_fetch_sub(&ex->connection->server->held, ex->held);
    ex->held = 0;
}

bool large_refuse(struct err *err)
{
    return err_say(err, ERR_BUSY, NULL, "too much that is large is under way; try again",
                   "正在处理的大型请求过多，请稍后重试");
}

void large_answer(struct exchange *ex)
{
    struct answer *a = &ex->answer;
    void (*finish)(const struct request *rq, struct reply *rp) =
        ex->connection->server->options.finish;
    struct err err = {0};

    if (finish)
        finish(&ex->rq, &ex->rp);
    answer_make(a, &ex->rq, &ex->rp, ex->match.is_public);
    if (a->compressed || a->body.size == 0)
        reply_drop_body(&ex->rp); /* the plain text of what is sent packed, or not at all */
    size_t own = ex->rp.owned || a->compressed ? a->body.size : 0;
    if (large_hold(ex, ex->body.len + own))
        return;
    answer_free(a);
    large_refuse(&err);
    reply_problem(&ex->rp, &ex->rq, &err);
    answer_make(a, &ex->rq, &ex->rp, ex->match.is_public);
}
