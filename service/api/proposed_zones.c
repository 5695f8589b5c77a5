/* proposed_zones.c - the zone an application is about, and its parts in words: read, named, taken
 * out.  Shapes come in elsewhere (proposed_shapes.c). */
#include "api/body.h"
#include "api/handlers.h"
#include "api/part_words.h"
#include "api/path_number.h"
#include "api/proposed_json.h"
#include "api/service.h"
#include "store/place_known.h"
#include "store/readers.h"

#include <cJSON.h>
#include <math.h>
#include <string.h>

enum { NAME_MOST = 200, REASON_MOST = 4000, WORD_MOST = 20 };

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
           (p.name || err_say(err, ERR_BAD_BODY, "host_code", "%s%.0s", "%.0s%s",
                              place_missing_text(&p, z->host_code, w->arena, true),
                              place_missing_text(&p, z->host_code, w->arena, false)));
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

/* The words are replaced as a whole; the shape stays. */
static bool read_part(const struct request *rq, struct proposed_part *p, struct err *err)
{
    static const char *const members[] = {PART_WORDS, NULL};
    cJSON *body = write_body(rq, members, err);
    struct part_words words;
    bool ok = body && part_words_read(rq, body, &words, err);

    cJSON_Delete(body);
    if (!ok)
        return false;
    p->name = words.name;
    p->function = words.function;
    p->stage = words.stage;
    p->extent_text = words.extent_text;
    p->declared_m2 = words.declared_m2;
    memcpy(p->given, words.given, sizeof p->given);
    return true;
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
