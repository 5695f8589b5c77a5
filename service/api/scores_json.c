/* scores_json.c - blind until closed: before that the only values written are the caller's own, and
 * of the others no more than what each has still to score. */
#include "api/scores_json.h"

#include "domain/indicator_count.h"

#include <string.h>

void put_hundredths(struct json_writer *w, const char *key, int v)
{
    json_put_number(w, key, v / 100.0, 2);
}

static const char *code_at(const struct indicator_tree *t, int i)
{
    return i == NO_INDICATOR ? NULL : t->items[i].code;
}

/* ---- indicators ---- */

static const char *weighing_text(const struct request *rq, const struct indicator_tree *t,
                                 const struct weighing *w)
{
    bool english = rq->lang == LANG_EN;
    const char *under = code_at(t, w->parent);

    if (w->answer == WEIGHTS_KNOWN)
        return NULL;
    if (w->answer == WEIGHT_NOT_ENTERED)
        return arena_printf(rq->arena,
                            english ? "the weight of '%s' was not entered, so there are no totals"
                                    : "指标“%s”的权重尚未录入，不能计算总分",
                            code_at(t, w->at));
    if (under)
        return arena_printf(rq->arena,
                            english ? "the weights under '%s' add up to %d.%02d %%, not 100"
                                    : "“%s”下各指标权重合计为 %d.%02d%%，应为 100%%",
                            under, w->sum / 100, w->sum % 100);
    return arena_printf(rq->arena,
                        english ? "the weights on top add up to %d.%02d %%, not 100"
                                : "一级指标权重合计为 %d.%02d%%，应为 100%%",
                        w->sum / 100, w->sum % 100);
}

static void put_weighing(struct json_writer *w, const struct request *rq,
                         const struct indicator_tree *t)
{
    struct weighing found = indicators_weigh(t);
    bool known = found.answer == WEIGHTS_KNOWN;

    json_put_object(w, "weights");
    json_put_string(w, "state", weighing_name(found.answer));
    json_put_string(w, "under", known ? NULL : code_at(t, found.parent));
    json_put_string(w, "indicator", known ? NULL : code_at(t, found.at));
    put_hundredths(w, "sum", found.sum);
    json_put_string(w, "text", weighing_text(rq, t, &found));
    json_end(w);
}

static void put_indicator(struct json_writer *w, const struct indicators *in, size_t i)
{
    const struct indicator_tree *t = &in->tree;
    const struct indicator *item = &t->items[i];

    json_object(w);
    json_put_string(w, "code", item->code);
    json_put_string(w, "parent", code_at(t, item->parent));
    json_put_string(w, "name", item->name);
    if (item->weight == WEIGHT_UNKNOWN)
        json_put_null(w, "weight");
    else
        put_hundredths(w, "weight", item->weight);
    json_put_bool(w, "scored", indicator_is_leaf(t, i));
    json_put_string(w, "explained", in->notes ? in->notes[i].explained : NULL);
    json_put_array(w, "counts");
    for (int c = 0; in->notes && c < INDICATOR_COUNTS; c++) {
        if (in->notes[i].counts & 1U << c)
            json_string(w, indicator_count_name((enum indicator_count)c));
    }
    json_end(w);
    json_end(w);
}

void put_indicators(struct json_writer *w, const struct request *rq, const struct indicators *in)
{
    json_put_string(w, "round", in->round);
    json_put_string(w, "track", title_kind_name(in->track));
    json_put_string(w, "source", in->source);
    json_put_moment(w, "entered", in->entered);
    json_put_string(w, "origin", in->tree.n == 0 ? NULL : in->entered_by ? "register" : "facts");
    put_weighing(w, rq, &in->tree);
    json_put_array(w, "items");
    for (size_t i = 0; i < in->tree.n; i++)
        put_indicator(w, in, i);
    json_end(w);
}

/* ---- one expert ---- */

static void put_missing(struct json_writer *w, const struct indicator_tree *t, const int *values)
{
    size_t at[INDICATORS_MOST], n = score_missing(t, values, at, INDICATORS_MOST);

    json_put_array(w, "missing");
    for (size_t i = 0; i < n; i++)
        json_string(w, t->items[at[i]].code);
    json_end(w);
}

static void put_values(struct json_writer *w, const struct indicator_tree *t,
                       const struct scorer *s)
{
    struct total total = score_total(t, s->values);

    json_put_array(w, "items");
    for (size_t i = 0; i < t->n; i++) {
        if (s->values[i] == SCORE_NONE)
            continue;
        json_object(w);
        json_put_string(w, "indicator", t->items[i].code);
        put_hundredths(w, "value", s->values[i]);
        json_put_string(w, "note", *s->notes[i] ? s->notes[i] : NULL);
        json_end(w);
    }
    json_end(w);
    json_put_object(w, "total");
    json_put_string(w, "state", total_name(total.answer));
    if (total.answer == TOTAL_KNOWN)
        put_hundredths(w, "value", total.value);
    else
        json_put_null(w, "value");
    json_end(w);
    json_put_moment(w, "at", s->at);
}

static void put_scorer(struct json_writer *w, const struct scores_view *v, const struct scorer *s)
{
    json_object(w);
    json_put_int(w, "person", s->person);
    json_put_string(w, "name", s->name);
    json_put_string(w, "unit", s->unit);
    put_missing(w, &v->in->tree, s->values);
    if (v->closed != MOMENT_NONE)
        put_values(w, &v->in->tree, s);
    json_end(w);
}

/* ---- all experts ---- */

static void put_spread(struct json_writer *w, const struct spread *s)
{
    json_put_int(w, "counted", (int64_t)s->n);
    if (s->n == 0) {
        static const char *const names[] = {"mean", "least", "most", "range", "deviation"};

        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            json_put_null(w, names[i]);
        return;
    }
    put_hundredths(w, "mean", s->mean);
    put_hundredths(w, "least", s->least);
    put_hundredths(w, "most", s->most);
    put_hundredths(w, "range", s->range);
    put_hundredths(w, "deviation", s->deviation);
}

static struct spread spread_of_totals(const struct request *rq, const struct scores_view *v)
{
    int *values = arena_alloc(rq->arena, v->n_others + 1, sizeof *values);

    for (size_t i = 0; i < v->n_others; i++) {
        struct total t = score_total(&v->in->tree, v->others[i].values);

        values[i] = t.answer == TOTAL_KNOWN ? t.value : SCORE_NONE;
    }
    return score_spread(values, v->n_others);
}

static struct spread spread_at(const struct request *rq, const struct scores_view *v, size_t at)
{
    int *values = arena_alloc(rq->arena, v->n_others + 1, sizeof *values);

    for (size_t i = 0; i < v->n_others; i++)
        values[i] = v->others[i].values[at];
    return score_spread(values, v->n_others);
}

static void put_summary(struct json_writer *w, const struct request *rq,
                        const struct scores_view *v)
{
    struct spread all = spread_of_totals(rq, v);

    json_put_object(w, "summary");
    json_put_int(w, "experts", (int64_t)v->n_others);
    put_spread(w, &all);
    json_put_array(w, "indicators");
    for (size_t i = 0; i < v->in->tree.n; i++) {
        if (!indicator_is_leaf(&v->in->tree, i))
            continue;
        struct spread s = spread_at(rq, v, i);
        json_object(w);
        json_put_string(w, "code", v->in->tree.items[i].code);
        put_spread(w, &s);
        json_end(w);
    }
    json_end(w);
    json_end(w);
}

void put_scores(struct json_writer *w, const struct request *rq, const struct scores_view *v)
{
    json_object(w);
    json_put_int(w, "application", v->app->id);
    json_put_moment(w, "closed", v->closed);
    json_put_object(w, "indicators");
    put_indicators(w, rq, v->in);
    json_end(w);
    if (v->own) {
        json_put_object(w, "own");
        put_missing(w, &v->in->tree, v->own->values);
        put_values(w, &v->in->tree, v->own);
        json_end(w);
    }
    if (v->all) {
        json_put_array(w, "experts");
        for (size_t i = 0; i < v->n_others; i++)
            put_scorer(w, v, &v->others[i]);
        json_end(w);
    }
    if (v->closed != MOMENT_NONE)
        put_summary(w, rq, v);
    json_end(w);
}
