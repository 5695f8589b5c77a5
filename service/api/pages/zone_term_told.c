/* zone_term_told.c - the terms of a zone, what happened in them and what is owed, on a line of time
 * and in a table that says the same: the numbers on the one are those of the other. */
#include "api/ogc/html.h"
#include "api/pages/zone_told.h"
#include "api/zone_terms_json.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 900,
    SIDE = 30, /* left and right of the line */
    TERM_HIGH = 26,
    TERM_TOP = 34,
    LANE = 24,
    LANES = 8,
    MARK = 9, /* across a mark, half */
    NEAR = 22
};

/* One row of the table; with a day also a mark on the line. */
struct moment_told {
    date_t day; /* DATE_NONE: not known */
    int year;   /* where that alone is known; 0: nothing */
    const char *what, *state, *owner, *clause, *class;
    int lane;
};

struct line {
    const struct zone_page *p;
    struct moment_told *rows;
    size_t n, n_dated;
    struct zone_told *told;
    size_t n_told;
    date_t first, last; /* of the drawing; DATE_NONE: nothing has a day */
};

/* ---- what there is to tell ---- */

static void add_events(struct line *l, const struct zone_told *told)
{
    const struct zone_page *p = l->p;

    for (size_t i = 0; i < told->n_events; i++) {
        const struct zone_event *e = &told->events[i];
        const char *what = zone_event_label(e->kind, p->q.english);

        if (e->day > p->when.on && e->day != DATE_NONE)
            continue;
        if (e->year)
            what = arena_printf(p->rq->arena, zone_say(p, "%s（%d年）", "%s (%d)"), what, e->year);
        l->rows[l->n++] = (struct moment_told){.day = e->day,
                                               .what = what,
                                               .state = zone_say(p, "已记录", "on record"),
                                               .owner = "",
                                               .clause = e->document ? e->document
                                                         : e->source ? e->source
                                                                     : "",
                                               .class = "mark-event"};
    }
}

static void add_duties(struct line *l)
{
    const struct zone_page *p = l->p;
    struct owed *owed;
    size_t n = owed_of(l->told, l->n_told, p->rq->arena, &owed);

    owed_sort(owed, n);
    for (size_t i = 0; i < n; i++) {
        const struct zone_duty *d = owed[i].duty;
        const struct zone_duty_rule *rule = zone_duty_rule(owed[i].told->terms.programme, d->kind);
        const char *what = zone_duty_label(d->kind, p->q.english);

        if (d->year)
            what = arena_printf(p->rq->arena, zone_say(p, "%s（%d年）", "%s (%d)"), what, d->year);
        l->rows[l->n++] =
            (struct moment_told){.day = d->due,
                                 .year = d->due_year,
                                 .what = what,
                                 .state = duty_state_label(d->state, p->q.english),
                                 .owner = rule ? role_label(rule->owner, p->q.english) : "",
                                 .clause = rule && rule->clause ? rule->clause : "",
                                 .class = d->state == DUTY_OVERDUE ? "mark-late"
                                          : owed_is_open(&owed[i]) ? "mark-open"
                                                                   : "mark-done"};
    }
}

static int by_day(const void *a, const void *b)
{
    const struct moment_told *x = a, *y = b;
    date_t p = x->day == DATE_NONE ? INT32_MAX : x->day,
           q = y->day == DATE_NONE ? INT32_MAX : y->day;

    if (p != q)
        return (p > q) - (p < q);
    if (x->year != y->year)
        return (x->year > y->year) - (x->year < y->year);
    return (x > y) - (x < y);
}

static void widen(struct line *l, date_t d)
{
    if (d == DATE_NONE)
        return;
    if (l->first == DATE_NONE || d < l->first)
        l->first = d;
    if (l->last == DATE_NONE || d > l->last)
        l->last = d;
}

static void find_rows(struct line *l)
{
    size_t most = 0;

    for (size_t i = 0; i < l->n_told; i++)
        most += l->told[i].n_events + ZONE_TERMS_MOST * ZONE_DUTIES_MOST;
    l->rows = arena_alloc(l->p->rq->arena, most ? most : 1, sizeof *l->rows);
    for (size_t i = 0; i < l->n_told; i++)
        add_events(l, &l->told[i]);
    add_duties(l);
    qsort(l->rows, l->n, sizeof *l->rows, by_day);
    for (size_t i = 0; i < l->n; i++) {
        l->n_dated += l->rows[i].day != DATE_NONE;
        widen(l, l->rows[i].day);
    }
    for (size_t i = 0; i < l->n_told; i++) {
        for (size_t k = 0; k < l->told[i].terms.n; k++) {
            widen(l, l->told[i].terms.terms[k].since);
            widen(l, l->told[i].terms.terms[k].until);
        }
    }
    if (l->first != DATE_NONE)
        widen(l, l->p->when.on);
}

/* ---- the line ---- */

static double across(const struct line *l, date_t d)
{
    double days = fmax(1, (double)(l->last - l->first));
    return SIDE + (WIDTH - 2.0 * SIDE) * (double)(d - l->first) / days;
}

/* Marks that would touch go below each other; what finds no lane shares the last. */
static int give_lanes(struct line *l)
{
    double end[LANES];
    int lanes = 0;

    for (int k = 0; k < LANES; k++)
        end[k] = -INFINITY;
    for (size_t i = 0; i < l->n_dated; i++) {
        double x = across(l, l->rows[i].day);
        int lane = 0;

        while (lane < LANES - 1 && x - end[lane] < NEAR)
            lane++;
        end[lane] = x;
        l->rows[i].lane = lane;
        lanes = lane + 1 > lanes ? lane + 1 : lanes;
    }
    return lanes;
}

static void put_years(struct buf *out, const struct line *l, int bottom)
{
    int first, last, month, day;
    double before = -INFINITY;

    date_to_civil(l->first, &first, &month, &day);
    date_to_civil(l->last, &last, &month, &day);
    for (int year = first + 1; year <= last; year++) {
        double x = across(l, date_from_civil(year, 1, 1));

        buf_printf(out, "<path class=\"year\" d=\"M%.0f 20V%d\"/>", x, bottom);
        if (x - before < 44)
            continue;
        buf_printf(out, "<text class=\"key\" x=\"%.0f\" y=\"14\" font-size=\"14\">%d</text>",
                   x - 16, year);
        before = x;
    }
}

static void put_terms(struct buf *out, const struct line *l)
{
    for (size_t i = 0; i < l->n_told; i++) {
        const struct zone_terms *terms = &l->told[i].terms;

        for (size_t k = 0; k < terms->n; k++) {
            const struct zone_term *t = &terms->terms[k];
            if (t->since == DATE_NONE || t->until == DATE_NONE)
                continue;
            double x = across(l, t->since), w = across(l, t->until) - x;
            buf_printf(out,
                       "<rect class=\"term\" x=\"%.0f\" y=\"%d\" width=\"%.0f\" height=\"%d\"/>", x,
                       TERM_TOP, w, TERM_HIGH);
            if (w > 150)
                buf_printf(out,
                           "<text class=\"term-name\" x=\"%.0f\" y=\"%d\" font-size=\"14\">%s "
                           "%zu</text>",
                           x + 8, TERM_TOP + 18, zone_say(l->p, "建设期", "term"), k + 1);
        }
    }
}

static void put_marks(struct buf *out, const struct line *l)
{
    for (size_t i = 0; i < l->n_dated; i++) {
        const struct moment_told *m = &l->rows[i];
        double x = across(l, m->day), y = TERM_TOP + TERM_HIGH + 18 + m->lane * LANE;

        if (strcmp(m->class, "mark-event") == 0 || strcmp(m->class, "mark-done") == 0)
            buf_printf(out, "<circle class=\"%s\" cx=\"%.0f\" cy=\"%.0f\" r=\"%d\"/>", m->class, x,
                       y, MARK);
        else
            buf_printf(out, "<rect class=\"%s\" x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\"/>",
                       m->class, x - MARK, y - MARK, 2 * MARK, 2 * MARK);
        buf_printf(out, "<text class=\"%s\" x=\"%.0f\" y=\"%.0f\" font-size=\"12\">%zu</text>",
                   strcmp(m->class, "mark-open") == 0 ? "mark-number" : "mark-number dark", x,
                   y + 4, i + 1);
    }
}

static void put_line(struct buf *out, struct line *l)
{
    int lanes = give_lanes(l);
    int bottom = TERM_TOP + TERM_HIGH + 12 + lanes * LANE, height = bottom + 24;
    double now = across(l, l->p->when.on);

    buf_printf(out,
               "<figure class=\"scroll\" tabindex=\"0\" aria-labelledby=\"line-title\">"
               "<svg class=\"time-line\" viewBox=\"0 0 %d %d\" role=\"img\" "
               "aria-labelledby=\"line-title line-desc\"><title id=\"line-title\">%s</title>"
               "<desc id=\"line-desc\">%s</desc>",
               WIDTH, height, zone_say(l->p, "建设期与报送事项的时间线", "Term and duties in time"),
               zone_say(l->p,
                        "横条是建设期，标记的号数与下面表格的行相同；竖线是查询日期。圆点：已发生或"
                        "已完成；方框：尚未完成。",
                        "Bars are terms; a mark bears the number of its row in the table below; "
                        "the upright line is the day asked about. Round: it happened or is done; "
                        "square: it is still to be done."));
    put_years(out, l, bottom);
    put_terms(out, l);
    buf_printf(out,
               "<path class=\"asked-day\" d=\"M%.0f 22V%d\"/><text class=\"%s\" x=\"%.0f\" "
               "y=\"%d\" font-size=\"14\">%s</text>",
               now, bottom, now > WIDTH / 2.0 ? "key at-end" : "key", now, height - 6,
               page_date(l->p->rq, l->p->when.on));
    put_marks(out, l);
    buf_puts(out, "</svg></figure>");
}

/* ---- the table ---- */

static void put_row(struct buf *out, const struct line *l, size_t i)
{
    const struct moment_told *m = &l->rows[i];

    buf_printf(out, "<tr><td class=\"number\">%zu</td>", i + 1);
    page_cell(out, m->day != DATE_NONE ? page_date(l->p->rq, m->day)
                   : m->year
                       ? arena_printf(l->p->rq->arena,
                                      zone_say(l->p, "%d年，日期未公布", "%d, day not published"),
                                      m->year)
                       : zone_say(l->p, "日期未公布", "day not published"));
    page_cell(out, m->what);
    page_cell(out, m->state);
    page_cell(out, m->owner);
    page_cell(out, m->clause);
    buf_puts(out, "</tr>");
}

static void put_table(struct buf *out, const struct line *l)
{
    static const struct page_heading headings[] = {
        {"号", "No."},     {"日期或期限", "Day or due"}, {"事项", "What"},
        {"状态", "State"}, {"责任方", "Owed by"},        {"依据", "By"}};

    zone_open_table(out, l->p, zone_say(l->p, "建设期与报送事项", "Term and duties"), headings,
                    COUNT(headings));
    for (size_t i = 0; i < l->n; i++)
        put_row(out, l, i);
    zone_close_table(out);
}

static void put_now(struct buf *out, const struct line *l)
{
    size_t at = 0;
    const struct zone_told *now = told_now(l->told, l->n_told, l->p->when.on, &at);

    if (!now) {
        buf_printf(out, "<p class=\"note\">%s</p>",
                   zone_say(l->p, "没有收录建设期。", "No term is on record."));
        return;
    }
    const struct zone_term *t = &now->terms.terms[at];
    buf_puts(out, "<p>");
    html_escape(out, title_kind_label(now->track, l->p->q.english));
    buf_puts(out, zone_say(l->p, "：", ": "));
    html_escape(out, zone_status_label(t->status, l->p->q.english));
    buf_puts(out, zone_say(l->p, "，", ", "));
    html_escape(out, page_term(l->p->rq, t->since, t->until));
    buf_puts(out, "</p>");
    for (int u = 0; u < ZONE_UNKNOWNS; u++) {
        if (t->unknown & 1U << u)
            buf_printf(out, "<p class=\"note\">%s</p>",
                       zone_unknown_text((enum zone_unknown)u, l->p->q.english));
    }
}

void zone_tell_term(struct buf *out, const struct zone_page *p)
{
    struct line l = {.p = p, .first = DATE_NONE, .last = DATE_NONE};

    l.n_told = atlas_zone_told(p->a, p->zone, p->when.on, p->when.as_of, p->rq->arena, &l.told);
    find_rows(&l);
    buf_printf(out, "<div class=\"together\"><h2>%s</h2>",
               zone_say(p, "建设期与报送事项", "Term, and what is owed"));
    put_now(out, &l);
    if (l.first != DATE_NONE && l.n_dated)
        put_line(out, &l);
    else if (l.n)
        buf_printf(out, "<p class=\"note\">%s</p>",
                   zone_say(p, "没有一个日期公布，画不出时间线。",
                            "No day of it was published, so there is no line to draw."));
    buf_puts(out, "</div>");
    if (l.n)
        put_table(out, &l);
}
