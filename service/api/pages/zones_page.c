/* zones_page.c - GET /zones: the zones on record, by kind and unit, with what is known of where
 * each lies; and the same as data. */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/pages/list.h"
#include "api/zone_json.h"
#include "base/mem.h"
#include "domain/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_NAME, COLUMN_UNIT, COLUMN_KIND, COLUMN_UNTIL, COLUMN_SHAPE, COLUMN_AREA };

static const struct list_column columns[] = {
    [COLUMN_NAME] = {"name", "集聚区", "Zone"},
    [COLUMN_UNIT] = {"unit", "省份", "Province"},
    [COLUMN_KIND] = {"kind", "类别", "Kind"},
    [COLUMN_UNTIL] = {"until", "期限", "Term"},
    [COLUMN_SHAPE] = {"shape", "四至", "Limits"},
    [COLUMN_AREA] = {"area", "按图形计算", "Computed area"},
    {NULL, "文件", "Document"},
};

struct zones_page {
    const struct request *rq;
    const struct atlas *a;
    struct when when;
    const char *unit;
    int kind;     /* -1: all */
    int shape;    /* enum zone_shape, -1: any */
    bool only_on; /* a day was named: those that hold a title on it, or may */
    struct list_order order;
};

struct zone_line {
    struct zone_asked q;
    enum title_kind kind;
    struct zone_drawn drawn;
    const struct title *title; /* NULL: none says what it is */
    double area;
    struct list_order order;
};

static bool read_shape(struct zones_page *p, struct err *err)
{
    const char *shape = request_query(p->rq, "shape");

    p->shape = -1;
    for (int i = 0; shape && i < ZONE_SHAPES; i++) {
        if (strcmp(zone_shape_name((enum zone_shape)i), shape) == 0)
            p->shape = i;
    }
    return !shape || !*shape || p->shape >= 0 ||
           err_say(err, ERR_BAD_PARAMETER, "shape", "shape is one of published, host_area, none",
                   "shape 只能是 published、host_area 或 none");
}

static bool read_page(struct zones_page *p, struct err *err)
{
    const char *kind = request_query(p->rq, "kind"), *unit = request_query(p->rq, "province");
    enum title_kind parsed;

    p->kind = -1;
    if (kind && *kind) {
        if (!title_kind_parse(kind, &parsed) || !zone_holds(parsed))
            return err_say(err, ERR_BAD_PARAMETER, "kind",
                           "'%s' is no kind of zone, such as demo-zone or trial-zone",
                           "“%s”不是集聚区类别，例如 demo-zone、trial-zone", kind);
        p->kind = (int)parsed;
    }
    p->order = list_order_read(p->rq, columns, COUNT(columns));
    p->only_on = request_query(p->rq, "on") != NULL;
    return read_shape(p, err) && (!unit || !*unit || unit_read(p->rq, &p->unit, err)) &&
           when_read(p->rq, &p->when, err);
}

static void put_shapes(struct buf *out, const struct zones_page *p)
{
    static const struct page_heading labels[ZONE_SHAPES] = {
        [ZONE_SHAPE_NONE] = {"四至及所在地未公布", "neither limits nor location"},
        [ZONE_SHAPE_HOST_AREA] = {"仅知所在地", "location alone"},
        [ZONE_SHAPE_PUBLISHED] = {"四至已公布", "limits published"},
    };

    list_put_select_open(out, p->rq, "shape", "四至", "Limits", "全部", "All");
    for (int i = 0; i < ZONE_SHAPES; i++)
        list_put_option(out, zone_shape_name((enum zone_shape)i),
                        page_say(p->rq, labels[i].zh, labels[i].en), i == p->shape);
    list_put_select_close(out);
}

static void put_form(struct buf *out, const struct zones_page *p)
{
    const struct request *rq = p->rq;

    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/zones\">");
    if (rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    list_put_order_field(out, rq);
    page_units(out, rq, p->unit);
    buf_printf(out,
               "<div class=\"field\"><label for=\"kind\">%s</label><select id=\"kind\" "
               "name=\"kind\"><option value=\"\">%s</option>",
               page_say(rq, "类别", "Kind"), page_say(rq, "全部", "All"));
    for (int k = 0; k < TITLE_KINDS; k++) {
        if (zone_holds((enum title_kind)k))
            buf_printf(out, "<option value=\"%s\"%s>%s</option>",
                       title_kind_name((enum title_kind)k), k == p->kind ? " selected" : "",
                       title_kind_label((enum title_kind)k, rq->lang == LANG_EN));
    }
    buf_puts(out, "</select></div>");
    put_shapes(out, p);
    page_day_field(out, rq, "on", "在这一天", "On the day", p->when.on);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", page_say(rq, "查看", "Show"));
}

static void put_zone(struct buf *out, const struct zones_page *p, const struct zone_line *l)
{
    const struct zone_asked *q = &l->q;
    const struct title *t = l->title;
    const struct unit *unit = q->zone->unit ? unit_find(q->zone->unit) : NULL;
    const char *note = zone_shape_note(&l->drawn, q->english);

    buf_puts(out, "<tr><td>");
    page_link(out, p->rq, arena_printf(p->rq->arena, "/zone/%s", q->zone->id), q->zone->name);
    buf_puts(out, "</td>");
    page_cell(out, unit ? page_say(p->rq, unit->zh, unit->en) : "");
    page_cell(out, title_kind_label(l->kind, q->english));
    page_cell(out, t ? page_term(p->rq, t->since, t->until)
                     : page_say(p->rq, "起止日期未公布", "term not published"));
    page_cell(out, note ? note : page_say(p->rq, "四至已公布", "limits published"));
    page_cell(out, isnan(l->area)
                       ? page_say(p->rq, "没有图形", "no shape")
                       : arena_printf(p->rq->arena, page_say(p->rq, "%.2f 公顷", "%.2f ha"),
                                      l->area / 1e4));
    page_cell(out, t && t->document ? t->document : q->zone->document);
    buf_puts(out, "</tr>");
}

/* ---- which of them, in which order ---- */

static bool is_wanted(const struct zones_page *p, struct zone_line *l)
{
    size_t n_parts;

    if (!l->q.zone || (p->unit && (!l->q.zone->unit || strcmp(l->q.zone->unit, p->unit) != 0)) ||
        (p->only_on && !zone_may_hold(&l->q)))
        return false;
    l->kind = atlas_zone_kind(p->a, l->q.zone, &l->q.view, p->when.on, p->rq->arena);
    l->drawn = atlas_zone_drawn(p->a, l->q.zone, p->when.on, p->when.as_of);
    l->title = zone_title(&l->q);
    l->area = zone_area(&l->q, &n_parts);
    return (p->kind < 0 || zone_is_of_kind(&l->q, (enum title_kind)p->kind)) &&
           (p->shape < 0 || (int)l->drawn.shape == p->shape);
}

static int by_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* What is not known comes before the smallest. */
static double sortable(double v)
{
    return isnan(v) ? -1 : v;
}

static int by_number(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_column(const struct zone_line *x, const struct zone_line *y)
{
    switch (x->order.column) {
    case COLUMN_UNIT:
        return by_text(x->q.zone->unit, y->q.zone->unit);
    case COLUMN_KIND:
        return (int)x->kind - (int)y->kind;
    case COLUMN_UNTIL:
        return by_number(x->title ? x->title->until : DATE_NONE,
                         y->title ? y->title->until : DATE_NONE);
    case COLUMN_SHAPE:
        return (int)y->drawn.shape - (int)x->drawn.shape;
    case COLUMN_AREA:
        return by_number(sortable(x->area), sortable(y->area));
    default:
        return strcmp(x->q.zone->name, y->q.zone->name);
    }
}

static int compare(const void *a, const void *b)
{
    const struct zone_line *x = a, *y = b;
    int r = by_column(x, y);

    return r == 0 ? strcmp(x->q.zone->id, y->q.zone->id) : x->order.down ? -r : r;
}

static size_t find_lines(const struct zones_page *p, struct zone_line **out)
{
    size_t n = 0;

    *out = arena_alloc(p->rq->arena, atlas_n_zones(p->a) + 1, sizeof **out);
    for (size_t i = 0; i < atlas_n_zones(p->a); i++) {
        (*out)[n] =
            (struct zone_line){.q = zone_asked_of(p->rq, p->a, &p->when, i), .order = p->order};
        n += is_wanted(p, &(*out)[n]);
    }
    qsort(*out, n, sizeof **out, compare);
    return n;
}

static void put_table(struct buf *out, const struct zones_page *p)
{
    struct zone_line *lines;
    size_t n = find_lines(p, &lines);

    buf_printf(out,
               page_say(p->rq, "<p role=\"status\">%s%s：收录 %zu 个。</p>",
                        "<p role=\"status\">%s%s: %zu on record.</p>"),
               page_date(p->rq, p->when.on),
               p->only_on ? page_say(p->rq, "持有或可能持有称号的", ", with a title or maybe one")
                          : "",
               n);
    if (n == 0)
        return;
    buf_puts(out, "<div class=\"scroll\" tabindex=\"0\"><table>");
    list_put_headings(out, p->rq, columns, COUNT(columns), p->order);
    buf_puts(out, "<tbody>");
    for (size_t i = 0; i < n; i++)
        put_zone(out, p, &lines[i]);
    buf_puts(out, "</tbody></table></div>");
}

/* What was asked, but for the order: "&province=…&kind=…". */
static const char *asked(const struct zones_page *p)
{
    char day[DATE_TEXT];

    return arena_printf(p->rq->arena, "%s%s%s%s%s%s%s%s", p->unit ? "&province=" : "",
                        p->unit ? p->unit : "", p->kind >= 0 ? "&kind=" : "",
                        p->kind >= 0 ? title_kind_name((enum title_kind)p->kind) : "",
                        p->shape >= 0 ? "&shape=" : "",
                        p->shape >= 0 ? zone_shape_name((enum zone_shape)p->shape) : "",
                        p->only_on ? "&on=" : "", p->only_on ? date_format(p->when.on, day) : "");
}

static const char *data_path(const struct zones_page *p, const char *format)
{
    return arena_printf(p->rq->arena, "/api/v1/zones?f=%s%s", format, asked(p));
}

static const char *own_address(const struct zones_page *p)
{
    return *asked(p) ? arena_printf(p->rq->arena, "/zones?%s", asked(p) + 1) : "/zones";
}

bool api_zones_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct zones_page p = {.rq = rq};
    struct buf out = {0};

    if (!read_page(&p, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a || !when_check(p.a, &p.when, err))
        return frame_fault(rq, rp, err);
    const struct frame f = {
        .title = page_say(rq, "知识产权服务业集聚区", "Zones of intellectual-property services"),
        .here = HERE_ZONES,
        .address = own_address(&p),
        .json = data_path(&p, "json"),
        .csv = data_path(&p, "csv"),
        .geojson = data_path(&p, "geojson")};
    frame_begin(&out, rq, &f);
    buf_printf(&out, "<p>%s</p>",
               page_say(rq,
                        "没有公布四至的集聚区，只能指出其所在地；所在地未经核实的，会注明“未核实”，"
                        "不作为判断某一地点是否在区内的依据。",
                        "Where no limits were published only the place a zone lies in can be told; "
                        "where that is our guess it is said so, and it decides nothing."));
    put_form(&out, &p);
    put_table(&out, &p);
    frame_end(&out, rq, rp, p.a, arena_printf(rq->arena, "zones-%s", when_key(rq, p.a, &p.when)));
    return true;
}
