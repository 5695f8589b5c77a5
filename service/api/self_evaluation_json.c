/* self_evaluation_json.c - leaf by leaf: what the applicant gave, what the directory counts, and,
 * for whoever may see it, the spread of what the experts gave. */
#include "api/scores_json.h"
#include "api/self_evaluation.h"
#include "atlas/institutions.h"
#include "domain/indicator_count.h"

#include <string.h>

/* What stands in the directory of the zone today. */
struct directory_count {
    bool there; /* the application is about a zone that has a directory */
    int64_t all, above, unsized, forms[WORDS_MOST];
};

static struct directory_count count_directory(const struct self_view *v, date_t on)
{
    struct directory_count c = {.there = atlas_zone_find(v->atlas, v->app->about) >= 0};
    size_t n;
    const struct directory_entry *entries = atlas_institutions(v->atlas, &n);

    for (size_t i = 0; c.there && i < n; i++) {
        const struct institution *row;

        if (strcmp(entries[i].zone, v->app->about) != 0 ||
            !entry_stands(&entries[i], on, MOMENT_NONE))
            continue;
        row = entry_row(&entries[i], on, MOMENT_NONE);
        c.all++;
        c.unsized += !row || row->size == WORD_NONE;
        c.above += row && row->size == SIZE_ABOVE;
        for (int f = 0; row && f < word_count(WORDS_FORM); f++)
            c.forms[f] += (row->forms >> f) & 1;
    }
    return c;
}

static void put_forms(struct json_writer *w, const struct directory_count *c)
{
    json_put_object(w, "by_form");
    for (int f = 0; f < word_count(WORDS_FORM); f++)
        json_put_int(w, word_name(WORDS_FORM, f), c->forms[f]);
    json_end(w);
}

static void put_count(struct json_writer *w, const struct directory_count *c,
                      enum indicator_count what, bool english)
{
    json_object(w);
    json_put_string(w, "what", indicator_count_name(what));
    json_put_string(w, "label", indicator_count_label(what, english));
    if (!c->there || !indicator_count_recorded(what)) {
        json_put_null(w, "value");
    } else if (what == COUNT_ABOVE_SIZE) {
        json_put_int(w, "value", c->above);
        json_put_int(w, "not_recorded", c->unsized);
    } else {
        json_put_int(w, "value", c->all);
        if (what == COUNT_FORMS)
            put_forms(w, c);
    }
    json_end(w);
}

static void put_counts(struct json_writer *w, const struct self_view *v, size_t i,
                       const struct directory_count *c, bool english)
{
    json_put_array(w, "directory");
    for (int k = 0; k < INDICATOR_COUNTS; k++) {
        if (v->in->notes[i].counts & 1U << k)
            put_count(w, c, (enum indicator_count)k, english);
    }
    json_end(w);
}

static void put_self(struct json_writer *w, const struct self_score *s)
{
    char hex[SHA256_HEX];

    json_key(w, "self");
    if (s->id == 0) {
        json_null(w);
        return;
    }
    json_object(w);
    if (s->value == SCORE_NONE)
        json_put_null(w, "value");
    else
        put_hundredths(w, "value", s->value);
    json_put_string(w, "evidence", s->evidence);
    json_key(w, "file");
    if (s->file.there) {
        json_object(w);
        json_put_string(w, "sha256", sha256_hex(&s->file.sha256, hex));
        json_put_string(w, "name", s->file.name);
        json_put_string(w, "type", s->file.type);
        json_put_int(w, "size", s->file.size);
        json_end(w);
    } else {
        json_null(w);
    }
    json_put_string(w, "by", s->name);
    json_put_moment(w, "at", s->at);
    json_end(w);
}

static void put_review(struct json_writer *w, const struct request *rq, const struct self_view *v,
                       size_t at)
{
    int *values = arena_alloc(rq->arena, v->n_scorers + 1, sizeof *values);
    struct spread s;

    json_key(w, "review");
    if (!v->review) {
        json_null(w);
        return;
    }
    for (size_t i = 0; i < v->n_scorers; i++)
        values[i] = v->scorers[i].values[at];
    s = score_spread(values, v->n_scorers);
    json_object(w);
    json_put_int(w, "counted", (int64_t)s.n);
    if (s.n) {
        put_hundredths(w, "mean", s.mean);
        put_hundredths(w, "least", s.least);
        put_hundredths(w, "most", s.most);
    }
    json_end(w);
}

static void put_total(struct json_writer *w, const struct request *rq, const struct self_view *v)
{
    int *values = arena_alloc(rq->arena, v->in->tree.n + 1, sizeof *values);
    struct total t;

    for (size_t i = 0; i < v->in->tree.n; i++)
        values[i] = v->scores[i].value;
    t = score_total(&v->in->tree, values);
    json_put_object(w, "total");
    json_put_string(w, "state", total_name(t.answer));
    if (t.answer == TOTAL_KNOWN)
        put_hundredths(w, "value", t.value);
    else
        json_put_null(w, "value");
    json_end(w);
}

static void put_leaf(struct json_writer *w, const struct request *rq, const struct self_view *v,
                     size_t i, const struct directory_count *c)
{
    json_object(w);
    json_put_string(w, "indicator", v->in->tree.items[i].code);
    json_put_string(w, "name", v->in->tree.items[i].name);
    json_put_string(w, "explained", v->in->notes[i].explained);
    put_self(w, &v->scores[i]);
    put_counts(w, v, i, c, rq->lang == LANG_EN);
    put_review(w, rq, v, i);
    json_end(w);
}

void put_self_evaluation(struct buf *out, const struct request *rq, const struct self_view *v)
{
    struct json_writer w = json_writer_to(out);
    struct directory_count c = count_directory(v, rq->today);

    json_object(&w);
    json_put_int(&w, "application", v->app->id);
    json_put_string(&w, "zone", c.there ? v->app->about : NULL);
    json_put_date(&w, "on", rq->today);
    json_put_string(&w, "clause", "Z/附件1");
    put_indicators(&w, rq, v->in);
    json_put_array(&w, "leaves");
    for (size_t i = 0; i < v->in->tree.n; i++) {
        if (indicator_is_leaf(&v->in->tree, i))
            put_leaf(&w, rq, v, i, &c);
    }
    json_end(&w);
    if (v->in->tree.n)
        put_total(&w, rq, v);
    else
        json_put_null(&w, "total");
    json_end(&w);
}
