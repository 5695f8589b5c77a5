/* notices_page.c - the public page /notices: every notice, those that run first. */
#include "api/handlers.h"
#include "api/notice_html.h"
#include "api/notice_json.h"
#include "api/ogc/html.h"
#include "api/pages/list.h"
#include "api/service.h"
#include "api/title_json.h"
#include "domain/unit.h"

#include <string.h>

struct notices_page {
    const struct request *rq;
    const struct atlas *a;
    int track;        /* enum title_kind, -1: any */
    const char *unit; /* that published it; NULL: any */
};

/* A form sends every field of it, and one that is empty asks for nothing. */
static bool read_page(struct notices_page *p, struct err *err)
{
    const char *track = request_query(p->rq, "track"), *unit = request_query(p->rq, "province");
    enum title_kind kind;

    p->track = -1;
    if (track && *track) {
        if (!applied_read(p->rq, &kind, err))
            return false;
        p->track = (int)kind;
    }
    return !unit || !*unit || unit_read(p->rq, &p->unit, err);
}

static bool is_wanted(const struct notices_page *p, const struct notice *n, enum notice_state state)
{
    return notice_state_on(n, p->rq->today) == state &&
           (p->track < 0 || (int)n->track == p->track) &&
           (!p->unit || strcmp(n->level, p->unit) == 0);
}

static void put_form(struct buf *out, const struct notices_page *p)
{
    bool english = p->rq->lang == LANG_EN;

    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/notices\">");
    if (english)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    page_units(out, p->rq, p->unit);
    list_put_select_open(out, p->rq, "track", "类别", "Track", "全部", "All");
    for (int k = 0; k < APPLIED_KINDS; k++)
        list_put_option(out, title_kind_name((enum title_kind)k),
                        title_kind_label((enum title_kind)k, english), k == p->track);
    list_put_select_close(out);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", page_say(p->rq, "查看", "Show"));
}

static void put_row(struct buf *out, const struct request *rq, const struct atlas *a,
                    const struct notice *n)
{
    bool english = rq->lang == LANG_EN;
    size_t n_entries;

    atlas_notice_entries(a, n->id, &n_entries);
    buf_printf(out, "<tr><td><a href=\"/notices/%lld%s\">", (long long)n->id, page_query(rq));
    html_escape(out, n->title);
    buf_puts(out, "</a></td>");
    put_cell(out, notice_level_label(n, english));
    put_cell(out, title_kind_label(n->track, english));
    buf_puts(out, "<td class=\"days\">");
    put_notice_days(out, n);
    buf_printf(out, "</td><td>%zu</td></tr>", n_entries);
}

static void put_table(struct buf *out, const struct notices_page *p, enum notice_state state)
{
    const struct request *rq = p->rq;
    size_t n;
    const struct notice *notices = atlas_notices(p->a, &n);

    buf_printf(out,
               "<section class=\"scroll\" tabindex=\"0\" aria-label=\"%s\"><table><thead><tr>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
               notice_state_label(state, rq->lang == LANG_EN), page_say(rq, "公示", "Notice"),
               page_say(rq, "公示单位", "Published by"), page_say(rq, "类别", "Track"),
               page_say(rq, "公示期", "Days"), page_say(rq, "名单数", "Entries"));
    for (size_t i = 0; i < n; i++) {
        if (is_wanted(p, &notices[i], state))
            put_row(out, rq, p->a, &notices[i]);
    }
    buf_puts(out, "</tbody></table></section>");
}

static void put_state(struct buf *out, const struct notices_page *p, enum notice_state state)
{
    const struct request *rq = p->rq;
    size_t n, found = 0;
    const struct notice *notices = atlas_notices(p->a, &n);

    for (size_t i = 0; i < n; i++)
        found += is_wanted(p, &notices[i], state);
    if (found == 0 && (state == NOTICE_COMING || state == NOTICE_WITHDRAWN))
        return;
    buf_printf(out, "<h2>%s</h2>", notice_state_label(state, rq->lang == LANG_EN));
    if (found > 0)
        put_table(out, p, state);
    else
        buf_printf(
            out, "<p>%s</p>",
            state == NOTICE_RUNNING
                ? page_say(rq, "目前没有正在进行的公示。", "No notice is running at present.")
                : page_say(rq, "目前没有已结束的公示。", "No notice has ended yet."));
}

static const char *data_path(const struct notices_page *p)
{
    return arena_printf(p->rq->arena, "/api/v1/notices?f=json%s%s%s%s", p->unit ? "&province=" : "",
                        p->unit ? p->unit : "", p->track >= 0 ? "&track=" : "",
                        p->track >= 0 ? title_kind_name((enum title_kind)p->track) : "");
}

bool api_notices_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct notices_page p = {.rq = rq};
    const struct when today = {rq->today, MOMENT_NONE};
    struct buf out = {0};

    if (!read_page(&p, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a)
        return frame_fault(rq, rp, err);
    const struct page_head head = {.heading = page_say(rq, "公示", "Public notices"),
                                   .self = "/notices",
                                   .json = data_path(&p)};
    page_begin(&out, rq, &head);
    buf_printf(&out, "<p>%s</p>",
               page_say(rq, "公示期内，任何人都可以打开公示，对名单中的任何一项提出异议。",
                        "While a notice runs, anybody may open it and object to any entry."));
    put_form(&out, &p);
    for (int s = 0; s <= NOTICE_WITHDRAWN; s++)
        put_state(&out, &p, (enum notice_state)s);
    page_end(&out, rq, p.a);
    answer_atlas(rp, p.a, TYPE_HTML, &out,
                 arena_printf(rq->arena, "page-%s", when_key(rq, p.a, &today)));
    return true;
}
