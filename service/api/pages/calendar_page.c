/* calendar_page.c - GET /calendar: the days on which terms end, a month after the other. */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/title_json.h"
#include "base/mem.h"
#include "domain/term.h"
#include "domain/unit.h"

#include <string.h>

struct calendar_page {
    const struct request *rq;
    const struct atlas *a;
    struct view view;
    const char *unit;
    date_t since; /* the days before are left out; DATE_NONE: none are */
    const struct title *titles;
};

static bool same_day(const struct term_end *a, const struct term_end *b)
{
    return a->day == b->day;
}

static void put_end(struct buf *out, const struct calendar_page *p, const struct term_end *end)
{
    const struct title *t = &p->titles[end->title];
    int place = atlas_title_place(p->a, t);

    buf_puts(out, "<li>");
    if (place >= 0) {
        const struct place *at = atlas_place(p->a, place);
        page_link(out, p->rq, arena_printf(p->rq->arena, "/place/%s", at->code), at->name);
    } else {
        html_escape(out, t->name);
    }
    buf_puts(out, page_say(p->rq, "：", ": "));
    html_escape(out, title_kind_label(t->kind, p->rq->lang == LANG_EN));
    if (end->unless_superseded)
        buf_puts(out, page_say(p->rq, "（除非已升为示范）",
                               " (unless a demonstration title took its place)"));
    buf_puts(out, "</li>");
}

static size_t find_ends(const struct calendar_page *p, struct term_end **out, size_t n_titles)
{
    struct term_end *ends = arena_alloc(p->rq->arena, n_titles ? n_titles : 1, sizeof *ends);
    size_t n = term_ends(&p->view, p->titles, n_titles, p->since, DATE_NONE, ends, n_titles),
           kept = 0;

    for (size_t i = 0; i < n; i++) {
        const struct title *t = &p->titles[ends[i].title];
        if (!p->unit || (t->unit && strcmp(t->unit, p->unit) == 0))
            ends[kept++] = ends[i];
    }
    *out = ends;
    return kept;
}

static void put_days(struct buf *out, const struct calendar_page *p, size_t n_titles)
{
    struct term_end *ends;
    size_t n = find_ends(p, &ends, n_titles);

    if (n == 0)
        buf_printf(out, "<p class=\"note\">%s</p>",
                   page_say(p->rq, "这之后没有收录到期的称号。",
                            "No title on record ends after that day."));
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !same_day(&ends[i], &ends[i - 1]))
            buf_printf(out, "<h2>%s</h2><ul>", page_date(p->rq, ends[i].day));
        put_end(out, p, &ends[i]);
        if (i + 1 == n || !same_day(&ends[i], &ends[i + 1]))
            buf_puts(out, "</ul>");
    }
}

static void put_form(struct buf *out, const struct calendar_page *p)
{
    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/calendar\">");
    if (p->rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    page_units(out, p->rq, p->unit);
    page_day_field(out, p->rq, "since", "自这一天起", "From the day", p->since);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", page_say(p->rq, "查看", "Show"));
}

bool api_calendar_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct calendar_page p = {.rq = rq, .since = rq->today};
    const char *unit = request_query(rq, "province");
    struct buf out = {0};
    size_t n;

    if ((unit && *unit && !unit_read(rq, &p.unit, err)) ||
        !request_date(rq, "since", &p.since, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a)
        return frame_fault(rq, rp, err);
    p.view = atlas_view(p.a, MOMENT_NONE, rq->arena);
    p.titles = atlas_titles(p.a, &n);
    const struct frame f = {.title = page_say(rq, "到期日历", "Days on which terms end"),
                            .here = HERE_CALENDAR,
                            .json = "/api/v1/calendar.json"};
    frame_begin(&out, rq, &f);
    buf_printf(
        &out,
        page_say(
            rq, "<p>称号的最后一天。<a href=\"/api/v1/calendar.ics%s%s\">订阅到日历（ICS）</a></p>",
            "<p>The last day of each title. <a href=\"/api/v1/calendar.ics%s%s\">As a "
            "calendar to subscribe to (ICS)</a></p>"),
        p.unit ? "?province=" : "", p.unit ? p.unit : "");
    put_form(&out, &p);
    put_days(&out, &p, n);
    frame_end(&out, rq, rp, p.a,
              arena_printf(rq->arena, "calendar-%s",
                           when_key(rq, p.a, &(struct when){rq->today, MOMENT_NONE})));
    return true;
}
