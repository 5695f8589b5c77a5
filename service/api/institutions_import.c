/* institutions_import.c - POST /api/v1/zones/{id}/institutions.csv: many institutions at once, all
 * or none.
 *
 * With preview=1 nothing is changed, and every fault is told with its line and column; without, the
 * first fault refuses the whole table. */
#include "api/handlers.h"
#include "api/institution_write.h"
#include "api/table_answer.h"
#include "base/json_write.h"
#include "store/readers.h"

#include <string.h>

struct import {
    struct institution_table table;
    double *lon_lat;
};

static void find_points(struct import *im, struct arena *a)
{
    struct institution_table *t = &im->table;

    im->lon_lat = arena_alloc(a, 2 * t->n_rows + 2, sizeof *im->lon_lat);
    for (size_t i = 0; i < t->n_rows; i++) {
        struct err err = {0};

        if (!draft_lon_lat(&t->rows[i], im->lon_lat + 2 * i, &err))
            table_faults_add(&t->faults, a, t->rows[i].line, "datum", err.text, err.zh);
    }
}

static bool read_table(struct store *s, const struct request *rq, const struct person *who,
                       struct import *im, struct err *err)
{
    const char *zone = rq->parts[0];

    if (!directory_may(s, rq->arena, who, rq->today, zone, ACTION_EDIT_INSTITUTIONS, err))
        return false;
    if (strcmp(rq->content_type, "text/csv") != 0)
        return err_say(err, ERR_MEDIA_TYPE, NULL, "send the table as text/csv",
                       "请以 text/csv 发送表格");
    if (!institution_table_read(rq->arena, rq->body.at, rq->body.size, &im->table, err))
        return false;
    find_points(im, rq->arena);
    return store_institutions_clash(s, zone, &im->table, rq->arena, err);
}

static bool is_whole(const struct institution_table *t, struct arena *a, struct err *err)
{
    return table_is_whole(&t->faults, a, err) &&
           (t->n_rows > 0 ||
            err_say(err, ERR_BAD_BODY, NULL, "the table names no institution", "表中没有机构"));
}

/* ---- nothing but looking ---- */

static void write_preview(struct buf *out, const struct request *rq,
                          const struct institution_table *t)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_bool(&w, "preview", true);
    json_put_string(&w, "zone", rq->parts[0]);
    json_put_int(&w, "rows", (int64_t)t->n_rows);
    json_put_int(&w, "would_admit", t->faults.n ? 0 : (int64_t)t->n_rows);
    table_put_faults(&w, &t->faults, rq->lang);
    json_end(&w);
}

static bool preview(const struct request *rq, struct reply *rp, struct err *err)
{
    struct caller caller;
    struct import im = {.lon_lat = NULL};
    struct buf out = {0};
    bool ok;

    if (!caller_need(rq, &caller, err) || !caller_wrote(rq, &caller, err))
        return false;
    struct store *s = readers_take(service_of(rq)->readers);
    ok = read_table(s, rq, &caller.in.person, &im, err);
    readers_give(service_of(rq)->readers, s);
    if (!ok)
        return false;
    write_preview(&out, rq, &im.table);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- all of them ---- */

static bool import_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct import im = {.lon_lat = NULL};
    struct written t = {0};
    int64_t first;

    (void)arg;
    w->object = arena_printf(w->arena, "zone/%.64s", w->rq->parts[0]);
    if (!read_table(w->s, w->rq, &w->who, &im, err) || !is_whole(&im.table, w->arena, err) ||
        !store_institutions_admit(w->s, w->rq->parts[0], im.table.rows, im.table.n_rows, im.lon_lat,
                                  &w->by, &first, err))
        return false;
    struct json_writer out = json_writer_to(&t.out);
    json_object(&out);
    json_put_bool(&out, "preview", false);
    json_put_string(&out, "zone", w->rq->parts[0]);
    json_put_int(&out, "rows", (int64_t)im.table.n_rows);
    json_put_int(&out, "admitted", (int64_t)im.table.n_rows);
    json_put_int(&out, "first_id", first);
    json_put_int(&out, "last_id", first + (int64_t)im.table.n_rows - 1);
    json_end(&out);
    return written_change(w, rp, 201, &t, err);
}

bool api_institutions_import(const struct request *rq, struct reply *rp, struct err *err)
{
    bool looking;

    if (!table_preview_asked(rq, &looking, err))
        return false;
    if (looking)
        return preview(rq, rp, err);
    return write_answer(rq, rp, WRITE_SIGNED_IN, "import-institutions", import_job, NULL, err);
}
