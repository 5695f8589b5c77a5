/* title.c - status of a title on a day.
 *
 * A demonstration title ends the pilot title of its track on its own first day and for good: the
 * pilot does not come back when the demonstration ends or is revoked.  Only a demonstration that
 * was never in force (revoked from its first day) leaves the pilot as it was. */
#include "domain/title.h"

#include <assert.h>
#include <string.h>

static const char *const confidence_names[CONFIDENCES] = {
    "stated",           "stated_in_local_plan", "derived",      "loose_wording",
    "recommended_only", "batch_unknown",        "kind_unknown",
};

static const char *const source_names[SOURCE_KINDS] = {"official", "policy", "repost", "register"};

static const struct status_row {
    const char *name, *zh, *en;
} statuses[TITLE_STATUSES] = {
    [STATUS_IN_FORCE] = {"in_force", "有效", "in force"},
    [STATUS_IN_FORCE_UNLESS_SUPERSEDED] = {"in_force_unless_superseded", "有效（或已升为示范）",
                                           "in force unless raised to demonstration"},
    [STATUS_SUPERSEDED] = {"superseded", "已被示范称号取代", "superseded"},
    [STATUS_ENDED] = {"ended", "已期满", "ended"},
    [STATUS_NOT_YET] = {"not_yet", "尚未开始", "not yet in force"},
    [STATUS_REVOKED] = {"revoked", "已撤销", "revoked"},
    [STATUS_TERM_UNKNOWN] = {"term_unknown", "期限未知", "term not known"},
};

static bool name_among(const char *s, const char *const *names, int n, int *out)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(names[i], s) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

const char *confidence_name(enum confidence c)
{
    assert((int)c >= 0 && c < CONFIDENCES);
    return confidence_names[c];
}

bool confidence_parse(const char *s, enum confidence *out)
{
    int i;

    if (!name_among(s, confidence_names, CONFIDENCES, &i))
        return false;
    *out = (enum confidence)i;
    return true;
}

const char *source_kind_name(enum source_kind k)
{
    assert((int)k >= 0 && k < SOURCE_KINDS);
    return source_names[k];
}

bool source_kind_parse(const char *s, enum source_kind *out)
{
    int i;

    if (!name_among(s, source_names, SOURCE_KINDS, &i))
        return false;
    *out = (enum source_kind)i;
    return true;
}

const char *title_status_name(enum title_status s)
{
    assert((int)s >= 0 && s < TITLE_STATUSES);
    return statuses[s].name;
}

const char *title_status_label(enum title_status s, bool english)
{
    assert((int)s >= 0 && s < TITLE_STATUSES);
    return english ? statuses[s].en : statuses[s].zh;
}

bool title_visible(const struct title *t, moment_t as_of)
{
    return view_shows(as_of, t->recorded, t->retracted);
}

bool title_shown(const struct title *t, moment_t as_of)
{
    return t->confidence <= CONFIDENCE_LOCAL_PLAN && title_visible(t, as_of);
}

const char *title_url(const struct title *t)
{
    return t->source_kind == SOURCE_OFFICIAL ? t->source : NULL;
}

/* The last day on which it could be in force at all, DATE_NONE when that is not known. */
static date_t last_day(const struct title *t)
{
    date_t last = t->until;

    if (t->revoked != DATE_NONE && (last == DATE_NONE || t->revoked - 1 < last))
        last = t->revoked - 1;
    if (t->superseded != DATE_NONE && (last == DATE_NONE || t->superseded - 1 < last))
        last = t->superseded - 1;
    return last;
}

static bool same_holder(const struct title *a, const struct title *b)
{
    return a->holder && b->holder && strcmp(a->holder, b->holder) == 0;
}

/* Whether the demonstration d, as far as it is on record, has put an end to the pilot p by this
 * day. YES only on stated days; a plan or a missing first day leaves it open. */
static enum truth has_raised(const struct title *d, const struct title *p, date_t on)
{
    date_t last = last_day(d);
    enum truth most = d->confidence == CONFIDENCE_STATED ? TRUTH_YES : TRUTH_UNKNOWN;

    if (last != DATE_NONE && (last < p->since || last < d->since))
        return TRUTH_NO; /* over before the pilot began, or never in force */
    if (d->since == DATE_NONE)
        return TRUTH_UNKNOWN;
    return d->since <= on ? most : TRUTH_NO;
}

/* A later demonstration list that began by this day and is incomplete for the pilot's unit. */
static bool list_may_have_raised(const struct view *v, const struct title *p, date_t on)
{
    enum title_kind demonstration = title_kind_sibling(p->kind);

    for (size_t i = 0; i < v->n_rosters; i++) {
        const struct roster *r = &v->rosters[i];

        if (r->kind == demonstration && r->since != DATE_NONE && r->since > p->since &&
            r->since <= on && view_shows(v->as_of, r->recorded, r->retracted) &&
            !roster_complete(v, r, p->unit))
            return true;
    }
    return false;
}

static enum truth raised(const struct view *v, const struct title *titles, size_t n,
                         const struct title *p, date_t on)
{
    enum truth answer = TRUTH_NO;

    for (size_t i = 0; i < n; i++) {
        const struct title *d = &titles[i];

        if (d->kind == title_kind_sibling(p->kind) && title_shown(d, v->as_of) && same_holder(d, p))
            answer = truth_or(answer, has_raised(d, p, on));
    }
    if (answer == TRUTH_NO && list_may_have_raised(v, p, on))
        answer = TRUTH_UNKNOWN;
    return answer;
}

enum title_status title_status(const struct view *v, const struct title *titles, size_t n,
                               const struct title *t, date_t on)
{
    assert(on != DATE_NONE);
    if (t->revoked != DATE_NONE && on >= t->revoked)
        return STATUS_REVOKED;
    if (t->superseded != DATE_NONE && on >= t->superseded)
        return STATUS_SUPERSEDED;
    if (t->since == DATE_NONE || t->until == DATE_NONE)
        return STATUS_TERM_UNKNOWN;
    if (on < t->since)
        return STATUS_NOT_YET;

    bool over = on > t->until;
    enum truth r = TRUTH_NO;

    /* What happened after the last day no longer concerns it. */
    if (title_kind_is_pilot(t->kind))
        r = raised(v, titles, n, t, over ? t->until : on);
    if (r == TRUTH_YES)
        return STATUS_SUPERSEDED;
    if (over)
        return STATUS_ENDED;
    return r == TRUTH_UNKNOWN ? STATUS_IN_FORCE_UNLESS_SUPERSEDED : STATUS_IN_FORCE;
}

bool title_status_counts(enum title_status s)
{
    return s == STATUS_IN_FORCE || s == STATUS_IN_FORCE_UNLESS_SUPERSEDED;
}

size_t title_in_force(const struct view *v, const struct title *titles, size_t n, date_t on,
                      size_t *out, size_t max)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++) {
        const struct title *t = &titles[i];

        if (t->confidence != CONFIDENCE_STATED || !title_visible(t, v->as_of) ||
            !title_status_counts(title_status(v, titles, n, t, on)))
            continue;
        if (found < max)
            out[found] = i;
        found++;
    }
    return found;
}

int title_count_known(const struct roster *r, const struct title *titles, size_t n, moment_t as_of)
{
    int known = 0;

    for (size_t i = 0; i < n; i++) {
        const struct title *t = &titles[i];

        known += t->kind == r->kind && t->confidence == CONFIDENCE_STATED &&
                 title_visible(t, as_of) && t->batch && strcmp(t->batch, r->batch) == 0;
    }
    return known;
}

int title_days_left(const struct title *t, date_t on)
{
    date_t last = last_day(t);

    if (t->since == DATE_NONE || t->until == DATE_NONE || on < t->since || on > last)
        return -1;
    return (int)(last - on);
}
