/* workflow_refuse.c - why not, in words, with the facts as they stand now. */
#include "store/workflow_parts.h"

#include "domain/material.h"
#include "store/quotas.h"

#include <stdio.h>
#include <string.h>

static const enum err_kind kinds[REFUSALS] = {
    [REFUSAL_FORBIDDEN] = ERR_FORBIDDEN,
    [REFUSAL_NOT_YOUR_PROVINCE] = ERR_NOT_YOUR_PROVINCE,
    [REFUSAL_NOT_YOUR_PLACE] = ERR_NOT_YOUR_PLACE,
    [REFUSAL_CONFLICT_OF_INTEREST] = ERR_CONFLICT_OF_INTEREST,
    [REFUSAL_WRONG_STATE] = ERR_WRONG_STATE,
    [REFUSAL_STALE] = ERR_STALE,
    [REFUSAL_REASON_MISSING] = ERR_REASON_MISSING,
    [REFUSAL_MATERIAL_MISSING] = ERR_MATERIAL_MISSING,
    [REFUSAL_DEADLINE_PASSED] = ERR_DEADLINE_PASSED,
    [REFUSAL_BARRED] = ERR_BARRED,
    [REFUSAL_NOT_ELIGIBLE] = ERR_NOT_ELIGIBLE,
    [REFUSAL_UNDETERMINED] = ERR_UNDETERMINED,
    [REFUSAL_RANK_TAKEN] = ERR_RANK_TAKEN,
    [REFUSAL_CALENDAR_UNKNOWN] = ERR_CALENDAR_UNKNOWN,
    [REFUSAL_NOTICE_CLOSED] = ERR_NOTICE_CLOSED,
    [REFUSAL_NOTHING_TO_ANSWER] = ERR_NOTHING_TO_ANSWER,
    [REFUSAL_NOTICE_RUNNING] = ERR_NOTICE_RUNNING,
    [REFUSAL_OBJECTION_OPEN] = ERR_OBJECTION_OPEN,
    [REFUSAL_QUOTA_UNKNOWN] = ERR_QUOTA_UNKNOWN,
    [REFUSAL_QUOTA_EXHAUSTED] = ERR_QUOTA_EXHAUSTED,
};

/* What is added to the sentence of the refusal, in both languages. */
struct present {
    char en[240], zh[320];
};

static void say_state(const struct application *now, struct present *p)
{
    snprintf(p->en, sizeof p->en, " It is '%s' (%s).", application_state_name(now->state),
             application_state_label(now->state, true));
    snprintf(p->zh, sizeof p->zh, "目前为 %s（%s）。", application_state_name(now->state),
             application_state_label(now->state, false));
}

static void say_number(struct present *p, const char *en, const char *zh, int64_t n)
{
    snprintf(p->en, sizeof p->en, en, (long long)n);
    snprintf(p->zh, sizeof p->zh, zh, (long long)n);
}

static void say_day(struct present *p, const char *en, const char *zh, date_t day)
{
    char text[DATE_TEXT];

    snprintf(p->en, sizeof p->en, en, date_format(day, text));
    snprintf(p->zh, sizeof p->zh, zh, text);
}

/* The conditions that stand in the way, by their ids. */
static void say_conditions(const struct eligibility *e, enum result result, struct present *p)
{
    char names[160] = "";
    size_t len = 0;

    for (size_t i = 0; i < e->n; i++) {
        if (e->conditions[i].rule->decides && e->conditions[i].result == result &&
            len < sizeof names)
            len += (size_t)snprintf(names + len, sizeof names - len, "%s%s", len ? ", " : "",
                                    condition_name(e->conditions[i].rule->id));
    }
    snprintf(p->en, sizeof p->en, " (%s: %s)", result_label(result, true), names);
    snprintf(p->zh, sizeof p->zh, "（%s：%s）", result_label(result, false), names);
}

/* It may run: what enters it late would not be seen for all of it. */
static void say_notice(const struct gathered *g, struct present *p)
{
    if (g->in->event == EVENT_PUBLISH)
        say_day(p, " It was published on %s already; open a new one.",
                "公示已于 %s 发布，不能再列入，请另行公示。", g->facts.notice_since);
    else if (g->facts.today < g->facts.notice_since)
        say_day(p, " It begins on %s.", "公示自 %s 起。", g->facts.notice_since);
    else
        say_day(p, " Its last day was %s.", "最后一日为 %s。", g->facts.notice_until);
}

static unsigned materials_missing(const struct gathered *g)
{
    unsigned wanted = g->row->materials;

    if (g->row->needs & 1U << NEED_CONSENT)
        wanted |= 1U << MATERIAL_GOVERNMENT_CONSENT;
    return wanted & ~g->facts.materials;
}

/* The zone is named before any paper about it. */
static void say_missing(const struct gathered *g, struct present *p)
{
    unsigned missing = materials_missing(g);
    size_t en, zh;

    if (g->row->needs & 1U << NEED_ZONE && !g->facts.zone_proposed) {
        snprintf(p->en, sizeof p->en, " (what zone it is about)");
        snprintf(p->zh, sizeof p->zh, "（所涉集聚区）");
        return;
    }
    en = (size_t)snprintf(p->en, sizeof p->en, " (");
    zh = (size_t)snprintf(p->zh, sizeof p->zh, "（");
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        enum material_kind kind = (enum material_kind)k;

        if (!(missing & 1U << k) || en >= sizeof p->en || zh >= sizeof p->zh)
            continue;
        en += (size_t)snprintf(p->en + en, sizeof p->en - en, "%s%s", en > 2 ? ", " : "",
                               material_name(kind));
        zh += (size_t)snprintf(p->zh + zh, sizeof p->zh - zh, "%s%s", zh > strlen("（") ? "、" : "",
                               material_label(kind, false));
    }
    if (en < sizeof p->en)
        snprintf(p->en + en, sizeof p->en - en, ")");
    if (zh < sizeof p->zh)
        snprintf(p->zh + zh, sizeof p->zh - zh, "）");
}

static void say_present(const struct gathered *g, enum refusal why, struct present *p)
{
    switch (why) {
    case REFUSAL_WRONG_STATE:
        say_state(&g->now, p);
        break;
    case REFUSAL_STALE:
        say_number(p, " It is at version %lld.", "目前为第 %lld 版。", g->now.version);
        break;
    case REFUSAL_MATERIAL_MISSING:
        say_missing(g, p);
        break;
    case REFUSAL_DEADLINE_PASSED:
        say_day(p, " The last day was %s.", "截止日为 %s。", g->facts.deadline);
        break;
    case REFUSAL_NOT_ELIGIBLE:
        say_conditions(&g->as.verdict, RESULT_NOT_MET, p);
        break;
    case REFUSAL_UNDETERMINED:
        say_conditions(&g->as.verdict, RESULT_UNKNOWN, p);
        break;
    case REFUSAL_RANK_TAKEN:
        say_number(p, " (rank %lld)", "（第 %lld 名）", g->rank);
        break;
    case REFUSAL_NOTICE_CLOSED:
        say_notice(g, p);
        break;
    case REFUSAL_NOTICE_RUNNING:
        say_day(p, " Its last day is %s.", "最后一日为 %s。", g->facts.notice_until);
        break;
    case REFUSAL_OBJECTION_OPEN:
        say_number(p, " (%lld open)", "（待答复 %lld 件）", g->facts.open_objections);
        break;
    default:
        break;
    }
}

/* The first that is missing. */
static const char *missing_field(const struct gathered *g)
{
    if (g->row->needs & 1U << NEED_ZONE && !g->facts.zone_proposed)
        return "zone";
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (materials_missing(g) & 1U << k)
            return material_name((enum material_kind)k);
    }
    return NULL;
}

static const char *field_of(const struct gathered *g, enum refusal why)
{
    switch (why) {
    case REFUSAL_REASON_MISSING:
        return "reason";
    case REFUSAL_RANK_TAKEN:
        return "rank";
    case REFUSAL_MATERIAL_MISSING:
        return missing_field(g);
    default:
        return NULL;
    }
}

bool workflow_refuse(struct store *s, const struct gathered *g, enum refusal why, bool detailed,
                     struct err *err)
{
    const struct quota_key key = {g->now.round, g->now.unit, g->now.track};
    struct present p = {"", ""};

    if ((why == REFUSAL_QUOTA_EXHAUSTED || why == REFUSAL_QUOTA_UNKNOWN) && g->facts.quota)
        return store_quota_refuse(s, &key, err);
    if (detailed)
        say_present(g, why, &p);
    return err_say(err, kinds[why], field_of(g, why), "%s%.0s%s%.0s", "%.0s%s%.0s%s",
                   refusal_text(why, true), refusal_text(why, false), p.en, p.zh);
}
