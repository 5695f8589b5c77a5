/* evidence.c - the sentences of evidence.h.  Every figure comes from the answer itself. */
#include "domain/evidence.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A sentence under way in a fixed buffer. */
struct line {
    char *out;
    size_t len;
    bool english, full;
};

/* Ends a text that did not fit: back to the start of a character, then "…". */
static void cut(struct line *l)
{
    static const char more[] = "…";
    size_t at = EVIDENCE_TEXT - sizeof more;

    while (at > 0 && ((unsigned char)l->out[at] & 0xC0) == 0x80)
        at--;
    memcpy(l->out + at, more, sizeof more);
    l->len = at + sizeof more - 1;
    l->full = true;
}

static void __attribute__((format(printf, 2, 4), format(printf, 3, 4)))
say(struct line *l, const char *zh, const char *en, ...)
{
    va_list args;
    int n;

    if (l->full)
        return;
    va_start(args, en);
    n = vsnprintf(l->out + l->len, EVIDENCE_TEXT - l->len, l->english ? en : zh, args);
    va_end(args);
    assert(n >= 0);
    if ((size_t)n >= EVIDENCE_TEXT - l->len)
        cut(l);
    else
        l->len += (size_t)n;
}

static const char *document_of(const struct title *t, bool english)
{
    return t->document ? t->document : english ? "document not known" : "文号未知";
}

static const char *day(date_t d, bool english, char text[DATE_TEXT])
{
    return d == DATE_NONE ? (english ? "?" : "？") : date_format(d, text);
}

static void say_title(struct line *l, const struct title *t)
{
    char since[DATE_TEXT], until[DATE_TEXT];

    say(l, "%s，%s至%s，%s", "%s, %s to %s, %s", title_kind_label(t->kind, l->english),
        day(t->since, l->english, since), day(t->until, l->english, until),
        document_of(t, l->english));
}

static void say_lean(struct line *l, const struct lean *lean)
{
    const struct roster *r = lean->roster;

    say(l, "名单 %s/%s：", "list %s/%s: ", title_kind_name(r->kind), r->batch);
    if (r->declared >= 0)
        say(l, "公布%d个，在录%d个", "declared %d, known %d", r->declared, r->known);
    else
        say(l, "公布数未知，在录%d个", "declared unknown, known %d", r->known);
    if (lean->named)
        say(l, "（本地在名单上）", " (names the place)");
    else if (lean->complete)
        say(l, "，本地区在录完整", ", complete for this unit");
    else
        say(l, "，本地区在录不全", ", incomplete for this unit");
}

static void say_leans(struct line *l, const struct absence *a)
{
    for (size_t i = 0; i < a->n_leans; i++) {
        if (i > 0)
            say(l, "；", "; ");
        say_lean(l, &a->leans[i]);
    }
}

static void say_absence(struct line *l, const struct absence *a)
{
    char text[DATE_TEXT];

    switch (a->ground) {
    case ABSENCE_NOT_NAMEABLE:
        say(l, "该类名单不收这种地方。", "Lists of this kind cannot name such a place.");
        break;
    case ABSENCE_BEFORE_FIRST:
        say(l, "首批名单自%s起；更早的国家项目不在本系统范围内。",
            "The first list took effect on %s; earlier national programmes are not covered.",
            date_format(a->limit, text));
        break;
    case ABSENCE_COMPLETE:
        say(l, "不在名单上。", "On none of the lists. ");
        say_leans(l, a);
        say(l, "。", ".");
        break;
    case ABSENCE_INCOMPLETE:
        say(l, "在录名单中没有，但名单在录不全，不能断定。",
            "Not among the entries on record, but the lists are incomplete here, so nothing "
            "follows. ");
        say_leans(l, a);
        say(l, "。", ".");
        break;
    case ABSENCE_AFTER_LAST:
        say(l,
            "在录名单最晚到%"
            "s止，此后可能另有名单；2025年起的示范创建对象是候选，不是称号，未收录。",
            "The last list on record ended on %s and later ones may exist; the candidates of the "
            "scheme that runs from 2025 hold no title and are not covered.",
            date_format(a->limit, text));
        break;
    default:
        say(l, "没有在录名单涵盖这一天。", "No list on record runs on this day.");
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
    say_title(l, h->title);
    switch (h->ground) {
    case HOLDING_IN_FORCE:
        say(l, "，当日有效。", ", in force on the day.");
        break;
    case HOLDING_MAYBE_RAISED:
        say(l, "；此后的示范名单在录不全，可能已升为示范。",
            "; a later demonstration list is incomplete on record, so it may have been raised.");
        break;
    case HOLDING_RAISED:
        say(l, "，当日有效，试点称号自其首日起被取代。",
            ", in force on the day; it ended the pilot title from its first day.");
        break;
    case HOLDING_TERM_UNKNOWN:
        say(l, "，期限未知。", "; its term is not known.");
        break;
    case HOLDING_LOCAL_PLAN:
        say(l, "；只见于地方方案，未见名单原文。",
            "; known from a local plan only, the list itself was not seen.");
        break;
    default:
        say(l, "；已被示范称号取代。", "; superseded. ");
        if (h->absence.holds == TRUTH_UNKNOWN || h->absence.ground == ABSENCE_BEFORE_FIRST)
            say_absence(l, &h->absence);
    }
    if (h->ground == HOLDING_LOCAL_PLAN && h->title->since != DATE_NONE)
        say(l, "所称起始日%s。", " First day claimed: %s.", date_format(h->title->since, text));
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
    say(l, "示范：", "Demonstration: ");
    say_holding(l, &e->demonstration);
    say(l, "试点：", " Pilot: ");
    say_holding(l, &e->pilot);
}

static void say_bar(struct line *l, const struct condition *c)
{
    const struct bar *b = c->bar;
    char text[DATE_TEXT];

    if (!b) {
        say(l, "本系统无记录。", "No bar on record here.");
        return;
    }
    say(l, "%s", "%s", b->document ? b->document : l->english ? "Document not known" : "文号未知");
    if (b->round)
        say(l, "，所涉批次%s", ", round %s", b->round);
    if (b->until != DATE_NONE)
        say(l, "，截至%s", ", until %s", date_format(b->until, text));
    if (c->result == RESULT_UNKNOWN)
        say(l, "；未指明批次，不能断定当日是否在内",
            "; no round was asked about, so whether the day belongs to it is open");
    say(l, "。", ".");
}

static void say_quota(struct line *l, const struct eligibility *e)
{
    const struct quota *q = e->quota;

    if (!e->round) {
        say(l, "当日不在已公布的申报期内，未指明批次。",
            "No round was named, and none is known to run on the day.");
        return;
    }
    if (!q || quota_left(q) == QUOTA_NOT_KNOWN) {
        say(l, "%s批次名额未公布。", "The places of round %s were not published.", e->round->id);
        return;
    }
    say(l, "%s批次名额%d个，已推荐%d个，余%d个", "Round %s: %d places, %d recommended, %d left",
        e->round->id, q->places, q->used, quota_left(q));
    if (q->status == QUOTA_ILLUSTRATIVE)
        say(l, "（示意数字）", " (illustrative figures)");
    say(l, "。", ".");
}

static void say_finding(struct line *l, const struct finding *f)
{
    char text[DATE_TEXT];

    if (!f) {
        say(l, "须由人认定；没有可以出示的认定。", "A person judges this; no finding to show.");
        return;
    }
    say(l, "%s于%s认定：", "%s found on %s: ", f->by ? f->by : "?", day(f->on, l->english, text));
    say(l, "%s", "%s", f->evidence ? f->evidence : "");
}

static void say_condition(struct line *l, const struct eligibility *e, const struct condition *c)
{
    if (c->rule->id == CONDITION_PLACE_KIND) {
        say(l, "%s：%s。", "%s: %s.", e->place->code, place_kind_label(e->place->kind, l->english));
        return;
    }
    if (!e->kind_fits) {
        say(l, "地方类型不符，无须再问。", "The kind of place does not fit, so this is not asked.");
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
        say_finding(l, c->finding);
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
