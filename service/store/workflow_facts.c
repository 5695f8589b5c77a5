/* workflow_facts.c - the facts of one step, each only where the row of the table asks for it. */
#include "store/workflow_parts.h"

#include "store/deadlines.h"
#include "store/materials.h"
#include "store/quotas.h"

#include <string.h>

static bool asks(const struct gathered *g, enum guard guard)
{
    return (g->row->guards & 1U << guard) != 0;
}

static bool gather_materials(struct store *s, struct arena *a, struct gathered *g, struct err *err)
{
    struct material_row all[MATERIAL_KINDS];

    if (!store_materials(s, a, g->now.id, all, err))
        return false;
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (material_there(&all[k]))
            g->facts.materials |= 1U << k;
    }
    g->facts.government_consent = (g->facts.materials & 1U << MATERIAL_GOVERNMENT_CONSENT) != 0;
    return true;
}

static bool gather_time(struct store *s, struct gathered *g, struct err *err)
{
    struct application_facts *f = &g->facts;

    return store_deadline(s, g->now.round, g->now.track, g->in->event, &f->deadline, err) &&
           (f->deadline == DATE_NONE ||
            store_late_excused(s, g->now.id, g->in->event, &f->late_excused, err));
}

static bool gather_verdict(struct store *s, struct arena *a, struct gathered *g, struct err *err)
{
    if (!store_assess(s, a, &g->now, g->in->today, false, &g->as, err))
        return false;
    g->facts.verdict = g->as.verdict.verdict;
    g->facts.barred = g->as.not_barred == RESULT_NOT_MET;
    return true;
}

static bool rank_is_number(int64_t rank, struct err *err)
{
    return (rank >= 0 && rank <= QUOTA_MOST) ||
           err_say(err, ERR_BAD_BODY, "rank", "a rank is a number from 1 to %d",
                   "名次须为 1 至 %d 的整数", (int)QUOTA_MOST);
}

/* The one that is given, else the one it has, else the first after all others. */
static bool gather_rank(struct store *s, struct gathered *g, struct err *err)
{
    if (!rank_is_number(g->in->rank, err))
        return false;
    g->rank = g->in->rank ? g->in->rank : g->now.rank;
    if (g->rank == 0)
        return store_rank_next(s, &g->now, &g->rank, err);
    return store_rank_taken(s, &g->now, g->rank, &g->facts.rank_taken, err);
}

/* ---- notices ---- */

static bool notice_is_for(const struct notice *n, const struct application *app)
{
    const char *level = title_kind_is_pilot(app->track) ? app->unit : "national";

    return n->id && n->track == app->track && strcmp(n->round, app->round) == 0 &&
           strcmp(n->level, level) == 0;
}

/* The only one that may still be entered; 0 where there is none or more than one. */
static bool find_notice(struct store *s, struct arena *a, struct gathered *g, struct err *err)
{
    struct notice *all;
    size_t n, found = 0;

    if (!store_notices(s, a, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!notice_is_for(&all[i], &g->now) || all[i].withdrawn_why ||
            all[i].window.published < g->in->today)
            continue;
        g->notice = all[i].id;
        found++;
    }
    return found == 1 ||
           err_say(
               err, ERR_BAD_BODY, "notice",
               "name the notice it is to be listed in, or open one: %zu of its round, track and "
               "office may still be entered",
               "请指明列入哪一公示，或另行公示：本批次、本类别、本单位现有 %zu 个尚可列入的公示",
               found);
}

static bool gather_entry(struct store *s, struct arena *a, struct gathered *g, struct err *err)
{
    struct notice n;

    if (g->in->notice == 0 && !find_notice(s, a, g, err))
        return false;
    if (g->in->notice != 0)
        g->notice = g->in->notice;
    if (!store_notice(s, a, g->notice, &n, err))
        return false;
    if (!notice_is_for(&n, &g->now))
        return err_say(err, ERR_BAD_BODY, "notice",
                       "notice %lld is not one of its round, track and office",
                       "公示 %lld 不属于本批次、本类别、本单位", (long long)g->notice);
    if (n.withdrawn_why)
        return err_say(err, ERR_NOTICE_CLOSED, "notice", "notice %lld was withdrawn",
                       "公示 %lld 已经撤回", (long long)g->notice);
    g->facts.notice_since = n.window.published;
    g->facts.notice_until = n.window.last;
    return true;
}

static bool gather_standing(struct store *s, struct gathered *g, struct err *err)
{
    struct notice_standing standing;

    if (!store_notice_standing(s, g->now.notice, g->now.id, &standing, err))
        return false;
    g->facts.notice_since = standing.since;
    g->facts.notice_until = standing.until;
    g->facts.open_objections = standing.open_objections;
    return true;
}

/* ---- all of it ---- */

static bool gather_places(struct store *s, struct arena *a, struct gathered *g, struct err *err)
{
    const struct quota_key key = {g->now.round, g->now.unit, g->now.track};

    if (!store_quota(s, a, &key, &g->quota, err))
        return false;
    g->facts.quota = g->quota.round ? &g->quota : NULL;
    return true;
}

bool workflow_gather(struct store *s, struct arena *a, struct gathered *g, struct err *err)
{
    bool verdict = asks(g, GUARD_NOT_BARRED) || asks(g, GUARD_ELIGIBLE) || g->row->freezes;
    bool entry = g->in->event == EVENT_PUBLISH;
    bool papers = (g->row->needs & (1U << NEED_CONSENT | 1U << NEED_MATERIALS)) != 0;

    g->facts.today = g->in->today;
    g->facts.deadline = g->facts.notice_since = g->facts.notice_until = DATE_NONE;
    g->rank = g->now.rank;
    g->notice = g->now.notice;
    g->facts.zone_proposed = g->now.about[0] != '\0';
    return (!papers || gather_materials(s, a, g, err)) &&
           (!asks(g, GUARD_IN_TIME) || gather_time(s, g, err)) &&
           (!verdict || gather_verdict(s, a, g, err)) &&
           (!asks(g, GUARD_RANK_FREE) || gather_rank(s, g, err)) &&
           (entry ? gather_entry(s, a, g, err) : gather_standing(s, g, err)) &&
           (g->row->quota == QUOTA_STAYS || gather_places(s, a, g, err));
}
