/* institutions_page.c - GET /institutions: the directories of the zones as one list to search, by
 * zone, unit, form of service and kind of intellectual property, sorted, a page at a time. */
#include "api/handlers.h"
#include "api/institutions_filter.h"
#include "api/ogc/html.h"
#include "api/ogc/links.h"
#include "api/pages/frame.h"
#include "api/pages/list.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMN_NAME, COLUMN_ZONE, COLUMN_SIZE = 4, COLUMN_WHERE, COLUMN_ADMITTED, COLUMN_STATE };

static const struct list_column columns[] = {
    {"name", "机构", "Institution"},   {"zone", "集聚区", "Zone"}, {NULL, "服务形态", "Forms"},
    {NULL, "知识产权类别", "Kinds"},   {"size", "规模", "Size"},   {"where", "位置", "Where"},
    {"admitted", "入册日期", "Since"}, {"state", "状态", "State"},
};

struct directory_line {
    struct institution_seen seen;
    const char *zone_name;
    struct placed placed;
    size_t at; /* in the register: ties keep its order */
    struct list_order order;
};

struct directory_page {
    const struct request *rq;
    const struct atlas *a;
    struct institutions_filter f;
    struct list_order order;
    struct directory_line *lines;
    size_t n;
};

static const char *say(const struct directory_page *p, const char *zh, const char *en)
{
    return page_say(p->rq, zh, en);
}

static const char *zone_name(const struct atlas *a, const struct when *when, const char *id)
{
    const long at = atlas_zone_find(a, id);
    const struct zone *z = at < 0 ? NULL : atlas_zone(a, (size_t)at, when->on, when->as_of);

    if (!z && at >= 0)
        z = atlas_zone(a, (size_t)at, DATE_NONE, when->as_of);
    return z ? z->name : id;
}

/* ---- lines ---- */

static date_t admitted(const struct institution_seen *s)
{
    return s->stay ? s->stay->admitted : DATE_NONE;
}

static int by_column(const struct directory_line *x, const struct directory_line *y)
{
    switch (x->order.column) {
    case COLUMN_ZONE:
        return strcmp(x->zone_name, y->zone_name);
    case COLUMN_SIZE:
        return x->seen.row->size - y->seen.row->size;
    case COLUMN_WHERE:
        return (int)x->placed.where - (int)y->placed.where;
    case COLUMN_ADMITTED:
        return (admitted(&x->seen) > admitted(&y->seen)) -
               (admitted(&x->seen) < admitted(&y->seen));
    case COLUMN_STATE:
        return (int)y->seen.stands - (int)x->seen.stands;
    default:
        return strcmp(x->seen.row->name, y->seen.row->name);
    }
}

static int compare(const void *a, const void *b)
{
    const struct directory_line *x = a, *y = b;
    int r = by_column(x, y);

    if (r)
        return x->order.down ? -r : r;
    return (x->at > y->at) - (x->at < y->at);
}

static void find_lines(struct directory_page *p)
{
    size_t all;
    const struct directory_entry *entries = atlas_institutions(p->a, &all);

    p->lines = arena_alloc(p->rq->arena, all ? all : 1, sizeof *p->lines);
    for (size_t i = 0; i < all; i++) {
        struct directory_line *l = &p->lines[p->n];

        *l = (struct directory_line){.at = i, .order = p->order};
        if (!institution_is_wanted(p->a, &p->f, &entries[i], &l->seen))
            continue;
        l->zone_name = zone_name(p->a, &p->f.when, entries[i].zone);
        l->placed = atlas_placed(p->a, l->seen.row, p->f.when.on, p->f.when.as_of);
        p->n++;
    }
    qsort(p->lines, p->n, sizeof *p->lines, compare);
}

/* ---- the form ---- */

static void put_zones(struct buf *out, const struct directory_page *p)
{
    list_put_select_open(out, p->rq, "zone", "集聚区", "Zone", "全部", "All");
    for (size_t i = 0; i < atlas_n_zones(p->a); i++) {
        const char *id = atlas_zone_id(p->a, i);

        list_put_option(out, id, zone_name(p->a, &p->f.when, id),
                        p->f.zone && strcmp(p->f.zone, id) == 0);
    }
    list_put_select_close(out);
}

static void put_choices(struct buf *out, const struct directory_page *p, const char *name,
                        const char *zh, const char *en, enum word_list list, int chosen)
{
    list_put_select_open(out, p->rq, name, zh, en, "全部", "All");
    for (int i = 0; i < word_count(list); i++)
        list_put_option(out, word_name(list, i), word_label(list, i, p->rq->lang == LANG_EN),
                        i == chosen);
    list_put_select_close(out);
}

static void put_standings(struct buf *out, const struct directory_page *p)
{
    static const struct page_heading labels[DIRECTORY_STANDINGS] = {
        {"在册", "In the directory"},
        {"已退出或尚未入册", "Left, or not yet in it"},
        {"全部", "All"}};

    buf_printf(out,
               "<div class=\"field\"><label for=\"status\">%s</label><select id=\"status\" "
               "name=\"status\">",
               say(p, "状态", "State"));
    for (int i = 0; i < DIRECTORY_STANDINGS; i++)
        list_put_option(out, directory_standing_name((enum directory_standing)i),
                        say(p, labels[i].zh, labels[i].en), i == (int)p->f.standing);
    list_put_select_close(out);
}

static void put_form(struct buf *out, const struct directory_page *p)
{
    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/institutions\">");
    if (p->rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    list_put_order_field(out, p->rq);
    buf_printf(out,
               "<div class=\"field\"><label for=\"q\">%s</label><input id=\"q\" name=\"q\" "
               "type=\"text\" maxlength=\"100\" value=\"",
               say(p, "名称或统一社会信用代码", "Name or credit code"));
    html_escape(out, p->f.q ? p->f.q : "");
    buf_puts(out, "\"></div>");
    put_zones(out, p);
    page_units(out, p->rq, p->f.unit);
    put_choices(out, p, "form", "服务形态", "Form of service", WORDS_FORM, p->f.form);
    put_choices(out, p, "ip_kind", "知识产权类别", "Kind", WORDS_IP_KIND, p->f.ip_kind);
    put_choices(out, p, "size", "规模", "Size", WORDS_SIZE, p->f.size);
    put_standings(out, p);
    page_day_field(out, p->rq, "on", "在这一天", "On the day", p->f.when.on);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", say(p, "查看", "Show"));
}

/* ---- the table ---- */

static void put_labels(struct buf *out, const struct directory_page *p, enum word_list list,
                       unsigned set)
{
    bool any = false;

    buf_puts(out, "<td>");
    for (int i = 0; i < word_count(list); i++) {
        if (!(set & 1U << i))
            continue;
        buf_puts(out, any ? say(p, "、", ", ") : "");
        html_escape(out, word_label(list, i, p->rq->lang == LANG_EN));
        any = true;
    }
    buf_puts(out, any ? "</td>" : say(p, "未收录</td>", "not on record</td>"));
}

static const char *state_of(const struct directory_page *p, const struct institution_seen *s)
{
    if (s->stands)
        return say(p, "在册", "in the directory");
    return s->stay ? say(p, "已退出", "left") : say(p, "尚未入册", "not in it yet");
}

static void put_line(struct buf *out, const struct directory_page *p,
                     const struct directory_line *l)
{
    bool english = p->rq->lang == LANG_EN;
    const struct institution *row = l->seen.row;

    buf_printf(out, "<tr%s><td>", l->seen.stands ? "" : " class=\"ended\"");
    page_link(out, p->rq,
              arena_printf(p->rq->arena, "/institution/%lld", (long long)l->seen.entry->id),
              row->name);
    buf_puts(out, " <span class=\"code\">");
    html_escape(out, row->uscc);
    buf_puts(out, "</span></td><td>");
    page_link(out, p->rq, arena_printf(p->rq->arena, "/zone/%s", l->seen.entry->zone),
              l->zone_name);
    buf_puts(out, "</td>");
    put_labels(out, p, WORDS_FORM, row->forms);
    put_labels(out, p, WORDS_IP_KIND, row->ip_kinds);
    page_cell(out, row->size == WORD_NONE ? say(p, "未收录", "not on record")
                                          : word_label(WORDS_SIZE, row->size, english));
    page_cell(out, placement_label(l->placed.where, english));
    page_cell(out, page_date(p->rq, admitted(&l->seen)));
    page_cell(out, state_of(p, &l->seen));
    buf_puts(out, "</tr>");
}

static void put_table(struct buf *out, const struct directory_page *p)
{
    const struct list_page page = list_page_read(p->rq, p->n);

    buf_printf(out,
               say(p, "<p role=\"status\">%s：收录 %zu 家。</p>",
                   "<p role=\"status\">%s: %zu on record.</p>"),
               page_date(p->rq, p->f.when.on), p->n);
    if (p->n == 0) {
        buf_printf(out, "<p class=\"note\">%s</p>",
                   say(p, "本系统在这些条件下没有收录；没有收录不等于没有。",
                       "Nothing on record answers this; that does not mean there is none."));
        return;
    }
    buf_printf(out, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"%s\"><table>",
               say(p, "机构列表", "Institutions"));
    list_put_headings(out, p->rq, columns, COUNT(columns), p->order);
    buf_puts(out, "<tbody>");
    for (size_t i = page.first; i < page.first + page.n; i++)
        put_line(out, p, &p->lines[i]);
    buf_puts(out, "</tbody></table></section>");
    list_put_pager(out, p->rq, &page);
}

/* ---- the page ---- */

static void add(struct buf *query, const struct request *rq, const char *name, const char *value)
{
    if (value && *value)
        buf_printf(query, "&%s=%s", name, encode_query_value(rq->arena, value));
}

/* What was asked, for the data and for the address that names the list. */
static const char *asked(const struct directory_page *p, const char *path, bool dated)
{
    const struct institutions_filter *f = &p->f;
    struct buf query = {0};
    char day[DATE_TEXT];

    add(&query, p->rq, "q", f->q);
    add(&query, p->rq, "zone", f->zone);
    add(&query, p->rq, "province", f->unit);
    add(&query, p->rq, "form", word_name(WORDS_FORM, f->form));
    add(&query, p->rq, "ip_kind", word_name(WORDS_IP_KIND, f->ip_kind));
    add(&query, p->rq, "size", word_name(WORDS_SIZE, f->size));
    if (f->standing != DIRECTORY_IN)
        add(&query, p->rq, "status", directory_standing_name(f->standing));
    if (dated || request_query(p->rq, "on"))
        add(&query, p->rq, "on", date_format(f->when.on, day));
    const char *text = arena_printf(p->rq->arena, "%s%s", path, query.len ? query.data : "");
    buf_free(&query);
    return text;
}

/* The standard interface knows present institutions, by zone. */
static const char *geojson_of(const struct directory_page *p)
{
    return arena_printf(p->rq->arena,
                        "/ogc/collections/institutions/items?f=json&limit=10000%s%s%s",
                        p->f.zone ? "&zone=" : "", p->f.zone ? p->f.zone : "",
                        p->f.standing == DIRECTORY_IN ? "&in_directory=true" : "");
}

static const char *own_address(const struct directory_page *p)
{
    char *text = arena_strdup(p->rq->arena, asked(p, "/institutions", false));
    char *first = strchr(text, '&');

    if (first)
        *first = '?';
    return text;
}

bool api_institutions_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct directory_page p = {.rq = rq};
    struct buf out = {0};

    if (!institutions_filter_read(rq, ASKED_BY_FORM, &p.f, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a || !when_check(p.a, &p.f.when, err))
        return frame_fault(rq, rp, err);
    if (p.f.zone && atlas_zone_find(p.a, p.f.zone) < 0) {
        err_say(err, ERR_NOT_FOUND, "zone", "there is no zone '%.70s'", "没有集聚区“%.70s”",
                p.f.zone);
        return frame_fault(rq, rp, err);
    }
    p.order = list_order_read(rq, columns, COUNT(columns));
    find_lines(&p);
    const struct frame f = {
        .title = say(&p, "服务机构名录", "Directory of institutions"),
        .description =
            say(&p, "各集聚区名录中的知识产权服务机构：名称、服务形态、类别、位置和状态。",
                "Institutions in the directories of the zones: name, forms of service, "
                "kinds, where they are and whether they stand in the directory."),
        .here = HERE_INSTITUTIONS,
        .address = own_address(&p),
        .csv = asked(&p, "/api/v1/institutions?f=csv", true),
        .geojson = geojson_of(&p),
        .json = asked(&p, "/api/v1/institutions?f=json", true)};
    frame_begin(&out, rq, &f);
    buf_printf(&out, "<p>%s</p>",
               say(&p,
                   "名录由各集聚区报送。位置按已公布的片区图形判断；没有公布图形的，记为“未知”。",
                   "The zones report their directories. Where an institution is follows from the "
                   "published shapes of the parts; where there are none it is unknown."));
    put_form(&out, &p);
    put_table(&out, &p);
    frame_end(&out, rq, rp, p.a,
              arena_printf(rq->arena, "institutions-%s", when_key(rq, p.a, &p.f.when)));
    return true;
}
