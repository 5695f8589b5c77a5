/* proposed_json.c - see proposed_json.h. */
#include "api/proposed_json.h"

#include "api/path_number.h"
#include "api/service.h"
#include "api/zone_parts_json.h"
#include "geo/wkb.h"
#include "store/readers.h"

#include <string.h>

static void put_zone(struct json_writer *w, const struct proposed_zone *z, bool english)
{
    json_put_string(w, "continues", z->zone);
    json_put_string(w, "name", z->name);
    json_put_string(w, "host_kind", host_kind_name(z->host_kind));
    json_put_string(w, "host_kind_label", host_kind_label(z->host_kind, english));
    json_put_string(w, "host_name", z->host_name);
    json_put_string(w, "host_code", z->host_code);
    json_put_number(w, "declared_m2", z->declared_m2, 2);
    json_put_string(w, "outstanding_reason", z->outstanding_reason);
    json_put_moment(w, "at", z->at);
}

static void put_original(struct json_writer *w, const struct attached *file)
{
    char hex[SHA256_HEX];

    json_key(w, "original_file");
    if (!file->there) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_string(w, "sha256", sha256_hex(&file->sha256, hex));
    json_put_string(w, "name", file->name);
    json_put_string(w, "type", file->type);
    json_put_int(w, "size", file->size);
    json_end(w);
}

static bool put_part(struct json_writer *w, const struct request *rq, const struct proposed_part *p,
                     struct err *err)
{
    struct multipolygon shape;
    char hex[SHA256_HEX];

    if (p->shape.size && !wkb_read_area(p->shape, rq->arena, &shape, err))
        return false;
    if (p->shape.size)
        multipolygon_measure(&shape);
    json_object(w);
    json_put_int(w, "number", p->number);
    json_put_string(w, "name", p->name);
    json_put_string(w, "function", p->function);
    json_put_string(w, "stage", p->stage);
    put_extent(w, rq->arena, p->extent_text, true, rq->lang == LANG_EN);
    put_areas(w, p->declared_m2, p->area_m2);
    json_put_string(w, "shape", p->shape.size ? "given" : "none");
    put_shape_origin(w, p->method, p->crs,
                     p->original.there ? sha256_hex(&p->original.sha256, hex) : NULL, p->given);
    put_original(w, &p->original);
    put_box(w, p->shape.size ? &shape : NULL);
    json_put_moment(w, "at", p->at);
    json_end(w);
    return true;
}

bool put_proposal(struct json_writer *w, struct store *s, const struct request *rq,
                  const struct application *app, struct err *err)
{
    struct proposed_zone z;
    struct proposed_part *parts;
    size_t n;

    if (!store_proposed_zone(s, rq->arena, app->id, &z, err) ||
        !store_proposed_parts(s, rq->arena, app->id, &parts, &n, err))
        return false;
    json_put_int(w, "application", app->id);
    json_put_int(w, "version", app->version);
    json_put_string(w, "track", title_kind_name(app->track));
    json_put_string(w, "state", application_state_name(app->state));
    json_put_bool(w, "open", proposal_open(app->state));
    json_key(w, "zone");
    if (z.id) {
        json_object(w);
        put_zone(w, &z, rq->lang == LANG_EN);
        json_end(w);
    } else {
        json_null(w);
    }
    json_put_array(w, "parts");
    for (size_t i = 0; i < n; i++) {
        if (!put_part(w, rq, &parts[i], err))
            return false;
    }
    json_end(w);
    return true;
}

bool proposal_answer(struct write *w, struct reply *rp, const struct application *app,
                     const char *taken, struct err *err)
{
    struct buf out = {0};
    struct json_writer json = json_writer_to(&out);

    json_object(&json);
    if (!put_proposal(&json, w->s, w->rq, app, err)) {
        buf_free(&out);
        return false;
    }
    if (taken) {
        json_key(&json, "taken");
        json_raw(&json, taken, strlen(taken));
    }
    json_end(&json);
    reply_take(rp, 200, TYPE_JSON, &out);
    write_etag(rp, w->arena, app->version);
    return true;
}

static bool is_open(const struct application *app, struct err *err)
{
    if (!zone_holds(app->track))
        return err_say(err, ERR_WRONG_STATE, NULL, "the track %s is not for zones",
                       "类别 %s 不涉及集聚区", title_kind_name(app->track));
    return proposal_open(app->state) ||
           err_say(err, ERR_WRONG_STATE, NULL,
                   "the zone and its parts change while the application is drafted or filed; have "
                   "it returned first",
                   "集聚区及片区只能在起草或已提交时修改，请先退回");
}

bool proposal_precheck(const struct request *rq, const struct person *who, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    struct asked asked;
    bool ok = application_ask(s, rq, who, path_row(rq, 0), &asked, err) &&
              caller_may(&asked.actor, ACTION_EDIT_ZONE, &asked.subject, err) &&
              application_seen(rq, &asked.app, err) && is_open(&asked.app, err);

    readers_give(readers, s);
    return ok;
}

bool proposal_ask(struct write *w, struct asked *asked, struct err *err)
{
    return application_ask_to(w, ACTION_EDIT_ZONE, asked, err) &&
           application_seen(w->rq, &asked->app, err);
}

bool proposal_number(const struct request *rq, int *out, struct err *err)
{
    int64_t n = path_row(rq, 1);

    *out = (int)n;
    return (n >= 1 && n <= PROPOSED_PARTS_MOST) ||
           err_say(err, ERR_NOT_FOUND, NULL, "parts are numbered from 1 to %d",
                   "片区序号为 1 至 %d", PROPOSED_PARTS_MOST);
}
