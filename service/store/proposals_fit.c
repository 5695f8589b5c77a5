/* proposals_fit.c - could a proposed title be a row of the register?  The rules are those of
 * domain/title_check.h; here they are asked before there is a row, and told by member. */
#include "store/proposals.h"

#include "base/mem.h"
#include "domain/title_check.h"
#include "domain/unit.h"
#include "store/place_known.h"
#include "store/titles.h"

#include <string.h>

/* Which member of a proposal a fault is to be mended in, and the fault in Chinese. */
static const char *const fault_fields[TITLE_FAULTS] = {
    [FAULT_HOLDER_MISSING] = "holder", [FAULT_HOLDER_GIVEN] = "holder",
    [FAULT_HOLDER_KIND] = "holder",    [FAULT_TERM_BACKWARDS] = "until",
    [FAULT_NO_ROSTER] = "batch",       [FAULT_OUTSIDE_TERM] = "since",
    [FAULT_TWICE] = "holder",          [FAULT_PILOT_TOO_LATE] = "since",
};

/* What is on record now, less the title a proposal says is wrong, and the proposed one last. */
struct record {
    struct roster *rosters;
    struct completeness *complete;
    struct title *titles;
    size_t n_rosters, n_complete, n_titles;
    const struct title *wrong;
};

static bool read_record(struct store *s, struct arena *a, const struct proposal *p,
                        struct record *rec, struct err *err)
{
    struct title *all;
    size_t n_all, n = 0;

    if (!store_rosters(s, a, &rec->rosters, &rec->n_rosters, err) ||
        !store_completeness(s, a, &rec->complete, &rec->n_complete, err) ||
        !store_titles(s, a, &all, &n_all, err))
        return false;
    rec->titles = arena_alloc(a, n_all + 1, sizeof *rec->titles);
    for (size_t i = 0; i < n_all; i++) {
        if (all[i].retracted != MOMENT_NONE)
            continue;
        if (p->title && all[i].id == p->title)
            rec->wrong = &all[i];
        else
            rec->titles[n++] = all[i];
    }
    rec->n_titles = n;
    return true;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* ---- the title that is said to be wrong ---- */

static bool wrong_one_fits(const struct record *rec, const struct proposal *p,
                           const struct title *row, struct err *err)
{
    const struct title *t = rec->wrong;

    if (!t)
        return err_say(err, ERR_BAD_BODY, "title", "title %lld is not on record",
                       "没有编号为 %lld 的现行称号", (long long)p->title);
    if (!same(t->unit, p->unit))
        return err_say(err, ERR_NOT_YOUR_PROVINCE, "title",
                       "title %lld does not belong to your recommending unit",
                       "称号 %lld 不属于本推荐单位", (long long)t->id);
    if (t->superseded_by)
        return err_say(err, ERR_CONFLICT, "title",
                       "title %lld stands in the place of title %lld: that has to be taken back "
                       "first",
                       "称号 %lld 已取代称号 %lld，须先撤回该取代", (long long)t->superseded_by,
                       (long long)t->id);
    for (size_t i = 0; i < rec->n_titles; i++) {
        if (rec->titles[i].superseded_by == t->id)
            return err_say(err, ERR_CONFLICT, "title",
                           "title %lld stands in the place of title %lld: take that one back first",
                           "称号 %lld 已取代称号 %lld，请先撤回后者", (long long)t->id,
                           (long long)rec->titles[i].id);
    }
    return t->kind != row->kind || !same(t->holder, row->holder) || !same(t->name, row->name) ||
           !same(t->batch, row->batch) || t->since != row->since || t->until != row->until ||
           !same(t->document, row->document) || !same(t->source, row->source) ||
           t->confidence != row->confidence ||
           err_say(err, ERR_BAD_BODY, "title", "title %lld says all of this already",
                   "称号 %lld 的登记内容与此相同", (long long)t->id);
}

/* ---- the proposed row ---- */

/* Two rows of a list for one holder, whose days may not be known. */
static bool not_there_yet(const struct record *rec, const struct title *row, struct err *err)
{
    for (size_t i = 0; i < rec->n_titles; i++) {
        const struct title *t = &rec->titles[i];

        if (t->confidence == CONFIDENCE_STATED && t->kind == row->kind &&
            same(t->batch, row->batch) &&
            (row->holder ? same(t->holder, row->holder) : same(t->name, row->name)))
            return err_say(err, ERR_CONFLICT, row->holder ? "holder" : "name",
                           "it is on record already, as title %lld", "该称号已登记，编号 %lld",
                           (long long)t->id);
    }
    return true;
}

static bool rules_fit(struct record *rec, const struct title *row, const enum place_kind *kind,
                      struct err *err)
{
    const struct view v = {rec->rosters, rec->n_rosters, rec->complete, rec->n_complete,
                           MOMENT_NONE};
    unsigned found;

    rec->titles[rec->n_titles] = *row;
    found = title_faults(&v, rec->titles, rec->n_titles + 1, rec->n_titles, kind);
    for (int f = 0; f < TITLE_FAULTS; f++) {
        if (found & 1U << f)
            return err_say(err, ERR_BAD_BODY, fault_fields[f], "%s%.0s", "%.0s%s",
                           title_fault_text((enum title_fault)f, true),
                           title_fault_text((enum title_fault)f, false));
    }
    return true;
}

static bool list_has_room(struct record *rec, const struct title *row, struct err *err)
{
    for (size_t i = 0; row->batch && i < rec->n_rosters; i++) {
        struct roster *r = &rec->rosters[i];

        if (r->retracted != MOMENT_NONE || r->kind != row->kind || !same(r->batch, row->batch))
            continue;
        r->known = title_count_known(r, rec->titles, rec->n_titles + 1, MOMENT_NONE);
        if (roster_overfull(r))
            return err_say(err, ERR_CONFLICT, "batch",
                           "all %d entries of this list are on record already",
                           "该批次名单共 %d 个，均已登记", r->declared);
    }
    return true;
}

/* *known: the holder; of a park or zone nothing. */
static bool holder_fits(struct store *s, struct arena *a, const struct proposal *p,
                        struct place_known *known, struct err *err)
{
    bool track = title_kind_is_track(p->kind);

    *known = (struct place_known){0};
    if (track ? !p->holder : !p->name)
        return err_say(err, ERR_BAD_BODY, track ? "holder" : "name",
                       track ? "a title of this kind is held by a place: give its six-digit code"
                             : "a title of this kind is held by a park or zone: give its name",
                       track ? "此类称号由行政区划持有，请填六位代码"
                             : "此类称号由园区或集聚区持有，请填名称");
    if (!track)
        return !p->holder || err_say(err, ERR_BAD_BODY, "holder", "a park or zone has no code",
                                     "园区、集聚区没有行政区划代码");
    if (!store_place_known(s, a, p->holder, known, err))
        return false;
    if (known->successor)
        return err_say(err, ERR_BAD_BODY, "holder", "the code %s was replaced by %s",
                       "代码 %s 已变更为 %s", p->holder, known->successor);
    return known->name || err_say(err, ERR_BAD_BODY, "holder", "there is no place with the code %s",
                                  "没有代码为 %s 的行政区划", p->holder);
}

static struct title row_of(const struct proposal *p, const struct place_known *holder,
                           const struct record *rec)
{
    return (struct title){
        .kind = p->kind,
        .confidence = CONFIDENCE_STATED,
        .source_kind = p->url ? SOURCE_OFFICIAL : SOURCE_REGISTER,
        .name = holder->name ? holder->name : p->name,
        .holder = p->holder,
        .host_guess = rec->wrong && !p->holder ? rec->wrong->host_guess : NULL,
        .unit = p->unit,
        .batch = p->batch,
        .document = p->document,
        .source = p->url ? p->url : p->document,
        .since = p->since,
        .until = p->until,
        .revoked = rec->wrong ? rec->wrong->revoked : DATE_NONE,
        .superseded = DATE_NONE,
        .recorded = MOMENT_NONE,
        .retracted = MOMENT_NONE,
    };
}

bool store_proposal_fits(struct store *s, struct arena *a, const struct proposal *p,
                         struct title *row, struct err *err)
{
    struct record rec = {0};
    struct place_known holder;

    if (!holder_fits(s, a, p, &holder, err) || !read_record(s, a, p, &rec, err))
        return false;
    *row = row_of(p, &holder, &rec);
    if (p->what == PROPOSAL_WRONG && !wrong_one_fits(&rec, p, row, err))
        return false;
    return not_there_yet(&rec, row, err) &&
           rules_fit(&rec, row, holder.name ? &holder.kind : NULL, err) &&
           list_has_room(&rec, row, err);
}
