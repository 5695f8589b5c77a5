/* holding.c - the row that speaks loudest decides; where no row speaks, the lists do. */
#include "domain/holding.h"

#include <assert.h>

/* One half of a term may be enough to know that a day lies outside it. */
static bool outside_known_half(const struct title *t, date_t on)
{
    date_t first = title_kind_first_day(t->kind);

    return (t->since != DATE_NONE && on < t->since) || (t->until != DATE_NONE && on > t->until) ||
           (first != DATE_NONE && on < first);
}

/* What one row says about its kind on the day; HOLDING_ABSENT: nothing. */
static enum holding_ground ground_of(const struct title *t, enum title_status s, date_t on)
{
    bool stated = t->confidence == CONFIDENCE_STATED;

    switch (s) {
    case STATUS_IN_FORCE:
        return stated ? HOLDING_IN_FORCE : HOLDING_LOCAL_PLAN;
    case STATUS_IN_FORCE_UNLESS_SUPERSEDED:
        return stated ? HOLDING_MAYBE_RAISED : HOLDING_LOCAL_PLAN;
    case STATUS_TERM_UNKNOWN:
        if (outside_known_half(t, on))
            return HOLDING_ABSENT;
        return stated ? HOLDING_TERM_UNKNOWN : HOLDING_LOCAL_PLAN;
    case STATUS_SUPERSEDED:
        return stated ? HOLDING_SUPERSEDED : HOLDING_ABSENT;
    default:
        return HOLDING_ABSENT;
    }
}

static const struct title *demonstration_in_force(const struct view *v, const struct holder *h,
                                                  enum title_kind pilot, date_t on)
{
    for (size_t i = 0; i < h->n_titles; i++) {
        const struct title *t = &h->titles[i];

        if (t->kind == title_kind_sibling(pilot) && t->confidence == CONFIDENCE_STATED &&
            title_visible(t, v->as_of) &&
            title_status(v, h->titles, h->n_titles, t, on) == STATUS_IN_FORCE)
            return t;
    }
    return NULL;
}

/* The grounds stand in the order of their weight. */
static void weigh_rows(const struct view *v, const struct holder *h, date_t on, struct holding *out)
{
    for (size_t i = 0; i < h->n_titles; i++) {
        const struct title *t = &h->titles[i];

        if (t->kind != out->kind || !title_shown(t, v->as_of))
            continue;
        enum holding_ground g = ground_of(t, title_status(v, h->titles, h->n_titles, t, on), on);

        if (g < out->ground) {
            out->ground = g;
            out->title = t;
        }
    }
}

enum { MAX_NAMED = 8 };

/* Absence concerns the lists that do not name the place; on the others its rows tell the story. */
static struct absence absence_of(const struct view *v, const struct holder *h, enum title_kind kind,
                                 date_t on)
{
    const char *named[MAX_NAMED];
    struct absentee who = {h->kind, h->unit, named, 0};

    for (size_t i = 0; i < h->n_titles && who.n_named < MAX_NAMED; i++) {
        const struct title *t = &h->titles[i];

        if (t->kind == kind && t->confidence == CONFIDENCE_STATED && t->batch &&
            title_visible(t, v->as_of))
            named[who.n_named++] = t->batch;
    }
    return coverage_absence(v, kind, &who, on);
}

struct holding holding_of(const struct view *v, const struct holder *h, enum title_kind kind,
                          date_t on)
{
    struct holding out = {.kind = kind, .ground = HOLDING_ABSENT};

    assert(title_kind_is_track(kind));
    out.absence = absence_of(v, h, kind, on);
    weigh_rows(v, h, on, &out);
    if (title_kind_is_pilot(kind) && out.ground > HOLDING_RAISED) {
        const struct title *d = demonstration_in_force(v, h, kind, on);

        if (d) {
            out.ground = HOLDING_RAISED;
            out.title = d;
        }
    }
    switch (out.ground) {
    case HOLDING_IN_FORCE:
        out.held = TRUTH_YES;
        break;
    case HOLDING_RAISED:
        out.held = TRUTH_NO;
        break;
    case HOLDING_SUPERSEDED:
    case HOLDING_ABSENT:
        out.held = out.absence.holds;
        break;
    default:
        out.held = TRUTH_UNKNOWN;
    }
    return out;
}

enum truth holding_either(const struct holding *demonstration, const struct holding *pilot)
{
    if (pilot->ground == HOLDING_MAYBE_RAISED)
        return TRUTH_YES;
    return truth_or(demonstration->held, pilot->held);
}
