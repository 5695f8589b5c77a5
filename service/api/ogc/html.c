/* html.c - one renderer for every document, so that the pages never say less than the JSON does.
 *
 * Everything that comes out of the document goes in escaped; an href becomes a link only when it is
 * http or https. */
#include "api/ogc/html.h"

#include "api/handlers.h"
#include "api/ogc/links.h"
#include "api/service.h"

#include <cJSON.h>
#include <string.h>

void html_escape(struct buf *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            buf_puts(out, "&lt;");
            break;
        case '>':
            buf_puts(out, "&gt;");
            break;
        case '&':
            buf_puts(out, "&amp;");
            break;
        case '"':
            buf_puts(out, "&quot;");
            break;
        case '\'':
            buf_puts(out, "&#39;");
            break;
        default:
            buf_putc(out, *text);
        }
    }
}

static void put_value(struct buf *out, const cJSON *v, int depth);

static bool is_link_text(const char *s)
{
    return strncmp(s, "http://", 7) == 0 || strncmp(s, "https://", 8) == 0;
}

static void put_text(struct buf *out, const char *s)
{
    if (!is_link_text(s)) {
        html_escape(out, s);
        return;
    }
    buf_puts(out, "<a href=\"");
    html_escape(out, s);
    buf_puts(out, "\">");
    html_escape(out, s);
    buf_puts(out, "</a>");
}

/* {"href","rel","type","title"} on one line. */
static void put_link_line(struct buf *out, const cJSON *link)
{
    const char *href = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(link, "href"));
    const char *rel = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(link, "rel"));
    const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(link, "type"));
    const char *title = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(link, "title"));

    buf_puts(out, "<li><a href=\"");
    html_escape(out, href ? href : "");
    buf_puts(out, "\">");
    html_escape(out, title ? title : rel ? rel : "link");
    buf_puts(out, "</a> <small>");
    html_escape(out, rel ? rel : "");
    buf_puts(out, " · ");
    html_escape(out, type ? type : "");
    buf_puts(out, "</small></li>");
}

/* A feature is shown by its properties, with its own address. */
static void put_feature_row(struct buf *out, const cJSON *feature)
{
    const cJSON *properties = cJSON_GetObjectItemCaseSensitive(feature, "properties");
    const cJSON *member;

    buf_puts(out, "<tr>");
    cJSON_ArrayForEach (member, properties) {
        buf_puts(out, "<td>");
        put_value(out, member, 9);
        buf_puts(out, "</td>");
    }
    buf_puts(out, "</tr>");
}

static void put_feature_table(struct buf *out, const cJSON *features)
{
    const cJSON *first = cJSON_GetArrayItem(features, 0), *item;

    buf_puts(out, "<table><thead><tr>");
    cJSON_ArrayForEach (item, cJSON_GetObjectItemCaseSensitive(first, "properties")) {
        buf_puts(out, "<th scope=\"col\">");
        html_escape(out, item->string);
        buf_puts(out, "</th>");
    }
    buf_puts(out, "</tr></thead><tbody>");
    cJSON_ArrayForEach (item, features)
        put_feature_row(out, item);
    buf_puts(out, "</tbody></table>");
}

static void put_list(struct buf *out, const cJSON *list, int depth)
{
    const cJSON *first = cJSON_GetArrayItem(list, 0), *item;
    bool links = cJSON_GetObjectItemCaseSensitive(first, "href") != NULL;

    if (cJSON_GetObjectItemCaseSensitive(first, "geometry")) {
        put_feature_table(out, list);
        return;
    }
    buf_puts(out, "<ul>");
    cJSON_ArrayForEach (item, list) {
        if (links) {
            put_link_line(out, item);
            continue;
        }
        buf_puts(out, "<li>");
        put_value(out, item, depth + 1);
        buf_puts(out, "</li>");
    }
    buf_puts(out, "</ul>");
}

static void put_members(struct buf *out, const cJSON *object, int depth)
{
    const cJSON *member;

    buf_puts(out, "<dl>");
    cJSON_ArrayForEach (member, object) {
        if (strcmp(member->string, "geometry") == 0 && cJSON_IsNull(member))
            continue;
        buf_puts(out, "<dt>");
        html_escape(out, member->string);
        buf_puts(out, "</dt><dd>");
        put_value(out, member, depth + 1);
        buf_puts(out, "</dd>");
    }
    buf_puts(out, "</dl>");
}

static void put_value(struct buf *out, const cJSON *v, int depth)
{
    if (cJSON_IsString(v))
        put_text(out, v->valuestring);
    else if (cJSON_IsNumber(v))
        buf_put_number(out, v->valuedouble, 6);
    else if (cJSON_IsBool(v))
        buf_puts(out, cJSON_IsTrue(v) ? "true" : "false");
    else if (cJSON_IsArray(v) && depth < 9)
        put_list(out, v, depth);
    else if (cJSON_IsObject(v) && depth < 9)
        put_members(out, v, depth);
    else
        buf_puts(out, "–");
}

/* The same question as JSON: only the form is another one. */
static void put_json_link(struct buf *out, const struct request *rq)
{
    struct buf query = {0};

    buf_puts(&query, "?");
    for (size_t i = 0; i < rq->n_query; i++) {
        if (strcmp(rq->query[i].name, "f") != 0)
            buf_printf(&query, "%s=%s&", encode_query_value(rq->arena, rq->query[i].name),
                       encode_query_value(rq->arena, rq->query[i].value));
    }
    buf_puts(&query, "f=json");
    buf_puts(out, " · <a href=\"");
    html_escape(out, query.data);
    buf_puts(out, "\">JSON</a>");
    buf_free(&query);
}

bool html_answer(const struct request *rq, struct reply *rp, const struct atlas *a,
                 const char *title, struct buf *json)
{
    cJSON *tree = cJSON_ParseWithLength(json->data, json->len);
    struct buf out = {0};

    buf_free(json);
    buf_printf(&out,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<link rel=\"stylesheet\" href=\"/ogc/style.css\"><title>",
               rq->lang == LANG_EN ? "en" : "zh-CN");
    html_escape(&out, title);
    buf_puts(&out, " · 四至 Sizhi</title></head><body><header><p><a href=\"/\">四至 Sizhi</a> / "
                   "<a href=\"/ogc\">OGC API</a>");
    put_json_link(&out, rq);
    buf_puts(&out, "</p><h1>");
    html_escape(&out, title);
    buf_puts(&out, "</h1></header><main>");
    put_value(&out, tree, 0);
    buf_puts(&out, "</main><footer><p>");
    html_escape(&out, service_of(rq)->source_line);
    buf_puts(&out, "</p></footer></body></html>\n");
    cJSON_Delete(tree);
    if (a) {
        answer_atlas(rp, a, TYPE_HTML, &out, NULL);
    } else {
        reply_take(rp, 200, TYPE_HTML, &out);
        rp->cacheable = true;
        rp->etag_key = fixed_key(rq, FORMAT_HTML);
    }
    return true;
}

bool ogc_style(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char css[] =
        "body{font:16px/1.6 \"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;"
        "margin:0 auto;max-width:72rem;padding:1rem;color:#1b2430;background:#fff;"
        "overflow-wrap:break-word}"
        ".demo-banner{position:sticky;top:0;padding:.35rem 1rem;color:#fff;background:#a3271d}"
        "a{color:#0b5394}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem}"
        "dt{font-weight:600;margin-top:.6rem}dd{margin:0 0 0 1rem}"
        "table{border-collapse:collapse;display:block;overflow-x:auto}"
        "th,td{border:1px solid #cbd3dc;padding:.25rem .6rem;text-align:left}"
        "small{color:#5a6572}"
        "footer{border-top:1px solid #cbd3dc;margin-top:2rem;color:#5a6572}"
        "@media(prefers-color-scheme:dark){body{color:#e6ebf1;background:#12171d}a{color:#8ab8f0}"
        "small,footer{color:#a9b4c0}}";
    (void)rq;
    (void)err;
    reply_borrow(rp, 200, "text/css; charset=utf-8", (struct bytes){css, sizeof css - 1}, NULL,
                 NULL);
    rp->cacheable = true;
    rp->etag_key = "ogc-style-3";
    return true;
}
