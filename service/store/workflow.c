/* workflow.c - the order of one step: who asks, where it stands, what holds, what comes of it.
 *
 * The facts are gathered only once it is sure that the actor may take the step from where the
 * application stands; so whoever may not, and whoever asks for an application that is not there,
 * costs the same and learns the same. */
#include "store/workflow.h"

#include "store/internal.h"
#include "store/workflow_parts.h"

#include <assert.h>

static bool find_actor(struct store *s, struct arena *a, const struct step *in,
                       const struct application *now, struct actor *out, struct err *err)
{
    if (!in->who || in->who->id == 0) {
        *out = (struct actor){.role = ROLE_ANONYMOUS};
        return true;
    }
    return store_actor(s, a, in->who, now->id ? now->round : NULL, out, err);
}

/* Facts with everything in order but who asks, and what the request itself brings along. */
static struct application_facts in_order(const struct actor *who, const struct subject *what,
                                         date_t today)
{
    static const struct quota open = {.status = QUOTA_PUBLISHED, .places = 1};

    return (struct application_facts){.who = *who,
                                      .what = *what,
                                      .reason_given = true,
                                      .government_consent = true,
                                      .materials = ~0U,
                                      .zone_proposed = true,
                                      .today = today,
                                      .deadline = DATE_NONE,
                                      .verdict = VERDICT_ELIGIBLE,
                                      .notice_since = today,
                                      .notice_until = today,
                                      .quota = &open};
}

/* What is refused all the same is refused for who asks, where the application stands, or what the
 * request brings along. */
static struct application_outcome ask_first(const struct gathered *g)
{
    struct application_facts f = in_order(&g->facts.who, &g->facts.what, g->in->today);

    f.stale = g->facts.stale;
    f.reason_given = g->facts.reason_given;
    return application_step(g->now.track, g->now.state, g->in->event, &f);
}

const struct transition *workflow_offered(const struct actor *who, const struct application *app,
                                          enum application_event event)
{
    const struct subject what = application_subject(app);
    const struct application_facts f = in_order(who, &what, 0);
    const struct application_outcome o = application_step(app->track, app->state, event, &f);

    return o.refusal > REFUSAL_NONE && o.refusal <= REFUSAL_REASON_MISSING ? NULL : o.row;
}

/* Refusals that stand before every fact of the register. */
static bool is_final(enum refusal r)
{
    return r > REFUSAL_NONE && r <= REFUSAL_REASON_MISSING;
}

static bool not_there(const struct gathered *g, struct err *err)
{
    const struct application_outcome o = ask_first(g);

    if (o.refusal > REFUSAL_NONE && o.refusal < REFUSAL_WRONG_STATE)
        return workflow_refuse(NULL, g, o.refusal, false, err);
    return err_say(err, ERR_NOT_FOUND, NULL, "there is no application %lld",
                   "没有编号为 %lld 的申报", (long long)g->in->application);
}

/* A rank is fixed where the row asks whether it is free, and nowhere else. */
static bool rank_fits(const struct gathered *g, struct err *err)
{
    int64_t given = g->in->rank;

    if (given == 0 || g->row->guards & 1U << GUARD_RANK_FREE || given == g->now.rank)
        return true;
    return err_say(err, ERR_BAD_BODY, "rank",
                   "this step does not set a rank; it was fixed before (%lld), or is set in the "
                   "order of the list",
                   "这一步不设定名次；名次此前已定（%lld）或在排序表中设定",
                   (long long)g->now.rank);
}

bool workflow_step(struct store *s, struct arena *a, const struct step *in,
                   struct application *after, struct err *err)
{
    struct gathered *g = arena_alloc(a, 1, sizeof *g);
    struct application_outcome o;

    assert(db_in_transaction(s->db));
    g->in = in;
    if (!store_application(s, a, in->application, &g->now, err) ||
        !find_actor(s, a, in, &g->now, &g->facts.who, err))
        return false;
    g->facts.stale = in->seen_version >= 0 && in->seen_version != g->now.version;
    g->facts.reason_given = in->reason_is_given || (in->reason && *in->reason);
    if (g->now.id == 0)
        return not_there(g, err);
    g->facts.what = application_subject(&g->now);
    o = ask_first(g);
    if (is_final(o.refusal))
        return workflow_refuse(s, g, o.refusal, o.refusal >= REFUSAL_WRONG_STATE, err);
    g->row = transition_find(programme_of(g->now.track), g->now.state, in->event);
    assert(g->row);
    if (!rank_fits(g, err) || !workflow_gather(s, a, g, err))
        return false;
    o = application_step(g->now.track, g->now.state, in->event, &g->facts);
    if (o.refusal != REFUSAL_NONE)
        return workflow_refuse(s, g, o.refusal, true, err);
    return workflow_write(s, a, g, &o, after, err);
}
