/* title_json.c - see title_json.h.  A title without a known term says null, never a guess. */
#include "api/title_json.h"

#include "api/place_json.h"
#include "domain/lookup.h"
#include "domain/unit.h"

#include <stdio.h>
#include <string.h>

bool when_read(const struct request *rq, struct when *w, struct err *err)
{
    w->on = rq->today;
    w->as_of = MOMENT_NONE;
    return request_day(rq, "on", &w->on, err) && request_moment(rq, "asOf", &w->as_of, err);
}

bool when_check(const struct atlas *a, const struct when *w, struct err *err)
{
    char earliest[MOMENT_TEXT];

    if (w->as_of == MOMENT_NONE || w->as_of >= atlas_first_recorded(a))
        return true;
    return err_say(
        err, ERR_BAD_PARAMETER, "asOf", "asOf lies before the register's first revision of %s",
        "asOf 早于登记簿的第一个版本（%s）", moment_format(atlas_first_recorded(a), earliest));
}

const char *when_path(const struct request *rq, const struct when *w, const char *path, bool dated)
{
    char day[DATE_TEXT], moment[MOMENT_TEXT];

    if (dated || request_query(rq, "on"))
        path = arena_printf(rq->arena, "%s?on=%s", path, date_format(w->on, day));
    if (w->as_of != MOMENT_NONE)
        path = arena_printf(rq->arena, "%s%casOf=%s", path, strchr(path, '?') ? '&' : '?',
                            moment_format_utc(w->as_of, moment));
    return path;
}

const char *when_key(const struct request *rq, const struct atlas *a, const struct when *w)
{
    char day[DATE_TEXT];
    return arena_printf(rq->arena, "r%lld-%s-%s", (long long)atlas_revision(a),
                        date_format(w->on, day), rq->lang == LANG_EN ? "en" : "zh");
}

void put_as_of(struct json_writer *w, const struct atlas *a, moment_t as_of)
{
    if (as_of == MOMENT_NONE)
        return;
    json_put_moment(w, "as_of", as_of);
    json_put_int(w, "shapes_revision", atlas_revision(a));
}

static void put_holder(struct json_writer *w, const struct atlas *a, const struct title *t)
{
    int place = atlas_title_place(a, t);

    json_key(w, "holder");
    if (place >= 0) {
        put_place_ref(w, a, place);
        return;
    }
    json_object(w);
    json_put_string(w, "code", t->holder);
    json_put_string(w, "name", t->name);
    json_end(w);
}

/* The unit that recommends the holder; nobody is made up where none is known. */
static void put_unit(struct json_writer *w, const struct title *t, bool english)
{
    const struct unit *u = t->unit ? unit_find(t->unit) : NULL;

    json_key(w, "unit");
    if (!u) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_string(w, "code", u->code);
    json_put_string(w, "name", english ? u->en : u->zh);
    json_end(w);
}

void put_title(struct json_writer *w, const struct request *rq, const struct atlas *a,
               const struct view *v, const struct title *t, date_t on)
{
    size_t n;
    const struct title *all = atlas_titles(a, &n);
    int place = atlas_title_place(a, t);
    struct holder holder = {.titles = all, .n_titles = n};
    bool english = rq->lang == LANG_EN;

    if (place >= 0)
        holder = atlas_place_holder(a, place);
    enum title_status status = title_status(v, holder.titles, holder.n_titles, t, on);
    int left = title_days_left(t, on);

    json_object(w);
    json_put_int(w, "id", t->id);
    json_put_string(w, "kind", title_kind_name(t->kind));
    json_put_string(w, "kind_label", title_kind_label(t->kind, english));
    json_put_string(w, "kind_short", title_kind_short(t->kind, english));
    put_holder(w, a, t);
    put_unit(w, t, english);
    if (t->host_guess) {
        json_put_string(w, "host_guess", t->host_guess);
        json_put_string(w, "host_guess_note",
                        english ? "location (unverified)" : "所在地（未核实）");
    }
    json_put_string(w, "roster",
                    t->batch ? arena_printf(rq->arena, "%s/%s", title_kind_name(t->kind), t->batch)
                             : NULL);
    json_put_date(w, "since", t->since);
    json_put_date(w, "until", t->until);
    json_put_string(w, "status", title_status_name(status));
    json_put_string(w, "status_label", title_status_label(status, english));
    if (title_status_counts(status) && left >= 0)
        json_put_int(w, "days_left", left);
    if (t->superseded_by)
        json_put_int(w, "superseded_by", t->superseded_by);
    json_put_string(w, "confidence", confidence_name(t->confidence));
    json_put_object(w, "source");
    json_put_string(w, "number", t->document);
    json_put_string(w, "url", title_url(t));
    json_end(w);
    json_put_moment(w, "recorded", t->recorded);
    json_end(w);
}

void put_titles_of(struct json_writer *w, const struct request *rq, const struct atlas *a,
                   const struct view *v, const int *places, size_t n_places, date_t on, bool coming)
{
    json_put_array(w, "titles");
    for (size_t i = 0; i < n_places; i++) {
        struct holder h = atlas_place_holder(a, places[i]);

        for (size_t k = 0; k < h.n_titles; k++) {
            const struct title *t = &h.titles[k];
            if (!title_shown(t, v->as_of))
                continue;
            if (!coming && title_status(v, h.titles, h.n_titles, t, on) == STATUS_NOT_YET)
                continue;
            put_title(w, rq, a, v, t, on);
        }
    }
    json_end(w);
}

void put_coverage(struct json_writer *w, const struct lean *leans, size_t n)
{
    json_put_array(w, "coverage");
    for (size_t i = 0; i < n; i++) {
        const struct roster *r = leans[i].roster;
        char id[80];

        snprintf(id, sizeof id, "%s/%s", title_kind_name(r->kind), r->batch);
        json_object(w);
        json_put_string(w, "roster", id);
        json_key(w, "declared");
        if (r->declared >= 0)
            json_int(w, r->declared);
        else
            json_null(w);
        json_put_int(w, "known", r->known);
        json_put_bool(w, "complete_here", leans[i].complete);
        json_end(w);
    }
    json_end(w);
}

/* The first day of the city lists, and the first of the scheme that followed: facts about what the
 * register holds, so that nobody takes its silence for an answer. */
size_t not_covered(const struct request *rq, date_t on, const char *out[NOT_COVERED_MOST])
{
    static const struct {
        int year, month, day;
        bool before; /* says something of days before this one; else from it on */
        const char *zh, *en;
    } notes[NOT_COVERED_MOST] = {
        {2022, 8, 1, true, "2022 年以前的国家知识产权试点示范（旧体系）不在本登记簿范围内",
         "national pilot and demonstration programmes before 2022 are not in this register"},
        {2025, 1, 1, false,
         "2025 年起的“示范创建”（国知发运字〔2025〕28号）对象是候选而非称号，不在本登记簿范围内",
         "the scheme that runs since 2025 (国知发运字〔2025〕28号) names candidates, not holders, "
         "and is not in this register"},
    };
    size_t n = 0;

    for (size_t i = 0; i < NOT_COVERED_MOST; i++) {
        date_t limit = date_from_civil(notes[i].year, notes[i].month, notes[i].day);
        if (notes[i].before ? on < limit : on >= limit)
            out[n++] = rq->lang == LANG_EN ? notes[i].en : notes[i].zh;
    }
    return n;
}

void put_not_covered(struct json_writer *w, const struct request *rq, date_t on)
{
    const char *notes[NOT_COVERED_MOST];
    size_t n = not_covered(rq, on, notes);

    json_put_array(w, "not_covered");
    for (size_t i = 0; i < n; i++)
        json_string(w, notes[i]);
    json_end(w);
}
