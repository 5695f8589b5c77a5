/* notices_page.c - the public page /notices: every notice, those that run first. */
#include "api/handlers.h"
#include "api/notice_html.h"
#include "api/notice_json.h"
#include "api/ogc/html.h"
#include "api/service.h"
#include "api/title_json.h"

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

static void put_table(struct buf *out, const struct request *rq, const struct atlas *a,
                      enum notice_state state)
{
    size_t n;
    const struct notice *notices = atlas_notices(a, &n);

    buf_printf(out,
               "<section class=\"scroll\" tabindex=\"0\" aria-label=\"%s\"><table><thead><tr>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
               notice_state_label(state, rq->lang == LANG_EN), page_say(rq, "公示", "Notice"),
               page_say(rq, "公示单位", "Published by"), page_say(rq, "类别", "Track"),
               page_say(rq, "公示期", "Days"), page_say(rq, "名单数", "Entries"));
    for (size_t i = 0; i < n; i++) {
        if (notice_state_on(&notices[i], rq->today) == state)
            put_row(out, rq, a, &notices[i]);
    }
    buf_puts(out, "</tbody></table></section>");
}

static void put_state(struct buf *out, const struct request *rq, const struct atlas *a,
                      enum notice_state state)
{
    size_t n, found = 0;
    const struct notice *notices = atlas_notices(a, &n);

    for (size_t i = 0; i < n; i++)
        found += notice_state_on(&notices[i], rq->today) == state;
    if (found == 0 && (state == NOTICE_COMING || state == NOTICE_WITHDRAWN))
        return;
    buf_printf(out, "<h2>%s</h2>", notice_state_label(state, rq->lang == LANG_EN));
    if (found > 0)
        put_table(out, rq, a, state);
    else
        buf_printf(
            out, "<p>%s</p>",
            state == NOTICE_RUNNING
                ? page_say(rq, "目前没有正在进行的公示。", "No notice is running at present.")
                : page_say(rq, "目前没有已结束的公示。", "No notice has ended yet."));
}

bool api_notices_page(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct page_head head = {.heading = page_say(rq, "公示", "Public notices"),
                                   .self = "/notices",
                                   .json = "/api/v1/notices"};
    const struct when today = {rq->today, MOMENT_NONE};
    const struct atlas *a = atlas_for(rq, rp, err);
    struct buf out = {0};

    if (!a)
        return false;
    page_begin(&out, rq, &head);
    buf_printf(&out, "<p>%s</p>",
               page_say(rq, "公示期内，任何人都可以打开公示，对名单中的任何一项提出异议。",
                        "While a notice runs, anybody may open it and object to any entry."));
    for (int s = 0; s <= NOTICE_WITHDRAWN; s++)
        put_state(&out, rq, a, (enum notice_state)s);
    page_end(&out, rq, a);
    answer_atlas(rp, a, TYPE_HTML, &out,
                 arena_printf(rq->arena, "page-%s", when_key(rq, a, &today)));
    return true;
}
