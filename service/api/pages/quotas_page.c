/* quotas_page.c - GET /quotas: how many places each recommending unit has in a round, how many are
 * used and left; a number that was not published is said to be unknown, never zero. */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/pages/list.h"
#include "api/title_json.h"
#include "atlas/titles.h"
#include "base/mem.h"
#include "domain/unit.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMN_UNIT, COLUMN_TRACK, COLUMN_PLACES, COLUMN_USED, COLUMN_DESIGNATED, COLUMN_LEFT };

static const struct list_column columns[] = {
    [COLUMN_UNIT] = {"unit", "推荐单位", "Unit"},
    [COLUMN_TRACK] = {"track", "类别", "Track"},
    [COLUMN_PLACES] = {"places", "名额", "Places"},
    [COLUMN_USED] = {"used", "已推荐", "Recommended"},
    [COLUMN_DESIGNATED] = {"designated", "已确定", "Designated"},
    [COLUMN_LEFT] = {"left", "剩余", "Left"},
    {NULL, "", ""},
    {NULL, "来源", "Source"},
};

struct quotas_page {
    const struct request *rq;
    const struct atlas *a;
    const struct round *round; /* NULL: there is none at all */
    const char *unit;
};

/* Zones are recommended without a number of places, so their rounds have none to show. */
static bool has_places(const struct round *r)
{
    for (int track = 0; track < TRACKS; track++) {
        if (round_is_for(r, (enum title_kind)track))
            return true;
    }
    return false;
}

static bool find_round(struct quotas_page *p, struct err *err)
{
    const char *wanted = request_query(p->rq, "round");
    size_t n;
    const struct round *rounds = atlas_rounds(p->a, &n);

    if (!wanted || !*wanted) {
        while (n > 0 && !has_places(&rounds[n - 1]))
            n--;
        p->round = n ? &rounds[n - 1] : NULL;
        return true;
    }
    p->round = atlas_round(p->a, wanted);
    return p->round ||
           err_say(err, ERR_NOT_FOUND, "round", "there is no round '%s'", "没有批次“%s”", wanted);
}

static void put_form(struct buf *out, const struct quotas_page *p)
{
    size_t n;
    const struct round *rounds = atlas_rounds(p->a, &n);

    buf_puts(out, "<form class=\"filter\" method=\"get\" action=\"/quotas\">");
    if (p->rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    list_put_order_field(out, p->rq);
    buf_printf(out,
               "<div class=\"field\"><label for=\"round\">%s</label><select id=\"round\" "
               "name=\"round\">",
               page_say(p->rq, "批次", "Round"));
    for (size_t i = 0; rounds && i < n; i++) {
        if (!has_places(&rounds[i]))
            continue;
        buf_puts(out, "<option");
        buf_puts(out, &rounds[i] == p->round ? " selected>" : ">");
        html_escape(out, rounds[i].id);
        buf_puts(out, "</option>");
    }
    buf_puts(out, "</select></div>");
    page_units(out, p->rq, p->unit);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", page_say(p->rq, "查看", "Show"));
}

static void put_number(struct buf *out, const struct quotas_page *p, int n)
{
    if (n == QUOTA_NOT_KNOWN)
        buf_printf(out, "<td class=\"number\">%s</td>", page_say(p->rq, "未公布", "not published"));
    else
        buf_printf(out, "<td class=\"number\">%d</td>", n);
}

/* A bar says nothing the numbers beside it do not. */
static void put_bar(struct buf *out, const struct quota *q)
{
    enum { WIDTH = 120, HEIGHT = 12 };

    buf_puts(out, "<td>");
    if (q->places > 0)
        buf_printf(out,
                   "<svg class=\"bar\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
                   "<rect class=\"all\" width=\"%d\" height=\"%d\"/>"
                   "<rect class=\"used\" width=\"%d\" height=\"%d\"/></svg>",
                   WIDTH, HEIGHT, WIDTH, HEIGHT, WIDTH * q->used / q->places, HEIGHT);
    buf_puts(out, "</td>");
}

static void put_quota_row(struct buf *out, const struct quotas_page *p, const struct quota *q)
{
    const struct unit *unit = unit_find(q->unit);

    buf_puts(out, "<tr><td>");
    html_escape(out, unit ? page_say(p->rq, unit->zh, unit->en) : q->unit);
    buf_puts(out, "</td>");
    page_cell(out, title_kind_short(q->track, p->rq->lang == LANG_EN));
    put_number(out, p, q->places);
    put_number(out, p, q->used);
    put_number(out, p, q->designated);
    put_number(out, p, quota_left(q));
    put_bar(out, q);
    page_cell(out, q->status == QUOTA_ILLUSTRATIVE
                       ? page_say(p->rq, "演示数据", "made up for a demonstration")
                       : q->source);
    buf_puts(out, "</tr>");
}

/* ---- in which order ---- */

struct quota_line {
    const struct quota *q;
    struct list_order order;
};

static int number_of(const struct quota_line *l)
{
    switch (l->order.column) {
    case COLUMN_TRACK:
        return (int)l->q->track;
    case COLUMN_PLACES:
        return l->q->places;
    case COLUMN_USED:
        return l->q->used;
    case COLUMN_DESIGNATED:
        return l->q->designated;
    case COLUMN_LEFT:
        return quota_left(l->q);
    default:
        return 0;
    }
}

/* Ties are kept in the order of the register: by unit and track. */
static int compare(const void *a, const void *b)
{
    const struct quota_line *x = a, *y = b;
    int same = (x->q > y->q) - (x->q < y->q), p = number_of(x), q = number_of(y);
    int r = x->order.column == COLUMN_UNIT ? same : (p > q) - (p < q);

    return r == 0 ? same : x->order.down ? -r : r;
}

static size_t find_lines(const struct quotas_page *p, struct list_order order,
                         struct quota_line **out)
{
    size_t n, shown = 0;
    const struct quota *quotas = atlas_quotas(p->a, &n);

    *out = arena_alloc(p->rq->arena, n ? n : 1, sizeof **out);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(quotas[i].round, p->round->id) == 0 &&
            (!p->unit || strcmp(quotas[i].unit, p->unit) == 0))
            (*out)[shown++] = (struct quota_line){&quotas[i], order};
    }
    qsort(*out, shown, sizeof **out, compare);
    return shown;
}

static void put_table(struct buf *out, const struct quotas_page *p)
{
    const struct list_order order = list_order_read(p->rq, columns, COUNT(columns));
    struct quota_line *lines;
    size_t n = find_lines(p, order, &lines);

    buf_puts(out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"quotas\">");
    list_put_headings(out, p->rq, columns, COUNT(columns), order);
    buf_puts(out, "<tbody>");
    for (size_t i = 0; i < n; i++)
        put_quota_row(out, p, lines[i].q);
    buf_puts(out, "</tbody></table></div>");
    if (n == 0)
        buf_printf(out, "<p class=\"note\">%s</p>",
                   page_say(p->rq, "这一批次的名额表没有公布。",
                            "No table of places was published for this round."));
}

/* What the form says, for paper: a form is not printed. */
static void put_asked(struct buf *out, const struct quotas_page *p)
{
    const struct unit *unit = p->unit ? unit_find(p->unit) : NULL;

    if (!p->round)
        return;
    buf_printf(out, "<p class=\"asked\">%s<b>", page_say(p->rq, "批次：", "Round: "));
    html_escape(out, p->round->id);
    buf_printf(out, "</b>%s%s</p>", page_say(p->rq, "；推荐单位：", "; unit: "),
               unit ? page_say(p->rq, unit->zh, unit->en) : page_say(p->rq, "全国", "all"));
}

static const char *data_path(const struct quotas_page *p, const char *format)
{
    return p->round ? arena_printf(p->rq->arena, "/api/v1/rounds/%s/quotas?f=%s%s%s", p->round->id,
                                   format, p->unit ? "&province=" : "", p->unit ? p->unit : "")
                    : NULL;
}

static const char *own_address(const struct quotas_page *p)
{
    return p->round ? arena_printf(p->rq->arena, "/quotas?round=%s%s%s", p->round->id,
                                   p->unit ? "&province=" : "", p->unit ? p->unit : "")
                    : NULL;
}

bool api_quotas_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct quotas_page p = {.rq = rq};
    const char *unit = request_query(rq, "province");
    struct buf out = {0};

    if (unit && *unit && !unit_read(rq, &p.unit, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a || !find_round(&p, err))
        return frame_fault(rq, rp, err);
    const struct frame f = {.title = page_say(rq, "推荐名额", "Places to recommend"),
                            .here = HERE_QUOTAS,
                            .address = own_address(&p),
                            .csv = data_path(&p, "csv"),
                            .json = data_path(&p, "json")};
    frame_begin(&out, rq, &f);
    buf_printf(&out, "<p>%s</p>",
               page_say(rq,
                        "每一批次、每一类别，各推荐单位可以推荐的数目。没有公布的数目记为“未公布”，"
                        "不是零：在公布之前不能推荐。",
                        "How many places each recommending unit has, by round and track. A number "
                        "that was not published is unknown, not zero: nothing can be recommended "
                        "before it is."));
    put_form(&out, &p);
    put_asked(&out, &p);
    if (p.round)
        put_table(&out, &p);
    frame_end(&out, rq, rp, p.a,
              arena_printf(rq->arena, "quotas-%s",
                           when_key(rq, p.a, &(struct when){DATE_NONE, MOMENT_NONE})));
    return true;
}
