/* notice_page.c - the public page /notices/{id}: from when to when, who stands in it, what was
 * objected and answered, and, while it runs, the form to object. */
#include "api/handlers.h"
#include "api/notice_html.h"
#include "api/notice_json.h"
#include "api/objection_form.h"
#include "api/ogc/html.h"
#include "api/path_number.h"
#include "api/service.h"
#include "api/title_json.h"
#include "domain/unit.h"

/* ---- what it is ---- */

static void put_fact(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "<dt>%s</dt><dd>", name);
    html_escape(out, value);
    buf_puts(out, "</dd>");
}

static void put_length(struct buf *out, const struct request *rq, const struct notice *n)
{
    bool working = n->terms.unit == DAYS_WORKING;

    buf_printf(out, "<dt>%s</dt><dd>", page_say(rq, "期限", "Length"));
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

    buf_puts(out, "<dl class=\"facts\">");
    put_fact(out, page_say(rq, "公示单位", "Published by"), notice_level_label(n, english));
    put_fact(out, page_say(rq, "批次", "Round"), n->round);
    put_fact(out, page_say(rq, "类别", "Track"), title_kind_label(n->track, english));
    put_fact(out, page_say(rq, "文件", "Document"),
             n->document ? n->document : page_say(rq, "未注明", "not named"));
    buf_printf(out, "<dt>%s</dt><dd>", page_say(rq, "公示期", "Days"));
    put_notice_days(out, n);
    buf_puts(out, "</dd>");
    put_length(out, rq, n);
    buf_puts(out, "</dl>");
}

/* ---- who stands in it ---- */

static void put_place_cell(struct buf *out, const struct request *rq, const struct atlas *a,
                           const struct notice_entry *e)
{
    buf_puts(out, "<td>");
    if (atlas_find_code(a, e->place) >= 0) {
        buf_printf(out, "<a href=\"/?code=%s%s\">", e->place, page_say(rq, "", "&amp;lang=en"));
        html_escape(out, entry_place_name(a, e));
        buf_puts(out, "</a> ");
    }
    html_escape(out, e->place);
    buf_puts(out, "</td>");
}

static void put_entry_row(struct buf *out, const struct request *rq, const struct atlas *a,
                          const struct notice_entry *e)
{
    const struct unit *unit = unit_find(e->unit);

    buf_puts(out, "<tr>");
    put_place_cell(out, rq, a, e);
    put_cell(out, unit ? page_say(rq, unit->zh, unit->en) : e->unit);
    buf_printf(out, "<td>%lld</td><td>%d</td><td>%d</td>", (long long)e->application, e->open,
               e->answered);
    put_cell(out, e->left == MOMENT_NONE ? "" : page_say(rq, "已退出公示", "left the notice"));
    buf_puts(out, "</tr>");
}

static void put_entry_table(struct buf *out, const struct request *rq, const struct atlas *a,
                            const struct notice_entry *entries, size_t n)
{
    const char *title = page_say(rq, "名单", "Entries");

    buf_printf(out, "<h2>%s</h2>", title);
    if (n == 0) {
        buf_printf(out, "<p>%s</p>", page_say(rq, "名单尚未列入。", "Nothing is listed yet."));
        return;
    }
    buf_printf(out,
               "<section class=\"scroll\" tabindex=\"0\" aria-label=\"%s\"><table><thead><tr>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
               "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr>"
               "</thead><tbody>",
               title, page_say(rq, "地区", "Place"), page_say(rq, "推荐单位", "Recommended by"),
               page_say(rq, "申报编号", "Application"),
               page_say(rq, "待答复异议", "Open objections"),
               page_say(rq, "已答复异议", "Answered objections"), page_say(rq, "备注", "Remark"));
    for (size_t i = 0; i < n; i++)
        put_entry_row(out, rq, a, &entries[i]);
    buf_puts(out, "</tbody></table></section>");
}

/* ---- what was objected ---- */

static void put_day(struct buf *out, moment_t at)
{
    char text[DATE_TEXT];

    buf_printf(out, "<time>%s</time>", date_format(moment_shanghai_date(at), text));
}

static void put_objection(struct buf *out, const struct request *rq, const struct objection_told *o)
{
    buf_printf(out, page_say(rq, "<li><p>异议 %lld，", "<li><p>Objection %lld, received on "),
               (long long)o->id);
    put_day(out, o->at);
    buf_puts(out, page_say(rq, " 收到，", ", "));
    if (!o->answer) {
        buf_puts(out, page_say(rq, "尚未答复。</p></li>", "not answered yet.</p></li>"));
        return;
    }
    buf_puts(out, page_say(rq, "", "answered on "));
    put_day(out, o->answered);
    buf_puts(out, page_say(rq, " 答复：</p><blockquote>", ":</p><blockquote>"));
    html_escape(out, o->answer);
    buf_puts(out, "</blockquote></li>");
}

static void put_objections_of(struct buf *out, const struct request *rq, const struct atlas *a,
                              const struct notice_entry *e, size_t *all)
{
    size_t n;
    const struct objection_told *told = atlas_objections(a, e, &n);

    *all += n;
    if (n == 0)
        return;
    buf_puts(out, "<h3>");
    html_escape(out, entry_place_name(a, e));
    buf_puts(out, "</h3><ul class=\"told\">");
    for (size_t i = 0; i < n; i++)
        put_objection(out, rq, &told[i]);
    buf_puts(out, "</ul>");
}

static void put_objections(struct buf *out, const struct request *rq, const struct atlas *a,
                           const struct notice_entry *entries, size_t n)
{
    size_t all = 0;

    buf_printf(out, "<h2 id=\"objections\">%s</h2><p class=\"hint\">%s</p>",
               page_say(rq, "异议和答复", "Objections and answers"),
               page_say(rq, "公开收到的日期和答复；异议的内容和提出异议的人不公开。",
                        "Published is when an objection came and what was answered, not what it "
                        "says or whose it is."));
    for (size_t i = 0; i < n; i++)
        put_objections_of(out, rq, a, &entries[i], &all);
    if (all == 0)
        buf_printf(out, "<p>%s</p>", page_say(rq, "没有收到异议。", "Nothing has been objected."));
}

/* ---- the page ---- */

/* Every form has a key of its own, so nobody else may be shown the same. */
static void keep_to_one_reader(struct reply *rp)
{
    rp->cacheable = false;
    rp->cache_control = "private, no-cache";
}

bool api_notice_page(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct when today = {rq->today, MOMENT_NONE};
    struct buf out = {0};
    int64_t id = path_row(rq, 0);
    size_t n_entries;

    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct notice *n = atlas_notice(a, id);
    if (!n)
        return say_no_notice(rq, 0, err);
    const struct notice_entry *entries = atlas_notice_entries(a, id, &n_entries);
    bool takes = notice_takes_objections(rq, a, n);
    const struct page_head head = {
        .heading = n->title,
        .self = arena_printf(rq->arena, "/notices/%lld", (long long)id),
        .json = arena_printf(rq->arena, "/api/v1/notices/%lld", (long long)id)};
    page_begin(&out, rq, &head);
    put_notice_state(&out, rq, n);
    if (takes)
        buf_printf(&out, "<p><a href=\"#objection\">%s</a></p>",
                   page_say(rq, "提出异议", "Object to an entry"));
    put_facts(&out, rq, n);
    put_entry_table(&out, rq, a, entries, n_entries);
    put_objections(&out, rq, a, entries, n_entries);
    if (takes)
        put_objection_form(&out, rq, a, n, NULL);
    page_end(&out, rq, a);
    answer_atlas(rp, a, TYPE_HTML, &out,
                 arena_printf(rq->arena, "page-%s", when_key(rq, a, &today)));
    if (takes)
        keep_to_one_reader(rp);
    return true;
}
