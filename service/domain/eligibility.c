/* eligibility.c - each kind of condition answered in one place, and the join. */
#include "domain/eligibility.h"

#include "domain/eligibility_zone.h"

#include <assert.h>
#include <string.h>

static const struct word {
    const char *name, *zh, *en;
} results[RESULTS] =
    {
        [RESULT_MET] = {"met", "符合", "met"},
        [RESULT_NOT_MET] = {"not_met", "不符合", "not met"},
        [RESULT_UNKNOWN] = {"unknown", "未知", "not known"},
        [RESULT_NOT_APPLICABLE] = {"not_applicable", "不适用", "does not apply"},
},
  verdicts[VERDICTS] = {
      [VERDICT_ELIGIBLE] = {"eligible", "可以申报", "eligible"},
      [VERDICT_NOT_ELIGIBLE] = {"not_eligible", "不可以申报", "not eligible"},
      [VERDICT_UNDETERMINED] = {"undetermined", "尚不能判定", "undetermined"},
};

static enum result result_of(enum truth t)
{
    return t == TRUTH_YES ? RESULT_MET : t == TRUTH_NO ? RESULT_NOT_MET : RESULT_UNKNOWN;
}

/* A condition that does not apply stands in nobody's way. */
static enum truth truth_of(enum result r)
{
    return r == RESULT_NOT_MET ? TRUTH_NO : r == RESULT_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_YES;
}

/* Does the bar stand on this day?  A question that names no round cannot tell whether the day
 * belongs to the round the bar names, unless an end was entered. */
static enum truth bar_stands(const struct bar *b, const struct view *v, const struct holder *place,
                             const struct question *q)
{
    if (!view_shows(v->as_of, b->recorded, b->retracted) || strcmp(b->place, place->code) != 0 ||
        (b->since != DATE_NONE && q->on < b->since))
        return TRUTH_NO;
    if (b->until != DATE_NONE && q->on <= b->until)
        return TRUTH_YES;
    if (!b->round)
        return TRUTH_NO;
    if (q->round)
        return strcmp(q->round->id, b->round) == 0 ? TRUTH_YES : TRUTH_NO;
    return b->until == DATE_NONE ? TRUTH_UNKNOWN : TRUTH_NO;
}

static void answer_bars(const struct view *v, const struct holder *place, const struct question *q,
                        struct condition *c)
{
    enum truth barred = TRUTH_NO;

    for (size_t i = 0; i < q->n_bars; i++) {
        enum truth one = bar_stands(&q->bars[i], v, place, q);

        if (one > barred) {
            barred = one;
            c->bar = &q->bars[i];
        }
    }
    c->result = result_of(truth_not(barred));
}

static const struct finding *finding_of(const struct question *q, enum condition_id id)
{
    for (size_t i = 0; i < q->n_findings; i++) {
        if (q->findings[i].condition == id)
            return &q->findings[i];
    }
    return NULL;
}

static enum result quota_result(const struct question *q)
{
    if (!q->round)
        return RESULT_NOT_APPLICABLE;
    if (!q->quota)
        return RESULT_UNKNOWN;
    switch (quota_may_recommend(q->quota)) {
    case QUOTA_MAY:
        return RESULT_MET;
    case QUOTA_NONE_LEFT:
        return RESULT_NOT_MET;
    default:
        return RESULT_UNKNOWN;
    }
}

static enum result attested_result(const struct finding *f)
{
    return f && (f->result == RESULT_MET || f->result == RESULT_NOT_MET) ? f->result
                                                                         : RESULT_UNKNOWN;
}

/* A pilot track is closed to holders of either title, a demonstration track to its own. */
static enum truth already_titled(const struct eligibility *e)
{
    return title_kind_is_pilot(e->track) ? holding_either(&e->demonstration, &e->pilot)
                                         : e->demonstration.held;
}

static void answer_condition(const struct view *v, const struct question *q,
                             const struct eligibility *e, struct condition *c)
{
    bool zone = title_kind_is_zone(q->track);

    if (c->rule->id == CONDITION_PLACE_KIND && !zone) {
        c->result = e->kind_fits ? RESULT_MET : RESULT_NOT_MET;
        return;
    }
    if (!e->kind_fits && c->rule->id != CONDITION_PLACE_KIND) {
        c->result = RESULT_NOT_APPLICABLE;
        return;
    }
    if (zone && c->rule->id != CONDITION_NOT_BARRED) {
        zone_condition(v, q, e, finding_of(q, c->rule->id), c);
        return;
    }
    switch (c->rule->id) {
    case CONDITION_PILOT_IN_FORCE:
        c->result = result_of(e->pilot.held);
        break;
    case CONDITION_NOT_ALREADY_TITLED:
        c->result = result_of(truth_not(already_titled(e)));
        break;
    case CONDITION_NOT_BARRED:
        answer_bars(v, e->place, q, c);
        break;
    case CONDITION_QUOTA_OPEN:
        c->result = quota_result(q);
        break;
    default:
        c->finding = finding_of(q, c->rule->id);
        c->result = attested_result(c->finding);
    }
}

enum verdict eligibility_join(const struct condition *conditions, size_t n)
{
    enum truth all = TRUTH_YES;

    for (size_t i = 0; i < n; i++) {
        const struct rule *rule = conditions[i].rule;
        enum truth one = truth_of(conditions[i].result);

        if (!rule->decides)
            continue;
        /* A member of a group of alternatives speaks for the group with its best. */
        for (size_t j = 0; rule->either && j < n; j++) {
            if (conditions[j].rule->either == rule->either)
                one = truth_or(one, truth_of(conditions[j].result));
        }
        all = truth_and(all, one);
    }
    return all == TRUTH_YES  ? VERDICT_ELIGIBLE
           : all == TRUTH_NO ? VERDICT_NOT_ELIGIBLE
                             : VERDICT_UNDETERMINED;
}

void eligibility_assess(const struct view *v, const struct holder *place, const struct question *q,
                        struct eligibility *out)
{
    enum side side = title_kind_side(q->track);
    size_t n;
    const struct rule *rules = rules_of(q->track, &n);

    memset(out, 0, sizeof *out);
    out->track = q->track;
    out->on = q->on;
    out->place = place;
    out->round = q->round;
    out->quota = q->quota;
    out->n = n;
    out->zone = q->zone;
    out->kind = track_admits_place(q->track, place->code, place->kind);
    out->kind_fits = out->kind != TRUTH_NO;
    if (out->kind_fits && side != SIDE_NONE) {
        out->demonstration = holding_of(v, place, side_demonstration(side), q->on);
        out->pilot = holding_of(v, place, side_pilot(side), q->on);
    }
    for (size_t i = 0; i < n; i++) {
        out->conditions[i].rule = &rules[i];
        answer_condition(v, q, out, &out->conditions[i]);
    }
    out->verdict = eligibility_join(out->conditions, n);
}

const char *result_name(enum result r)
{
    assert((int)r >= 0 && r < RESULTS);
    return results[r].name;
}

bool result_parse(const char *s, enum result *out)
{
    for (int i = 0; i < RESULTS; i++) {
        if (strcmp(results[i].name, s) == 0) {
            *out = (enum result)i;
            return true;
        }
    }
    return false;
}

const char *result_label(enum result r, bool english)
{
    assert((int)r >= 0 && r < RESULTS);
    return english ? results[r].en : results[r].zh;
}

const char *verdict_name(enum verdict v)
{
    assert((int)v >= 0 && v < VERDICTS);
    return verdicts[v].name;
}

const char *verdict_label(enum verdict v, bool english)
{
    assert((int)v >= 0 && v < VERDICTS);
    return english ? verdicts[v].en : verdicts[v].zh;
}
