/* zone_event.c - the table behind zone_event.h: to change what may happen, edit its rows. */
#include "domain/zone_event.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

#define IN(phase) (1U << (phase))
#define BY(role) (1U << (role))

enum { AS_BEFORE = -1 };

/* Before a term was assessed for good; while it is to be assessed again; while it was not taken
 * away. */
#define UNDECIDED (IN(PHASE_RUNNING) | IN(PHASE_RECTIFYING) | IN(PHASE_RECTIFIED))
#define AGAIN (IN(PHASE_RECTIFYING) | IN(PHASE_RECTIFIED))
#define ANY_PHASE ((1U << ZONE_PHASES) - 1)
#define LIVING (UNDECIDED | IN(PHASE_PASSED))

/* Who is told what Z asks for, may also enter it: the plan goes to the nation by way of the
 * province.  In J it ends with the province. */
#define FILERS_Z (BY(ROLE_APPLICANT) | BY(ROLE_PROVINCE) | BY(ROLE_NATIONAL))
#define FILERS_J (BY(ROLE_APPLICANT) | BY(ROLE_PROVINCE))
#define NATION BY(ROLE_NATIONAL)
#define PROVINCE BY(ROLE_PROVINCE)

/* clang-format off */
static const struct zone_event_rule rules[] = {
    /* programme, event, from, to, who, assesses, needs a limit, may have one, clause */
    {ZONE_NATIONAL, ZONE_APPROVED, ANY_PHASE, PHASE_RUNNING, NATION, 0, 0, 0, "Z/二(二)1"},
    {ZONE_NATIONAL, ZONE_PLAN_FILED, LIVING, AS_BEFORE, FILERS_Z, 0, 0, 0, "Z/二(二)2"},
    {ZONE_NATIONAL, ZONE_REPORT_FILED, LIVING, AS_BEFORE, FILERS_Z, 0, 0, 0, "Z/二(二)3"},
    {ZONE_NATIONAL, ZONE_PLAN_CHANGED, LIVING, AS_BEFORE, FILERS_Z, 0, 0, 0, NULL},
    {ZONE_NATIONAL, ZONE_PASSED, UNDECIDED, PHASE_PASSED, NATION, 1, 0, 0, "Z/二(三)"},
    {ZONE_NATIONAL, ZONE_PASSED_WITH_SUPPORT, UNDECIDED, PHASE_PASSED, NATION, 1, 0, 0, "Z/二(三)"},
    {ZONE_NATIONAL, ZONE_RECTIFY, IN(PHASE_RUNNING) | IN(PHASE_RECTIFIED), PHASE_RECTIFYING, NATION,
     1, 0, 1, "Z/二(三)"},
    {ZONE_NATIONAL, ZONE_RECTIFIED, IN(PHASE_RECTIFYING), PHASE_RECTIFIED, FILERS_Z, 0, 0, 0, NULL},
    {ZONE_NATIONAL, ZONE_NEW_PLAN_FILED, IN(PHASE_PASSED), AS_BEFORE, FILERS_Z, 0, 0, 0, "Z/二(三)"},
    {ZONE_NATIONAL, ZONE_REVOKED, UNDECIDED, PHASE_TAKEN, NATION, 1, 0, 0, "Z/二(三)"},
    {ZONE_NATIONAL, ZONE_FRAUD, LIVING, PHASE_TAKEN, NATION, 0, 0, 0, "Z/三(二)"},

    {ZONE_JIANGSU, ZONE_APPROVED, ANY_PHASE, PHASE_RUNNING, PROVINCE, 0, 0, 0, "J/四(四)"},
    {ZONE_JIANGSU, ZONE_PLAN_FILED, LIVING, AS_BEFORE, FILERS_J, 0, 0, 0, "J/四(五)2"},
    {ZONE_JIANGSU, ZONE_REPORT_FILED, LIVING, AS_BEFORE, FILERS_J, 0, 0, 0, "J/五(三)"},
    {ZONE_JIANGSU, ZONE_PLAN_CHANGED, LIVING, AS_BEFORE, FILERS_J, 0, 0, 0, "J/四(六)"},
    {ZONE_JIANGSU, ZONE_CHANGE_APPROVED, LIVING, AS_BEFORE, PROVINCE, 0, 0, 0, "J/四(六)"},
    {ZONE_JIANGSU, ZONE_CHANGE_REFUSED, LIVING, AS_BEFORE, PROVINCE, 0, 0, 0, "J/四(六)"},
    {ZONE_JIANGSU, ZONE_EXCELLENT, IN(PHASE_RUNNING), PHASE_PASSED, PROVINCE, 1, 0, 0, "J/四(六)2"},
    {ZONE_JIANGSU, ZONE_QUALIFIED, UNDECIDED, PHASE_PASSED, PROVINCE, 1, 0, 0, "J/四(六)2"},
    {ZONE_JIANGSU, ZONE_NOT_QUALIFIED, IN(PHASE_RUNNING), PHASE_RECTIFYING, PROVINCE, 1, 1, 1,
     "J/四(六)2"},
    {ZONE_JIANGSU, ZONE_RECTIFIED, IN(PHASE_RECTIFYING), PHASE_RECTIFIED, FILERS_J, 0, 0, 0, NULL},
    {ZONE_JIANGSU, ZONE_REVOKED, AGAIN, PHASE_TAKEN, PROVINCE, 1, 0, 0, "J/四(六)2"},
    {ZONE_JIANGSU, ZONE_FRAUD, LIVING, PHASE_TAKEN, PROVINCE | NATION, 0, 0, 0, NULL},
};
/* clang-format on */

static const struct event_row {
    const char *name, *zh, *en;
} events_by[ZONE_EVENTS] = {
    [ZONE_APPROVED] = {"approved", "批准设立", "approved"},
    [ZONE_PLAN_FILED] = {"plan_filed", "建设方案已报备", "construction plan filed"},
    [ZONE_REPORT_FILED] = {"report_filed", "年度总结和计划已报送", "yearly report filed"},
    [ZONE_PLAN_CHANGED] = {"plan_changed", "建设方案调整", "construction plan changed"},
    [ZONE_CHANGE_APPROVED] = {"change_approved", "方案调整已批准", "change of the plan approved"},
    [ZONE_CHANGE_REFUSED] = {"change_refused", "方案调整未批准", "change of the plan refused"},
    [ZONE_PASSED] = {"passed", "通过验收", "acceptance passed"},
    [ZONE_PASSED_WITH_SUPPORT] = {"passed_with_support", "通过验收并给予后续支持",
                                  "acceptance passed, with further support"},
    [ZONE_EXCELLENT] = {"excellent", "期满考核优秀", "assessed as excellent"},
    [ZONE_QUALIFIED] = {"qualified", "期满考核合格", "assessed as qualified"},
    [ZONE_NOT_QUALIFIED] = {"not_qualified", "期满考核不合格，限期整改",
                            "assessed as not qualified, to rectify"},
    [ZONE_RECTIFY] = {"rectify", "责令整改", "told to rectify"},
    [ZONE_RECTIFIED] = {"rectified", "整改完成", "rectified"},
    [ZONE_NEW_PLAN_FILED] = {"new_plan_filed", "新的三年建设方案已报送",
                             "new three-year plan filed"},
    [ZONE_REVOKED] = {"revoked", "撤销称号", "title revoked"},
    [ZONE_FRAUD] = {"fraud", "弄虚作假，取消资格", "cancelled for fraud"},
};

static const struct phase_row {
    const char *zh, *en;
} phases_by[ZONE_PHASES] = {
    [PHASE_NONE] = {"尚未批准", "nothing was approved"},
    [PHASE_RUNNING] = {"已获批，尚未验收", "approved, not assessed yet"},
    [PHASE_RECTIFYING] = {"整改中", "told to rectify"},
    [PHASE_RECTIFIED] = {"整改完成，待再次验收", "rectified, to be assessed again"},
    [PHASE_PASSED] = {"已通过验收", "acceptance passed"},
    [PHASE_TAKEN] = {"称号已撤销", "the title was taken away"},
};

enum zone_programme zone_programme_of(enum title_kind track)
{
    assert(zone_holds(track));
    if (track == TITLE_JS_ZONE)
        return ZONE_JIANGSU;
    return title_kind_is_zone(track) ? ZONE_NATIONAL : ZONE_FORMER;
}

const struct zone_event_rule *zone_event_rule_at(enum zone_programme programme, size_t i)
{
    for (size_t r = 0; r < COUNT(rules); r++) {
        if (rules[r].programme == programme && i-- == 0)
            return &rules[r];
    }
    return NULL;
}

const struct zone_event_rule *zone_event_rule(enum zone_programme programme,
                                              enum zone_event_kind kind)
{
    for (size_t r = 0; r < COUNT(rules); r++) {
        if (rules[r].programme == programme && rules[r].kind == kind)
            return &rules[r];
    }
    return NULL;
}

/* DATE_NONE is less than any day. */
static bool comes_later(const struct zone_event *a, const struct zone_event *b)
{
    if (a->day != b->day)
        return a->day > b->day;
    if ((a->kind == ZONE_APPROVED) != (b->kind == ZONE_APPROVED))
        return b->kind == ZONE_APPROVED;
    return a->id > b->id;
}

/* By insertion: a zone has a few dozen, and they mostly come in order. */
void zone_events_sort(struct zone_event *events, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct zone_event e = events[i];
        size_t at = i;

        for (; at > 0 && comes_later(&events[at - 1], &e); at--)
            events[at] = events[at - 1];
        events[at] = e;
    }
}

const char *zone_programme_name(enum zone_programme p)
{
    static const char *const names[ZONE_PROGRAMMES] = {"Z", "J", "former"};

    assert((int)p >= 0 && p < ZONE_PROGRAMMES);
    return names[p];
}

const char *zone_event_name(enum zone_event_kind k)
{
    assert((int)k >= 0 && k < ZONE_EVENTS);
    return events_by[k].name;
}

bool zone_event_parse(const char *s, enum zone_event_kind *out)
{
    for (int i = 0; i < ZONE_EVENTS; i++) {
        if (strcmp(events_by[i].name, s) == 0) {
            *out = (enum zone_event_kind)i;
            return true;
        }
    }
    return false;
}

const char *zone_event_label(enum zone_event_kind k, bool english)
{
    assert((int)k >= 0 && k < ZONE_EVENTS);
    return english ? events_by[k].en : events_by[k].zh;
}

const char *zone_phase_label(enum zone_phase p, bool english)
{
    assert((int)p >= 0 && p < ZONE_PHASES);
    return english ? phases_by[p].en : phases_by[p].zh;
}
