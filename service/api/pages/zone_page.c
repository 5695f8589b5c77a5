/* zone_page.c - GET /zone/{id}: the verdict first, in words; then what the zone is, where it lies,
 * its parts with their four limits, areas, what it owes, what it set out to reach, and who is in
 * its directory.  What nobody published is said to be so. */
#include "api/handlers.h"
#include "api/pages/zone_told.h"

static void put_day_form(struct buf *out, const struct zone_page *p)
{
    buf_puts(out, "<form class=\"filter\" method=\"get\">");
    if (p->rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    page_day_field(out, p->rq, "on", "查询日期", "On the day", p->when.on);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", zone_say(p, "查看", "Show"));
}

static void put_ways(struct buf *out, const struct zone_page *p)
{
    buf_puts(out, "<p class=\"to-print\">");
    page_link(out, p->rq, zone_path(p, "/sheet", false),
              zone_say(p, "打印信息表", "A sheet to print"));
    buf_puts(out, zone_say(p, "　", " · "));
    page_link(out, p->rq, arena_printf(p->rq->arena, "/?zone=%s", p->zone->id),
              zone_say(p, "在地图上看", "See it on the map"));
    buf_puts(out, "</p>");
}

static void answer_zone(struct reply *rp, const struct zone_page *p)
{
    const struct frame f = {
        .title = p->zone->name,
        .description = arena_printf(
            p->rq->arena,
            zone_say(p, "%s：称号、期限与依据，四至、片区、面积、报送事项和服务机构。",
                     "%s: its title, term and document, limits, parts, areas, duties and "
                     "institutions."),
            p->zone->name),
        .here = HERE_ZONES,
        .json = arena_printf(p->rq->arena, "/api/v1/zones/%s", p->zone->id)};
    struct zone_fit fit = zone_fit_of(p);
    struct buf out = {0};

    frame_begin(&out, p->rq, &f);
    zone_tell_verdict(&out, p);
    put_day_form(&out, p);
    put_ways(&out, p);
    zone_tell_facts(&out, p);
    zone_tell_where(&out, p, &fit, NULL);
    zone_tell_parts(&out, p);
    zone_tell_areas(&out, p);
    buf_put(&out, fit.words.data, fit.words.len);
    zone_tell_titles(&out, p);
    zone_tell_term(&out, p);
    zone_tell_targets(&out, p);
    zone_tell_institutions(&out, p);
    zone_fit_free(&fit);
    frame_end(&out, p->rq, rp, p->a,
              arena_printf(p->rq->arena, "zone-%s", when_key(p->rq, p->a, &p->when)));
}

bool api_zone_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct zone_page p;

    if (!zone_ask(&p, rq, rp, err))
        return frame_fault(rq, rp, err);
    answer_zone(rp, &p);
    return true;
}
