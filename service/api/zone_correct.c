/* zone_correct.c - a published part as it should have been: the row on record ends, and the right
 * one is recorded, by which document and why.
 *
 * The national office corrects every zone, a province those of its own programme.  A part that has
 * no row yet gets its first this way. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/part_words.h"
#include "api/path_number.h"
#include "api/service.h"
#include "api/shape_body.h"
#include "api/write.h"
#include "base/json_write.h"
#include "store/change.h"
#include "store/files.h"
#include "store/zones.h"

#include <cJSON.h>
#include <math.h>
#include <string.h>

enum { DOCUMENT_MOST = 400, REASON_MOST = 2000 };

struct correction {
    const char *document, *reason;
    const struct shape_taken *shape; /* NULL: the words are corrected */
    struct zone zone;
    struct zone_part_row was, now;
};

/* ---- which one ---- */

static bool may_correct(struct write *w, const struct zone *z, struct err *err)
{
    struct subject subject;
    struct actor actor;

    if (!store_zone_subject(w->s, w->arena, z, &subject, err) ||
        !store_actor(w->s, w->arena, &w->who, NULL, &actor, err) ||
        !caller_may(&actor, ACTION_CHANGE_ZONE, &subject, err))
        return false;
    return actor.role == ROLE_NATIONAL || z->kind == TITLE_JS_ZONE ||
           err_say(err, ERR_FORBIDDEN, NULL, "a province corrects zones of its own programme only",
                   "省级只能更正本省项目的集聚区");
}

/* The row that holds today, else the newest; row 0 where there is none yet. */
static bool find_part(struct write *w, int number, struct zone_part_row *out, struct err *err)
{
    struct zone_part_row *rows;
    size_t n;

    *out = (struct zone_part_row){.part = {.number = number,
                                           .declared_m2 = NAN,
                                           .area_m2 = NAN,
                                           .since = DATE_NONE,
                                           .until = DATE_NONE},
                                  .given = {NAN, NAN, NAN, NAN}};
    if (!store_zone_part_rows(w->s, w->arena, w->rq->parts[0], &rows, &n, err))
        return false;
    bool held = false;
    for (size_t i = 0; i < n; i++) {
        const struct zone_part *p = &rows[i].part;
        bool holds = zone_row_shown(p->since, p->until, p->recorded, p->retracted, w->rq->today,
                                    MOMENT_NONE);

        if (p->number == number && (holds || !held)) {
            *out = rows[i];
            held = holds;
        }
    }
    return true;
}

static bool find(struct write *w, struct correction *c, struct err *err)
{
    int64_t number = path_row(w->rq, 1);
    bool there = false;

    w->object = arena_printf(w->arena, "zone/%.64s/part/%.10s", w->rq->parts[0], w->rq->parts[1]);
    if (!store_zone(w->s, w->arena, w->rq->parts[0], w->rq->today, &c->zone, &there, err))
        return false;
    if (!there || number < 1 || number > ZONE_PARTS_MOST)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no such zone, or part number",
                       "没有该集聚区，或片区序号不正确");
    return may_correct(w, &c->zone, err) && find_part(w, (int)number, &c->was, err);
}

/* ---- how it should be ---- */

static bool read_words(struct write *w, struct correction *c, struct err *err)
{
    static const char *const members[] = {"document", "reason", "since", "until", PART_WORDS, NULL};
    cJSON *body = write_body(w->rq, members, err);
    struct zone_part *p = &c->now.part;
    struct part_words words;
    bool ok = body != NULL;

    ok = ok && body_text(w->rq, body, "document", BODY_MUST, DOCUMENT_MOST, &c->document, err) &&
         body_text(w->rq, body, "reason", BODY_MUST, REASON_MOST, &c->reason, err) &&
         body_date(body, "since", BODY_MAY, &p->since, err) &&
         body_date(body, "until", BODY_MAY, &p->until, err) &&
         part_words_read(w->rq, body, &words, err);
    cJSON_Delete(body);
    if (!ok)
        return false;
    p->name = words.name;
    p->function = words.function;
    p->stage = words.stage;
    p->extent_text = words.extent_text;
    p->declared_m2 = words.declared_m2;
    memcpy(c->now.given, words.given, sizeof words.given);
    return p->since == DATE_NONE || p->until == DATE_NONE || p->since <= p->until ||
           err_say(err, ERR_BAD_BODY, "until", "the last day stands before the first",
                   "终止日期早于起始日期");
}

static bool put_shape(struct write *w, struct correction *c, struct err *err)
{
    struct zone_part_row *now = &c->now;
    const struct shape_taken *t = c->shape;

    if (c->was.row == 0)
        return err_say(err, ERR_NOT_FOUND, NULL,
                       "the zone has no such part yet: give it a name first",
                       "该集聚区尚无此片区：请先填写其名称");
    now->shape = t->wkb;
    now->part.area_m2 = t->area_m2;
    now->part.method = t->method;
    now->part.datum = t->crs;
    now->has_original = true;
    now->original = t->original.sha256;
    return store_file_put(w->s, 0, &t->original, w->rq->body, &w->by, err);
}

/* ---- the chain ---- */

static const char *facts(struct write *w, const struct zone_part_row *row)
{
    const struct zone_part *p = &row->part;
    struct buf text = {0};
    struct json_writer json = json_writer_to(&text);
    struct sha256 shape = sha256_of(row->shape.at ? row->shape.at : "", row->shape.size);
    char hex[SHA256_HEX];

    json_object(&json);
    json_put_id(&json, "row", row->row);
    json_put_string(&json, "name", p->name);
    json_put_string(&json, "extent_text", p->extent_text);
    json_put_number(&json, "declared_m2", p->declared_m2, 2);
    json_put_string(&json, "shape", row->shape.size ? sha256_hex(&shape, hex) : NULL);
    json_put_date(&json, "since", p->since);
    json_put_date(&json, "until", p->until);
    json_put_string(&json, "document", p->document);
    json_end(&json);
    const char *kept = arena_strndup(w->arena, text.data, text.len);
    buf_free(&text);
    return kept;
}

static bool answer(struct write *w, struct reply *rp, const struct correction *c, int64_t revision)
{
    struct buf out = {0};
    struct json_writer json = json_writer_to(&out);

    json_object(&json);
    json_put_string(&json, "zone", c->zone.id);
    json_put_int(&json, "number", c->now.part.number);
    json_put_string(&json, "name", c->now.part.name);
    json_put_number(&json, "area_m2", c->now.part.area_m2, 2);
    json_put_string(&json, "document", c->document);
    json_put_int(&json, "revision", revision);
    if (c->shape) {
        json_key(&json, "taken");
        json_raw(&json, c->shape->told, strlen(c->shape->told));
    }
    json_end(&json);
    reply_take(rp, 200, TYPE_JSON, &out);
    rp->revision = revision;
    (void)w;
    return true;
}

static bool record(struct write *w, struct correction *c, struct reply *rp, struct err *err)
{
    char *who = arena_alloc(w->arena, CHANGE_WHO, 1);
    const struct revision r = {.recorded = w->by.now,
                               .what = "zone part corrected",
                               .who = change_who(&w->by, who),
                               .why = c->reason,
                               .source = c->document};
    int64_t revision;

    c->now.part.zone = c->zone.id;
    c->now.part.source = c->now.part.document = c->document;
    return store_zone_part_correct(w->s, c->was.row, &c->now, &r, &revision, err) &&
           write_done(w, w->object, c->was.row ? facts(w, &c->was) : NULL, facts(w, &c->now),
                      err) &&
           answer(w, rp, c, revision);
}

static bool correct_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct correction *c = arg;

    if (!find(w, c, err))
        return false;
    c->now = c->was;
    return (c->shape ? put_shape(w, c, err) : read_words(w, c, err)) && record(w, c, rp, err);
}

bool api_zone_part_put(const struct request *rq, struct reply *rp, struct err *err)
{
    struct correction c = {.document = NULL};

    static const char *const allowed[] = {NULL};
    return request_allow_json(rq, allowed, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, "zone-part", correct_job, &c, err);
}

/* ---- its shape ---- */

static bool needed(const struct request *rq, const char *name, const char **out, struct err *err)
{
    *out = request_query(rq, name);
    return (*out && **out && strlen(*out) <= REASON_MOST) ||
           err_say(err, ERR_BAD_PARAMETER, name, "%s is needed with a shape: by what, and why",
                   "更正图形须注明 %s", name);
}

bool api_zone_part_shape_put(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"document", "reason", "format", "crs", "name", NULL};
    struct correction c = {.document = NULL};
    struct shape_taken t = {.told = NULL};
    struct caller caller;

    if (!request_allow_json(rq, allowed, err) || !caller_need(rq, &caller, err) ||
        !caller_wrote(rq, &caller, err))
        return false;
    /* Anybody else is refused by the job; this is about work nobody asked for. */
    const struct actor actor = {.role = caller.in.person.role,
                                .unit = caller.in.person.unit,
                                .place = caller.in.person.place};
    const struct subject own = {.unit = actor.unit, .place = actor.place};
    if (!caller_may(&actor, ACTION_CHANGE_ZONE, &own, err) ||
        !needed(rq, "document", &c.document, err) || !needed(rq, "reason", &c.reason, err) ||
        !shape_take_file(rq, &t, err))
        return false;
    c.shape = &t;
    return write_answer(rq, rp, WRITE_SIGNED_IN, "zone-part", correct_job, &c, err);
}
