/* coverage.c - the rules of absence, in the order in which they are asked.
 *
 * A list without a known term might run on any day, so it counts as running on every one. */
#include "domain/coverage.h"

#include <assert.h>
#include <string.h>

bool view_shows(moment_t as_of, moment_t recorded, moment_t retracted)
{
    if (as_of == MOMENT_NONE)
        return retracted == MOMENT_NONE;
    return recorded <= as_of && (retracted == MOMENT_NONE || retracted > as_of);
}

static bool roster_shown(const struct view *v, const struct roster *r)
{
    return view_shows(v->as_of, r->recorded, r->retracted);
}

bool roster_complete(const struct view *v, const struct roster *r, const char *unit)
{
    /* Nothing can be missing from a list that is here with as many entries as it was said to have.
     */
    if (r->declared >= 0 && r->known == r->declared)
        return true;
    for (size_t i = 0; i < v->n_complete; i++) {
        const struct completeness *c = &v->complete[i];

        if (c->kind == r->kind && view_shows(v->as_of, c->recorded, c->retracted) &&
            strcmp(c->batch, r->batch) == 0 && (!c->unit || (unit && strcmp(c->unit, unit) == 0)))
            return true;
    }
    return false;
}

static bool runs_on(const struct roster *r, date_t on)
{
    return (r->since == DATE_NONE || r->since <= on) && (r->until == DATE_NONE || on <= r->until);
}

static bool names(const struct absentee *who, const struct roster *r)
{
    for (size_t i = 0; i < who->n_named; i++) {
        if (strcmp(who->named[i], r->batch) == 0)
            return true;
    }
    return false;
}

static struct lean lean_on(const struct view *v, const struct roster *r, const struct absentee *who)
{
    return (struct lean){r, roster_complete(v, r, who->unit), names(who, r)};
}

static void add_lean(struct absence *a, struct lean l)
{
    if (a->n_leans < ABSENCE_LEANS)
        a->leans[a->n_leans++] = l;
}

/* The lists that run on the day; false when there is none. */
static bool lean_on_running(const struct view *v, enum title_kind kind, const struct absentee *who,
                            date_t on, struct absence *a)
{
    bool any = false;
    bool all_complete = true;

    for (size_t i = 0; i < v->n_rosters; i++) {
        const struct roster *r = &v->rosters[i];

        if (r->kind != kind || !roster_shown(v, r) || !runs_on(r, on))
            continue;
        struct lean l = lean_on(v, r, who);

        any = true;
        all_complete = all_complete && (l.complete || l.named);
        add_lean(a, l);
    }
    if (any) {
        a->holds = all_complete ? TRUTH_NO : TRUTH_UNKNOWN;
        a->ground = all_complete ? ABSENCE_COMPLETE : ABSENCE_INCOMPLETE;
    }
    return any;
}

/* The last day of the lists of a kind on record, DATE_NONE when there are none. */
static date_t last_day(const struct view *v, enum title_kind kind)
{
    date_t last = DATE_NONE;

    for (size_t i = 0; i < v->n_rosters; i++) {
        const struct roster *r = &v->rosters[i];

        if (r->kind == kind && roster_shown(v, r) && r->until > last)
            last = r->until;
    }
    return last;
}

static void lean_on_last(const struct view *v, enum title_kind kind, const struct absentee *who,
                         struct absence *a)
{
    for (size_t i = 0; i < v->n_rosters; i++) {
        const struct roster *r = &v->rosters[i];

        if (r->kind == kind && roster_shown(v, r) && r->until == a->limit)
            add_lean(a, lean_on(v, r, who));
    }
}

struct absence coverage_absence(const struct view *v, enum title_kind kind,
                                const struct absentee *who, date_t on)
{
    struct absence a = {.holds = TRUTH_NO, .limit = DATE_NONE};
    date_t first = title_kind_first_day(kind);

    assert(on != DATE_NONE);
    if (title_kind_is_track(kind) && !track_admits(kind, who->kind)) {
        a.ground = ABSENCE_NOT_NAMEABLE;
        return a;
    }
    if (first != DATE_NONE && on < first) {
        a.ground = ABSENCE_BEFORE_FIRST;
        a.limit = first;
        return a;
    }
    if (lean_on_running(v, kind, who, on, &a))
        return a;
    a.holds = TRUTH_UNKNOWN;
    a.limit = last_day(v, kind);
    a.ground = a.limit != DATE_NONE && on > a.limit ? ABSENCE_AFTER_LAST : ABSENCE_NO_LIST;
    if (a.ground == ABSENCE_AFTER_LAST)
        lean_on_last(v, kind, who, &a);
    else
        a.limit = DATE_NONE;
    return a;
}
