/* zone_sheet_page.c - GET /zone/{id}/sheet: what is published of a zone on one day, on sheets of
 * A4, with its map and an address that leads back to it.
 *
 * It says what the page of the zone says, through the same functions; the address on it names the
 * day, so that whoever follows it is told about the day that was printed. */
#include "api/handlers.h"
#include "api/pages/zone_map.h"

static void put_day(struct buf *out, const struct zone_page *p)
{
    char moment[MOMENT_TEXT];

    buf_printf(out, "<p class=\"asked\">%s<b>%s</b>", zone_say(p, "查询日期：", "Asked about: "),
               page_date(p->rq, p->when.on));
    if (p->when.as_of != MOMENT_NONE)
        buf_printf(out, zone_say(p, "；依据登记簿 %s 时的内容", "; as the register stood at %s"),
                   moment_format(p->when.as_of, moment));
    buf_printf(out,
               zone_say(p, "；登记簿修订号 <b>%lld</b>，记录于%s",
                        "; revision <b>%lld</b> of the register, recorded on %s"),
               (long long)atlas_revision(p->a),
               page_date(p->rq, moment_shanghai_date(atlas_recorded(p->a))));
    buf_puts(out, "</p>");
}

static void put_caution(struct buf *out, const struct zone_page *p)
{
    buf_printf(out, "<p class=\"caution\">%s</p>",
               zone_say(p,
                        "本页由登记簿数据生成，不是国家知识产权局或任何主管部门的正式文件，也不代替"
                        "其文件；称号和四至以上列文件为准。没有公布的内容写明“未公布”，图中的边界"
                        "用于示意。",
                        "This page is made from the data of this register. It is no official "
                        "document of CNIPA or any other authority and does not stand in for one; "
                        "the documents above are what counts. What was not published is said to "
                        "be so, and borders on the map are for orientation."));
}

static void answer_sheet(struct reply *rp, const struct zone_page *p)
{
    const char *address = arena_printf(p->rq->arena, "%s%s", p->rq->base_url,
                                       page_href(p->rq, zone_path(p, "/sheet", true)));
    const struct frame f = {
        .title = p->zone->name,
        .tab = zone_say(p, "信息表", "Zone sheet"),
        .description = arena_printf(
            p->rq->arena,
            zone_say(p, "%s的信息表，供打印。", "What is published of the zone %s, to print."),
            p->zone->name),
        .here = HERE_ZONES,
        .json = arena_printf(p->rq->arena, "/api/v1/zones/%s", p->zone->id)};
    struct zone_fit fit = zone_fit_of(p);
    struct buf out = {0};

    frame_begin(&out, p->rq, &f);
    buf_printf(&out, "<div class=\"certificate zone-sheet\"><p class=\"kind\">%s</p>",
               zone_say(p, "知识产权服务业集聚区信息表",
                        "Zone of intellectual-property services: what the register says"));
    buf_puts(&out, "<p class=\"to-print\">");
    page_link(&out, p->rq, zone_path(p, "", false),
              zone_say(p, "返回集聚区的页面", "Back to the page of the zone"));
    buf_puts(&out, "</p>");
    zone_tell_verdict(&out, p);
    put_day(&out, p);
    zone_tell_facts(&out, p);
    zone_tell_where(&out, p, &fit, address);
    zone_tell_parts(&out, p);
    zone_tell_areas(&out, p);
    buf_put(&out, fit.words.data, fit.words.len);
    zone_tell_titles(&out, p);
    zone_tell_term(&out, p);
    put_caution(&out, p);
    buf_puts(&out, "</div>");
    zone_fit_free(&fit);
    frame_end(&out, p->rq, rp, p->a,
              arena_printf(p->rq->arena, "zone-sheet-%s", when_key(p->rq, p->a, &p->when)));
}

bool api_zone_sheet_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct zone_page p;

    if (!zone_ask(&p, rq, rp, err))
        return frame_fault(rq, rp, err);
    answer_sheet(rp, &p);
    return true;
}
