/* targets.c - GET /api/v1/targets (the nation's), GET /api/v1/zones/{id}/targets, and the section
 * of a zone's sheet.  What has no number, or no year to begin at, says so. */
#include "api/targets.h"

#include "api/handlers.h"
#include "api/place_json.h"
#include "api/service.h"
#include "api/zone_sections.h"
#include "base/csv.h"
#include "base/mem.h"
#include "domain/coverage.h"

#include <math.h>
#include <string.h>

enum { VALUE_DECIMALS = 6, SHARE_DECIMALS = 4 };

static int year_of(date_t d)
{
    int year, month, day;

    date_to_civil(d, &year, &month, &day);
    return year;
}

/* ---- where a target stands ---- */

struct targets_view targets_view(const struct request *rq, const struct atlas *a, const char *zone,
                                 date_t on, moment_t as_of)
{
    struct targets_view v = {.on = on, .as_of = as_of, .english = rq->lang == LANG_EN};

    v.n_targets = atlas_targets(a, zone, as_of, rq->arena, &v.targets);
    v.measures = atlas_measures(a, &v.n_measures);
    return v;
}

static bool measure_shown(const struct targets_view *v, const struct target *t,
                          const struct measure *m)
{
    return measure_is_of(m, t) && view_shows(v->as_of, m->recorded, m->retracted) &&
           m->year <= year_of(v->on);
}

const struct measure *target_latest(const struct targets_view *v, const struct target *t)
{
    const struct measure *latest = NULL;

    for (size_t i = 0; i < v->n_measures; i++) {
        const struct measure *m = &v->measures[i];

        if (measure_shown(v, t, m) && (!latest || m->year > latest->year))
            latest = m;
    }
    return latest;
}

static double base_value(const struct targets_view *v, const struct target *t)
{
    const struct measure *m =
        t->base_year ? measure_find(v->measures, v->n_measures, t, t->base_year, v->as_of) : NULL;

    return m ? m->value : NAN;
}

struct progress target_stands(const struct targets_view *v, const struct target *t,
                              const struct measure *m)
{
    return target_progress(t, base_value(v, t), m->year, m->value);
}

/* ---- as JSON ---- */

static void put_year(struct json_writer *w, const char *key, int year)
{
    if (year)
        json_put_int(w, key, year);
    else
        json_put_null(w, key);
}

static void put_progress(struct json_writer *w, const struct progress *p, bool english)
{
    bool none = p->gap == GAP_NONE;

    json_put_string(w, "standing", standing_name(p->standing));
    json_put_string(w, "standing_label", standing_label(p->standing, english));
    json_put_number(w, "line", p->line, VALUE_DECIMALS);
    json_put_number(w, "share", p->share, SHARE_DECIMALS);
    json_put_string(w, "gap", progress_gap_name(p->gap));
    json_put_string(w, "gap_text", none ? NULL : progress_gap_text(p->gap, english));
}

void put_measure(struct json_writer *w, const struct targets_view *v, const struct target *t,
                 const struct measure *m)
{
    struct progress p = target_stands(v, t, m);

    json_object(w);
    json_put_int(w, "year", m->year);
    json_put_number(w, "value", m->value, VALUE_DECIMALS);
    json_put_string(w, "source", m->source);
    json_put_string(w, "note", m->note);
    json_put_moment(w, "recorded", m->recorded);
    put_progress(w, &p, v->english);
    json_end(w);
}

/* In order of year. */
static void put_measures(struct json_writer *w, const struct targets_view *v,
                         const struct target *t)
{
    int after = 0;

    json_put_array(w, "measures");
    for (;;) {
        const struct measure *next = NULL;

        for (size_t i = 0; i < v->n_measures; i++) {
            const struct measure *m = &v->measures[i];

            if (m->year > after && measure_shown(v, t, m) && (!next || m->year < next->year))
                next = m;
        }
        if (!next)
            break;
        put_measure(w, v, t, next);
        after = next->year;
    }
    json_end(w);
}

static struct progress stands_now(const struct targets_view *v, const struct target *t)
{
    const struct measure *m = target_latest(v, t);
    struct progress p = {.line = NAN, .share = NAN};

    if (m)
        return target_stands(v, t, m);
    p.gap = isnan(t->value) ? GAP_NO_NUMBER : GAP_NO_MEASURE;
    return p;
}

void put_target(struct json_writer *w, const struct targets_view *v, const struct target *t)
{
    struct progress p = stands_now(v, t);

    json_object(w);
    json_put_string(w, "code", t->code);
    json_put_string(w, "name", t->name);
    json_put_string(w, "name_en", t->name_en);
    json_put_string(w, "sign", target_sign_text(t->sign));
    json_put_number(w, "value", t->value, VALUE_DECIMALS);
    json_put_string(w, "unit", v->english && t->unit_en ? t->unit_en : t->unit);
    json_put_string(w, "words", t->words);
    json_put_int(w, "year", t->year);
    put_year(w, "base_year", t->base_year);
    json_put_number(w, "base_value", base_value(v, t), VALUE_DECIMALS);
    json_put_string(w, "document", t->document);
    json_put_string(w, "clause", t->clause);
    json_put_string(w, "source", t->source);
    json_put_string(w, "note", t->note);
    json_put_moment(w, "recorded", t->recorded);
    put_progress(w, &p, v->english);
    put_measures(w, v, t);
    json_end(w);
}

void zone_put_targets(struct json_writer *w, const struct zone_asked *q)
{
    struct targets_view v = targets_view(q->rq, q->atlas, q->zone->id, q->on, q->as_of);

    json_put_array(w, "targets");
    for (size_t i = 0; i < v.n_targets; i++)
        put_target(w, &v, v.targets[i]);
    json_end(w);
}

/* ---- as a table ---- */

static void put_csv_number(struct buf *out, double v)
{
    struct buf text = {0};

    if (!isnan(v))
        buf_put_number(&text, v, VALUE_DECIMALS);
    csv_put(out, false, text.data);
    buf_free(&text);
}

static void put_csv_year(struct buf *out, struct arena *a, int year)
{
    csv_put(out, false, year ? arena_printf(a, "%d", year) : NULL);
}

static void put_csv_target(struct buf *out, struct arena *a, const struct targets_view *v,
                           const struct target *t)
{
    const struct measure *m = target_latest(v, t);
    struct progress p = stands_now(v, t);

    csv_put(out, true, t->zone ? t->zone : "nation");
    csv_put(out, false, t->code);
    csv_put(out, false, t->name);
    csv_put(out, false, target_sign_text(t->sign));
    put_csv_number(out, t->value);
    csv_put(out, false, t->unit);
    csv_put(out, false, t->words);
    put_csv_year(out, a, t->year);
    put_csv_year(out, a, t->base_year);
    csv_put(out, false, t->document);
    csv_put(out, false, t->clause);
    put_csv_year(out, a, m ? m->year : 0);
    put_csv_number(out, m ? m->value : NAN);
    put_csv_number(out, p.line);
    csv_put(out, false, standing_name(p.standing));
    csv_end_row(out);
}

static void write_csv(struct buf *out, struct arena *a, const struct targets_view *v)
{
    static const char *const columns[] = {
        "zone",      "code",     "name",   "sign",        "value",        "unit", "words",   "year",
        "base_year", "document", "clause", "latest_year", "latest_value", "line", "standing"};

    buf_puts(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < COUNT(columns); i++)
        csv_put(out, i == 0, columns[i]);
    csv_end_row(out);
    for (size_t i = 0; i < v->n_targets; i++)
        put_csv_target(out, a, v, v->targets[i]);
}

/* ---- the resource ---- */

bool scope_of(const struct request *rq, const struct atlas *a, moment_t as_of, const char **zone,
              struct err *err)
{
    long at;

    *zone = NULL;
    if (rq->n_parts == 0)
        return true;
    at = atlas_zone_find(a, rq->parts[0]);
    if (at >= 0 && atlas_zone(a, (size_t)at, DATE_NONE, as_of)) {
        *zone = atlas_zone_id(a, (size_t)at);
        return true;
    }
    return err_say(err, ERR_NOT_FOUND, NULL, "there is no zone '%.70s'", "没有集聚区“%.70s”",
                   rq->parts[0]);
}

static void write_json(struct buf *out, const struct atlas *a, const char *zone,
                       const struct targets_view *v)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", v->on);
    put_as_of(&w, a, v->as_of);
    json_put_string(&w, "zone", zone);
    json_put_array(&w, "targets");
    for (size_t i = 0; i < v->n_targets; i++)
        put_target(&w, v, v->targets[i]);
    json_end(&w);
    json_end(&w);
}

bool api_targets(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"on", "asOf", NULL};
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
        write_csv(&out, rq->arena, &v);
    else
        write_json(&out, a, zone, &v);
    answer_atlas(rp, a, format == FORMAT_CSV ? TYPE_CSV : TYPE_JSON, &out,
                 arena_printf(rq->arena, "%s-%d", when_key(rq, a, &when), (int)format));
    return true;
}
