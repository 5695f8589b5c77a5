/* measures.c - GET and PUT /api/v1/measures and /api/v1/zones/{id}/measures: what was measured,
 * year by year.
 *
 * A table (CSV) or a list (JSON) is taken whole or not at all; with preview=1 nothing is changed,
 * and every fault is told with its line and field. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/round_track.h"
#include "api/service.h"
#include "api/table_answer.h"
#include "api/targets.h"
#include "base/csv.h"
#include "base/mem.h"
#include "domain/coverage.h"
#include "domain/measure_table.h"
#include "store/change.h"
#include "store/readers.h"
#include "store/targets.h"

#include <cJSON.h>
#include <math.h>
#include <string.h>

enum { CODE_MOST = 40, TEXT_MOST = 400, YEAR_LEAST = 1949, YEAR_MOST = 2100, DECIMALS = 6 };

static const double VALUE_MOST = 1e15;

/* ---- reading ---- */

static bool in_view(const struct targets_view *v, const struct measure *m, const char *zone,
                    const struct target **t)
{
    *t = NULL;
    if (!view_shows(v->as_of, m->recorded, m->retracted) ||
        (m->zone ? !zone || strcmp(m->zone, zone) != 0 : zone != NULL))
        return false;
    for (size_t i = 0; !*t && i < v->n_targets; i++) {
        if (strcmp(v->targets[i]->code, m->target) == 0)
            *t = v->targets[i];
    }
    return true;
}

static void write_csv(struct buf *out, struct arena *a, const struct targets_view *v,
                      const char *zone)
{
    const struct target *t;

    buf_puts(out, "\xEF\xBB\xBFtarget,year,value,source,note\r\n");
    for (size_t i = 0; i < v->n_measures; i++) {
        const struct measure *m = &v->measures[i];
        struct buf number = {0};

        if (!in_view(v, m, zone, &t))
            continue;
        buf_put_number(&number, m->value, DECIMALS);
        csv_put(out, true, m->target);
        csv_put(out, false, arena_printf(a, "%d", m->year));
        csv_put(out, false, number.data);
        csv_put(out, false, m->source);
        csv_put(out, false, m->note);
        csv_end_row(out);
        buf_free(&number);
    }
}

static void write_json(struct buf *out, const struct atlas *a, const struct targets_view *v,
                       const char *zone)
{
    struct json_writer w = json_writer_to(out);
    const struct target *t;

    json_object(&w);
    put_provenance(&w, a);
    put_as_of(&w, a, v->as_of);
    json_put_string(&w, "zone", zone);
    json_put_array(&w, "measures");
    for (size_t i = 0; i < v->n_measures; i++) {
        const struct measure *m = &v->measures[i];

        if (!in_view(v, m, zone, &t))
            continue;
        json_object(&w);
        json_put_string(&w, "target", m->target);
        json_put_string(&w, "name", t ? t->name : NULL);
        json_put_string(&w, "unit", t ? t->unit : NULL);
        json_put_int(&w, "year", m->year);
        json_put_number(&w, "value", m->value, DECIMALS);
        json_put_string(&w, "source", m->source);
        json_put_string(&w, "note", m->note);
        json_put_moment(&w, "recorded", m->recorded);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
}

bool api_measures(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"asOf", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_CSV, FORMATS};
    enum format format;
    struct when when;
    const char *zone;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err) || !scope_of(rq, a, when.as_of, &zone, err))
        return false;
    struct targets_view v = targets_view(rq, a, zone, when.on, when.as_of);
    if (format == FORMAT_CSV)
        write_csv(&out, rq->arena, &v, zone);
    else
        write_json(&out, a, &v, zone);
    answer_atlas(rp, a, format == FORMAT_CSV ? TYPE_CSV : TYPE_JSON, &out,
                 arena_printf(rq->arena, "%s-%d", when_key(rq, a, &when), (int)format));
    return true;
}

/* ---- what was sent ---- */

static bool read_item(const struct request *rq, const cJSON *item, struct measure *m,
                      struct err *err)
{
    static const char *const members[] = {"target", "year", "value", "source", "note", NULL};
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(item, "value");
    int64_t year = 0;

    *m = (struct measure){.value = NAN, .retracted = MOMENT_NONE};
    if (!item_members(item, members, err) ||
        !body_text(rq, item, "target", BODY_MUST, CODE_MOST, &m->target, err) ||
        !body_int(item, "year", BODY_MUST, YEAR_LEAST, YEAR_MOST, &year, err) ||
        !body_text(rq, item, "source", BODY_MUST, TEXT_MOST, &m->source, err) ||
        !body_text(rq, item, "note", BODY_MAY, TEXT_MOST, &m->note, err))
        return false;
    m->year = (int)year;
    if (value && cJSON_IsNumber(value) && fabs(value->valuedouble) <= VALUE_MOST)
        m->value = value->valuedouble;
    else if (!value || !cJSON_IsNull(value))
        return err_say(err, ERR_BAD_BODY, "value",
                       "'value' is a number, or null to take back what stands there",
                       "“value”应为数字；撤回已录入的数值填 null");
    return true;
}

static bool read_list(const struct request *rq, struct measure_table *t, struct err *err)
{
    static const char *const members[] = {"measures", NULL};
    cJSON *body = write_body(rq, members, err);
    const cJSON *list = body ? cJSON_GetObjectItemCaseSensitive(body, "measures") : NULL, *item;
    bool ok = body != NULL;

    *t = (struct measure_table){.rows = arena_alloc(rq->arena, MEASURES_MOST, sizeof *t->rows),
                                .lines = arena_alloc(rq->arena, MEASURES_MOST, sizeof *t->lines)};
    if (ok && (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > MEASURES_MOST))
        ok = err_say(err, ERR_BAD_BODY, "measures", "'measures' lists at most %d measures",
                     "“measures”最多列出 %d 项", (int)MEASURES_MOST);
    if (!ok)
        list = NULL;
    cJSON_ArrayForEach (item, list) {
        ok = read_item(rq, item, &t->rows[t->n], err);
        if (!ok) {
            item_field(err, "measures", t->n);
            break;
        }
        t->lines[t->n] = t->n + 1;
        t->n++;
    }
    cJSON_Delete(body);
    return ok;
}

/* Of the zone's targets that are on record now. */
static bool check_codes(struct store *s, struct arena *a, const char *zone, struct measure_table *t,
                        struct err *err)
{
    struct target *all;
    const struct target **targets;
    size_t n_all, n = 0;

    if (!store_targets(s, a, &all, &n_all, err))
        return false;
    targets = arena_alloc(a, n_all + 1, sizeof(struct target *));
    for (size_t i = 0; i < n_all; i++) {
        bool mine = zone ? all[i].zone && strcmp(all[i].zone, zone) == 0 : !all[i].zone;

        if (mine && all[i].retracted == MOMENT_NONE)
            targets[n++] = &all[i];
    }
    measure_table_check(t, a, targets, n);
    return true;
}

static bool read_table(struct store *s, const struct request *rq, const char *zone,
                       struct measure_table *t, struct err *err)
{
    bool csv = strcmp(rq->content_type, "text/csv") == 0;

    return (csv ? measure_table_read(rq->arena, rq->body.at, rq->body.size, t, err)
                : read_list(rq, t, err)) &&
           check_codes(s, rq->arena, zone, t, err);
}

/* ---- nothing but looking ---- */

static void write_preview(struct buf *out, const struct request *rq, const char *zone,
                          const struct measure_table *t)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_bool(&w, "preview", true);
    json_put_string(&w, "zone", zone);
    json_put_int(&w, "rows", (int64_t)t->n);
    table_put_faults(&w, &t->faults, rq->lang);
    json_end(&w);
}

static enum action action_of(const struct request *rq)
{
    return rq->n_parts ? ACTION_RECORD_MEASURES : ACTION_SET_TARGETS;
}

static bool preview(const struct request *rq, struct reply *rp, struct err *err)
{
    struct caller caller;
    struct measure_table t;
    struct buf out = {0};
    const char *zone = NULL;
    bool ok;

    if (!caller_need(rq, &caller, err) || !caller_wrote(rq, &caller, err))
        return false;
    struct store *s = readers_take(service_of(rq)->readers);
    struct write w = {.s = s, .rq = rq, .arena = rq->arena, .who = caller.in.person};
    ok = scope_may(&w, action_of(rq), &zone, err) && read_table(s, rq, zone, &t, err);
    readers_give(service_of(rq)->readers, s);
    if (!ok)
        return false;
    write_preview(&out, rq, zone, &t);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- all of them ---- */

static bool measures_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    char who[CHANGE_WHO];
    struct revision r = {.recorded = w->by.now, .who = change_who(&w->by, who)};
    struct measure_table m;
    struct written t = {0};
    size_t changed = 0;
    const char *zone;

    (void)arg;
    if (!scope_may(w, action_of(w->rq), &zone, err) || !read_table(w->s, w->rq, zone, &m, err) ||
        !table_is_whole(&m.faults, w->arena, err) ||
        !store_measures_put(w->s, zone, m.rows, m.n, &r, &changed, err))
        return false;
    struct json_writer out = json_writer_to(&t.out);
    json_object(&out);
    json_put_bool(&out, "preview", false);
    json_put_string(&out, "zone", zone);
    json_put_int(&out, "rows", (int64_t)m.n);
    json_put_int(&out, "changed", (int64_t)changed);
    json_end(&out);
    return written_change(w, rp, 200, &t, err);
}

bool api_measures_put(const struct request *rq, struct reply *rp, struct err *err)
{
    bool looking;

    if (!table_preview_asked(rq, &looking, err))
        return false;
    if (looking)
        return preview(rq, rp, err);
    return write_answer(rq, rp, WRITE_SIGNED_IN, "record-measures", measures_job, NULL, err);
}
