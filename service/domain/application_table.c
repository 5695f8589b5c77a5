/* application_table.c - the table.  To change the path, change a row; the diagrams follow.
 *
 * Paragraphs of a part of a text are counted as they stand: N23/三(一)1 the place files, 2 the
 * province checks, 3 it recommends, 4 experts review, public notice, decision; Z/二(一)4
 * government, province, recommendation, 二(二)1 approval.  A row that is ours cites the paragraph
 * it belongs to, which does not speak of it. */
#include "domain/application_table.h"

#include "base/mem.h"
#include "domain/material.h"

#include <assert.h>

#define S(state) (1U << STATE_##state)
#define R(role) (1U << ROLE_##role)
#define N(need) (1U << NEED_##need)
#define G(guard) (1U << GUARD_##guard)

#define M(material) (1U << MATERIAL_##material)

#define DEMO PROGRAMME_DEMONSTRATION
#define PILOT PROGRAMME_PILOT
#define ZONE PROGRAMME_ZONE
#define JS PROGRAMME_JIANGSU

#define FILING .needs = N(CONSENT), .guards = G(IN_TIME) | G(NOT_BARRED)
#define REASONED .needs = N(REASON)
#define TAKES .quota = QUOTA_TAKES, .freezes = true
#define GIVES .quota = QUOTA_GIVES
#define OURS .ours = true
#define QUOTA_BACK "N23/三(一)3"
#define FRAUD "N23/五(二)"
#define ZONE_FILE M(ZONE_PLAN) | M(CASES) | M(SELF_EVALUATION)
#define JS_FILE M(JS_APPLICATION_FORM) | M(JS_WORK_PLAN) | M(PROMISE_OF_TRUTH) | M(PROOFS)
#define STEPS "Z/二(一)4"
#define APPROVAL "Z/二(二)1"
#define ZONE_FRAUD "Z/三(二)"
#define JS_STEPS "J/四(三)"
#define JS_CHOICE "J/四(四)"

static const struct transition table[] = {
    /* The demonstration tracks. */
    {DEMO, S(DRAFT), EVENT_FILE, STATE_FILED, R(APPLICANT), FILING, .clause = "N23/三(一)1"},
    {DEMO, S(FILED) | S(CHECKED), EVENT_RETURN, STATE_DRAFT, R(PROVINCE), REASONED, OURS,
     .clause = "N23/三(一)2"},
    {DEMO, S(FILED) | S(CHECKED), EVENT_REJECT, STATE_REJECTED, R(PROVINCE), REASONED, OURS,
     .clause = "N23/三(一)2"},
    {DEMO, S(RECOMMENDED), EVENT_REJECT, STATE_REJECTED, R(PROVINCE) | R(NATIONAL), REASONED, GIVES,
     OURS, .clause = QUOTA_BACK},
    {DEMO, S(FILED), EVENT_CHECK, STATE_CHECKED, R(PROVINCE), .clause = "N23/三(一)2"},
    {DEMO, S(CHECKED), EVENT_RECOMMEND, STATE_RECOMMENDED, R(PROVINCE),
     .guards = G(IN_TIME) | G(NOT_BARRED) | G(ELIGIBLE) | G(RANK_FREE), TAKES,
     .clause = "N23/三(一)3"},
    {DEMO, S(RECOMMENDED), EVENT_RECALL, STATE_CHECKED, R(PROVINCE), GIVES, OURS,
     .clause = QUOTA_BACK},
    {DEMO, S(RECOMMENDED) | S(IN_REVIEW) | S(IN_NOTICE), EVENT_SEND_BACK, STATE_CHECKED,
     R(NATIONAL), REASONED, GIVES, OURS, .clause = QUOTA_BACK},
    {DEMO, S(RECOMMENDED), EVENT_ACCEPT, STATE_IN_REVIEW, R(NATIONAL), OURS,
     .clause = "N23/三(一)4"},
    {DEMO, S(IN_REVIEW), EVENT_SCORE, TO_SAME, R(EXPERT) | R(NATIONAL), .clause = "N23/三(一)4"},
    {DEMO, S(IN_REVIEW), EVENT_PUBLISH, STATE_IN_NOTICE, R(NATIONAL),
     .guards = G(WINDOW_KNOWN) | G(NOTICE_AHEAD), .clause = "N23/三(一)4"},
    {DEMO, S(IN_NOTICE), EVENT_OBJECT, TO_SAME, ANYBODY, .guards = G(WINDOW_KNOWN) | G(NOTICE_RUNS),
     OURS, .clause = "N23/三(一)4"},
    {DEMO, S(IN_NOTICE), EVENT_ANSWER, TO_SAME, R(NATIONAL), REASONED, .guards = G(OBJECTION_THERE),
     OURS, .clause = "N23/三(一)4"},
    {DEMO, S(IN_NOTICE), EVENT_DESIGNATE, STATE_DESIGNATED, R(NATIONAL),
     .guards = G(NOT_BARRED) | G(WINDOW_KNOWN) | G(NOTICE_OVER) | G(ANSWERED),
     .title = TITLE_GRANTED, .clause = "N23/三(一)4"},
    {DEMO, S(IN_REVIEW) | S(IN_NOTICE), EVENT_DECLINE, STATE_DECLINED, R(NATIONAL), REASONED,
     .clause = "N23/三(一)4"},
    {DEMO, S(DRAFT) | S(FILED) | S(CHECKED), EVENT_WITHDRAW, STATE_WITHDRAWN, R(APPLICANT), OURS,
     .clause = "N23/三(一)1"},
    {DEMO, S(RECOMMENDED) | S(IN_REVIEW) | S(IN_NOTICE), EVENT_WITHDRAW, STATE_WITHDRAWN,
     R(APPLICANT), GIVES, OURS, .clause = QUOTA_BACK},
    {DEMO, S(DRAFT) | S(FILED) | S(CHECKED) | S(DECLINED) | S(REJECTED) | S(WITHDRAWN),
     EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(NATIONAL), REASONED, .bars = true, .clause = FRAUD},
    {DEMO, S(RECOMMENDED) | S(IN_REVIEW) | S(IN_NOTICE), EVENT_CANCEL_FRAUD, STATE_CANCELLED,
     R(NATIONAL), REASONED, GIVES, .bars = true, .clause = FRAUD},
    {DEMO, S(DESIGNATED), EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(NATIONAL), REASONED,
     .title = TITLE_REVOKED, .bars = true, OURS, .clause = FRAUD},
    {DEMO, S(DRAFT) | S(FILED), EVENT_FINDING_CHANGED, TO_SAME, R(PROVINCE),
     .clause = "N23/三(一)2"},
    {DEMO, S(CHECKED), EVENT_FINDING_CHANGED, STATE_FILED, R(PROVINCE), OURS,
     .clause = "N23/三(一)2"},

    /* The pilot tracks: the province publishes before it recommends, and CNIPA approves (核准). */
    {PILOT, S(DRAFT), EVENT_FILE, STATE_FILED, R(APPLICANT), FILING, .clause = "N23/三(二)"},
    {PILOT, S(FILED) | S(CHECKED), EVENT_RETURN, STATE_DRAFT, R(PROVINCE), REASONED, OURS,
     .clause = "N23/三(二)"},
    {PILOT, S(FILED) | S(CHECKED), EVENT_REJECT, STATE_REJECTED, R(PROVINCE), REASONED, OURS,
     .clause = "N23/三(二)"},
    {PILOT, S(RECOMMENDED), EVENT_REJECT, STATE_REJECTED, R(PROVINCE) | R(NATIONAL), REASONED,
     GIVES, OURS, .clause = "N23/三(二)"},
    {PILOT, S(FILED), EVENT_CHECK, STATE_CHECKED, R(PROVINCE), .clause = "N23/三(二)"},
    {PILOT, S(CHECKED), EVENT_PUBLISH, STATE_IN_PROVINCIAL_NOTICE, R(PROVINCE),
     .guards = G(NOT_BARRED) | G(ELIGIBLE) | G(RANK_FREE) | G(WINDOW_KNOWN) | G(NOTICE_AHEAD),
     .clause = "N23/三(二)"},
    {PILOT, S(IN_PROVINCIAL_NOTICE), EVENT_OBJECT, TO_SAME, ANYBODY,
     .guards = G(WINDOW_KNOWN) | G(NOTICE_RUNS), OURS, .clause = "N23/三(二)"},
    {PILOT, S(IN_PROVINCIAL_NOTICE), EVENT_ANSWER, TO_SAME, R(PROVINCE), REASONED,
     .guards = G(OBJECTION_THERE), OURS, .clause = "N23/三(二)"},
    {PILOT, S(IN_PROVINCIAL_NOTICE), EVENT_RECOMMEND, STATE_RECOMMENDED, R(PROVINCE),
     .guards =
         G(IN_TIME) | G(NOT_BARRED) | G(ELIGIBLE) | G(WINDOW_KNOWN) | G(NOTICE_OVER) | G(ANSWERED),
     TAKES, .clause = "N23/三(二)"},
    {PILOT, S(RECOMMENDED), EVENT_RECALL, STATE_CHECKED, R(PROVINCE), GIVES, OURS,
     .clause = "N23/三(二)"},
    {PILOT, S(RECOMMENDED), EVENT_SEND_BACK, STATE_CHECKED, R(NATIONAL), REASONED, GIVES, OURS,
     .clause = "N23/三(二)"},
    {PILOT, S(RECOMMENDED), EVENT_DESIGNATE, STATE_DESIGNATED, R(NATIONAL), .guards = G(NOT_BARRED),
     .title = TITLE_GRANTED, .clause = "N23/三(二)"},
    {PILOT, S(RECOMMENDED), EVENT_DECLINE, STATE_DECLINED, R(NATIONAL), REASONED,
     .clause = "N23/三(二)"},
    {PILOT, S(DRAFT) | S(FILED) | S(CHECKED) | S(IN_PROVINCIAL_NOTICE), EVENT_WITHDRAW,
     STATE_WITHDRAWN, R(APPLICANT), OURS, .clause = "N23/三(二)"},
    {PILOT, S(RECOMMENDED), EVENT_WITHDRAW, STATE_WITHDRAWN, R(APPLICANT), GIVES, OURS,
     .clause = "N23/三(二)"},
    {PILOT,
     S(DRAFT) | S(FILED) | S(CHECKED) | S(IN_PROVINCIAL_NOTICE) | S(DECLINED) | S(REJECTED) |
         S(WITHDRAWN),
     EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(NATIONAL), REASONED, .bars = true, .clause = FRAUD},
    {PILOT, S(RECOMMENDED), EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(NATIONAL), REASONED, GIVES,
     .bars = true, .clause = FRAUD},
    {PILOT, S(DESIGNATED), EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(NATIONAL), REASONED,
     .title = TITLE_REVOKED, .bars = true, OURS, .clause = FRAUD},
    {PILOT, S(DRAFT) | S(FILED), EVENT_FINDING_CHANGED, TO_SAME, R(PROVINCE),
     .clause = "N23/三(二)"},
    {PILOT, S(CHECKED) | S(IN_PROVINCIAL_NOTICE), EVENT_FINDING_CHANGED, STATE_FILED, R(PROVINCE),
     OURS, .clause = "N23/三(二)"},

    /* National zones: as demonstrations, without numbers and ranks.  The text is silent from the
     * letter of the province to the approval. */
    {ZONE, S(DRAFT), EVENT_FILE, STATE_FILED, R(APPLICANT), .needs = N(ZONE) | N(MATERIALS),
     .materials = ZONE_FILE, .guards = G(IN_TIME) | G(NOT_BARRED), .clause = STEPS},
    {ZONE, S(FILED) | S(CHECKED), EVENT_RETURN, STATE_DRAFT, R(PROVINCE), REASONED, OURS,
     .clause = STEPS},
    {ZONE, S(FILED) | S(CHECKED), EVENT_REJECT, STATE_REJECTED, R(PROVINCE), REASONED, OURS,
     .clause = STEPS},
    {ZONE, S(RECOMMENDED), EVENT_REJECT, STATE_REJECTED, R(PROVINCE) | R(NATIONAL), REASONED, OURS,
     .clause = STEPS},
    {ZONE, S(FILED), EVENT_CHECK, STATE_CHECKED, R(PROVINCE), .needs = N(MATERIALS),
     .materials = M(RECOMMENDATION_LETTER), .clause = STEPS},
    {ZONE, S(CHECKED), EVENT_RECOMMEND, STATE_RECOMMENDED, R(PROVINCE),
     .guards = G(IN_TIME) | G(NOT_BARRED) | G(ELIGIBLE), .freezes = true, .clause = STEPS},
    {ZONE, S(RECOMMENDED), EVENT_RECALL, STATE_CHECKED, R(PROVINCE), OURS, .clause = STEPS},
    {ZONE, S(RECOMMENDED) | S(IN_REVIEW) | S(IN_NOTICE), EVENT_SEND_BACK, STATE_CHECKED,
     R(NATIONAL), REASONED, OURS, .clause = STEPS},
    {ZONE, S(RECOMMENDED), EVENT_ACCEPT, STATE_IN_REVIEW, R(NATIONAL), OURS, .clause = APPROVAL},
    {ZONE, S(IN_REVIEW), EVENT_SCORE, TO_SAME, R(EXPERT) | R(NATIONAL), .clause = "Z/二"},
    {ZONE, S(IN_REVIEW), EVENT_PUBLISH, STATE_IN_NOTICE, R(NATIONAL),
     .guards = G(WINDOW_KNOWN) | G(NOTICE_AHEAD), OURS, .clause = APPROVAL},
    {ZONE, S(IN_NOTICE), EVENT_OBJECT, TO_SAME, ANYBODY, .guards = G(WINDOW_KNOWN) | G(NOTICE_RUNS),
     OURS, .clause = APPROVAL},
    {ZONE, S(IN_NOTICE), EVENT_ANSWER, TO_SAME, R(NATIONAL), REASONED, .guards = G(OBJECTION_THERE),
     OURS, .clause = APPROVAL},
    {ZONE, S(IN_NOTICE), EVENT_DESIGNATE, STATE_DESIGNATED, R(NATIONAL),
     .guards = G(NOT_BARRED) | G(WINDOW_KNOWN) | G(NOTICE_OVER) | G(ANSWERED),
     .title = TITLE_GRANTED, .clause = APPROVAL},
    {ZONE, S(IN_REVIEW) | S(IN_NOTICE), EVENT_DECLINE, STATE_DECLINED, R(NATIONAL), REASONED,
     .clause = APPROVAL},
    {ZONE, S(DRAFT) | S(FILED) | S(CHECKED) | S(RECOMMENDED) | S(IN_REVIEW) | S(IN_NOTICE),
     EVENT_WITHDRAW, STATE_WITHDRAWN, R(APPLICANT), OURS, .clause = STEPS},
    {ZONE,
     S(DRAFT) | S(FILED) | S(CHECKED) | S(RECOMMENDED) | S(IN_REVIEW) | S(IN_NOTICE) | S(DECLINED) |
         S(REJECTED) | S(WITHDRAWN),
     EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(NATIONAL), REASONED, .bars = true,
     .clause = ZONE_FRAUD},
    {ZONE, S(DESIGNATED), EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(NATIONAL), REASONED,
     .title = TITLE_REVOKED, .bars = true, OURS, .clause = ZONE_FRAUD},
    {ZONE, S(DRAFT) | S(FILED), EVENT_FINDING_CHANGED, TO_SAME, R(PROVINCE), .clause = STEPS},
    {ZONE, S(CHECKED), EVENT_FINDING_CHANGED, STATE_FILED, R(PROVINCE), OURS, .clause = STEPS},

    /* Zones of Jiangsu: the office of the prefecture recommends, the province looks and decides. */
    {JS, S(DRAFT), EVENT_FILE, STATE_FILED, R(APPLICANT), .needs = N(ZONE) | N(MATERIALS),
     .materials = JS_FILE, .guards = G(IN_TIME) | G(NOT_BARRED), .clause = JS_STEPS},
    {JS, S(FILED), EVENT_RETURN, STATE_DRAFT, R(CITY), REASONED, OURS, .clause = JS_STEPS},
    {JS, S(ENDORSED) | S(CHECKED) | S(VISITED), EVENT_RETURN, STATE_DRAFT, R(PROVINCE), REASONED,
     OURS, .clause = JS_CHOICE},
    {JS, S(FILED), EVENT_REJECT, STATE_REJECTED, R(CITY), REASONED, OURS, .clause = JS_STEPS},
    {JS, S(ENDORSED) | S(CHECKED) | S(VISITED), EVENT_REJECT, STATE_REJECTED, R(PROVINCE), REASONED,
     OURS, .clause = JS_CHOICE},
    {JS, S(FILED), EVENT_ENDORSE, STATE_ENDORSED, R(CITY), .needs = N(MATERIALS),
     .materials = M(CITY_LETTER), .guards = G(NOT_BARRED), .freezes = true, .clause = JS_STEPS},
    {JS, S(ENDORSED), EVENT_RECALL, STATE_FILED, R(CITY), OURS, .clause = JS_STEPS},
    {JS, S(ENDORSED), EVENT_CHECK, STATE_CHECKED, R(PROVINCE),
     .guards = G(NOT_BARRED) | G(ELIGIBLE), .clause = JS_CHOICE},
    {JS, S(CHECKED) | S(VISITED), EVENT_SCORE, TO_SAME, R(EXPERT) | R(PROVINCE),
     .clause = JS_CHOICE},
    {JS, S(CHECKED) | S(VISITED), EVENT_VISIT, STATE_VISITED, R(PROVINCE), REASONED,
     .clause = JS_CHOICE},
    {JS, S(VISITED), EVENT_DESIGNATE, STATE_DESIGNATED, R(PROVINCE),
     .guards = G(NOT_BARRED) | G(ELIGIBLE), .title = TITLE_GRANTED, .clause = JS_CHOICE},
    {JS, S(CHECKED) | S(VISITED), EVENT_DECLINE, STATE_DECLINED, R(PROVINCE), REASONED,
     .clause = JS_CHOICE},
    {JS, S(DRAFT) | S(FILED) | S(ENDORSED) | S(CHECKED) | S(VISITED), EVENT_WITHDRAW,
     STATE_WITHDRAWN, R(APPLICANT), OURS, .clause = JS_STEPS},
    {JS,
     S(DRAFT) | S(FILED) | S(ENDORSED) | S(CHECKED) | S(VISITED) | S(DECLINED) | S(REJECTED) |
         S(WITHDRAWN),
     EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(PROVINCE), REASONED, .bars = true, OURS,
     .clause = "J/四(三)4"},
    {JS, S(DESIGNATED), EVENT_CANCEL_FRAUD, STATE_CANCELLED, R(PROVINCE), REASONED,
     .title = TITLE_REVOKED, .bars = true, OURS, .clause = "J/四(三)4"},
    {JS, S(DRAFT) | S(FILED) | S(ENDORSED), EVENT_FINDING_CHANGED, TO_SAME, R(PROVINCE),
     .clause = JS_CHOICE},
    {JS, S(CHECKED) | S(VISITED), EVENT_FINDING_CHANGED, STATE_ENDORSED, R(PROVINCE), OURS,
     .clause = JS_CHOICE},
};

static const char *const need_names[NEEDS] = {
    [NEED_REASON] = "reason",
    [NEED_CONSENT] = "government-consent",
    [NEED_ZONE] = "zone",
    [NEED_MATERIALS] = "materials",
};
static const char *const programme_names[PROGRAMMES] = {
    [PROGRAMME_DEMONSTRATION] = "demonstration",
    [PROGRAMME_PILOT] = "pilot",
    [PROGRAMME_ZONE] = "zone",
    [PROGRAMME_JIANGSU] = "jiangsu",
};

static const char *const guard_names[GUARDS] = {
    [GUARD_IN_TIME] = "in-time",           [GUARD_NOT_BARRED] = "not-barred",
    [GUARD_ELIGIBLE] = "eligible",         [GUARD_RANK_FREE] = "rank-free",
    [GUARD_WINDOW_KNOWN] = "window-known", [GUARD_NOTICE_AHEAD] = "notice-ahead",
    [GUARD_NOTICE_RUNS] = "notice-runs",   [GUARD_OBJECTION_THERE] = "objection-there",
    [GUARD_NOTICE_OVER] = "notice-over",   [GUARD_ANSWERED] = "answered",
};

const struct transition *application_table(size_t *n)
{
    *n = COUNT(table);
    return table;
}

enum programme programme_of(enum title_kind track)
{
    assert(title_kind_is_applied(track));
    if (title_kind_is_zone(track))
        return track == TITLE_JS_ZONE ? PROGRAMME_JIANGSU : PROGRAMME_ZONE;
    return title_kind_is_pilot(track) ? PROGRAMME_PILOT : PROGRAMME_DEMONSTRATION;
}

const char *programme_name(enum programme p)
{
    assert((int)p >= 0 && p < PROGRAMMES);
    return programme_names[p];
}

const struct transition *transition_find(enum programme programme, enum application_state from,
                                         enum application_event event)
{
    for (size_t i = 0; i < COUNT(table); i++) {
        const struct transition *t = &table[i];

        if (t->programme == programme && t->event == event && t->from & 1U << from)
            return t;
    }
    return NULL;
}

unsigned event_tellers(enum application_event event)
{
    unsigned who = 0;

    for (size_t i = 0; i < COUNT(table); i++) {
        if (table[i].event == event)
            who |= table[i].who;
    }
    return who;
}

enum application_state transition_to(const struct transition *t, enum application_state from)
{
    return t->to == TO_SAME ? from : (enum application_state)t->to;
}

bool programme_knows(enum programme programme, enum application_state state)
{
    for (size_t i = 0; i < COUNT(table); i++) {
        if (table[i].programme == programme &&
            (table[i].from & 1U << state || table[i].to == (int)state))
            return true;
    }
    return false;
}

const char *need_name(enum need n)
{
    assert((int)n >= 0 && n < NEEDS);
    return need_names[n];
}

const char *guard_name(enum guard g)
{
    assert((int)g >= 0 && g < GUARDS);
    return guard_names[g];
}
