/* application.c - one small question per guard, and the order in which they are asked. */
#include "domain/application.h"

#include "domain/application_table.h"

#include <assert.h>
#include <stddef.h>

static const enum refusal by_authority[] = {
    [AUTHORITY_MAY] = REFUSAL_NONE,
    [AUTHORITY_FORBIDDEN] = REFUSAL_FORBIDDEN,
    [AUTHORITY_NOT_YOUR_PROVINCE] = REFUSAL_NOT_YOUR_PROVINCE,
    [AUTHORITY_NOT_YOUR_PLACE] = REFUSAL_NOT_YOUR_PLACE,
    [AUTHORITY_OWN_PROVINCE] = REFUSAL_CONFLICT_OF_INTEREST,
};

/* An event that anybody tells is told by the public too, wherever it comes from. */
static enum refusal refuse_teller(unsigned tellers, const struct application_facts *f)
{
    enum action action = tellers == ANYBODY ? ACTION_OBJECT : ACTION_TELL_EVENT;

    return by_authority[authority_decide_as(&f->who, tellers, action, &f->what)];
}

static enum refusal refuse_need(enum need need, const struct transition *t,
                                const struct application_facts *f)
{
    switch (need) {
    case NEED_REASON:
        return f->reason_given ? REFUSAL_NONE : REFUSAL_REASON_MISSING;
    case NEED_CONSENT:
        return f->government_consent ? REFUSAL_NONE : REFUSAL_MATERIAL_MISSING;
    case NEED_ZONE:
        return f->zone_proposed ? REFUSAL_NONE : REFUSAL_MATERIAL_MISSING;
    case NEED_MATERIALS:
        return t->materials & ~f->materials ? REFUSAL_MATERIAL_MISSING : REFUSAL_NONE;
    case NEEDS:
        break;
    }
    assert(false); /* a need without a question */
    return REFUSAL_FORBIDDEN;
}

static bool late(const struct application_facts *f)
{
    return f->deadline != DATE_NONE && f->today > f->deadline && !f->late_excused;
}

static enum refusal refuse_verdict(enum verdict v)
{
    return v == VERDICT_ELIGIBLE       ? REFUSAL_NONE
           : v == VERDICT_NOT_ELIGIBLE ? REFUSAL_NOT_ELIGIBLE
                                       : REFUSAL_UNDETERMINED;
}

static enum refusal refuse_if(bool wrong, enum refusal why)
{
    return wrong ? why : REFUSAL_NONE;
}

static enum refusal refuse_guard(enum guard guard, const struct application_facts *f)
{
    switch (guard) {
    case GUARD_IN_TIME:
        return refuse_if(late(f), REFUSAL_DEADLINE_PASSED);
    case GUARD_NOT_BARRED:
        return refuse_if(f->barred, REFUSAL_BARRED);
    case GUARD_ELIGIBLE:
        return refuse_verdict(f->verdict);
    case GUARD_RANK_FREE:
        return refuse_if(f->rank_taken, REFUSAL_RANK_TAKEN);
    case GUARD_WINDOW_KNOWN:
        return refuse_if(f->notice_until == DATE_NONE, REFUSAL_CALENDAR_UNKNOWN);
    case GUARD_NOTICE_AHEAD:
        return refuse_if(f->today > f->notice_since, REFUSAL_NOTICE_CLOSED);
    case GUARD_NOTICE_RUNS:
        return refuse_if(f->today < f->notice_since || f->today > f->notice_until,
                         REFUSAL_NOTICE_CLOSED);
    case GUARD_OBJECTION_THERE:
        return refuse_if(f->open_objections <= 0, REFUSAL_NOTHING_TO_ANSWER);
    case GUARD_NOTICE_OVER:
        return refuse_if(f->today <= f->notice_until, REFUSAL_NOTICE_RUNNING);
    case GUARD_ANSWERED:
        return refuse_if(f->open_objections > 0, REFUSAL_OBJECTION_OPEN);
    case GUARDS:
        break;
    }
    assert(false); /* a guard without a question */
    return REFUSAL_FORBIDDEN;
}

static enum refusal refuse_place(const struct quota *q)
{
    enum quota_answer a = q ? quota_may_recommend(q) : QUOTA_NOT_WITHOUT_NUMBER;

    return a == QUOTA_MAY                  ? REFUSAL_NONE
           : a == QUOTA_NOT_WITHOUT_NUMBER ? REFUSAL_QUOTA_UNKNOWN
                                           : REFUSAL_QUOTA_EXHAUSTED;
}

/* Needs, guards, quota. */
static enum refusal refuse_facts(const struct transition *t, const struct application_facts *f)
{
    enum refusal r = REFUSAL_NONE;

    for (int n = 0; n < NEEDS && r == REFUSAL_NONE; n++) {
        if (t->needs & 1U << n)
            r = refuse_need((enum need)n, t, f);
    }
    for (int g = 0; g < GUARDS && r == REFUSAL_NONE; g++) {
        if (t->guards & 1U << g)
            r = refuse_guard((enum guard)g, f);
    }
    if (r == REFUSAL_NONE && t->quota == QUOTA_TAKES)
        r = refuse_place(f->quota);
    return r;
}

struct application_outcome application_step(enum title_kind track, enum application_state state,
                                            enum application_event event,
                                            const struct application_facts *facts)
{
    struct application_outcome o = {.to = state};

    assert((int)state >= 0 && state < APPLICATION_STATES);
    assert((int)event >= 0 && event < APPLICATION_EVENTS);
    o.refusal = refuse_teller(event_tellers(event), facts);
    if (o.refusal != REFUSAL_NONE)
        return o;
    o.row = transition_find(programme_of(track), state, event);
    if (!o.row)
        o.refusal = REFUSAL_WRONG_STATE;
    else
        o.refusal = refuse_teller(o.row->who, facts);
    if (o.refusal == REFUSAL_NONE)
        o.refusal = facts->stale ? REFUSAL_STALE : refuse_facts(o.row, facts);
    if (o.refusal != REFUSAL_NONE)
        return o;
    o.to = transition_to(o.row, state);
    o.quota = o.row->quota;
    o.title = o.row->title;
    o.bars = o.row->bars;
    o.freezes = o.row->freezes;
    return o;
}
