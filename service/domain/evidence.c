/* evidence.c - the sentences of evidence.h.  Every figure comes from the answer itself. */
#include "domain/evidence.h"

#include "domain/evidence_zone.h"

#include <assert.h>

static void say_lean(struct line *l, const struct lean *lean)
{
    const struct roster *r = lean->roster;

    line_say(l, "名单 %s/%s：", "list %s/%s: ", title_kind_name(r->kind), r->batch);
    if (r->declared >= 0)
        line_say(l, "公布%d个，在录%d个", "declared %d, known %d", r->declared, r->known);
    else
        line_say(l, "公布数未知，在录%d个", "declared unknown, known %d", r->known);
    if (lean->named)
        line_say(l, "（本地在名单上）", " (names the place)");
    else if (lean->complete)
        line_say(l, "，本地区在录完整", ", complete for this unit");
    else
        line_say(l, "，本地区在录不全", ", incomplete for this unit");
}

static void say_leans(struct line *l, const struct absence *a)
{
    for (size_t i = 0; i < a->n_leans; i++) {
        if (i > 0)
            line_say(l, "；", "; ");
        say_lean(l, &a->leans[i]);
    }
}

static void say_absence(struct line *l, const struct absence *a)
{
    char text[DATE_TEXT];

    switch (a->ground) {
    case ABSENCE_NOT_NAMEABLE:
        line_say(l, "该类名单不收这种地方。", "Lists of this kind cannot name such a place.");
        break;
    case ABSENCE_BEFORE_FIRST:
        line_say(l, "首批名单自%s起；更早的国家项目不在本系统范围内。",
                 "The first list took effect on %s; earlier national programmes are not covered.",
                 date_format(a->limit, text));
        break;
    case ABSENCE_COMPLETE:
        line_say(l, "不在名单上。", "On none of the lists. ");
        say_leans(l, a);
        line_say(l, "。", ".");
        break;
    case ABSENCE_INCOMPLETE:
        line_say(l, "在录名单中没有，但名单在录不全，不能断定。",
                 "Not among the entries on record, but the lists are incomplete here, so nothing "
                 "follows. ");
        say_leans(l, a);
        line_say(l, "。", ".");
        break;
    case ABSENCE_AFTER_LAST:
        line_say(
            l,
            "在录名单最晚到%"
            "s止，此后可能另有名单；2025年起的示范创建对象是候选，不是称号，未收录。",
            "The last list on record ended on %s and later ones may exist; the candidates of the "
            "scheme that runs from 2025 hold no title and are not covered.",
            date_format(a->limit, text));
        break;
    default:
        line_say(l, "没有在录名单涵盖这一天。", "No list on record runs on this day.");
    }
}

static void say_holding(struct line *l, const struct holding *h)
{
    char text[DATE_TEXT];

    if (h->ground == HOLDING_ABSENT) {
        say_absence(l, &h->absence);
        return;
    }
    assert(h->title);
    line_title(l, h->title);
    switch (h->ground) {
    case HOLDING_IN_FORCE:
        line_say(l, "，当日有效。", ", in force on the day.");
        break;
    case HOLDING_MAYBE_RAISED:
        line_say(
            l, "；此后的示范名单在录不全，可能已升为示范。",
            "; a later demonstration list is incomplete on record, so it may have been raised.");
        break;
    case HOLDING_RAISED:
        line_say(l, "，当日有效，试点称号自其首日起被取代。",
                 ", in force on the day; it ended the pilot title from its first day.");
        break;
    case HOLDING_TERM_UNKNOWN:
        line_say(l, "，期限未知。", "; its term is not known.");
        break;
    case HOLDING_LOCAL_PLAN:
        line_say(l, "；只见于地方方案，未见名单原文。",
                 "; known from a local plan only, the list itself was not seen.");
        break;
    default:
        line_say(l, "；已被示范称号取代。", "; superseded. ");
        if (h->absence.holds == TRUTH_UNKNOWN || h->absence.ground == ABSENCE_BEFORE_FIRST)
            say_absence(l, &h->absence);
    }
    if (h->ground == HOLDING_LOCAL_PLAN && h->title->since != DATE_NONE)
        line_say(l, "所称起始日%s。", " First day claimed: %s.",
                 date_format(h->title->since, text));
}

static void say_titled(struct line *l, const struct eligibility *e)
{
    bool pilots = title_kind_is_pilot(e->track);

    if (!pilots || e->demonstration.held == TRUTH_YES) {
        say_holding(l, &e->demonstration);
        return;
    }
    if (e->pilot.held == TRUTH_YES || e->pilot.ground == HOLDING_MAYBE_RAISED) {
        say_holding(l, &e->pilot);
        return;
    }
    line_say(l, "示范：", "Demonstration: ");
    say_holding(l, &e->demonstration);
    line_say(l, "试点：", " Pilot: ");
    say_holding(l, &e->pilot);
}

static void say_bar(struct line *l, const struct condition *c)
{
    const struct bar *b = c->bar;
    char text[DATE_TEXT];

    if (!b) {
        line_say(l, "本系统无记录。", "No bar on record here.");
        return;
    }
    line_say(l, "%s", "%s",
             b->document  ? b->document
             : l->english ? "Document not known"
                          : "文号未知");
    if (b->round)
        line_say(l, "，所涉批次%s", ", round %s", b->round);
    if (b->until != DATE_NONE)
        line_say(l, "，截至%s", ", until %s", date_format(b->until, text));
    if (c->result == RESULT_UNKNOWN)
        line_say(l, "；未指明批次，不能断定当日是否在内",
                 "; no round was asked about, so whether the day belongs to it is open");
    line_say(l, "。", ".");
}

static void say_quota(struct line *l, const struct eligibility *e)
{
    const struct quota *q = e->quota;

    if (!e->round) {
        line_say(l, "当日不在已公布的申报期内，未指明批次。",
                 "No round was named, and none is known to run on the day.");
        return;
    }
    if (!q || quota_left(q) == QUOTA_NOT_KNOWN) {
        line_say(l, "%s批次名额未公布。", "The places of round %s were not published.",
                 e->round->id);
        return;
    }
    line_say(l, "%s批次名额%d个，已推荐%d个，余%d个",
             "Round %s: %d places, %d recommended, %d left", e->round->id, q->places, q->used,
             quota_left(q));
    if (q->status == QUOTA_ILLUSTRATIVE)
        line_say(l, "（示意数字）", " (illustrative figures)");
    line_say(l, "。", ".");
}

static void say_condition(struct line *l, const struct eligibility *e, const struct condition *c)
{
    bool zone = title_kind_is_zone(e->track) && c->rule->id != CONDITION_NOT_BARRED;

    if (c->rule->id == CONDITION_PLACE_KIND && !zone) {
        line_say(l, "%s：%s。", "%s: %s.", e->place->code,
                 place_kind_label(e->place->kind, l->english));
        return;
    }
    if (!e->kind_fits && c->rule->id != CONDITION_PLACE_KIND) {
        line_say(l, "地方类型不符，无须再问。",
                 "The kind of place does not fit, so this is not asked.");
        return;
    }
    if (zone) {
        line_zone(l, e, c);
        return;
    }
    switch (c->rule->id) {
    case CONDITION_PILOT_IN_FORCE:
        say_holding(l, &e->pilot);
        break;
    case CONDITION_NOT_ALREADY_TITLED:
        say_titled(l, e);
        break;
    case CONDITION_NOT_BARRED:
        say_bar(l, c);
        break;
    case CONDITION_QUOTA_OPEN:
        say_quota(l, e);
        break;
    default:
        line_finding(l, c->finding);
    }
}

const char *evidence_of(const struct eligibility *e, const struct condition *c, bool english,
                        char out[EVIDENCE_TEXT])
{
    struct line l = {.out = out, .english = english};

    out[0] = '\0';
    say_condition(&l, e, c);
    return out;
}

const char *evidence_of_holding(const struct holding *h, bool english, char out[EVIDENCE_TEXT])
{
    struct line l = {.out = out, .english = english};

    out[0] = '\0';
    say_holding(&l, h);
    return out;
}
