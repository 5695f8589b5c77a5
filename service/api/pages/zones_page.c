/* zones_page.c - GET /zones: the zones on record, by kind and unit, with what is known of where
 * each lies; and the same as data. */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/zone_json.h"
#include "base/mem.h"
#include "domain/unit.h"

#include <math.h>
#include <string.h>

struct zones_page {
    const struct request *rq;
    const struct atlas *a;
    struct when when;
    const char *unit;
    int kind; /* -1: all */
};

static bool read_page(struct zones_page *p, struct err *err)
{
    const char *kind = request_query(p->rq, "kind"), *unit = request_query(p->rq, "province");
    enum title_kind parsed;

    p->kind = -1;
    if (kind && *kind) {
        if (!title_kind_parse(kind, &parsed) || !zone_holds(parsed))
            return err_say(err, ERR_BAD_PARAMETER, "kind",
                           "'%s' is no kind of zone, such as demo-zone or trial-zone",
                           "“%s”不是集聚区类别，例如 demo-zone、trial-zone", kind);
        p->kind = (int)parsed;
    }
    return (!unit || !*unit || unit_read(p->rq, &p->unit, err)) && when_read(p->rq, &p->when, err);
}

static void put_form(struct buf *out, const struct zones_page *p)
{
    const struct request *rq = p->rq;

    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/zones\">");
    if (rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    page_units(out, rq, p->unit);
    buf_printf(out,
               "<div class=\"field\"><label for=\"kind\">%s</label><select id=\"kind\" "
               "name=\"kind\"><option value=\"\">%s</option>",
               page_say(rq, "类别", "Kind"), page_say(rq, "全部", "All"));
    for (int k = 0; k < TITLE_KINDS; k++) {
        if (zone_holds((enum title_kind)k))
            buf_printf(out, "<option value=\"%s\"%s>%s</option>",
                       title_kind_name((enum title_kind)k), k == p->kind ? " selected" : "",
                       title_kind_label((enum title_kind)k, rq->lang == LANG_EN));
    }
    buf_puts(out, "</select></div>");
    page_day_field(out, rq, "on", "在这一天", "On the day", p->when.on);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", page_say(rq, "查看", "Show"));
}

static void put_zone(struct buf *out, const struct zones_page *p, const struct zone_asked *q,
                     enum title_kind kind)
{
    struct zone_drawn drawn = atlas_zone_drawn(p->a, q->zone, p->when.on, p->when.as_of);
    const struct title *t = zone_title(q);
    const struct unit *unit = q->zone->unit ? unit_find(q->zone->unit) : NULL;
    const char *note = zone_shape_note(&drawn, q->english);

    buf_puts(out, "<tr><td>");
    page_link(out, p->rq, arena_printf(p->rq->arena, "/zone/%s", q->zone->id), q->zone->name);
    buf_puts(out, "</td>");
    page_cell(out, unit ? page_say(p->rq, unit->zh, unit->en) : "");
    page_cell(out, title_kind_label(kind, q->english));
    page_cell(out, t ? page_term(p->rq, t->since, t->until)
                     : page_say(p->rq, "起止日期未公布", "term not published"));
    page_cell(out, note ? note : page_say(p->rq, "四至已公布", "limits published"));
    page_cell(out, t && t->document ? t->document : q->zone->document);
    buf_puts(out, "</tr>");
}

static size_t put_rows(struct buf *out, const struct zones_page *p)
{
    size_t shown = 0;

    for (size_t i = 0; i < atlas_n_zones(p->a); i++) {
        struct zone_asked q = zone_asked_of(p->rq, p->a, &p->when, i);

        if (!q.zone)
            continue;
        enum title_kind kind = atlas_zone_kind(p->a, q.zone, &q.view, p->when.on, p->rq->arena);
        if ((p->kind >= 0 && (int)kind != p->kind) ||
            (p->unit && (!q.zone->unit || strcmp(q.zone->unit, p->unit) != 0)))
            continue;
        put_zone(out, p, &q, kind);
        shown++;
    }
    return shown;
}

static void put_table(struct buf *out, const struct zones_page *p)
{
    static const struct page_heading headings[] = {{"集聚区", "Zone"}, {"省份", "Province"},
                                                   {"类别", "Kind"},   {"期限", "Term"},
                                                   {"四至", "Limits"}, {"文件", "Document"}};

    buf_puts(out, "<div class=\"scroll\" tabindex=\"0\"><table>");
    page_headings(out, p->rq, headings, COUNT(headings));
    buf_puts(out, "<tbody>");
    size_t n = put_rows(out, p);
    buf_puts(out, "</tbody></table></div>");
    buf_printf(out,
               page_say(p->rq, "<p role=\"status\">收录 %zu 个。</p>",
                        "<p role=\"status\">%zu on record.</p>"),
               n);
}

static const char *data_path(const struct zones_page *p, const char *format)
{
    return arena_printf(p->rq->arena, "/api/v1/zones?f=%s%s%s%s%s", format,
                        p->unit ? "&province=" : "", p->unit ? p->unit : "",
                        p->kind >= 0 ? "&kind=" : "",
                        p->kind >= 0 ? title_kind_name((enum title_kind)p->kind) : "");
}

bool api_zones_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct zones_page p = {.rq = rq};
    struct buf out = {0};

    if (!read_page(&p, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a || !when_check(p.a, &p.when, err))
        return frame_fault(rq, rp, err);
    const struct frame f = {
        .title = page_say(rq, "知识产权服务业集聚区", "Zones of intellectual-property services"),
        .here = HERE_ZONES,
        .json = data_path(&p, "json"),
        .csv = data_path(&p, "csv"),
        .geojson = data_path(&p, "geojson")};
    frame_begin(&out, rq, &f);
    buf_printf(&out, "<p>%s</p>",
               page_say(rq,
                        "没有公布四至的集聚区，只能指出其所在地；所在地未经核实的，会注明“未核实”，"
                        "不作为判断某一地点是否在区内的依据。",
                        "Where no limits were published only the place a zone lies in can be told; "
                        "where that is our guess it is said so, and it decides nothing."));
    put_form(&out, &p);
    put_table(&out, &p);
    frame_end(&out, rq, rp, p.a, arena_printf(rq->arena, "zones-%s", when_key(rq, p.a, &p.when)));
    return true;
}
