/* proposed_shapes.c - the shape of a proposed part: sent in as a file, or built from the lines that
 * bound it; and given back as it is stored.
 *
 * All that may take long (reading, checking, closing) is done before the writer hears of it; who
 * may not send it is told before any of that.  With preview=1 the writer never does. */
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/proposed_json.h"
#include "api/service.h"
#include "api/shape_body.h"
#include "api/zone_parts_json.h"
#include "geo/geojson_write.h"
#include "geo/wkb.h"
#include "store/files.h"
#include "store/readers.h"

#include <string.h>

/* ---- into the register ---- */

static bool shape_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct shape_taken *t = arg;
    struct proposed_part p;
    struct application after;
    struct asked asked;
    int number;

    if (!proposal_ask(w, &asked, err) || !proposal_number(w->rq, &number, err) ||
        !store_proposed_part(w->s, w->arena, asked.app.id, number, &p, err))
        return false;
    if (p.id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL,
                       "part %d is not proposed yet: give it a name first",
                       "尚未提出片区 %d：请先填写其名称", number);
    if (!store_file_put(w->s, asked.app.id, &t->original, w->rq->body, &w->by, err))
        return false;
    p.shape = t->wkb;
    p.area_m2 = t->area_m2;
    p.method = t->method;
    p.crs = t->crs;
    p.original = t->original;
    return store_proposed_part_put(w->s, &asked.app, &p, &w->by, &after, err) &&
           proposal_answer(w, rp, &after, t->told, err);
}

/* ---- nothing but looking ---- */

static bool preview_asked(const struct request *rq, bool *out, struct err *err)
{
    const char *said = request_query(rq, "preview");

    *out = said && strcmp(said, "1") == 0;
    return !said || *out || strcmp(said, "0") == 0 ||
           err_say(err, ERR_BAD_PARAMETER, "preview", "preview is 0 or 1", "preview 应为 0 或 1");
}

static void put_geometry(struct json_writer *w, const struct multipolygon *shape)
{
    struct buf text = {0};

    geojson_write_area(&text, shape, CRS_84, PART_DECIMALS);
    json_raw(w, text.data, text.len);
    buf_free(&text);
}

/* What would be kept: what was made of the bytes, and the shape it came to. */
static bool preview(const struct request *rq, struct reply *rp, const struct shape_taken *t,
                    struct err *err)
{
    struct multipolygon shape;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    if (!wkb_read_area(t->wkb, rq->arena, &shape, err))
        return false;
    json_object(&w);
    json_put_bool(&w, "preview", true);
    json_key(&w, "taken");
    json_raw(&w, t->told, strlen(t->told));
    json_key(&w, "shape");
    put_geometry(&w, &shape);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- one way in for both ---- */

static bool put_shape(const struct request *rq, struct reply *rp, shape_take *take, struct err *err)
{
    struct caller caller;
    struct shape_taken t = {.told = NULL};
    bool looking;
    int number;

    if (!preview_asked(rq, &looking, err) ||
        !write_caller(rq, WRITE_SIGNED_IN, "application-part", &caller, err) ||
        !proposal_precheck(rq, &caller.in.person, err) || !proposal_number(rq, &number, err) ||
        !take(rq, &t, err))
        return false;
    return looking ? preview(rq, rp, &t, err)
                   : write_answer(rq, rp, WRITE_SIGNED_IN, "application-part", shape_job, &t, err);
}

bool api_proposal_shape_put(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"format", "crs", "name", "preview", NULL};

    return request_allow_json(rq, allowed, err) && put_shape(rq, rp, shape_take_file, err);
}

bool api_proposal_lines_put(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"crs", "name", "preview", NULL};

    return request_allow_json(rq, allowed, err) && put_shape(rq, rp, shape_take_lines, err);
}

/* ---- and out again ---- */

static bool find_shape(struct store *s, const struct request *rq, const struct person *who,
                       struct proposed_part *p, struct err *err)
{
    struct asked asked;
    int number;

    if (!application_ask(s, rq, who, path_row(rq, 0), &asked, err) ||
        !proposal_number(rq, &number, err) ||
        !store_proposed_part(s, rq->arena, asked.app.id, number, p, err))
        return false;
    return p->shape.size ||
           err_say(err, ERR_NOT_FOUND, NULL, "part %d has no shape", "片区 %d 没有图形", number);
}

bool api_proposal_shape(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    static const enum format geojson[] = {FORMAT_GEOJSON, FORMAT_JSON, FORMATS};
    struct readers *readers = service_of(rq)->readers;
    struct multipolygon shape;
    struct proposed_part p;
    struct caller caller;
    enum format format;
    struct buf out = {0};

    if (!caller_need(rq, &caller, err) || !request_allow(rq, allowed, err) ||
        !request_format(rq, geojson, &format, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = find_shape(s, rq, &caller.in.person, &p, err);
    readers_give(readers, s);
    if (!ok || !wkb_read_area(p.shape, rq->arena, &shape, err))
        return false;
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_string(&w, "type", "Feature");
    json_put_object(&w, "properties");
    json_put_int(&w, "number", p.number);
    json_put_string(&w, "name", p.name);
    json_put_number(&w, "area_m2", p.area_m2, 2);
    json_end(&w);
    json_key(&w, "geometry");
    put_geometry(&w, &shape);
    json_end(&w);
    reply_take(rp, 200, TYPE_GEOJSON, &out);
    return true;
}
