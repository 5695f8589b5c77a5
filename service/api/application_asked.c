/* application_asked.c - see application_asked.h. */
#include "api/application_asked.h"

#include "api/path_number.h"

/* Somebody who judges must not learn from the refusal whether what he asked for comes from home, is
 * in a round of others, or is not there: who has another role is refused in its words alone. */
static bool may_read(const struct asked *asked, struct err *err)
{
    struct actor by_role = asked->actor;

    if (authority_decide(&asked->actor, ACTION_READ_APPLICATION, &asked->subject) == AUTHORITY_MAY)
        return true;
    by_role.expert = false;
    if (by_role.role != ROLE_EXPERT)
        return caller_may(&by_role, ACTION_READ_APPLICATION, &asked->subject, err);
    return err_say(err, ERR_CONFLICT_OF_INTEREST, NULL,
                   "an expert sees the applications of rounds he was named for, but not those from "
                   "home; it is not one of these, or is not there",
                   "专家只能查看受聘批次中非本推荐单位的申报：该申报不在其中，或不存在");
}

bool application_ask(struct store *s, const struct request *rq, const struct person *who,
                     int64_t id, struct asked *out, struct err *err)
{
    *out = (struct asked){0};
    if (!store_application(s, rq->arena, id, &out->app, err))
        return false;
    if (out->app.id)
        out->subject = application_subject(&out->app);
    if (!store_actor(s, rq->arena, who, out->app.id ? out->app.round : NULL, &out->actor, err) ||
        !may_read(out, err))
        return false;
    return out->app.id ||
           err_say(err, ERR_NOT_FOUND, NULL, "there is no such application", "没有该编号的申报");
}

bool application_ask_to(struct write *w, enum action action, struct asked *out, struct err *err)
{
    int64_t id = path_row(w->rq, 0);

    w->object = arena_printf(w->arena, "application/%lld", (long long)id);
    return application_ask(w->s, w->rq, &w->who, id, out, err) &&
           caller_may(&out->actor, action, &out->subject, err);
}

bool application_seen(const struct request *rq, const struct application *app, struct err *err)
{
    int64_t seen;

    if (*rq->if_match == '\0')
        return true;
    return write_if_match(rq, &seen, err) &&
           (seen == app->version ||
            err_say(err, ERR_STALE, NULL,
                    "the application has changed since you saw it: it is at version %lld",
                    "申报在你查看之后已经变化，目前为第 %lld 版", (long long)app->version));
}
