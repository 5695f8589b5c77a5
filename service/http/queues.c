/* queues.c - requests that are answered on other threads than those of the pool: what takes long,
 * what changes the register, and what waits for other servers. */
#include "http/wire.h"

struct slow_queue *queue_for(const struct exchange *ex)
{
    const struct server *s = ex->connection->server;

    if (ex->match.route->is & ROUTE_WRITES)
        return s->writes;
    if (ex->match.route->is & ROUTE_SLOW)
        return s->slow;
    return ex->rp.must_wait ? s->waits : NULL;
}

/* On a thread of one of the queues, with the connection suspended. */
void exchange_run_slow(struct slow_job *job, bool late)
{
    struct exchange *ex = (struct exchange *)job;

    if (late) {
        struct err err = {0};
        err_say(&err, ERR_BUSY, NULL, "too much is being asked for at once; try again",
                "请求过多，请稍后重试");
        reply_problem(&ex->rp, &ex->rq, &err);
    } else {
        route_run(ex->match.route, &ex->rq, &ex->rp);
    }
    large_answer(ex);
    MHD_resume_connection(ex->wire); /* from here on it is the pool thread's again */
}
