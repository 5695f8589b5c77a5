/* proposed_zones.c - the zone an application is about, and its parts in words: read, named, taken
 * out.  Shapes come in elsewhere (proposed_shapes.c). */
#include "api/body.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/proposed_json.h"
#include "api/service.h"
#include "store/place_known.h"
#include "store/readers.h"

#include <cJSON.h>
#include <math.h>
#include <string.h>

enum { NAME_MOST = 200, WORDS_MOST = 2000, REASON_MOST = 4000, WORD_MOST = 20 };

static const double AREA_LEAST = 1, AREA_MOST = 1e11; /* a square metre, 100,000 km² */

/* ---- reading ---- */

static bool read_proposal(struct store *s, const struct request *rq, const struct person *who,
                          struct buf *out, int64_t *version, struct err *err)
{
    struct json_writer w = json_writer_to(out);
    struct asked asked;

    if (!application_ask(s, rq, who, path_row(rq, 0), &asked, err))
        return false;
    json_object(&w);
    if (!put_proposal(&w, s, rq, &asked.app, err))
        return false;
    json_end(&w);
    *version = asked.app.version;
    return true;
}

bool api_proposal_zone(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct readers *readers = service_of(rq)->readers;
    struct buf out = {0};
    struct caller caller;
    int64_t version;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = read_proposal(s, rq, &caller.in.person, &out, &version, err);
    readers_give(readers, s);
    if (!ok) {
        buf_free(&out);
        return false;
    }
    reply_take(rp, 200, TYPE_JSON, &out);
    write_etag(rp, rq->arena, version);
    return true;
}

/* ---- the zone ---- */

static bool read_host(struct write *w, const cJSON *body, struct proposed_zone *z, struct err *err)
{
    const char *kind = NULL;
    struct place_known p;

    if (!body_text(w->rq, body, "host_kind", BODY_MUST, WORD_MOST, &kind, err) ||
        !body_text(w->rq, body, "host_name", BODY_MAY, NAME_MOST, &z->host_name, err) ||
        !body_text(w->rq, body, "host_code", BODY_MAY, WORD_MOST, &z->host_code, err))
        return false;
    if (!host_kind_parse(kind, &z->host_kind))
        return err_say(err, ERR_BAD_BODY, "host_kind", "host_kind is park, division or unknown",
                       "host_kind 只能是 park、division 或 unknown");
    if (!z->host_code)
        return true;
    return store_place_known(w->s, w->arena, z->host_code, &p, err) &&
           (p.name || err_say(err, ERR_BAD_BODY, "host_code", "%s%.0s",
                              "%.0s没有代码为 %s 的地方，或该代码已被取代",
                              place_missing_text(&p, z->host_code, w->arena), z->host_code));
}

static bool read_zone(struct write *w, struct proposed_zone *z, struct err *err)
{
    static const char *const members[] = {
        "zone",      "name",        "host_kind",          "host_name",
        "host_code", "declared_m2", "outstanding_reason", NULL};
    cJSON *body = write_body(w->rq, members, err);
    bool ok;

    *z = (struct proposed_zone){.declared_m2 = NAN};
    if (!body)
        return false;
    ok = body_text(w->rq, body, "zone", BODY_MAY, 64, &z->zone, err) &&
         body_text(w->rq, body, "name", BODY_MUST, NAME_MOST, &z->name, err) &&
         read_host(w, body, z, err) &&
         body_number(body, "declared_m2", BODY_MAY, AREA_LEAST, AREA_MOST, &z->declared_m2, err) &&
         body_text(w->rq, body, "outstanding_reason", BODY_MAY, REASON_MOST, &z->outstanding_reason,
                   err);
    cJSON_Delete(body);
    return ok;
}

static bool zone_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct proposed_zone z;
    struct application after;
    struct asked asked;

    (void)arg;
    return proposal_ask(w, &asked, err) && read_zone(w, &z, err) &&
           store_proposed_zone_put(w->s, &asked.app, &z, &w->by, &after, err) &&
           proposal_answer(w, rp, &after, NULL, err);
}

bool api_proposal_zone_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "application-zone", zone_job, err);
}

/* ---- a part, in words ---- */

/* What the published text gives beside a shape: {"east": 118.9, …}. */
static bool read_given(const cJSON *body, double out[EXTENT_SIDES], struct err *err)
{
    const cJSON *given = cJSON_GetObjectItemCaseSensitive(body, "given_limits");
    int known = 0;

    for (int side = 0; side < EXTENT_SIDES; side++)
        out[side] = NAN;
    if (!given || cJSON_IsNull(given))
        return true;
    for (int side = 0; side < EXTENT_SIDES; side++) {
        const char *name = extent_side_name((enum extent_side)side);
        double most = side == EXTENT_EAST || side == EXTENT_WEST ? 180 : 90;

        known += cJSON_GetObjectItemCaseSensitive(given, name) != NULL;
        if (!body_number(given, name, BODY_MAY, -most, most, &out[side], err))
            return false;
    }
    return (cJSON_IsObject(given) && known == cJSON_GetArraySize(given)) ||
           err_say(err, ERR_BAD_BODY, "given_limits",
                   "given_limits has east, south, west and north, in degrees",
                   "given_limits 只含 east、south、west、north（度）");
}

/* The words are replaced as a whole; the shape stays. */
static bool read_part(const struct request *rq, struct proposed_part *p, struct err *err)
{
    static const char *const members[] = {"name",        "function",     "stage", "extent_text",
                                          "declared_m2", "given_limits", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    p->name = p->function = p->stage = p->extent_text = NULL;
    p->declared_m2 = NAN;
    ok = body_text(rq, body, "name", BODY_MUST, NAME_MOST, &p->name, err) &&
         body_text(rq, body, "function", BODY_MAY, WORDS_MOST, &p->function, err) &&
         body_text(rq, body, "stage", BODY_MAY, NAME_MOST, &p->stage, err) &&
         body_text(rq, body, "extent_text", BODY_MAY, EXTENT_TEXT_MOST, &p->extent_text, err) &&
         body_number(body, "declared_m2", BODY_MAY, AREA_LEAST, AREA_MOST, &p->declared_m2, err) &&
         read_given(body, p->given, err);
    cJSON_Delete(body);
    return ok;
}

static bool part_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct proposed_part p;
    struct application after;
    struct asked asked;
    int number;

    (void)arg;
    return proposal_ask(w, &asked, err) && proposal_number(w->rq, &number, err) &&
           store_proposed_part(w->s, w->arena, asked.app.id, number, &p, err) &&
           read_part(w->rq, &p, err) &&
           store_proposed_part_put(w->s, &asked.app, &p, &w->by, &after, err) &&
           proposal_answer(w, rp, &after, NULL, err);
}

bool api_proposal_part_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "application-part", part_job, err);
}

static bool part_gone_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct proposed_part p;
    struct application after;
    struct asked asked;
    int number;

    (void)arg;
    if (!proposal_ask(w, &asked, err) || !proposal_number(w->rq, &number, err) ||
        !store_proposed_part(w->s, w->arena, asked.app.id, number, &p, err))
        return false;
    if (p.id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "part %d is not proposed", "未提出片区 %d",
                       number);
    p.taken_out = true;
    return store_proposed_part_put(w->s, &asked.app, &p, &w->by, &after, err) &&
           proposal_answer(w, rp, &after, NULL, err);
}

bool api_proposal_part_delete(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "application-part", part_gone_job, err);
}
