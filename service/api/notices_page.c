/* notices_page.c - the public pages /notices and /notices/{id}: Chinese first, without script, and
 * saying what the JSON says.  What was typed by anybody goes in escaped. */
#include "api/handlers.h"
#include "api/notice_json.h"
#include "api/ogc/html.h"
#include "api/path_number.h"
#include "api/service.h"
#include "api/title_json.h"
#include "domain/unit.h"

#include <stdio.h>

/* A text in the language of the page. */
static const char *say(const struct request *rq, const char *zh, const char *en)
{
    return rq->lang == LANG_EN ? en : zh;
}

static void begin(struct buf *out, const struct request *rq, const char *title, const char *json)
{
    buf_printf(out,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<link rel=\"stylesheet\" href=\"/ogc/style.css\"><title>",
               say(rq, "zh-CN", "en"));
    html_escape(out, title);
    buf_printf(out,
               " · 四至 Sizhi</title></head><body><header><nav><a href=\"/\">四至 Sizhi</a> / "
               "<a href=\"/notices%s\">%s</a> · <a href=\"%s\">JSON</a> · "
               "<a href=\"?lang=%s\" lang=\"%s\">%s</a></nav><h1>",
               say(rq, "", "?lang=en"), say(rq, "公示", "Public notices"), json,
               say(rq, "en", "zh"), say(rq, "en", "zh-CN"), say(rq, "English", "中文"));
    html_escape(out, title);
    buf_puts(out, "</h1></header><main>");
}

static void end(struct buf *out, const struct request *rq, struct reply *rp, const struct atlas *a)
{
    buf_printf(out, "</main><footer><p>%s %lld</p></footer></body></html>\n",
               say(rq, "数据版本", "Revision"), (long long)atlas_revision(a));
    answer_atlas(rp, a, TYPE_HTML, out,
                 arena_printf(rq->arena, "page-%s",
                              when_key(rq, a, &(struct when){rq->today, MOMENT_NONE})));
}

static void put_cell(struct buf *out, const char *text)
{
    buf_puts(out, "<td>");
    html_escape(out, text);
    buf_puts(out, "</td>");
}

static void put_days(struct buf *out, const struct notice *n)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    buf_printf(out, "%s – %s", date_format(n->window.published, first),
               date_format(n->window.last, last));
}

/* ---- the list ---- */

static void put_row(struct buf *out, const struct request *rq, const struct atlas *a,
                    const struct notice *n)
{
    bool english = rq->lang == LANG_EN;
    size_t n_entries;

    atlas_notice_entries(a, n->id, &n_entries);
    buf_printf(out, "<tr><td><a href=\"/notices/%lld%s\">", (long long)n->id,
               say(rq, "", "?lang=en"));
    html_escape(out, n->title);
    buf_puts(out, "</a></td>");
    put_cell(out, notice_level_label(n, english));
    put_cell(out, title_kind_label(n->track, english));
    buf_puts(out, "<td>");
    put_days(out, n);
    buf_printf(out, "</td><td>%zu</td></tr>", n_entries);
}

static void put_state(struct buf *out, const struct request *rq, const struct atlas *a,
                      enum notice_state state)
{
    size_t n, found = 0;
    const struct notice *notices = atlas_notices(a, &n);

    for (size_t i = 0; i < n; i++)
        found += notice_state_on(&notices[i], rq->today) == state;
    if (found == 0 && state == NOTICE_COMING)
        return;
    buf_printf(out, "<h2>%s</h2>", notice_state_label(state, rq->lang == LANG_EN));
    if (found == 0) {
        buf_printf(out, "<p>%s</p>",
                   state == NOTICE_RUNNING
                       ? say(rq, "目前没有正在进行的公示。", "No notice is running at present.")
                       : say(rq, "目前没有已结束的公示。", "No notice has ended yet."));
        return;
    }
    buf_printf(out,
               "<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr>"
               "</thead><tbody>",
               say(rq, "公示", "Notice"), say(rq, "公示单位", "Published by"),
               say(rq, "类别", "Track"), say(rq, "公示期", "Days"), say(rq, "名单数", "Entries"));
    for (size_t i = 0; i < n; i++) {
        if (notice_state_on(&notices[i], rq->today) == state)
            put_row(out, rq, a, &notices[i]);
    }
    buf_puts(out, "</tbody></table>");
}

bool api_notices_page(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct atlas *a = atlas_for(rq, rp, err);
    struct buf out = {0};

    if (!a)
        return false;
    begin(&out, rq, say(rq, "公示", "Public notices"), "/api/v1/notices");
    for (int s = 0; s < NOTICE_STATES; s++)
        put_state(&out, rq, a, (enum notice_state)s);
    end(&out, rq, rp, a);
    return true;
}

/* ---- one notice ---- */

static void put_fact(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "<dt>%s</dt><dd>", name);
    html_escape(out, value);
    buf_puts(out, "</dd>");
}

static void put_length(struct buf *out, const struct request *rq, const struct notice *n)
{
    bool working = n->terms.unit == DAYS_WORKING;

    buf_printf(out, "<dt>%s</dt><dd>", say(rq, "期限", "Length"));
    if (rq->lang == LANG_EN)
        buf_printf(out, "%d %s days, the day of publication %s", n->terms.length,
                   working ? "working" : "calendar",
                   n->terms.counts_publication ? "included" : "not included");
    else
        buf_printf(out, "%d 个%s，%s公布当日", n->terms.length, working ? "工作日" : "自然日",
                   n->terms.counts_publication ? "含" : "不含");
    buf_puts(out, "</dd>");
}

static void put_facts(struct buf *out, const struct request *rq, const struct notice *n)
{
    bool english = rq->lang == LANG_EN;

    buf_puts(out, "<dl>");
    put_fact(out, say(rq, "公示单位", "Published by"), notice_level_label(n, english));
    put_fact(out, say(rq, "批次", "Round"), n->round);
    put_fact(out, say(rq, "类别", "Track"), title_kind_label(n->track, english));
    put_fact(out, say(rq, "文件", "Document"),
             n->document ? n->document : say(rq, "未注明", "not named"));
    buf_printf(out, "<dt>%s</dt><dd>", say(rq, "公示期", "Days"));
    put_days(out, n);
    buf_printf(out, " · %s</dd>", notice_state_label(notice_state_on(n, rq->today), english));
    put_length(out, rq, n);
    buf_puts(out, "</dl>");
}

static void put_entry_row(struct buf *out, const struct request *rq, const struct atlas *a,
                          const struct notice_entry *e)
{
    const struct unit *unit = unit_find(e->unit);
    int place = atlas_find_code(a, e->place);

    buf_puts(out, "<tr>");
    put_cell(out, unit ? say(rq, unit->zh, unit->en) : e->unit);
    put_cell(out, place >= 0 ? atlas_place(a, place)->name : "–");
    put_cell(out, e->place);
    buf_printf(out, "<td>%lld</td><td>%d</td><td>%d</td>", (long long)e->application, e->open,
               e->answered);
    put_cell(out, e->left == MOMENT_NONE ? "" : say(rq, "已退出公示", "left the notice"));
    buf_puts(out, "</tr>");
}

static void put_entry_table(struct buf *out, const struct request *rq, const struct atlas *a,
                            const struct notice *n)
{
    size_t n_entries;
    const struct notice_entry *entries = atlas_notice_entries(a, n->id, &n_entries);

    buf_printf(out, "<h2>%s</h2>", say(rq, "名单", "Entries"));
    if (n_entries == 0) {
        buf_printf(out, "<p>%s</p>", say(rq, "名单尚未列入。", "Nothing is listed yet."));
        return;
    }
    buf_printf(out,
               "<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
               say(rq, "推荐单位", "Recommended by"), say(rq, "名称", "Place"),
               say(rq, "代码", "Code"), say(rq, "申报编号", "Application"),
               say(rq, "待答复异议", "Open objections"),
               say(rq, "已答复异议", "Answered objections"), say(rq, "备注", "Remark"));
    for (size_t i = 0; i < n_entries; i++)
        put_entry_row(out, rq, a, &entries[i]);
    buf_puts(out, "</tbody></table>");
}

bool api_notice_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct buf out = {0};
    int64_t id = path_row(rq, 0);

    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct notice *n = atlas_notice(a, id);
    if (!n)
        return say_no_notice(rq, 0, err);
    begin(&out, rq, n->title, arena_printf(rq->arena, "/api/v1/notices/%lld", (long long)id));
    put_facts(&out, rq, n);
    put_entry_table(&out, rq, a, n);
    end(&out, rq, rp, a);
    return true;
}
