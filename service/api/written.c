/* written.c - the ends of every job. */
#include "api/written.h"

#include "api/body.h"
#include "domain/unit.h"

#include <cJSON.h>

enum { REASON_MOST = 400 };

bool written_may(struct write *w, const char *round, enum action action, const struct subject *what,
                 struct err *err)
{
    struct actor who;

    return store_actor(w->s, w->arena, &w->who, round, &who, err) &&
           caller_may(&who, action, what, err);
}

bool written_json(struct write *w, struct reply *rp, unsigned status, struct buf *out,
                  struct err *err)
{
    struct revision now;

    if (!store_revision(w->s, w->arena, &now, err)) {
        buf_free(out);
        return false;
    }
    reply_take(rp, status, TYPE_JSON, out);
    rp->revision = now.number;
    return true;
}

bool written_change(struct write *w, struct reply *rp, unsigned status, struct written *t,
                    struct err *err)
{
    const char *after = t->after.data ? t->after.data : t->out.data;
    bool ok = write_done(w, w->object, t->before.data, after, err) &&
              written_json(w, rp, status, &t->out, err);

    buf_free(&t->before);
    buf_free(&t->after);
    buf_free(&t->out);
    return ok;
}

static cJSON *reason_body(const struct request *rq, struct err *err)
{
    static const char *const members[] = {"reason", NULL};
    const char *given = request_query(rq, "reason");
    cJSON *body;

    if (rq->body.size > 0 && given) {
        err_say(err, ERR_BAD_REQUEST, "reason", "give the reason in the address or in the body",
                "理由请在地址或请求体中二者择一给出");
        return NULL;
    }
    if (rq->body.size > 0)
        return write_body(rq, members, err);
    body = cJSON_CreateObject();
    cJSON_AddStringToObject(body, "reason", given ? given : "");
    return body;
}

bool written_reason(const struct request *rq, const char **out, struct err *err)
{
    cJSON *body = reason_body(rq, err);
    bool ok = body && body_text(rq, body, "reason", BODY_MAY, REASON_MOST, out, err);

    cJSON_Delete(body);
    return ok && (*out || err_say(err, ERR_REASON_MISSING, "reason",
                                  "say why, as reason= or as {\"reason\": …}",
                                  "请说明理由：reason= 参数，或请求体 {\"reason\": …}"));
}

bool path_track(const struct request *rq, size_t part, enum title_kind *out, struct err *err)
{
    return track_parse(rq->parts[part], out) ||
           err_say(err, ERR_NOT_FOUND, NULL,
                   "'%.40s' is no track: demo-city, demo-county, pilot-city or pilot-county",
                   "“%.40s”不是申报类别：应为 demo-city、demo-county、pilot-city 或 pilot-county",
                   rq->parts[part]);
}

bool path_unit(const struct request *rq, size_t part, const char **out, struct err *err)
{
    const struct unit *unit = unit_find(rq->parts[part]);

    *out = unit ? unit->code : NULL;
    return unit ||
           err_say(err, ERR_NOT_FOUND, NULL,
                   "'%.40s' recommends nobody: a province code such as 320000, or XPCC",
                   "“%.40s”不是推荐单位：应为省级代码（如 320000）或 XPCC", rq->parts[part]);
}
