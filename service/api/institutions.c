/* institutions.c - GET /api/v1/institutions, those of one zone, and one of them: the public
 * directory (服务机构名录), as a list to search and as a table. */
#include "api/handlers.h"
#include "api/institutions_filter.h"
#include "api/path_number.h"
#include "api/place_json.h"
#include "api/service.h"
#include "base/csv.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

static bool zone_known(const struct atlas *a, const char *zone, bool in_path, struct err *err)
{
    return atlas_zone_find(a, zone) >= 0 ||
           err_say(err, in_path ? ERR_NOT_FOUND : ERR_BAD_PARAMETER, in_path ? NULL : "zone",
                   "there is no zone '%.70s'", "没有集聚区“%.70s”", zone);
}

/* ---- the list, two ways ---- */

static void write_json(struct buf *out, const struct request *rq,
                       const struct institutions_filter *f, const struct atlas *a)
{
    struct json_writer w = json_writer_to(out);
    size_t n;
    const struct directory_entry *entries = atlas_institutions(a, &n);
    int64_t matched = 0;

    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", f->when.on);
    put_as_of(&w, a, f->when.as_of);
    json_put_array(&w, "institutions");
    for (size_t i = 0; i < n; i++) {
        struct institution_seen s;

        if (!institution_is_wanted(a, f, &entries[i], &s) || !page_has(&f->page, matched++))
            continue;
        json_object(&w);
        put_institution(&w, rq, a, &s, &f->when);
        json_end(&w);
    }
    json_end(&w);
    page_put(&w, &f->page, matched);
    json_end(&w);
}

static void put_csv_number(struct buf *out, bool is_there, double v, int decimals)
{
    struct buf text = {0};

    if (is_there && isfinite(v))
        buf_put_number(&text, v, decimals);
    csv_put(out, false, text.data);
    buf_free(&text);
}

static void put_csv_date(struct buf *out, date_t d)
{
    char text[DATE_TEXT];

    csv_put(out, false, date_format(d, text));
}

static void put_csv_row(struct buf *out, const struct request *rq, const struct atlas *a,
                        const struct institutions_filter *f, const struct institution_seen *s)
{
    const struct placed placed = atlas_placed(a, s->row, f->when.on, f->when.as_of);
    const struct institution *i = s->row;
    char forms[WORDS_TEXT], ip_kinds[WORDS_TEXT];

    csv_put(out, true, arena_printf(rq->arena, "%lld", (long long)s->entry->id));
    csv_put(out, false, s->entry->zone);
    csv_put(out, false, i->name);
    csv_put(out, false, i->uscc);
    csv_put(out, false, words_text(WORDS_FORM, i->forms, forms));
    csv_put(out, false, words_text(WORDS_IP_KIND, i->ip_kinds, ip_kinds));
    csv_put(out, false, word_name(WORDS_SIZE, i->size));
    csv_put(out, false, i->address);
    put_csv_number(out, i->has_point, i->lon, 8);
    put_csv_number(out, i->has_point, i->lat, 8);
    csv_put(out, false, placement_name(placed.where));
    csv_put(out, false, placed.part ? placed.part->part.name : NULL);
    put_csv_number(out, true, placed.metres, 1);
    csv_put(out, false, s->stands ? "in" : "left");
    put_csv_date(out, s->stay ? s->stay->admitted : DATE_NONE);
    put_csv_date(out, s->stay ? s->stay->exited : DATE_NONE);
    csv_put(out, false, s->stay ? word_name(WORDS_EXIT, s->stay->exit_kind) : NULL);
    csv_put(out, false, s->newest ? arena_printf(rq->arena, "%d", s->newest->year) : NULL);
    csv_put(out, false, s->newest ? s->newest->grade : NULL);
    csv_put(out, false, i->source);
    csv_end_row(out);
}

/* A table is whole unless a page of it is asked for. */
static void write_csv(struct buf *out, const struct request *rq, struct institutions_filter *f,
                      const struct atlas *a)
{
    static const char *const columns[] = {
        "id",       "zone",   "name",      "uscc",          "forms", "ip_kinds", "size",
        "address",  "lon",    "lat",       "where",         "part",  "metres",   "status",
        "admitted", "exited", "exit_kind", "assessed_year", "grade", "source"};
    size_t n;
    const struct directory_entry *entries = atlas_institutions(a, &n);
    int64_t matched = 0;

    if (!request_query(rq, "limit"))
        f->page.limit = (long)n;
    buf_puts(out, "\xEF\xBB\xBF"); /* spreadsheets take it for Latin-1 otherwise */
    for (size_t i = 0; i < COUNT(columns); i++)
        csv_put(out, i == 0, columns[i]);
    csv_end_row(out);
    for (size_t i = 0; i < n; i++) {
        struct institution_seen s;

        if (institution_is_wanted(a, f, &entries[i], &s) && page_has(&f->page, matched++))
            put_csv_row(out, rq, a, f, &s);
    }
}

static bool answer_list(const struct request *rq, struct reply *rp, struct institutions_filter *f,
                        bool in_path, enum format format, struct err *err)
{
    struct buf out = {0};
    const struct atlas *a = atlas_for(rq, rp, err);

    if (!a || !when_check(a, &f->when, err) || (f->zone && !zone_known(a, f->zone, in_path, err)))
        return false;
    const char *key = arena_printf(rq->arena, "%s-%d", when_key(rq, a, &f->when), (int)format);
    if (format == FORMAT_CSV) {
        write_csv(&out, rq, f, a);
        answer_csv(rq, rp, a, "institutions", &out, key);
        return true;
    }
    write_json(&out, rq, f, a);
    answer_atlas(rp, a, TYPE_JSON, &out, key);
    return true;
}

static const enum format formats[] = {FORMAT_JSON, FORMAT_CSV, FORMATS};

bool api_institutions(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"q",      "zone", "province", "form",  "ip_kind", "size",
                                          "status", "on",   "asOf",     "limit", "offset",  NULL};
    enum format format;
    struct institutions_filter f;

    return request_allow(rq, allowed, err) && request_format(rq, formats, &format, err) &&
           institutions_filter_read(rq, ASKED_BY_ADDRESS, &f, err) &&
           answer_list(rq, rp, &f, false, format, err);
}

bool api_zone_institutions(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"q",  "form", "ip_kind", "size",   "status",
                                          "on", "asOf", "limit",   "offset", NULL};
    enum format format;
    struct institutions_filter f;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !institutions_filter_read(rq, ASKED_BY_ADDRESS, &f, err))
        return false;
    f.zone = rq->parts[0];
    return answer_list(rq, rp, &f, true, format, err);
}

/* ---- one of them ---- */

bool api_institution(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"on", "asOf", NULL};
    struct when when;
    struct buf out = {0};
    struct institution_seen s;

    if (!request_allow_json(rq, allowed, err) || !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err))
        return false;
    const struct directory_entry *e = atlas_institution(a, path_row(rq, 0));
    if (!e || !institution_see(e, &when, &s))
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no institution '%.40s'",
                       "没有编号为“%.40s”的机构", rq->parts[0]);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", when.on);
    put_as_of(&w, a, when.as_of);
    put_institution(&w, rq, a, &s, &when);
    put_institution_history(&w, rq, e, when.as_of);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}
