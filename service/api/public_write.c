/* public_write.c - looked at before the queue, so that a flood does not fill it, and counted on the
 * writer's thread, where it is certain that the request is not one that came before. */
#include "api/public_write.h"

struct counted {
    const struct throttle_rule *rule;
    write_job *job;
    int64_t wait; /* it came too early */
};

static bool say_wait(int64_t ms, struct err *err)
{
    return err_say(err, ERR_TOO_MANY, NULL, "too many of these from here: try again in %lld s",
                   "来自此网络的提交过多，请在 %lld 秒后重试", (long long)(ms + 999) / 1000);
}

static bool counted_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct counted *c = arg;
    struct throttle *t = service_of(w->rq)->throttle;

    c->wait = throttle_try(t, c->rule, "", w->rq->client, w->rq->now);
    return c->wait > 0 ? say_wait(c->wait, err) : c->job(w, NULL, rp, err);
}

/* An answer that is on record is given whatever else came from there. */
static bool comes_too_early(const struct request *rq, struct counted *c, struct err *err)
{
    bool known;

    c->wait = throttle_wait(service_of(rq)->throttle, c->rule, "", rq->client, rq->now);
    if (c->wait == 0)
        return false;
    if (!write_is_known(rq, &known, err)) {
        c->wait = 0;
        return true;
    }
    if (known)
        return false;
    say_wait(c->wait, err);
    return true;
}

bool public_write_answer(const struct request *rq, struct reply *rp,
                         const struct throttle_rule *rule, const char *action, write_job *job,
                         struct err *err)
{
    struct counted c = {.rule = rule, .job = job};
    struct err ignored = {0};
    struct caller caller;

    if (!comes_too_early(rq, &c, err) &&
        write_answer(rq, rp, WRITE_ANYBODY, action, counted_job, &c, err))
        return true;
    if (err->kind != ERR_TOO_MANY)
        return false;
    if (caller_find(rq, &caller, &ignored))
        write_refused(rq, &caller, action, err);
    reply_problem(rp, rq, err);
    reply_retry_after(rp, rq->arena, c.wait);
    return true;
}
