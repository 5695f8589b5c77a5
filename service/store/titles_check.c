/* titles_check.c - the rules of domain/title_check.h, asked about every row that is on record now,
 * and what only the register can say: whether a code exists. */
#include "store/titles_check.h"

#include "domain/title_check.h"
#include "domain/unit.h"
#include "store/internal.h"
#include "store/place_known.h"

#include <string.h>

struct look {
    struct store *s;
    struct arena *a;
    struct roster *rosters;
    struct completeness *complete;
    struct title *titles; /* those on record now */
    size_t n_rosters, n_complete, n_titles;
    claim_fault_tell *tell;
    void *arg;
};

static void tell_title(const struct look *l, const struct title *t, const char *what,
                       const char *what_zh)
{
    const struct claim_fault f = {.title = t, .what = what, .what_zh = what_zh};

    l->tell(l->arg, &f);
}

/* ---- what is on record now ---- */

static void keep_current_rosters(struct look *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n_rosters; i++) {
        if (l->rosters[i].retracted == MOMENT_NONE)
            l->rosters[n++] = l->rosters[i];
    }
    l->n_rosters = n;
    for (size_t i = 0; i < n; i++)
        l->rosters[i].known =
            title_count_known(&l->rosters[i], l->titles, l->n_titles, MOMENT_NONE);
}

static void keep_current_titles(struct look *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n_titles; i++) {
        if (l->titles[i].retracted == MOMENT_NONE)
            l->titles[n++] = l->titles[i];
    }
    l->n_titles = n;
}

static bool read_everything(struct look *l, struct err *err)
{
    if (!store_rosters(l->s, l->a, &l->rosters, &l->n_rosters, err) ||
        !store_completeness(l->s, l->a, &l->complete, &l->n_complete, err) ||
        !store_titles(l->s, l->a, &l->titles, &l->n_titles, err))
        return false;
    keep_current_titles(l);
    keep_current_rosters(l);
    return true;
}

/* ---- titles ---- */

/* The unit stands in the row, because a park has no code to derive it from; a place has. */
static void look_at_unit(const struct look *l, const struct title *t)
{
    char province[7];

    if (t->unit && !unit_find(t->unit))
        tell_title(l, t, arena_printf(l->a, "%s is no recommending unit", t->unit),
                   arena_printf(l->a, "%s 不是推荐单位", t->unit));
    else if (t->holder && place_code_valid(t->holder) &&
             (!t->unit || strcmp(t->unit, place_recommending_unit(t->holder, province)) != 0))
        tell_title(l, t,
                   arena_printf(l->a, "its unit is %s, but %s is recommended by %s",
                                t->unit ? t->unit : "not given", t->holder,
                                place_recommending_unit(t->holder, province)),
                   arena_printf(l->a, "登记的推荐单位为 %s，而 %s 由 %s 推荐",
                                t->unit ? t->unit : "空", t->holder,
                                place_recommending_unit(t->holder, province)));
}

static bool look_at_code(const struct look *l, const struct title *t, const char *code,
                         struct place_known *p, struct err *err)
{
    if (!store_place_known(l->s, l->a, code, p, err))
        return false;
    if (!p->name)
        tell_title(l, t, place_missing_text(p, code, l->a, true),
                   place_missing_text(p, code, l->a, false));
    return true;
}

static bool id_on_record(const struct look *l, int64_t id)
{
    for (size_t i = 0; i < l->n_titles; i++) {
        if (l->titles[i].id == id)
            return true;
    }
    return false;
}

static void tell_faults(const struct look *l, size_t i, const enum place_kind *kind)
{
    const struct view v = {l->rosters, l->n_rosters, l->complete, l->n_complete, MOMENT_NONE};
    unsigned faults = title_faults(&v, l->titles, l->n_titles, i, kind);

    for (int f = 0; f < TITLE_FAULTS; f++) {
        if (faults & 1U << f)
            tell_title(l, &l->titles[i], title_fault_text((enum title_fault)f, true),
                       title_fault_text((enum title_fault)f, false));
    }
}

static bool look_at_title(const struct look *l, size_t i, struct err *err)
{
    const struct title *t = &l->titles[i];
    struct place_known holder = {0}, host;

    if ((t->holder && !look_at_code(l, t, t->holder, &holder, err)) ||
        (t->host_guess && !look_at_code(l, t, t->host_guess, &host, err)))
        return false;
    look_at_unit(l, t);
    tell_faults(l, i, holder.name ? &holder.kind : NULL);
    if (t->superseded_by && !id_on_record(l, t->superseded_by))
        tell_title(
            l, t,
            arena_printf(l->a, "title %lld, which stands in its place, is not on record",
                         (long long)t->superseded_by),
            arena_printf(l->a, "取代它的称号 %lld 不在登记之列", (long long)t->superseded_by));
    return true;
}

/* ---- lists ---- */

static void look_at_roster(const struct look *l, const struct roster *r)
{
    struct claim_fault f = {.roster = r};

    if (!roster_overfull(r))
        return;
    f.what = arena_printf(l->a, "%d entries are on record, more than the %d it was said to have",
                          r->known, r->declared);
    f.what_zh = arena_printf(l->a, "已登记 %d 项，多于名单所称的 %d 项", r->known, r->declared);
    l->tell(l->arg, &f);
}

static bool has_roster(const struct look *l, const struct completeness *c)
{
    for (size_t i = 0; i < l->n_rosters; i++) {
        if (l->rosters[i].kind == c->kind && strcmp(l->rosters[i].batch, c->batch) == 0)
            return true;
    }
    return false;
}

static void look_at_completeness(const struct look *l, const struct completeness *c)
{
    struct claim_fault f = {.complete = c};

    if (c->unit && !unit_find(c->unit)) {
        f.what = arena_printf(l->a, "%s is no recommending unit", c->unit);
        f.what_zh = arena_printf(l->a, "%s 不是推荐单位", c->unit);
    } else if (!has_roster(l, c)) {
        f.what = "it is said to be complete, but the list is not on record";
        f.what_zh = "称名单完整，但该名单尚未登记";
    }
    if (f.what)
        l->tell(l->arg, &f);
}

bool store_claim_faults(struct store *s, claim_fault_tell *tell, void *arg, struct err *err)
{
    struct look l = {.s = s, .a = arena_new(), .tell = tell, .arg = arg};
    bool ok = read_everything(&l, err);

    for (size_t i = 0; ok && i < l.n_rosters; i++)
        look_at_roster(&l, &l.rosters[i]);
    for (size_t i = 0; ok && i < l.n_complete; i++) {
        if (l.complete[i].retracted == MOMENT_NONE)
            look_at_completeness(&l, &l.complete[i]);
    }
    for (size_t i = 0; ok && i < l.n_titles; i++)
        ok = look_at_title(&l, i, err);
    arena_free(l.a);
    return ok;
}

const char *claim_fault_name(const struct claim_fault *f, struct arena *a, bool english)
{
    const char *list = english ? "list %s/%s" : "名单 %s/%s";
    const struct title *t = f->title;

    if (t)
        return arena_printf(a, english ? "title %lld (%s %s%s%s)" : "称号 %lld（%s %s%s%s）",
                            (long long)t->id, title_kind_name(t->kind), t->name,
                            t->holder ? " " : "", t->holder ? t->holder : "");
    if (f->roster)
        return arena_printf(a, list, title_kind_name(f->roster->kind), f->roster->batch);
    return arena_printf(a, list, title_kind_name(f->complete->kind), f->complete->batch);
}

/* ---- for `sizhi check` ---- */

static void report_fault(void *arg, const struct claim_fault *f)
{
    struct arena *a = arena_new();

    report_finding(arg, "%s: %s", claim_fault_name(f, a, true), f->what);
    arena_free(a);
}

/* Rows that do not agree with their digests cannot be read: the check of digests has named them. */
bool check_claims(struct store *s, struct report *r, struct err *err)
{
    struct err why = {0};

    if (store_claim_faults(s, report_fault, r, &why))
        return true;
    if (r->n == 0 || db_must_stop(s->db)) {
        *err = why;
        return false;
    }
    report_finding(r, "titles: not looked at: %s", why.text);
    return true;
}
