/* zone_words.c - the words of zone_term.h, for machines and for people. */
#include "domain/zone_term.h"

#include <assert.h>

struct word {
    const char *name, *zh, *en;
};

static const struct word statuses[ZONE_STATUSES] = {
    [ZONE_STATUS_UNKNOWN] = {"unknown", "未知", "not known"},
    [ZONE_STATUS_RUNNING] = {"running", "建设期内", "in its term"},
    [ZONE_STATUS_DUE_ACCEPTANCE] = {"due_acceptance", "期满待验收",
                                    "its term is over, acceptance is due"},
    [ZONE_STATUS_IN_RECTIFICATION] = {"in_rectification", "整改中", "told to rectify"},
    [ZONE_STATUS_RENEWED] = {"renewed", "保留称号", "the title is kept"},
    [ZONE_STATUS_LAPSED] = {"lapsed", "称号失效", "the title has lapsed"},
    [ZONE_STATUS_REVOKED] = {"revoked", "称号已撤销", "the title was taken away"},
};

static const struct word duties[DUTY_KINDS] = {
    [DUTY_PLAN] = {"plan", "三个月内报备建设方案", "file the construction plan"},
    [DUTY_REPORT] = {"report", "报送年度总结和计划", "send the yearly report and plan"},
    [DUTY_CHANGE] = {"change", "审批方案调整", "decide on the change of the plan"},
    [DUTY_ACCEPTANCE] = {"acceptance", "期满验收", "assess at the end of the term"},
    [DUTY_RECTIFY] = {"rectify", "完成整改", "rectify"},
    [DUTY_NEW_PLAN] = {"new_plan", "制定新的三年建设方案", "make a new three-year plan"},
};

static const struct word states[DUTY_STATES] = {
    [DUTY_OPEN] = {"open", "未到期", "open"},
    [DUTY_DUE_UNKNOWN] = {"due_unknown", "期限未公布", "open, last day not published"},
    [DUTY_OVERDUE] = {"overdue", "逾期", "overdue"},
    [DUTY_DONE] = {"done", "已完成", "done"},
    [DUTY_DONE_LATE] = {"done_late", "逾期完成", "done late"},
    [DUTY_DROPPED] = {"dropped", "称号已失去，不再适用", "the title was gone first"},
};

static const struct word unknowns[ZONE_UNKNOWNS] = {
    [UNKNOWN_APPROVAL_DAY] = {"approval_day", "批准日期未公布，期限无法推算",
                              "the day of approval was not published, so no day follows from it"},
    [UNKNOWN_REPORT_MONTH] = {"report_month", "通知文本中年度报送的月份缺失",
                              "the month by which yearly reports are sent is lost in the text"},
    [UNKNOWN_ACCEPTANCE_DAY] = {"acceptance_day", "文件未规定验收日期",
                                "the text names no day for the acceptance"},
    [UNKNOWN_RECTIFY_LIMIT] = {"rectify_limit", "文件未规定、也未录入整改期限",
                               "the text names no time to rectify, and none was entered"},
    [UNKNOWN_NEW_PLAN_LIMIT] = {"new_plan_limit", "文件未规定新方案的报送期限",
                                "the text names no last day for the new plan"},
    [UNKNOWN_AFTER_TERM] = {"after_term", "文件未规定期满至考核之间能否使用称号",
                            "whether the title may be used between the end of the term and the "
                            "assessment is not said"},
    [UNKNOWN_KEPT_LENGTH] = {"kept_length", "文件未规定保留称号的期限",
                             "for how long the title is kept is not said"},
    [UNKNOWN_FORMER_RULES] = {"former_rules", "原集聚发展区的期限与义务未收录",
                              "the rules of the earlier programme are not on record here"},
};

static const struct fault_words {
    const char *zh, *en;
} faults[ZONE_FAULTS] = {
    [ZONE_FAULT_NONE] = {"", ""},
    [ZONE_FAULT_NOT_HERE] = {"该类集聚区没有这一事项", "this does not happen in this programme"},
    [ZONE_FAULT_NO_TERM] = {"该称号尚未获批，没有建设期",
                            "no title was approved, so there is no term"},
    [ZONE_FAULT_PHASE] = {"与建设期当前所处阶段不符",
                          "the term does not stand where this can happen"},
    [ZONE_FAULT_TERM_RUNS] = {"建设期尚未结束，不能再次批准",
                              "the term is still running and cannot be approved anew"},
    [ZONE_FAULT_NO_DAY] = {"缺少日期", "the day is missing"},
    [ZONE_FAULT_BEFORE_TERM] = {"早于批准之日", "it lies before the day of approval"},
    [ZONE_FAULT_TOLD_BEFORE] = {"已有早于该批准之日的记录",
                                "something was told of an earlier day than this approval"},
    [ZONE_FAULT_BEFORE_END] = {"建设期尚未届满，不能验收或考核",
                               "the term is not over, so it cannot be assessed"},
    [ZONE_FAULT_TWICE] = {"此前已报送", "it was filed before"},
    [ZONE_FAULT_NOT_OWED] = {"续期的建设期以新的三年建设方案为准，无须另行报备",
                             "a term that follows another has its new plan and owes no other"},
    [ZONE_FAULT_YEAR_MISSING] = {"缺少报告所属年度", "the year it is about is missing"},
    [ZONE_FAULT_YEAR_NOT_OVER] = {"所属年度尚未结束", "the year it is about is not over"},
    [ZONE_FAULT_YEAR_NOT_OWED] = {"该年度不在应报送的年度之内",
                                  "no report about that year is owed"},
    [ZONE_FAULT_LIMIT_MISSING] = {"须写明整改期限", "the last day to rectify must be set"},
    [ZONE_FAULT_LIMIT_BEFORE] = {"整改期限早于事项日期", "the last day to rectify lies before it"},
    [ZONE_FAULT_LIMIT_NOT_HERE] = {"该事项没有整改期限", "this has no day to rectify by"},
    [ZONE_FAULT_NO_PLAN] = {"建设方案尚未报备，无可调整",
                            "no plan was filed that could be changed"},
    [ZONE_FAULT_CHANGE_OPEN] = {"上一次方案调整尚未审批",
                                "the change before it is not decided yet"},
    [ZONE_FAULT_NO_CHANGE] = {"没有待审批的方案调整", "no change of the plan waits for a decision"},
    [ZONE_FAULT_TOO_MANY] = {"同一称号的记录过多", "there are too many entries about one title"},
};

const char *zone_status_name(enum zone_status s)
{
    assert((int)s >= 0 && s < ZONE_STATUSES);
    return statuses[s].name;
}

const char *zone_status_label(enum zone_status s, bool english)
{
    assert((int)s >= 0 && s < ZONE_STATUSES);
    return english ? statuses[s].en : statuses[s].zh;
}

const char *zone_duty_name(enum zone_duty_kind k)
{
    assert((int)k >= 0 && k < DUTY_KINDS);
    return duties[k].name;
}

const char *zone_duty_label(enum zone_duty_kind k, bool english)
{
    assert((int)k >= 0 && k < DUTY_KINDS);
    return english ? duties[k].en : duties[k].zh;
}

const char *duty_state_name(enum duty_state s)
{
    assert((int)s >= 0 && s < DUTY_STATES);
    return states[s].name;
}

const char *duty_state_label(enum duty_state s, bool english)
{
    assert((int)s >= 0 && s < DUTY_STATES);
    return english ? states[s].en : states[s].zh;
}

const char *zone_unknown_name(enum zone_unknown u)
{
    assert((int)u >= 0 && u < ZONE_UNKNOWNS);
    return unknowns[u].name;
}

const char *zone_unknown_text(enum zone_unknown u, bool english)
{
    assert((int)u >= 0 && u < ZONE_UNKNOWNS);
    return english ? unknowns[u].en : unknowns[u].zh;
}

const char *zone_fault_text(enum zone_fault f, bool english)
{
    assert((int)f >= 0 && f < ZONE_FAULTS);
    return english ? faults[f].en : faults[f].zh;
}
