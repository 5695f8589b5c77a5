/* objections_list.c - GET /api/v1/notices/{id}/objections, for those who answer: the nation all, a
 * province those to its own; who objects only for the office whose notice it is, and the nation. */
#include "api/caller.h"
#include "api/handlers.h"
#include "api/notice_json.h"
#include "api/objections_json.h"
#include "api/page.h"
#include "api/path_number.h"
#include "store/applications.h"
#include "store/audit.h"
#include "store/readers.h"

#include <string.h>

struct listing {
    struct store *s;
    const struct request *rq;
    struct actor who;
    struct page page;
    int64_t notice;
    const char *level; /* of the notice: whoever published it deals with who objects */
};

static bool may(const struct listing *l, enum action action, const struct subject *what)
{
    return authority_decide(&l->who, action, what) == AUTHORITY_MAY;
}

/* null: none was left, or not for this reader, or purged.  A province answers for its own in a
 * notice of the nation, but who objects there is told to the nation alone. */
static bool put_contact(struct json_writer *w, const struct listing *l, const struct objection *o,
                        struct err *err)
{
    const struct subject what = {.unit = l->level};
    const char *contact = NULL;

    if (o->contact && may(l, ACTION_READ_PEOPLE, &what) &&
        !personal_get(l->s, l->rq->arena, o->contact, &contact, err))
        return false;
    json_put_bool(w, "contact_given", o->contact != 0);
    json_put_string(w, "contact", contact);
    return true;
}

static bool put_one(struct json_writer *w, const struct listing *l, const struct objection *o,
                    const struct application *app, struct err *err)
{
    bool ok;

    json_object(w);
    put_objection(w, o);
    json_put_string(w, "place", app->place);
    json_put_string(w, "province", app->unit);
    ok = put_contact(w, l, o, err);
    json_end(w);
    return ok;
}

static bool put_all(struct json_writer *w, const struct listing *l, struct err *err)
{
    struct objection *all;
    struct application app;
    size_t n;
    int64_t total = 0;

    if (!store_objections(l->s, l->rq->arena, l->notice, 0, &all, &n, err))
        return false;
    json_put_array(w, "objections");
    for (size_t i = 0; i < n; i++) {
        if (!store_application(l->s, l->rq->arena, all[i].application, &app, err))
            return false;
        const struct subject what = application_subject(&app);
        if (!may(l, ACTION_READ_OBJECTIONS, &what))
            continue;
        if (page_has(&l->page, total++) && !put_one(w, l, &all[i], &app, err))
            return false;
    }
    json_end(w);
    page_put(w, &l->page, total);
    return true;
}

static bool answer(struct listing *l, const struct person *p, struct buf *out, struct err *err)
{
    struct notice n;
    struct json_writer w = json_writer_to(out);

    if (!store_actor(l->s, l->rq->arena, p, NULL, &l->who, err) ||
        !store_notice(l->s, l->rq->arena, l->notice, &n, err))
        return false;
    /* Of a notice of the nation a province reads what concerns its own. */
    const struct subject what = {.unit = n.id && strcmp(n.level, "national") != 0 ? n.level
                                                                                  : l->who.unit};
    if (!caller_may(&l->who, ACTION_READ_OBJECTIONS, &what, err))
        return false;
    if (n.id == 0)
        return say_no_notice(l->rq, 0, err);
    l->level = n.level;
    json_object(&w);
    json_put_int(&w, "notice", n.id);
    if (!put_all(&w, l, err))
        return false;
    json_end(&w);
    return true;
}

bool api_objections(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"limit", "offset", NULL};
    struct listing l = {.rq = rq, .notice = path_row(rq, 0)};
    struct readers *readers = service_of(rq)->readers;
    struct caller c;
    struct buf out = {0};
    bool ok;

    if (!caller_need(rq, &c, err) || !request_allow_json(rq, allowed, err) ||
        !page_read(rq, &l.page, err))
        return false;
    l.s = readers_take(readers);
    ok = answer(&l, &c.in.person, &out, err);
    readers_give(readers, l.s);
    if (ok)
        reply_take(rp, 200, TYPE_JSON, &out);
    buf_free(&out);
    return ok;
}
