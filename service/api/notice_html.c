/* notice_html.c - see notice_html.h. */
#include "api/notice_html.h"

#include "api/notice_json.h"
#include "api/ogc/html.h"
#include "api/service.h"

#include <string.h>

const char *page_say(const struct request *rq, const char *zh, const char *en)
{
    return rq->lang == LANG_EN ? en : zh;
}

const char *page_query(const struct request *rq)
{
    return page_say(rq, "", "?lang=en");
}

static void put_ways(struct buf *out, const struct request *rq, const struct page_head *head)
{
    buf_printf(out, "<nav aria-label=\"%s\"><a href=\"/%s\">%s</a> / <a href=\"/notices%s\">%s</a>",
               page_say(rq, "位置", "Where you are"), page_query(rq),
               page_say(rq, "四至地图", "Sizhi map"), page_query(rq),
               page_say(rq, "公示", "Public notices"));
    if (head->json)
        buf_printf(out, " · <a href=\"%s\">JSON</a>", head->json);
    buf_printf(out, " · <a href=\"%s?lang=%s\" lang=\"%s\" hreflang=\"%s\">%s</a></nav>",
               head->self, page_say(rq, "en", "zh"), page_say(rq, "en", "zh-CN"),
               page_say(rq, "en", "zh-CN"), page_say(rq, "English", "中文"));
}

void page_begin(struct buf *out, const struct request *rq, const struct page_head *head)
{
    buf_printf(out,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<meta name=\"color-scheme\" content=\"light dark\">"
               "<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">"
               "<link rel=\"stylesheet\" href=\"/ogc/style.css\"><title>",
               page_say(rq, "zh-CN", "en"));
    if (head->title) {
        html_escape(out, head->title);
        buf_puts(out, page_say(rq, "：", ": "));
    }
    html_escape(out, head->heading);
    buf_puts(out, " · 四至 Sizhi</title></head><body><header>");
    put_ways(out, rq, head);
    buf_puts(out, "<h1>");
    html_escape(out, head->heading);
    buf_puts(out, "</h1></header><main>");
}

void page_end(struct buf *out, const struct request *rq, const struct atlas *a)
{
    buf_printf(out, "</main><footer><p>%s %lld</p></footer></body></html>\n",
               page_say(rq, "数据版本", "Revision"), (long long)atlas_revision(a));
}

void put_cell(struct buf *out, const char *text)
{
    buf_puts(out, "<td>");
    html_escape(out, text);
    buf_puts(out, "</td>");
}

void put_notice_days(struct buf *out, const struct notice *n)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    buf_printf(out, "%s – %s", date_format(n->window.published, first),
               date_format(n->window.last, last));
}

/* Both ends are part of it. */
static const struct {
    const char *zh, *en;
} said[] = {
    [NOTICE_RUNNING] = {"正在公示：自 %s 起，至 %s 止（含首尾两日，北京时间）。其间任何人都可以对"
                        "名单中的任何一项提出异议。",
                        "This notice runs from %s to %s, both days included (China Standard Time). "
                        "Until it ends anybody may object to any entry."},
    [NOTICE_COMING] =
        {"公示尚未开始：自 %s 起，至 %s 止（含首尾两日，北京时间）。开始之后，可以在"
         "本页提出异议。",
         "This notice has not begun: it runs from %s to %s, both days included (China "
         "Standard Time). Objections can be made on this page once it has."},
    [NOTICE_PAST] =
        {"公示已经结束：自 %s 起，至 %s 止（含首尾两日，北京时间）。现在不能再提出异议。",
         "This notice is over: it ran from %s to %s, both days included (China Standard "
         "Time). Nothing can be objected to it any more."},
    [NOTICE_WITHDRAWN] = {"公示已经撤回：原定自 %s 起，至 %s 止，不再进行。",
                          "This notice was withdrawn: it was to run from %s to %s, and does not."},
};

/* Opened by mistake: its days count for nothing, and the reason stands in their place. */
static void put_withdrawn(struct buf *out, const struct request *rq, const struct notice *n)
{
    char day[DATE_TEXT];

    buf_printf(out, "%s<time>%s</time>%s",
               page_say(rq, "公示已于 ", "This notice was withdrawn on "),
               date_format(moment_shanghai_date(n->withdrawn), day),
               page_say(rq, " 撤回，不再有效。理由：", " and counts for nothing. The reason: "));
    html_escape(out, n->withdrawn_why);
}

static void put_window(struct buf *out, const struct request *rq, const struct notice *n,
                       enum notice_state state)
{
    const char *text = page_say(rq, said[state].zh, said[state].en);
    const date_t days[] = {n->window.published, n->window.last};
    char day[DATE_TEXT];

    for (int i = 0; i < 2; i++) {
        const char *hole = strstr(text, "%s");
        buf_put(out, text, (size_t)(hole - text));
        buf_printf(out, "<time>%s</time>", date_format(days[i], day));
        text = hole + 2;
    }
    buf_puts(out, text);
}

void put_notice_state(struct buf *out, const struct request *rq, const struct notice *n)
{
    enum notice_state state = notice_state_on(n, rq->today);

    buf_printf(out, "<p class=\"state %s\">", notice_state_name(state));
    if (state == NOTICE_WITHDRAWN)
        put_withdrawn(out, rq, n);
    else
        put_window(out, rq, n, state);
    buf_puts(out, "</p>");
}

void put_clock(struct buf *out, const struct request *rq, moment_t at)
{
    enum { DAY = 10, MINUTES_AT = 11, MINUTES = 5 };
    char text[MOMENT_TEXT];

    moment_format(at, text);
    buf_printf(out, "<time datetime=\"%s\">%.*s %.*s</time>%s", text, DAY, text, MINUTES,
               text + MINUTES_AT, page_say(rq, "（北京时间）", " (China Standard Time)"));
}

const char *entry_place_name(const struct atlas *a, const struct notice_entry *e)
{
    int place = atlas_find_code(a, e->place);

    return place >= 0 ? atlas_place(a, place)->name : e->place;
}
