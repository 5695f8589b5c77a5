/* titles.c - GET /api/v1/titles and /api/v1/rosters: the lists, and who stands on them. */
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/service.h"
#include "api/title_json.h"
#include "base/csv.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

struct title_filter {
    bool any_kind;
    enum title_kind kind;
    const char *unit;
    struct when when;
    bool only_on; /* on= was given without all=: only titles that count on that day */
};

static bool read_filter(const struct request *rq, struct title_filter *f, struct err *err)
{
    const char *kind = request_query(rq, "kind"), *all = request_query(rq, "all");

    f->any_kind = kind == NULL;
    f->only_on = request_query(rq, "on") != NULL && !all;
    if (all && strcmp(all, "true") != 0)
        return err_say(err, ERR_BAD_PARAMETER, "all", "'all' is true, or left out",
                       "“all”应为 true，或者不写");
    if (kind && !title_kind_parse(kind, &f->kind))
        return err_say(err, ERR_BAD_PARAMETER, "kind",
                       "'%s' is no kind of title, such as demo-city or pilot-county",
                       "“%s”不是称号类别，例如 demo-city、pilot-county", kind);
    return unit_read(rq, &f->unit, err) && when_read(rq, &f->when, err);
}

static bool wanted(const struct title_filter *f, const struct atlas *a, const struct view *v,
                   const struct title *t)
{
    int place = atlas_title_place(a, t);
    struct holder h = {0};

    if (!title_shown(t, v->as_of) || (!f->any_kind && t->kind != f->kind) ||
        (f->unit && (!t->unit || strcmp(t->unit, f->unit) != 0)))
        return false;
    if (!f->only_on)
        return true;
    if (place >= 0)
        h = atlas_place_holder(a, place);
    enum title_status s = title_status(v, h.titles, h.n_titles, t, f->when.on);
    /* A term nobody published is shown with what is known, on every day. */
    return title_status_counts(s) || s == STATUS_TERM_UNKNOWN;
}

static void put_csv_date(struct buf *out, date_t d)
{
    char text[DATE_TEXT];
    csv_put(out, false, date_format(d, text));
}

static void put_csv_title(struct buf *out, const struct atlas *a, const struct view *v,
                          const struct title *t, date_t on)
{
    int place = atlas_title_place(a, t);
    struct holder h = {0};

    if (place >= 0)
        h = atlas_place_holder(a, place);
    csv_put(out, true, title_kind_name(t->kind));
    csv_put(out, false, t->holder);
    csv_put(out, false, place >= 0 ? atlas_place(a, place)->name : t->name);
    csv_put(out, false, t->unit);
    csv_put(out, false, t->batch);
    put_csv_date(out, t->since);
    put_csv_date(out, t->until);
    csv_put(out, false, title_status_name(title_status(v, h.titles, h.n_titles, t, on)));
    csv_put(out, false, confidence_name(t->confidence));
    csv_put(out, false, t->document);
    csv_put(out, false, title_url(t));
    csv_end_row(out);
}

static void write_csv(struct buf *out, const struct title_filter *f, const struct atlas *a,
                      const struct view *v)
{
    static const char *const columns[] = {"kind",       "holder",   "name",  "province",
                                          "batch",      "since",    "until", "status",
                                          "confidence", "document", "url"};
    size_t n;
    const struct title *titles = atlas_titles(a, &n);

    buf_puts(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < COUNT(columns); i++)
        csv_put(out, i == 0, columns[i]);
    csv_end_row(out);
    for (size_t i = 0; i < n; i++) {
        if (wanted(f, a, v, &titles[i]))
            put_csv_title(out, a, v, &titles[i], f->when.on);
    }
}

static void write_json(struct buf *out, const struct request *rq, const struct title_filter *f,
                       const struct atlas *a, const struct view *v)
{
    struct json_writer w = json_writer_to(out);
    size_t n, matched = 0;
    const struct title *titles = atlas_titles(a, &n);

    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", f->when.on);
    put_as_of(&w, a, f->when.as_of);
    json_put_array(&w, "titles");
    for (size_t i = 0; i < n; i++) {
        if (!wanted(f, a, v, &titles[i]))
            continue;
        put_title(&w, rq, a, v, &titles[i], f->when.on);
        matched++;
    }
    json_end(&w);
    json_put_int(&w, "count", (int64_t)matched);
    json_end(&w);
}

bool api_titles(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"kind", "province", "on", "all", "asOf", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_CSV, FORMATS};
    struct title_filter f = {0};
    enum format format;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err))
        return false;
    struct view v = atlas_view(a, f.when.as_of, rq->arena);
    const char *key = arena_printf(rq->arena, "%s-%d", when_key(rq, a, &f.when), (int)format);
    if (format == FORMAT_CSV) {
        write_csv(&out, &f, a, &v);
        answer_csv(rq, rp, a, "titles", &out, key);
        return true;
    }
    write_json(&out, rq, &f, a, &v);
    answer_atlas(rp, a, TYPE_JSON, &out, key);
    return true;
}

static void put_roster(struct json_writer *w, const struct request *rq, const struct view *v,
                       const struct roster *r)
{
    bool english = rq->lang == LANG_EN;

    json_object(w);
    json_put_string(w, "id", arena_printf(rq->arena, "%s/%s", title_kind_name(r->kind), r->batch));
    json_put_string(w, "kind", title_kind_name(r->kind));
    json_put_string(w, "kind_label", title_kind_label(r->kind, english));
    json_put_string(w, "batch", r->batch);
    json_put_string(w, "document", r->document);
    json_put_date(w, "since", r->since);
    json_put_date(w, "until", r->until);
    json_key(w, "declared");
    if (r->declared >= 0)
        json_int(w, r->declared);
    else
        json_null(w);
    json_put_int(w, "known", r->known);
    json_put_bool(w, "complete", roster_complete(v, r, NULL));
    json_put_array(w, "complete_for");
    for (size_t i = 0; i < v->n_complete; i++) {
        const struct completeness *c = &v->complete[i];
        if (c->unit && c->kind == r->kind && strcmp(c->batch, r->batch) == 0 &&
            view_shows(v->as_of, c->recorded, c->retracted))
            json_string(w, c->unit);
    }
    json_end(w);
    json_put_object(w, "source");
    json_put_string(w, "number", r->document);
    json_end(w);
    json_end(w);
}

/* With on=, only the lists whose term holds the day; a term nobody published may hold any. */
static bool roster_wanted(const struct request *rq, const struct view *v, const struct roster *r,
                          date_t on)
{
    if (!view_shows(v->as_of, r->recorded, r->retracted))
        return false;
    return !request_query(rq, "on") ||
           ((r->since == DATE_NONE || r->since <= on) && (r->until == DATE_NONE || on <= r->until));
}

bool api_rosters(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"on", "asOf", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    enum format format;
    struct when when;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err))
        return false;
    struct view v = atlas_view(a, when.as_of, rq->arena);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    put_as_of(&w, a, when.as_of);
    json_put_array(&w, "rosters");
    for (size_t i = 0; i < v.n_rosters; i++) {
        if (roster_wanted(rq, &v, &v.rosters[i], when.on))
            put_roster(&w, rq, &v, &v.rosters[i]);
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}
