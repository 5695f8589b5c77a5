/* rounds.c - rounds, and how many places each recommending unit has in them. */
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/round_json.h"
#include "api/service.h"
#include "api/title_json.h"
#include "base/csv.h"
#include "base/mem.h"
#include "domain/unit.h"

#include <string.h>

bool unit_read(const struct request *rq, const char **out, struct err *err)
{
    const char *code = request_query(rq, "province");
    const struct unit *unit = code ? unit_find(code) : NULL;

    *out = unit ? unit->code : NULL;
    if (!code || unit)
        return true;
    return err_say(err, ERR_BAD_PARAMETER, "province",
                   "'%s' recommends nobody: a province code such as 320000, or XPCC",
                   "“%s”不是推荐单位：应为省级代码（如 320000）或 XPCC", code);
}

void put_round_tracks(struct json_writer *w, const struct round *r)
{
    json_put_array(w, "tracks");
    for (int t = 0; t < APPLIED_KINDS; t++) {
        if (round_is_for(r, (enum title_kind)t))
            json_string(w, title_kind_name((enum title_kind)t));
    }
    json_end(w);
}

bool api_rounds(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    enum format format;
    size_t n;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct round *rounds = atlas_rounds(a, &n);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_array(&w, "rounds");
    for (size_t i = 0; i < n; i++) {
        json_object(&w);
        json_put_string(&w, "id", rounds[i].id);
        json_put_int(&w, "year", rounds[i].year);
        json_put_string(&w, "title", rounds[i].title);
        json_put_string(&w, "document", rounds[i].document);
        json_put_string(&w, "province", rounds[i].unit);
        put_round_tracks(&w, &rounds[i]);
        json_put_date(&w, "window_since", rounds[i].window_since);
        json_put_date(&w, "window_until", rounds[i].window_until);
        json_put_string(
            &w, "quotas",
            arena_printf(rq->arena, "%s/api/v1/rounds/%s/quotas", rq->base_url, rounds[i].id));
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

static void put_number_or_null(struct json_writer *w, const char *key, int v)
{
    json_key(w, key);
    if (v == QUOTA_NOT_KNOWN)
        json_null(w);
    else
        json_int(w, v);
}

void put_quota(struct json_writer *w, const struct request *rq, const struct quota *q)
{
    const struct unit *unit = unit_find(q->unit);

    json_object(w);
    json_put_string(w, "province", q->unit);
    json_put_string(w, "province_name", !unit ? NULL : rq->lang == LANG_EN ? unit->en : unit->zh);
    json_put_string(w, "track", title_kind_name(q->track));
    put_number_or_null(w, "places", q->places);
    json_put_string(w, "status", quota_status_name(q->status));
    json_put_int(w, "recommended", q->used);
    json_put_int(w, "designated", q->designated);
    put_number_or_null(w, "left", quota_left(q));
    json_put_string(w, "source", q->source);
    json_end(w);
}

/* What is not known is an empty cell, never zero. */
static void put_csv_count(struct buf *out, const struct request *rq, int v)
{
    csv_put(out, false, v == QUOTA_NOT_KNOWN ? NULL : arena_printf(rq->arena, "%d", v));
}

static void put_csv_quota(struct buf *out, const struct request *rq, const struct quota *q)
{
    const struct unit *unit = unit_find(q->unit);

    csv_put(out, true, q->round);
    csv_put(out, false, q->unit);
    csv_put(out, false, !unit ? NULL : rq->lang == LANG_EN ? unit->en : unit->zh);
    csv_put(out, false, title_kind_name(q->track));
    put_csv_count(out, rq, q->places);
    csv_put(out, false, quota_status_name(q->status));
    put_csv_count(out, rq, q->used);
    put_csv_count(out, rq, q->designated);
    put_csv_count(out, rq, quota_left(q));
    csv_put(out, false, q->source);
    csv_end_row(out);
}

static void put_csv_heading(struct buf *out)
{
    static const char *const columns[] = {"round",  "province", "province_name", "track",
                                          "places", "status",   "recommended",   "designated",
                                          "left",   "source"};

    buf_puts(out, "\xEF\xBB\xBF"); /* spreadsheets take it for Latin-1 otherwise */
    for (size_t i = 0; i < COUNT(columns); i++)
        csv_put(out, i == 0, columns[i]);
    csv_end_row(out);
}

bool api_quotas(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"province", "track", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_CSV, FORMATS};
    const char *track_name = request_query(rq, "track"), *unit;
    enum title_kind track = TRACKS;
    enum format format;
    size_t n;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !unit_read(rq, &unit, err) || (track_name && !track_read(rq, &track, err)))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    if (!atlas_round(a, rq->parts[0]))
        return err_say(err, ERR_NOT_FOUND, "round", "there is no round '%s'", "没有批次“%s”",
                       rq->parts[0]);
    const struct quota *quotas = atlas_quotas(a, &n);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    if (format == FORMAT_CSV) {
        put_csv_heading(&out);
    } else {
        json_object(&w);
        json_put_int(&w, "revision", atlas_revision(a));
        json_put_string(&w, "round", rq->parts[0]);
        json_put_array(&w, "rows");
    }
    for (size_t i = 0; i < n; i++) {
        if (strcmp(quotas[i].round, rq->parts[0]) != 0 ||
            (unit && strcmp(quotas[i].unit, unit) != 0) || (track_name && quotas[i].track != track))
            continue;
        if (format == FORMAT_CSV)
            put_csv_quota(&out, rq, &quotas[i]);
        else
            put_quota(&w, rq, &quotas[i]);
    }
    if (format == FORMAT_CSV) {
        answer_csv(rq, rp, a, "quotas", &out, NULL);
        return true;
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}
