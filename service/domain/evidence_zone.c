/* evidence_zone.c - what is known of a proposed zone, in words; then what a person found. */
#include "domain/evidence_zone.h"

static void say_no_zone(struct line *l)
{
    line_say(l, "尚未指明集聚区。", "No zone was named. ");
}

static void say_applicant(struct line *l, const struct eligibility *e)
{
    line_say(l, "%s：%s。", "%s: %s. ", e->place->code,
             place_kind_label(e->place->kind, l->english));
    if (e->kind == TRUTH_UNKNOWN)
        line_say(l, "文件未写明这类地方可否申报。",
                 "The text leaves open whether such a place may apply. ");
}

static void say_host(struct line *l, const struct zone_case *z)
{
    line_say(l, "所在：%s。", "Host: %s. ",
             z->host_name ? z->host_name
             : l->english ? "not named"
                          : "未写明");
    if (z->host == TRUTH_UNKNOWN)
        line_say(l, "园区的级别须由人认定。", "The level of a park is for a person to find. ");
}

static void say_former(struct line *l, const struct eligibility *e, const struct condition *c)
{
    if (c->title)
        line_title(l, c->title);
    else if (e->track == TITLE_TRIAL_ZONE && c->result == RESULT_MET)
        line_say(l, "不在原集聚发展示范区名单上", "Not among the earlier demonstration zones");
    else
        line_say(l, "不在原名单上", "Not on the earlier list");
    line_say(l, "。", ". ");
}

static void say_outstanding(struct line *l, const struct zone_case *z)
{
    if (z->outstanding)
        line_say(l, "申报写明了理由，是否特别突出须由人认定。",
                 "The application states a reason; whether it holds is for a person to find. ");
    else
        line_say(l, "申报没有写明理由。", "The application states no reason. ");
}

static void say_titled(struct line *l, const struct condition *c)
{
    if (c->title) {
        line_title(l, c->title);
        line_say(l, "。", ". ");
    } else if (c->result == RESULT_MET && !c->finding) {
        line_say(l, "不在名单上。", "On none of the lists. ");
    } else {
        line_say(l, "在录名单中没有，但名单在录不全，不能断定。",
                 "Not among the entries on record, but the lists are incomplete here, so nothing "
                 "follows. ");
    }
}

static void say_institutions(struct line *l, const struct zone_case *z)
{
    if (z->institutions > 0)
        line_say(l, "名录中当日有%d家。", "%d in the directory on the day. ", (int)z->institutions);
    else
        line_say(l, "该区尚无机构名录。", "The zone has no directory yet. ");
}

static void say_season(struct line *l, const struct eligibility *e)
{
    char text[DATE_TEXT];

    line_say(l, "按%s计。", "Counted on %s.", line_day(e->on, l->english, text));
}

static void say_excellence(struct line *l, const struct eligibility *e, const struct condition *c)
{
    if (c->result == RESULT_NOT_APPLICABLE)
        line_say(l, "只及于江苏省。", "This concerns Jiangsu alone.");
    else if (!e->zone)
        say_no_zone(l);
    else if (c->result == RESULT_MET)
        line_say(l, "本系统记有省级期满考核优秀。",
                 "The province's final assessment on record is "
                 "excellent.");
    else
        line_say(l, "本系统没有省级期满考核优秀的记录。",
                 "No final assessment of the province as excellent is on record here.");
}

/* What the register says of the zone, before what a person found. */
static void say_known(struct line *l, const struct eligibility *e, const struct condition *c)
{
    switch (c->rule->id) {
    case CONDITION_HOST:
        say_host(l, e->zone);
        break;
    case CONDITION_FORMER_ZONE:
        say_former(l, e, c);
        break;
    case CONDITION_OUTSTANDING:
        say_outstanding(l, e->zone);
        break;
    case CONDITION_NOT_ALREADY_TITLED:
        say_titled(l, c);
        break;
    case CONDITION_INSTITUTIONS:
        say_institutions(l, e->zone);
        break;
    default:
        break;
    }
}

static bool hangs_on_zone(enum condition_id id)
{
    return id == CONDITION_HOST || id == CONDITION_FORMER_ZONE || id == CONDITION_OUTSTANDING ||
           id == CONDITION_NOT_ALREADY_TITLED || id == CONDITION_INSTITUTIONS;
}

void line_zone(struct line *l, const struct eligibility *e, const struct condition *c)
{
    bool open = c->result == RESULT_UNKNOWN || c->finding;

    if (c->rule->id == CONDITION_IN_SEASON) {
        say_season(l, e);
        return;
    }
    if (c->rule->id == CONDITION_PROVINCIAL_EXCELLENCE) {
        say_excellence(l, e, c);
        return;
    }
    if (c->rule->id == CONDITION_PLACE_KIND)
        say_applicant(l, e);
    else if (e->zone)
        say_known(l, e, c);
    else if (hangs_on_zone(c->rule->id))
        say_no_zone(l);
    if (open && c->rule->attested)
        line_finding(l, c->finding);
}
