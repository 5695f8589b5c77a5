/* calendar_page.c - GET /calendar: the days on which terms end and zones owe something, one after
 * the other. */
#include "api/calendar.h"
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/pages/list.h"

#include <stdlib.h>

struct calendar_page {
    const struct request *rq;
    const struct atlas *a;
    struct calendar_filter f;
    struct calendar found;
};

/* One thing of a day: the end of a term, or what a zone owes. */
struct day_line {
    date_t day;
    const struct term_end *end; /* NULL: owed */
    const struct owed *owed;
};

static void put_end(struct buf *out, const struct calendar_page *p, const struct term_end *end)
{
    const struct title *t = &p->found.titles[end->title];
    int place = atlas_title_place(p->a, t);
    const struct zone *zone =
        place < 0 ? atlas_zone_of_name(p->a, t->name, DATE_NONE, MOMENT_NONE) : NULL;

    if (place >= 0)
        page_link(out, p->rq,
                  arena_printf(p->rq->arena, "/place/%s", atlas_place(p->a, place)->code),
                  atlas_place(p->a, place)->name);
    else if (zone)
        page_link(out, p->rq, arena_printf(p->rq->arena, "/zone/%s", zone->id), t->name);
    else
        html_escape(out, t->name);
    buf_puts(out, page_say(p->rq, "：", ": "));
    html_escape(out, title_kind_label(t->kind, p->rq->lang == LANG_EN));
    buf_puts(out, page_say(p->rq, "到期", " ends"));
    if (end->unless_superseded)
        buf_puts(out, page_say(p->rq, "（除非已升为示范）",
                               " (unless a demonstration title took its place)"));
}

static void put_owed_line(struct buf *out, const struct calendar_page *p, const struct owed *o)
{
    page_link(out, p->rq, arena_printf(p->rq->arena, "/zone/%s", o->told->zone->id),
              o->told->zone->name);
    buf_puts(out, page_say(p->rq, "：", ": "));
    html_escape(out, zone_duty_label(o->duty->kind, p->rq->lang == LANG_EN));
    if (o->duty->year)
        buf_printf(out, page_say(p->rq, "（%d年）", " (%d)"), o->duty->year);
}

static int by_day(const void *a, const void *b)
{
    const struct day_line *x = a, *y = b;

    if (x->day != y->day)
        return (x->day > y->day) - (x->day < y->day);
    return (x > y) - (x < y);
}

static size_t find_lines(const struct calendar_page *p, struct day_line **out)
{
    const struct calendar *c = &p->found;
    struct day_line *lines = arena_alloc(p->rq->arena, c->n_ends + c->n_owed + 1, sizeof *lines);
    size_t n = 0;

    for (size_t i = 0; i < c->n_ends; i++)
        lines[n++] = (struct day_line){c->ends[i].day, &c->ends[i], NULL};
    for (size_t i = 0; i < c->n_owed; i++)
        lines[n++] = (struct day_line){c->owed[i].duty->due, NULL, &c->owed[i]};
    qsort(lines, n, sizeof *lines, by_day);
    *out = lines;
    return n;
}

static void put_days(struct buf *out, const struct calendar_page *p)
{
    struct day_line *lines;
    size_t n = find_lines(p, &lines);

    if (n == 0)
        buf_printf(out, "<p class=\"note\">%s</p>",
                   page_say(p->rq, "这些日子里没有收录到期的称号，也没有集聚区应报送的事项。",
                            "In these days no title on record ends, and no zone owes anything."));
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || lines[i].day != lines[i - 1].day)
            buf_printf(out, "<h2>%s</h2><ul>", page_date(p->rq, lines[i].day));
        buf_puts(out, "<li>");
        if (lines[i].end)
            put_end(out, p, lines[i].end);
        else
            put_owed_line(out, p, lines[i].owed);
        buf_puts(out, "</li>");
        if (i + 1 == n || lines[i].day != lines[i + 1].day)
            buf_puts(out, "</ul>");
    }
}

static void put_kinds(struct buf *out, const struct calendar_page *p)
{
    list_put_select_open(out, p->rq, "kind", "称号类别", "Kind of title", "全部", "All");
    for (int k = 0; k < TITLE_KINDS; k++)
        list_put_option(out, title_kind_name((enum title_kind)k),
                        title_kind_label((enum title_kind)k, p->rq->lang == LANG_EN),
                        !p->f.any_kind && k == (int)p->f.kind);
    list_put_select_close(out);
}

static void put_form(struct buf *out, const struct calendar_page *p)
{
    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/calendar\">");
    if (p->rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    page_units(out, p->rq, p->f.unit);
    put_kinds(out, p);
    page_day_field(out, p->rq, "since", "自这一天起", "From the day", p->f.since);
    page_day_field(out, p->rq, "until", "到这一天止", "Until the day", p->f.until);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", page_say(p->rq, "查看", "Show"));
}

/* A form sends every field of it, and one that is empty asks for nothing. */
static bool read_page(struct calendar_page *p, struct err *err)
{
    const char *unit = request_query(p->rq, "province"), *kind = request_query(p->rq, "kind");
    const char *since = request_query(p->rq, "since"), *until = request_query(p->rq, "until");

    p->f = (struct calendar_filter){.any_kind = !kind || !*kind,
                                    .since = p->rq->today,
                                    .until = DATE_NONE,
                                    .when = {p->rq->today, MOMENT_NONE}};
    if (!p->f.any_kind && !title_kind_parse(kind, &p->f.kind))
        return err_say(err, ERR_BAD_PARAMETER, "kind",
                       "'%.40s' is no kind of title, such as demo-city or pilot-county",
                       "“%.40s”不是称号类别，例如 demo-city、pilot-county", kind);
    return (!unit || !*unit || unit_read(p->rq, &p->f.unit, err)) &&
           (!since || !*since || request_date(p->rq, "since", &p->f.since, err)) &&
           (!until || !*until || request_date(p->rq, "until", &p->f.until, err));
}

static const char *data_path(const struct calendar_page *p, const char *path)
{
    char since[DATE_TEXT], until[DATE_TEXT];

    return arena_printf(
        p->rq->arena, "%s?since=%s%s%s%s%s%s%s", path, date_format(p->f.since, since),
        p->f.until != DATE_NONE ? "&until=" : "", date_format(p->f.until, until),
        p->f.unit ? "&province=" : "", p->f.unit ? p->f.unit : "",
        p->f.any_kind ? "" : "&kind=", p->f.any_kind ? "" : title_kind_name(p->f.kind));
}

bool api_calendar_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct calendar_page p = {.rq = rq};
    struct buf out = {0};

    if (!read_page(&p, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a)
        return frame_fault(rq, rp, err);
    struct view v = atlas_view(p.a, MOMENT_NONE, rq->arena);
    p.found = calendar_find(rq, p.a, &v, &p.f);
    const struct frame f = {.title = page_say(rq, "到期日历", "Days on which terms end"),
                            .here = HERE_CALENDAR,
                            .csv = data_path(&p, "/api/v1/calendar.csv"),
                            .json = data_path(&p, "/api/v1/calendar.json")};
    frame_begin(&out, rq, &f);
    buf_printf(&out, "<p>%s <a href=\"",
               page_say(rq, "称号的最后一天，和集聚区应报送事项的最后一天。",
                        "The last day of each title, and of what zones owe."));
    html_escape(&out, data_path(&p, "/api/v1/calendar.ics"));
    buf_printf(&out, "\">%s</a></p>",
               page_say(rq, "订阅到日历（ICS）", "As a calendar to subscribe to (ICS)"));
    put_form(&out, &p);
    put_days(&out, &p);
    frame_end(&out, rq, rp, p.a,
              arena_printf(rq->arena, "calendar-%s",
                           when_key(rq, p.a, &(struct when){rq->today, MOMENT_NONE})));
    return true;
}
