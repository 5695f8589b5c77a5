/* find_page.c - GET /find: the search of the first page without script.  A name, pinyin, initials
 * or a code leads to places; two numbers are a point, and get its verdict. */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/coordinates.h"
#include "api/pages/frame.h"
#include "api/title_json.h"
#include "domain/lookup.h"

#include <string.h>

enum { FIND_MOST = 50, FIND_BYTES = 100 };

static void put_form(struct buf *out, const struct request *rq, const char *q)
{
    buf_puts(out, "<form class=\"filter\" role=\"search\" method=\"get\" action=\"/find\">");
    if (rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    buf_printf(out,
               "<div class=\"field\"><label for=\"q\">%s</label><input id=\"q\" name=\"q\" "
               "type=\"text\" maxlength=\"%d\" value=\"",
               page_say(rq, "名称、拼音、首字母、代码或坐标",
                        "Name, pinyin, initials, code or coordinates"),
               (int)FIND_BYTES);
    html_escape(out, q);
    buf_printf(out, "\"></div><button type=\"submit\">%s</button></form>",
               page_say(rq, "查找", "Search"));
}

/* ---- places ---- */

static void put_place_line(struct buf *out, const struct request *rq, const struct atlas *a,
                           int place)
{
    const struct place *p = atlas_place(a, place);

    buf_puts(out, "<li>");
    page_link(out, rq, arena_printf(rq->arena, "/place/%s", p->code), p->name);
    buf_printf(out, " <span class=\"code\">%s</span> ", p->code);
    for (int i = p->parent; i >= 0; i = atlas_place(a, i)->parent) {
        html_escape(out, atlas_place(a, i)->name);
        buf_putc(out, ' ');
    }
    buf_puts(out, "</li>");
}

static void put_places(struct buf *out, const struct request *rq, const struct atlas *a,
                       const char *q)
{
    const struct search_filter any = {.level = -1};
    int hits[FIND_MOST];
    size_t n = atlas_search(a, q, &any, hits, FIND_MOST);

    if (n == 0) {
        buf_printf(
            out, "<p role=\"status\">%s</p>",
            page_say(rq,
                     "没有找到。可以试试全称（海淀区）、拼音（haidian）、首字母（hd）、六位代码"
                     "（110108）或坐标（116.30, 39.96）。",
                     "Nothing found. Try a full name (海淀区), pinyin (haidian), initials "
                     "(hd), a six-digit code (110108) or coordinates (116.30, 39.96)."));
        return;
    }
    buf_printf(out,
               page_say(rq, "<p role=\"status\">%zu 个结果</p><ul>",
                        "<p role=\"status\">%zu found</p><ul>"),
               n);
    for (size_t i = 0; i < n; i++)
        put_place_line(out, rq, a, hits[i]);
    buf_puts(out, "</ul>");
}

/* ---- a point ---- */

static void put_point(struct buf *out, const struct request *rq, const struct atlas *a, double lon,
                      double lat)
{
    static const char *const zh[ANSWERS] = {[ANSWER_NOT_IN] = "所在的市、县不持有称号",
                                            [ANSWER_UNKNOWN] = "尚不能确定",
                                            [ANSWER_IN] = "在持有称号的市、县之内",
                                            [ANSWER_NEAR_BOUNDARY] = "太靠近边界，不能确定"};
    static const char *const en[ANSWERS] = {[ANSWER_NOT_IN] =
                                                "the places it lies in hold none of the titles",
                                            [ANSWER_UNKNOWN] = "not known",
                                            [ANSWER_IN] = "it lies in a place that holds a title",
                                            [ANSWER_NEAR_BOUNDARY] = "too near a border to say"};
    struct chain chain = atlas_locate(a, lon, lat);
    struct view v = atlas_view(a, MOMENT_NONE, rq->arena);
    struct holder holders[3];
    struct lookup found;

    for (size_t i = 0; i < chain.n; i++)
        holders[i] = atlas_place_holder(a, chain.places[i]);
    lookup_assess(&v, holders, chain.n, rq->today, &found);
    buf_printf(out, "<div class=\"verdict %s\"><p><strong>%.6f, %.6f%s%s</strong></p>",
               found.answer == ANSWER_IN        ? "in"
               : found.answer == ANSWER_UNKNOWN ? "unknown"
                                                : "not-in",
               lon, lat, page_say(rq, "：", ": "),
               page_say(rq, zh[found.answer], en[found.answer]));
    if (chain.n == 0)
        buf_printf(out, "<p>%s</p>",
                   page_say(rq, "这个点不在任何省级行政区划的边界之内。",
                            "The point lies outside every boundary on record."));
    if (chain.n && chain.edge_metres < 200)
        buf_printf(out,
                   page_say(rq,
                            "<p>距最近的县界约 %.0f 米：1:100 万边界在这个距离上不足以定论。</p>",
                            "<p>The nearest county border is about %.0f m away: boundaries at "
                            "1:1,000,000 do not decide at that distance.</p>"),
                   chain.edge_metres);
    buf_puts(out, "</div><ul>");
    for (size_t i = 0; i < chain.n; i++)
        put_place_line(out, rq, a, chain.places[i]);
    buf_printf(out, "</ul><p class=\"note\">%s</p>",
               page_say(rq,
                        "坐标按 CGCS2000/WGS84 "
                        "理解，经度在前；手机地图（GCJ-02、BD-09）的坐标请在首页选择坐标系。",
                        "Read as CGCS2000/WGS84, longitude first; for coordinates of a phone's map "
                        "(GCJ-02, BD-09) choose the datum on the first page."));
}

bool api_find_page(const struct request *rq, struct reply *rp, struct err *err)
{
    const char *q = request_query(rq, "q");
    const struct frame f = {.title = page_say(rq, "查找地方", "Find a place"), .here = HERE_FIND};
    struct buf out = {0};
    double lon, lat;

    if (!q)
        q = "";
    if (strlen(q) > FIND_BYTES) {
        err_say(err, ERR_BAD_PARAMETER, "q", "what is searched for has at most %d bytes",
                "查找内容最多 %d 字节", (int)FIND_BYTES);
        return frame_fault(rq, rp, err);
    }
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return frame_fault(rq, rp, err);
    frame_begin(&out, rq, &f);
    put_form(&out, rq, q);
    if (coordinates_parse(q, &lon, &lat))
        put_point(&out, rq, a, lon, lat);
    else if (strspn(q, " ") != strlen(q))
        put_places(&out, rq, a, q);
    frame_end(&out, rq, rp, a,
              arena_printf(rq->arena, "find-%s",
                           when_key(rq, a, &(struct when){rq->today, MOMENT_NONE})));
    return true;
}
