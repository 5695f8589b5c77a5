/* list.c - see list.h. */
#include "api/pages/list.h"

#include "api/ogc/html.h"
#include "api/ogc/links.h"
#include "api/pages/frame.h"

#include <stdlib.h>
#include <string.h>

/* ---- addresses ---- */

static void put_pair(struct buf *out, const struct request *rq, const char *name, const char *value)
{
    buf_printf(out, "%c%s=%s", out->len ? '&' : '?', encode_query_value(rq->arena, name),
               encode_query_value(rq->arena, value));
}

const char *list_address(const struct request *rq, const char *name, const char *value)
{
    struct buf query = {0};

    for (size_t i = 0; i < rq->n_query; i++) {
        const struct query_pair *q = &rq->query[i];

        if (*q->value && strcmp(q->name, name) != 0 && strcmp(q->name, "page") != 0)
            put_pair(&query, rq, q->name, q->value);
    }
    if (value)
        put_pair(&query, rq, name, value);
    const char *text = query.len ? arena_strdup(rq->arena, query.data) : "?";
    buf_free(&query);
    return text;
}

static void put_way(struct buf *out, const char *href, const char *rel, const char *text)
{
    buf_puts(out, "<a href=\"");
    html_escape(out, href);
    if (rel)
        buf_printf(out, "\" rel=\"%s", rel);
    buf_puts(out, "\">");
    html_escape(out, text);
    buf_puts(out, "</a>");
}

/* ---- order ---- */

struct list_order list_order_read(const struct request *rq, const struct list_column *columns,
                                  size_t n)
{
    const char *sort = request_query(rq, "sort");
    struct list_order order = {0, false};

    while (order.column < n && !columns[order.column].name)
        order.column++;
    for (size_t i = 0; sort && i < n; i++) {
        if (columns[i].name && strcmp(sort + (*sort == '-'), columns[i].name) == 0)
            return (struct list_order){i, *sort == '-'};
    }
    return order;
}

void list_put_order_field(struct buf *out, const struct request *rq)
{
    const char *sort = request_query(rq, "sort");

    if (!sort || !*sort)
        return;
    buf_puts(out, "<input type=\"hidden\" name=\"sort\" value=\"");
    html_escape(out, sort);
    buf_puts(out, "\">");
}

static void put_heading(struct buf *out, const struct request *rq, const struct list_column *c,
                        bool is_sorted, bool down)
{
    const char *text = page_say(rq, c->zh, c->en);

    if (!c->name) {
        buf_printf(out, "<th scope=\"col\">%s</th>", text);
        return;
    }
    buf_puts(out, "<th scope=\"col\"");
    if (is_sorted)
        buf_printf(out, " aria-sort=\"%s\"", down ? "descending" : "ascending");
    buf_puts(out, ">");
    put_way(out,
            list_address(rq, "sort",
                         is_sorted && !down ? arena_printf(rq->arena, "-%s", c->name) : c->name),
            NULL, text);
    if (is_sorted)
        buf_printf(out, "<span aria-hidden=\"true\"> %s</span>", down ? "↓" : "↑");
    buf_puts(out, "</th>");
}

void list_put_headings(struct buf *out, const struct request *rq, const struct list_column *columns,
                       size_t n, struct list_order order)
{
    buf_puts(out, "<thead><tr>");
    for (size_t i = 0; i < n; i++)
        put_heading(out, rq, &columns[i], i == order.column, order.down);
    buf_puts(out, "</tr></thead>");
}

/* ---- pages ---- */

struct list_page list_page_read(const struct request *rq, size_t total)
{
    const char *text = request_query(rq, "page");
    struct list_page p = {.total = total, .pages = (total + LIST_ROWS - 1) / LIST_ROWS};
    unsigned long wanted = text && *text >= '0' && *text <= '9' ? strtoul(text, NULL, 10) : 1;

    if (p.pages == 0)
        p.pages = 1;
    p.number = wanted < 1 ? 1 : wanted > p.pages ? p.pages : wanted;
    p.first = (p.number - 1) * LIST_ROWS;
    p.n = total - p.first < LIST_ROWS ? total - p.first : LIST_ROWS;
    return p;
}

static void put_step(struct buf *out, const struct request *rq, size_t number, const char *rel,
                     const char *text)
{
    put_way(out, list_address(rq, "page", arena_printf(rq->arena, "%zu", number)), rel, text);
}

void list_put_pager(struct buf *out, const struct request *rq, const struct list_page *p)
{
    if (p->pages < 2)
        return;
    buf_printf(out, "<nav class=\"pager\" aria-label=\"%s\">", page_say(rq, "分页", "Pages"));
    if (p->number > 1)
        put_step(out, rq, p->number - 1, "prev", page_say(rq, "上一页", "Previous"));
    buf_printf(out,
               page_say(rq, "<span>第 %zu 页，共 %zu 页</span>", "<span>page %zu of %zu</span>"),
               p->number, p->pages);
    if (p->number < p->pages)
        put_step(out, rq, p->number + 1, "next", page_say(rq, "下一页", "Next"));
    buf_puts(out, "</nav>");
}

/* ---- fields ---- */

void list_put_select_open(struct buf *out, const struct request *rq, const char *name,
                          const char *zh, const char *en, const char *all_zh, const char *all_en)
{
    buf_printf(out,
               "<div class=\"field\"><label for=\"%s\">%s</label><select id=\"%s\" name=\"%s\">"
               "<option value=\"\">%s</option>",
               name, page_say(rq, zh, en), name, name, page_say(rq, all_zh, all_en));
}

void list_put_option(struct buf *out, const char *value, const char *label, bool chosen)
{
    buf_puts(out, "<option value=\"");
    html_escape(out, value);
    buf_puts(out, chosen ? "\" selected>" : "\">");
    html_escape(out, label);
    buf_puts(out, "</option>");
}

void list_put_select_close(struct buf *out)
{
    buf_puts(out, "</select></div>");
}
