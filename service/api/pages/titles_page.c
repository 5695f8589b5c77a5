/* titles_page.c - GET /titles: who holds what, filtered by unit, kind and day, sorted, as a table;
 * and the lists it comes from, with how much of each is on record here. */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/pages/list.h"
#include "api/title_json.h"
#include "base/mem.h"
#include "domain/unit.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMN_PLACE,
    COLUMN_UNIT,
    COLUMN_KIND,
    COLUMN_UNTIL,
    COLUMN_STATUS,
    COLUMN_DOCUMENT,
    COLUMN_SINCE,
    SORTS
};

/* The last has no heading of its own: it is there for sort=since. */
static const struct list_column columns[SORTS] = {
    [COLUMN_PLACE] = {"place", "地方", "Place"},
    [COLUMN_UNIT] = {"unit", "推荐单位", "Unit"},
    [COLUMN_KIND] = {"kind", "称号", "Title"},
    [COLUMN_UNTIL] = {"until", "期限", "Term"},
    [COLUMN_STATUS] = {"status", "状态", "Status"},
    [COLUMN_DOCUMENT] = {NULL, "文件", "Document"},
    [COLUMN_SINCE] = {"since", "起始日期", "First day"},
};

struct titles_page {
    const struct request *rq;
    const struct atlas *a;
    struct view view;
    struct when when;
    const char *unit;
    int kind; /* -1: all */
    struct list_order order;
    bool all; /* also those that do not count on the day */
};

struct title_line {
    const struct title *t;
    int place;
    enum title_status status;
    struct list_order order;
};

static bool read_page(struct titles_page *p, struct err *err)
{
    const struct request *rq = p->rq;
    const char *kind = request_query(rq, "kind");
    const char *unit = request_query(rq, "province");
    enum title_kind parsed;

    p->kind = -1;
    if (kind && *kind) {
        if (!title_kind_parse(kind, &parsed))
            return err_say(err, ERR_BAD_PARAMETER, "kind",
                           "'%s' is no kind of title, such as demo-city or pilot-county",
                           "“%s”不是称号类别，例如 demo-city、pilot-county", kind);
        p->kind = (int)parsed;
    }
    p->order = list_order_read(rq, columns, SORTS);
    p->all = request_query(rq, "all") != NULL;
    return (!unit || !*unit || unit_read(rq, &p->unit, err)) && when_read(rq, &p->when, err);
}

/* ---- lines ---- */

static bool find_line(const struct titles_page *p, const struct title *t, struct title_line *line)
{
    struct holder h = {0};

    if (!title_shown(t, p->view.as_of) || (p->kind >= 0 && (int)t->kind != p->kind) ||
        (p->unit && (!t->unit || strcmp(t->unit, p->unit) != 0)))
        return false;
    line->t = t;
    line->order = p->order;
    line->place = atlas_title_place(p->a, t);
    if (line->place >= 0)
        h = atlas_place_holder(p->a, line->place);
    line->status = title_status(&p->view, h.titles, h.n_titles, t, p->when.on);
    return p->all || title_status_counts(line->status) || line->status == STATUS_TERM_UNKNOWN;
}

static int by_date(date_t a, date_t b)
{
    return (a > b) - (a < b);
}

static int by_unit(const struct title *a, const struct title *b)
{
    return strcmp(a->unit ? a->unit : "", b->unit ? b->unit : "");
}

static int by_column(const struct title_line *x, const struct title_line *y)
{
    switch (x->order.column) {
    case COLUMN_UNIT:
        return by_unit(x->t, y->t);
    case COLUMN_KIND:
        return (int)x->t->kind - (int)y->t->kind;
    case COLUMN_UNTIL:
        return by_date(x->t->until, y->t->until);
    case COLUMN_STATUS:
        return (int)x->status - (int)y->status;
    case COLUMN_SINCE:
        return by_date(x->t->since, y->t->since);
    default:
        return 0;
    }
}

/* Ties are kept in the order of the register, by holder: the sort is made stable by the address. */
static int compare(const void *a, const void *b)
{
    const struct title_line *x = a, *y = b;
    int r = by_column(x, y), same = (x->t > y->t) - (x->t < y->t);

    if (x->order.column == COLUMN_PLACE)
        r = same;
    return r == 0 ? same : x->order.down ? -r : r;
}

static struct title_line *find_lines(const struct titles_page *p, size_t *n)
{
    size_t all;
    const struct title *titles = atlas_titles(p->a, &all);
    struct title_line *lines = arena_alloc(p->rq->arena, all ? all : 1, sizeof *lines);

    *n = 0;
    for (size_t i = 0; i < all; i++) {
        if (find_line(p, &titles[i], &lines[*n]))
            (*n)++;
    }
    qsort(lines, *n, sizeof *lines, compare);
    return lines;
}

/* ---- the form ---- */

static void put_kinds(struct buf *out, const struct titles_page *p)
{
    bool english = p->rq->lang == LANG_EN;

    buf_printf(out,
               "<div class=\"field\"><label for=\"kind\">%s</label><select id=\"kind\" "
               "name=\"kind\"><option value=\"\">%s</option>",
               page_say(p->rq, "称号类别", "Kind of title"), page_say(p->rq, "全部", "All"));
    for (int k = 0; k < TITLE_KINDS; k++)
        buf_printf(out, "<option value=\"%s\"%s>%s</option>", title_kind_name((enum title_kind)k),
                   k == p->kind ? " selected" : "", title_kind_label((enum title_kind)k, english));
    buf_puts(out, "</select></div>");
}

static void put_form(struct buf *out, const struct titles_page *p)
{
    const struct request *rq = p->rq;

    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/titles\">");
    if (rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    list_put_order_field(out, rq);
    page_units(out, rq, p->unit);
    put_kinds(out, p);
    page_day_field(out, rq, "on", "在这一天", "On the day", p->when.on);
    buf_printf(out,
               "<div class=\"field\"><label><input type=\"checkbox\" name=\"all\" "
               "value=\"1\"%s> %s</label></div><button type=\"submit\">%s</button></form>",
               p->all ? " checked" : "", page_say(rq, "含已到期、被取代的", "also ended ones"),
               page_say(rq, "查看", "Show"));
}

/* ---- tables ---- */

static const char *unit_name(const struct titles_page *p, const char *code)
{
    const struct unit *u = code ? unit_find(code) : NULL;
    return u ? page_say(p->rq, u->zh, u->en) : "";
}

static void put_line(struct buf *out, const struct titles_page *p, const struct title_line *l)
{
    bool english = p->rq->lang == LANG_EN;

    buf_printf(out, "<tr%s><td>", title_status_counts(l->status) ? "" : " class=\"ended\"");
    if (l->place >= 0) {
        const struct place *place = atlas_place(p->a, l->place);
        page_link(out, p->rq, arena_printf(p->rq->arena, "/place/%s", place->code), place->name);
        buf_printf(out, " <span class=\"code\">%s</span>", place->code);
    } else {
        html_escape(out, l->t->name);
    }
    buf_puts(out, "</td>");
    page_cell(out, unit_name(p, l->t->unit));
    page_cell(out, title_kind_short(l->t->kind, english));
    page_cell(out, page_term(p->rq, l->t->since, l->t->until));
    page_cell(out, l->t->confidence == CONFIDENCE_STATED
                       ? title_status_label(l->status, english)
                       : page_say(p->rq, "仅见于地方方案", "known from a local plan only"));
    page_cell(out, l->t->document);
    buf_puts(out, "</tr>");
}

static void put_lines(struct buf *out, const struct titles_page *p)
{
    size_t n;
    const struct title_line *lines = find_lines(p, &n);

    buf_printf(out,
               page_say(p->rq, "<p role=\"status\">%s%s%s%s：收录 %zu 条。</p>",
                        "<p role=\"status\">%s%s%s%s: %zu on record.</p>"),
               page_date(p->rq, p->when.on), p->kind >= 0 ? page_say(p->rq, "，", ", ") : "",
               p->kind >= 0 ? title_kind_label((enum title_kind)p->kind, p->rq->lang == LANG_EN)
                            : "",
               p->all ? page_say(p->rq, "，含已到期、被取代的", ", also ended ones") : "", n);
    if (n == 0)
        buf_printf(out, "<p class=\"note\">%s</p>",
                   page_say(p->rq, "本系统在这些条件下没有收录；名单不全时，没有收录不等于没有。",
                            "Nothing on record answers this; where a list is here in part only, "
                            "that does not mean there is none."));
    if (n == 0)
        return;
    buf_puts(out, "<div class=\"scroll\" tabindex=\"0\"><table>");
    list_put_headings(out, p->rq, columns, COLUMN_SINCE, p->order);
    buf_puts(out, "<tbody>");
    for (size_t i = 0; i < n; i++)
        put_line(out, p, &lines[i]);
    buf_puts(out, "</tbody></table></div>");
}

static void put_number_cell(struct buf *out, int n, const char *unknown)
{
    if (n < 0)
        buf_printf(out, "<td class=\"number\">%s</td>", unknown);
    else
        buf_printf(out, "<td class=\"number\">%d</td>", n);
}

static void put_rosters(struct buf *out, const struct titles_page *p)
{
    static const struct page_heading headings[] = {{"名单", "List"},
                                                   {"期限", "Term"},
                                                   {"公布数", "Declared"},
                                                   {"收录数", "On record"},
                                                   {"文件", "Document"}};
    bool english = p->rq->lang == LANG_EN;

    buf_printf(
        out,
        "<h2>%s</h2><p class=\"note\">%s</p><div class=\"scroll\" tabindex=\"0\"><table "
        "class=\"rosters\">",
        page_say(p->rq, "名单与收录情况", "The lists, and how much of them is here"),
        page_say(p->rq, "公布数与收录数之差，就是本系统还不知道的条数。",
                 "The difference between declared and on record is what is not known here."));
    page_headings(out, p->rq, headings, COUNT(headings));
    buf_puts(out, "<tbody>");
    for (size_t i = 0; i < p->view.n_rosters; i++) {
        const struct roster *r = &p->view.rosters[i];

        if (!view_shows(p->view.as_of, r->recorded, r->retracted) ||
            (p->kind >= 0 && (int)r->kind != p->kind))
            continue;
        buf_puts(out, "<tr><td>");
        html_escape(out, title_kind_short(r->kind, english));
        buf_puts(out, " <span class=\"code\">");
        html_escape(out, r->batch);
        buf_puts(out, "</span></td>");
        page_cell(out, page_term(p->rq, r->since, r->until));
        put_number_cell(out, r->declared, page_say(p->rq, "未公布", "unknown"));
        put_number_cell(out, r->known, "");
        page_cell(out, r->document);
        buf_puts(out, "</tr>");
    }
    buf_puts(out, "</tbody></table></div>");
}

/* The same question as data. */
static const char *data_path(const struct titles_page *p, const char *format)
{
    char day[DATE_TEXT];

    return arena_printf(p->rq->arena, "/api/v1/titles?f=%s%s%s%s%s%s%s", format,
                        p->unit ? "&province=" : "", p->unit ? p->unit : "",
                        p->kind >= 0 ? "&kind=" : "",
                        p->kind >= 0 ? title_kind_name((enum title_kind)p->kind) : "",
                        p->all ? "&all=true&on=" : "&on=", date_format(p->when.on, day));
}

/* The standard interface tells the four tracks alone, with the day as datetime, and divisions where
 * units are meant: for a unit that is none all are offered. */
static const char *geojson_path(const struct titles_page *p)
{
    char day[DATE_TEXT];
    bool is_track = p->kind >= 0 && p->kind < TRACKS;
    bool is_division = p->unit && atlas_find_code(p->a, p->unit) >= 0;

    if (p->kind >= 0 && !is_track)
        return NULL;
    return arena_printf(
        p->rq->arena, "/ogc/collections/titled-places/items?f=json&limit=10000%s%s%s%s%s%s",
        p->all ? "" : "&datetime=", p->all ? "" : date_format(p->when.on, day),
        is_track ? "&kind=" : "", is_track ? title_kind_name((enum title_kind)p->kind) : "",
        is_division ? "&province=" : "", is_division ? p->unit : "");
}

static const char *own_address(const struct titles_page *p)
{
    char day[DATE_TEXT];
    const char *query = arena_printf(
        p->rq->arena, "%s%s%s%s%s%s%s", p->unit ? "&province=" : "", p->unit ? p->unit : "",
        p->kind >= 0 ? "&kind=" : "", p->kind >= 0 ? title_kind_name((enum title_kind)p->kind) : "",
        p->all ? "&all=1" : "", request_query(p->rq, "on") ? "&on=" : "",
        request_query(p->rq, "on") ? date_format(p->when.on, day) : "");

    return *query ? arena_printf(p->rq->arena, "/titles?%s", query + 1) : "/titles";
}

bool api_titles_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct titles_page p = {.rq = rq};
    struct buf out = {0};

    if (!read_page(&p, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a || !when_check(p.a, &p.when, err))
        return frame_fault(rq, rp, err);
    p.view = atlas_view(p.a, p.when.as_of, rq->arena);
    const struct frame f = {
        .title = p.unit ? arena_printf(rq->arena,
                                       page_say(rq, "%s：知识产权强国建设试点示范称号",
                                                "%s: pilot and demonstration titles"),
                                       unit_name(&p, p.unit))
                        : page_say(rq, "知识产权强国建设试点示范称号",
                                   "National intellectual-property pilot and demonstration titles"),
        .here = HERE_TITLES,
        .json = data_path(&p, "json"),
        .csv = data_path(&p, "csv"),
        .address = own_address(&p),
        .geojson = geojson_path(&p)};
    frame_begin(&out, rq, &f);
    put_form(&out, &p);
    put_lines(&out, &p);
    put_rosters(&out, &p);
    frame_end(&out, rq, rp, p.a, arena_printf(rq->arena, "titles-%s", when_key(rq, p.a, &p.when)));
    return true;
}
