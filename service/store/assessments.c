/* assessments.c - what eligibility asks for, gathered for one place. */
#include "store/assessments.h"

#include "domain/unit.h"
#include "store/bars.h"
#include "store/place_known.h"
#include "store/quotas.h"
#include "store/titles.h"
#include "store/zone_case.h"

#include <string.h>

const char *findings_by(const struct application *app, bool english)
{
    const struct unit *u = unit_find(app->unit);

    return !u ? app->unit : english ? u->en : u->zh;
}

static bool gather_lists(struct store *s, struct arena *a, struct view *v, struct err *err)
{
    struct roster *rosters;
    struct completeness *complete;

    *v = (struct view){.as_of = MOMENT_NONE};
    if (!store_rosters(s, a, &rosters, &v->n_rosters, err) ||
        !store_rosters_count(s, rosters, v->n_rosters, err) ||
        !store_completeness(s, a, &complete, &v->n_complete, err))
        return false;
    v->rosters = rosters;
    v->complete = complete;
    return true;
}

static bool gather_place(struct store *s, struct arena *a, const struct application *app,
                         struct holder *out, struct err *err)
{
    struct place_known p;
    struct title *titles;

    if (!store_place_known(s, a, app->place, &p, err) ||
        !store_titles_of(s, a, app->place, &titles, &out->n_titles, err))
        return false;
    out->code = app->place;
    out->unit = app->unit;
    out->kind = p.kind;
    out->titles = titles;
    return p.name || err_set(err, ERR_INTERNAL, "application %lld is of %s, which is no place",
                             (long long)app->id, app->place);
}

static bool gather_round(struct store *s, struct arena *a, const char *id, struct round *out,
                         struct err *err)
{
    struct round *rounds;
    size_t n;

    if (!store_rounds(s, a, &rounds, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rounds[i].id, id) == 0) {
            *out = rounds[i];
            return true;
        }
    }
    return err_set(err, ERR_INTERNAL, "there is no round %s", id);
}

static bool gather_bars(struct store *s, struct arena *a, const char *place, struct question *q,
                        struct err *err)
{
    struct bar_row *rows;
    struct bar *bars;

    if (!store_bars_of(s, a, place, &rows, &q->n_bars, err))
        return false;
    bars = arena_alloc(a, q->n_bars + 1, sizeof *bars);
    for (size_t i = 0; i < q->n_bars; i++)
        bars[i] = rows[i].bar;
    q->bars = bars;
    return true;
}

static enum result result_of(const struct eligibility *e, enum condition_id id)
{
    for (size_t i = 0; i < e->n; i++) {
        if (e->conditions[i].rule->id == id)
            return e->conditions[i].result;
    }
    return RESULT_NOT_APPLICABLE;
}

bool store_assess(struct store *s, struct arena *a, const struct application *app, date_t on,
                  bool english, struct assessment *out, struct err *err)
{
    const struct quota_key key = {app->round, app->unit, app->track};
    struct question q = {.track = app->track, .on = on};
    struct finding *findings;
    struct view v;

    *out = (struct assessment){0};
    if (!gather_lists(s, a, &v, err) || !gather_place(s, a, app, &out->place, err) ||
        !gather_round(s, a, app->round, &out->round, err) ||
        !store_quota(s, a, &key, &out->quota, err) || !gather_bars(s, a, app->place, &q, err) ||
        !store_findings(s, a, app->id, &out->findings, &out->n_findings, err) ||
        !store_zone_case(s, a, app, on, &q.zone, err))
        return false;
    q.round = &out->round;
    q.quota = out->quota.round ? &out->quota : NULL;
    q.n_findings =
        findings_for_rules(out->findings, out->n_findings, findings_by(app, english), a, &findings);
    q.findings = findings;
    eligibility_assess(&v, &out->place, &q, &out->verdict);
    out->not_barred = result_of(&out->verdict, CONDITION_NOT_BARRED);
    return true;
}
