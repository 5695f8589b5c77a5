/* liaison.c - who speaks for a recommending unit (N23/五): named by the unit, shown to the nation,
 * the unit and the places it recommends, and kept as a personal detail that can be taken out again.
 */
#include "api/body.h"
#include "api/handlers.h"
#include "api/service.h"
#include "api/written.h"
#include "base/json_write.h"
#include "domain/place.h"
#include "store/readers.h"
#include "store/standards.h"

#include <cJSON.h>
#include <string.h>

enum { MEMBERS = 4, TEXT_MOST = 100 };

/* The name is needed, and one of the others. */
static const char *const members[MEMBERS + 1] = {"name", "phone", "email", "office", NULL};

static bool read_details(const struct request *rq, struct buf *out, struct err *err)
{
    cJSON *body = write_body(rq, members, err);
    const char *texts[MEMBERS] = {NULL};
    struct json_writer w = json_writer_to(out);
    bool ok = body != NULL;

    for (size_t i = 0; ok && i < MEMBERS; i++)
        ok = body_text(rq, body, members[i], i == 0 ? BODY_MUST : BODY_MAY, TEXT_MOST, &texts[i],
                       err);
    cJSON_Delete(body);
    if (ok && !texts[1] && !texts[2])
        ok = err_say(err, ERR_BAD_BODY, "phone", "give a telephone number or an e-mail address",
                     "请填写电话或电子邮箱");
    if (!ok)
        return false;
    json_object(&w);
    for (size_t i = 0; i < MEMBERS; i++)
        json_put_string(&w, members[i], texts[i]);
    json_end(&w);
    return true;
}

/* The details themselves are answered to nobody who writes: the answer is kept for replays. */
static void write_named(struct buf *out, const char *unit, moment_t at, const char *digest)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "unit", unit);
    json_put_moment(&w, "named", at);
    if (digest)
        json_put_string(&w, "details_digest", digest);
    json_end(&w);
}

static bool name_liaison(struct write *w, const char *unit, const char *details,
                         char digest[SHA256_HEX], struct err *err)
{
    int64_t id;

    return personal_put(w->s, "liaison", details, w->by.now, &id, digest, err) &&
           store_liaison_set(w->s, unit, id, &w->by, err);
}

static bool liaison_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const char *unit;
    char digest[SHA256_HEX];
    struct buf details = {0};
    struct written t = {0};
    bool ok;

    (void)arg;
    w->object = arena_printf(w->arena, "liaison/%.20s", w->rq->parts[0]);
    if (!written_may(w, NULL, ACTION_NAME_LIAISON, &(struct subject){.unit = w->rq->parts[0]},
                     err) ||
        !path_unit(w->rq, 0, &unit, err))
        return false;
    ok = read_details(w->rq, &details, err) && name_liaison(w, unit, details.data, digest, err);
    buf_free(&details);
    if (!ok)
        return false;
    write_named(&t.after, unit, w->by.now, digest);
    write_named(&t.out, unit, w->by.now, NULL);
    return written_change(w, rp, 200, &t, err);
}

bool api_liaison_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "name-liaison", liaison_job, err);
}

/* ---- reading ---- */

static bool write_liaison(struct buf *out, struct store *s, const struct request *rq,
                          const char *unit, struct err *err)
{
    struct json_writer w = json_writer_to(out);
    struct liaison l;
    const char *details = NULL;
    char named[MOMENT_TEXT];

    if (!store_liaison(s, rq->arena, unit, &l, err) ||
        (l.id && !personal_get(s, rq->arena, l.details, &details, err)))
        return false;
    json_object(&w);
    json_put_string(&w, "unit", unit);
    json_put_string(&w, "named", l.id ? moment_format(l.at, named) : NULL);
    json_put_bool(&w, "purged", l.id && !details);
    json_key(&w, "liaison");
    if (details)
        json_raw(&w, details, strlen(details)); /* as read_details wrote it */
    else
        json_null(&w);
    json_end(&w);
    return true;
}

/* A place may ask who speaks for it: the officer of the unit that recommends it. */
static struct subject liaison_of(const struct actor *who, const char *unit)
{
    char province[7];
    bool own = who->place && strcmp(place_recommending_unit(who->place, province), unit) == 0;

    return (struct subject){.unit = unit, .place = own ? who->place : NULL};
}

bool api_liaison(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct readers *readers = service_of(rq)->readers;
    struct subject what;
    struct caller c;
    struct actor who = {.role = ROLE_ANONYMOUS};
    struct buf out = {0};
    const char *unit;
    bool ok;

    if (!caller_need(rq, &c, err) || !request_allow_json(rq, allowed, err))
        return false;
    struct store *s = readers_take(readers);
    ok = store_actor(s, rq->arena, &c.in.person, NULL, &who, err);
    what = liaison_of(&who, rq->parts[0]);
    ok = ok && caller_may(&who, ACTION_READ_PEOPLE, &what, err) && path_unit(rq, 0, &unit, err) &&
         write_liaison(&out, s, rq, unit, err);
    readers_give(readers, s);
    if (ok)
        reply_take(rp, 200, TYPE_JSON, &out);
    buf_free(&out);
    return ok;
}
