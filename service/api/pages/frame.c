/* frame.c - see frame.h. */
#include "api/pages/frame.h"

#include "api/ogc/html.h"
#include "api/ogc/links.h"
#include "base/mem.h"
#include "domain/unit.h"
#include "http/problem.h"

#include <stdio.h>
#include <string.h>

static const struct way {
    enum frame_here here;
    const char *path, *zh, *en;
} ways[] = {
    {HERE_TITLES, "/titles", "名单", "Titles"},
    {HERE_ZONES, "/zones", "集聚区", "Zones"},
    {HERE_INSTITUTIONS, "/institutions", "服务机构", "Institutions"},
    {HERE_QUOTAS, "/quotas", "名额", "Quotas"},
    {HERE_CALENDAR, "/calendar", "到期日历", "Calendar"},
    {HERE_NOTICES, "/notices", "公示", "Public notices"},
    {HERE_FIND, "/find", "查找", "Search"},
};

const char *page_say(const struct request *rq, const char *zh, const char *en)
{
    return rq->lang == LANG_EN ? en : zh;
}

const char *page_date(const struct request *rq, date_t d)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, day;

    if (d == DATE_NONE)
        return "";
    date_to_civil(d, &year, &month, &day);
    return rq->lang == LANG_EN ? arena_printf(rq->arena, "%d %s %d", day, months[month - 1], year)
                               : arena_printf(rq->arena, "%d年%d月%d日", year, month, day);
}

const char *page_term(const struct request *rq, date_t since, date_t until)
{
    const char *unknown = page_say(rq, "未公布", "not published");

    if (since == DATE_NONE && until == DATE_NONE)
        return page_say(rq, "起止日期未公布", "term not published");
    return arena_printf(rq->arena, page_say(rq, "%s至%s", "%s to %s"),
                        since == DATE_NONE ? unknown : page_date(rq, since),
                        until == DATE_NONE ? unknown : page_date(rq, until));
}

const char *page_href(const struct request *rq, const char *path)
{
    if (rq->lang != LANG_EN)
        return path;
    return arena_printf(rq->arena, "%s%clang=en", path, strchr(path, '?') ? '&' : '?');
}

/* The same page in the other language: its own query, but for lang. */
static const char *other_language(const struct request *rq, const char *self)
{
    struct buf query = {0};

    buf_printf(&query, "%s?lang=%s", self ? self : "", page_say(rq, "en", "zh"));
    for (size_t i = 0; i < rq->n_query; i++) {
        if (strcmp(rq->query[i].name, "lang") != 0)
            buf_printf(&query, "&%s=%s", encode_query_value(rq->arena, rq->query[i].name),
                       encode_query_value(rq->arena, rq->query[i].value));
    }
    const char *text = arena_printf(rq->arena, "%s", query.data);
    buf_free(&query);
    return text;
}

void page_link(struct buf *out, const struct request *rq, const char *path, const char *text)
{
    buf_puts(out, "<a href=\"");
    html_escape(out, page_href(rq, path));
    buf_puts(out, "\">");
    html_escape(out, text);
    buf_puts(out, "</a>");
}

static void put_ways(struct buf *out, const struct request *rq, const struct frame *f)
{
    buf_printf(out, "<nav class=\"ways\" aria-label=\"%s\"><ul>", page_say(rq, "栏目", "Sections"));
    for (size_t i = 0; i < COUNT(ways); i++)
        buf_printf(out, "<li><a href=\"%s\"%s>%s</a></li>", page_href(rq, ways[i].path),
                   ways[i].here == f->here ? " aria-current=\"page\"" : "",
                   page_say(rq, ways[i].zh, ways[i].en));
    buf_puts(out, "<li class=\"tongue\"><a href=\"");
    html_escape(out, other_language(rq, f->self));
    buf_printf(out, "\" lang=\"%s\" hreflang=\"%s\">%s</a></li></ul></nav>",
               page_say(rq, "en", "zh-CN"), page_say(rq, "en", "zh-CN"),
               page_say(rq, "English", "中文"));
}

static void put_data_link(struct buf *out, const char *path, const char *name)
{
    if (!path)
        return;
    buf_puts(out, " <a href=\"");
    html_escape(out, path);
    buf_printf(out, "\">%s</a>", name);
}

static void put_data(struct buf *out, const struct request *rq, const struct frame *f)
{
    if (!f->json && !f->csv && !f->geojson)
        return;
    buf_printf(out, "<p class=\"data\">%s", page_say(rq, "本页数据：", "This page as data:"));
    put_data_link(out, f->csv, "CSV");
    put_data_link(out, f->geojson, "GeoJSON");
    put_data_link(out, f->json, "JSON");
    buf_puts(out, "</p>");
}

/* One address for what is shown, whatever else was in the query, and the same in both languages. */
static void put_addresses(struct buf *out, const struct request *rq, const struct frame *f)
{
    static const char *const tongues[] = {"zh-CN", "en"};
    const char *address = f->address ? f->address : f->self ? f->self : rq->path;
    const char *zh = arena_printf(rq->arena, "%s%s", rq->base_url, address);
    const char *en = arena_printf(rq->arena, "%s%clang=en", zh, strchr(address, '?') ? '&' : '?');

    if (f->unlisted) {
        buf_puts(out, "<meta name=\"robots\" content=\"noindex\">");
        return;
    }
    buf_puts(out, "<link rel=\"canonical\" href=\"");
    html_escape(out, rq->lang == LANG_EN ? en : zh);
    buf_puts(out, "\">");
    for (size_t i = 0; i < COUNT(tongues); i++) {
        buf_printf(out, "<link rel=\"alternate\" hreflang=\"%s\" href=\"", tongues[i]);
        html_escape(out, i ? en : zh);
        buf_puts(out, "\">");
    }
}

void frame_begin(struct buf *out, const struct request *rq, const struct frame *f)
{
    buf_printf(out,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<meta name=\"color-scheme\" content=\"light dark\"><title>",
               page_say(rq, "zh-CN", "en"));
    if (f->tab) {
        html_escape(out, f->tab);
        buf_puts(out, page_say(rq, "：", ": "));
    }
    html_escape(out, f->title);
    buf_puts(out, " · 四至 Sizhi</title><meta name=\"description\" content=\"");
    html_escape(out, f->description ? f->description : f->title);
    buf_puts(out, "\">");
    put_addresses(out, rq, f);
    buf_printf(
        out,
        "<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">"
        "<link rel=\"stylesheet\" href=\"/pages.css\"></head><body>"
        "<a class=\"skip\" href=\"#main\">%s</a><header class=\"top\">"
        "<p class=\"brand\"><a href=\"%s\"><b>四至</b> <span lang=\"en\">Sizhi</span></a></p>",
        page_say(rq, "跳到正文", "Skip to the text"), page_href(rq, "/"));
    put_ways(out, rq, f);
    buf_puts(out, "</header><main id=\"main\"><h1>");
    html_escape(out, f->title);
    buf_puts(out, "</h1>");
    put_data(out, rq, f);
}

void frame_close(struct buf *out, const struct request *rq, const struct atlas *a)
{
    const struct service *s = service_of(rq);

    buf_puts(out, "</main><footer class=\"sources\"><p>");
    html_escape(out, s->source_line);
    if (s->map_approval) {
        buf_puts(out, page_say(rq, " 审图号：", " Map approval: "));
        html_escape(out, s->map_approval);
    }
    buf_puts(out, "</p>");
    if (a)
        buf_printf(out,
                   page_say(rq,
                            "<p>行政区划截至 " BOUNDARY_DATE "，边界比例尺 " BOUNDARY_SCALE
                            "；数据修订号 %lld，记录于%s。</p>",
                            "<p>Divisions as of " BOUNDARY_DATE ", boundaries at " BOUNDARY_SCALE
                            "; revision %lld of the register, recorded on %s.</p>"),
                   (long long)atlas_revision(a),
                   page_date(rq, moment_shanghai_date(atlas_recorded(a))));
    if (s->footer_line) {
        buf_puts(out, "<p>");
        html_escape(out, s->footer_line);
        buf_puts(out, "</p>");
    }
    buf_puts(out, "</footer></body></html>\n");
}

void frame_end(struct buf *out, const struct request *rq, struct reply *rp, const struct atlas *a,
               const char *key)
{
    frame_close(out, rq, a);
    answer_atlas(rp, a, TYPE_HTML, out, key);
}

bool frame_fault(const struct request *rq, struct reply *rp, const struct err *err)
{
    unsigned status = problem_status(err->kind);
    const char *text = rq->lang == LANG_EN ? err->text : err->zh;
    const struct frame f = {.title = page_say(rq, "没有找到，或者无法显示", "Nothing to show here"),
                            .unlisted = true};
    struct buf out = {0};

    frame_begin(&out, rq, &f);
    buf_puts(&out, "<p class=\"fault\" role=\"alert\">");
    html_escape(&out, status < 500 && *text
                          ? text
                          : page_say(rq, "服务暂时无法回答，请稍后再试。",
                                     "The service cannot answer just now; try again in a moment."));
    buf_puts(&out, "</p><p>");
    page_link(&out, rq, "/", page_say(rq, "回到首页查找", "Search from the first page"));
    buf_puts(&out, "</p>");
    frame_close(&out, rq, NULL);
    reply_take(rp, status, TYPE_HTML, &out);
    return true;
}

void page_cell(struct buf *out, const char *text)
{
    buf_puts(out, "<td>");
    if (text)
        html_escape(out, text);
    buf_puts(out, "</td>");
}

void page_headings(struct buf *out, const struct request *rq, const struct page_heading *h,
                   size_t n)
{
    buf_puts(out, "<thead><tr>");
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "<th scope=\"col\">%s</th>", page_say(rq, h[i].zh, h[i].en));
    buf_puts(out, "</tr></thead>");
}

void page_units(struct buf *out, const struct request *rq, const char *chosen)
{
    buf_printf(out,
               "<div class=\"field\"><label for=\"province\">%s</label>"
               "<select id=\"province\" name=\"province\"><option value=\"\">%s</option>",
               page_say(rq, "推荐单位", "Recommending unit"), page_say(rq, "全国", "All"));
    for (size_t i = 0; i < UNITS; i++) {
        const struct unit *u = unit_at(i);
        buf_printf(out, "<option value=\"%s\"%s>%s</option>", u->code,
                   chosen && strcmp(chosen, u->code) == 0 ? " selected" : "",
                   page_say(rq, u->zh, u->en));
    }
    buf_puts(out, "</select></div>");
}

void page_day_field(struct buf *out, const struct request *rq, const char *name, const char *zh,
                    const char *en, date_t value)
{
    char day[DATE_TEXT];

    buf_printf(out,
               "<div class=\"field\"><label for=\"%s\">%s</label>"
               "<input id=\"%s\" name=\"%s\" type=\"text\" inputmode=\"numeric\" size=\"11\" "
               "pattern=\"\\d{4}-\\d{2}-\\d{2}\" title=\"%s\" placeholder=\"2024-01-31\" "
               "value=\"%s\"></div>",
               name, page_say(rq, zh, en), name, name,
               page_say(rq, "年-月-日，例如 2024-01-31", "year-month-day, such as 2024-01-31"),
               date_format(value, day));
}
