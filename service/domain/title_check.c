/* title_check.c - one small question per fault.  Leads are asked about their holder and term only:
 * nobody claims that they are right. */
#include "domain/title_check.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *zh, *en;
} texts[TITLE_FAULTS] = {
    [FAULT_HOLDER_MISSING] = {"市、县类称号须有行政区划代码",
                              "a city or county title names no holder"},
    [FAULT_HOLDER_GIVEN] = {"园区、集聚区称号不属于行政区划，请改填名称",
                            "a park or zone names a division as its holder"},
    [FAULT_HOLDER_KIND] = {"该行政区划不属于此类称号可以授予的类型",
                           "the holder is not a kind of place that this title can name"},
    [FAULT_TERM_BACKWARDS] = {"终止日期早于起始日期", "the last day stands before the first"},
    [FAULT_NO_ROSTER] = {"该批次名单尚未登记", "its list is not on record"},
    [FAULT_OUTSIDE_TERM] = {"日期超出该批次名单的期限",
                            "its days lie outside the term of its list"},
    [FAULT_TWICE] = {"该地区在同一期间已有同类称号",
                     "the holder has another title of this kind on the same days"},
    [FAULT_PILOT_TOO_LATE] = {"试点称号起始日处于同类示范称号的期限内",
                              "the pilot title begins while a demonstration title of the track "
                              "runs"},
};

const char *title_fault_text(enum title_fault f, bool english)
{
    assert((int)f >= 0 && f < TITLE_FAULTS);
    return english ? texts[f].en : texts[f].zh;
}

static unsigned bit(enum title_fault f, bool is)
{
    return is ? 1U << f : 0;
}

static unsigned holder_faults(const struct title *t, const enum place_kind *kind)
{
    bool track = title_kind_is_track(t->kind);

    return bit(FAULT_HOLDER_MISSING, track && !t->holder) |
           bit(FAULT_HOLDER_GIVEN, !track && t->holder) |
           bit(FAULT_HOLDER_KIND, track && t->holder && kind && !track_admits(t->kind, *kind));
}

static const struct roster *roster_of(const struct view *v, const struct title *t)
{
    for (size_t i = 0; t->batch && i < v->n_rosters; i++) {
        const struct roster *r = &v->rosters[i];

        if (r->kind == t->kind && view_shows(v->as_of, r->recorded, r->retracted) &&
            strcmp(r->batch, t->batch) == 0)
            return r;
    }
    return NULL;
}

/* A title may begin later than its list or end sooner; never the other way round. */
static bool outside(const struct title *t, const struct roster *r)
{
    return (t->since != DATE_NONE && r->since != DATE_NONE && t->since < r->since) ||
           (t->until != DATE_NONE && r->until != DATE_NONE && t->until > r->until) ||
           (t->since != DATE_NONE && r->until != DATE_NONE && t->since > r->until);
}

static bool same_days(const struct title *a, const struct title *b)
{
    return a->since != DATE_NONE && a->until != DATE_NONE && b->since != DATE_NONE &&
           b->until != DATE_NONE && a->since <= b->until && b->since <= a->until;
}

static unsigned faults_between(const struct title *t, const struct title *other)
{
    if (!other->holder || !t->holder || strcmp(other->holder, t->holder) != 0)
        return 0;
    return bit(FAULT_TWICE, other->kind == t->kind && same_days(t, other)) |
           bit(FAULT_PILOT_TOO_LATE, title_kind_is_pilot(t->kind) &&
                                         other->kind == title_kind_sibling(t->kind) &&
                                         same_days(t, other) && t->since >= other->since);
}

unsigned title_faults(const struct view *v, const struct title *titles, size_t n, size_t i,
                      const enum place_kind *place_kind)
{
    const struct title *t = &titles[i];
    const struct roster *r = roster_of(v, t);
    unsigned faults = holder_faults(t, place_kind);

    faults |= bit(FAULT_TERM_BACKWARDS,
                  t->since != DATE_NONE && t->until != DATE_NONE && t->until < t->since);
    if (t->confidence != CONFIDENCE_STATED)
        return faults;
    faults |= bit(FAULT_NO_ROSTER, !r) | bit(FAULT_OUTSIDE_TERM, r && outside(t, r));
    for (size_t j = 0; j < n; j++) {
        if (j != i && titles[j].confidence == CONFIDENCE_STATED &&
            title_visible(&titles[j], v->as_of))
            faults |= faults_between(t, &titles[j]);
    }
    return faults;
}

bool roster_overfull(const struct roster *r)
{
    return r->declared >= 0 && r->known > r->declared;
}
