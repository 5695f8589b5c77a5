/* certificate_page.c - GET /place/{code}/certificate: one sheet of A4 about one place on one day,
 * with a map, that leads back to itself.
 *
 * It says what the page of the place says, in the same words.  The address on it names the day, so
 * that whoever follows it is told about the day that was printed. */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/nation_map.h"
#include "api/pages/place_told.h"
#include "api/pages/qr.h"
#include "api/pages/sheet_map.h"

static void put_day(struct buf *out, const struct place_page *p)
{
    char moment[MOMENT_TEXT];

    buf_printf(out, "<p class=\"asked\">%s<b>%s</b>", place_say(p, "查询日期：", "Asked about: "),
               page_date(p->rq, p->when.on));
    if (p->when.as_of != MOMENT_NONE)
        buf_printf(out, place_say(p, "；依据登记簿 %s 时的内容", "; as the register stood at %s"),
                   moment_format(p->when.as_of, moment));
    buf_printf(out,
               place_say(p, "；登记簿修订号 <b>%lld</b>，记录于%s",
                         "; revision <b>%lld</b> of the register, recorded on %s"),
               (long long)atlas_revision(p->a),
               page_date(p->rq, moment_shanghai_date(atlas_recorded(p->a))));
    buf_puts(out, "</p>");
}

static void put_address(struct buf *out, const struct place_page *p)
{
    const char *address = arena_printf(p->rq->arena, "%s%s", p->rq->base_url,
                                       page_href(p->rq, place_path(p, "/certificate", true)));

    buf_puts(out, "<div class=\"address\">");
    qr_put(out, address, place_say(p, "本页地址的二维码", "The address of this page as a QR code"));
    buf_printf(out, "<p>%s<br><a href=\"", place_say(p, "本页地址", "Address of this page"));
    html_escape(out, address);
    buf_puts(out, "\">");
    html_escape(out, address);
    buf_puts(out, "</a></p></div>");
}

static void put_maps(struct buf *out, const struct place_page *p)
{
    const char *name = p->place->name;
    const struct sheet_words words = {
        .title = arena_printf(p->rq->arena,
                              place_say(p, "%s及其周围", "%s and what lies around it"), name),
        .description = arena_printf(
            p->rq->arena,
            place_say(
                p, "%s以斜线填充，相邻的同级行政区划描出轮廓；上方为北。",
                "%s is hatched, the places of its level around it are outlined; north is up."),
            name),
        .key = place_say(p, "本地", "this place")};

    buf_printf(out,
               "<h2>%s</h2><div class=\"maps\"><figure class=\"scroll\" tabindex=\"0\" "
               "aria-labelledby=\"sheet-title\">",
               place_say(p, "位置", "Where it lies"));
    sheet_map_put(out, p->rq, p->a, p->index, &words);
    buf_puts(out, "</figure><div class=\"beside\"><figure>");
    nation_map_put(out, p->rq, p->a, p->index);
    buf_puts(out, "</figure>");
    put_address(out, p);
    buf_puts(out, "</div></div>");
}

static void put_caution(struct buf *out, const struct place_page *p)
{
    buf_printf(out, "<p class=\"caution\">%s</p>",
               place_say(p,
                         "本页由登记簿数据生成，不是国家知识产权局的正式文件，也不代替其文件；"
                         "称号以上列文件为准。边界用于示意，距界线 200 米以内的地点不能据此判断。",
                         "This page is made from the data of this register. It is no official "
                         "document of CNIPA and does not stand in for one; the documents above are "
                         "what counts. Borders are for orientation: within 200 m of one, they do "
                         "not tell on which side a point lies."));
}

static void answer_certificate(struct reply *rp, const struct place_page *p)
{
    const struct frame f = {
        .title = arena_printf(p->rq->arena, "%s %s", p->place->name, p->place->code),
        .tab = place_say(p, "证明页", "Certificate"),
        .description =
            arena_printf(p->rq->arena,
                         place_say(p, "%s（%s）称号查询证明页，供打印。",
                                   "What the register says about the titles of %s (%s), to print."),
                         p->place->name, p->place->code),
        .here = HERE_PLACES};
    struct buf out = {0};

    frame_begin(&out, p->rq, &f);
    buf_printf(&out, "<div class=\"certificate\"><p class=\"kind\">%s</p>",
               place_say(p, "国家知识产权强市、强县建设试点示范称号查询证明页",
                         "National intellectual-property pilot and demonstration titles of a "
                         "place: what the register says"));
    place_put_chain(&out, p);
    buf_puts(&out, "<p class=\"to-print\">");
    page_link(&out, p->rq, place_path(p, "", false),
              place_say(p, "返回该地的页面", "Back to the page of the place"));
    buf_puts(&out, "</p>");
    place_put_verdict(&out, p);
    put_day(&out, p);
    place_put_titles(&out, p);
    place_put_reasons(&out, p);
    put_maps(&out, p);
    put_caution(&out, p);
    buf_puts(&out, "</div>");
    frame_end(&out, p->rq, rp, p->a,
              arena_printf(p->rq->arena, "certificate-%s", when_key(p->rq, p->a, &p->when)));
}

bool api_certificate_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct place_page p;

    if (!place_ask(&p, rq, rp, "/certificate", err))
        return frame_fault(rq, rp, err);
    answer_certificate(rp, &p);
    return true;
}
