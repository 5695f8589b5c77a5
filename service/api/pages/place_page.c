/* place_page.c - GET /place/{code}: the verdict first, in words; then where the place lies, what it
 * holds and held, what is not known and why, and what it may apply for. */
#include "api/eligibility_json.h"
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/place_json.h"
#include "api/title_json.h"
#include "base/mem.h"
#include "domain/evidence.h"
#include "domain/lookup.h"

#include <string.h>

struct place_page {
    const struct request *rq;
    const struct atlas *a;
    struct view view;
    const struct place *place;
    int index;
    struct holder holder;
    struct when when;
    struct lookup found;
};

static const char *say(const struct place_page *p, const char *zh, const char *en)
{
    return page_say(p->rq, zh, en);
}

static void put_chain(struct buf *out, const struct place_page *p)
{
    int up[3], n = 0;

    for (int i = p->place->parent; i >= 0 && n < 3; i = atlas_place(p->a, i)->parent)
        up[n++] = i;
    buf_puts(out, "<p class=\"chain\">");
    while (n-- > 0) {
        const struct place *above = atlas_place(p->a, up[n]);
        page_link(out, p->rq, arena_printf(p->rq->arena, "/place/%s", above->code), above->name);
        buf_puts(out, " › ");
    }
    html_escape(out, p->place->name);
    buf_puts(out, " · ");
    html_escape(out, place_kind_label(p->place->kind, p->rq->lang == LANG_EN));
    buf_puts(out, "</p>");
}

/* ---- the verdict ---- */

static void put_held(struct buf *out, const struct place_page *p)
{
    bool english = p->rq->lang == LANG_EN;

    for (size_t i = 0; i < p->holder.n_titles; i++) {
        const struct title *t = &p->holder.titles[i];
        enum title_status s =
            title_status(&p->view, p->holder.titles, p->holder.n_titles, t, p->when.on);

        if (!title_shown(t, p->view.as_of) || !title_status_counts(s))
            continue;
        buf_puts(out, "<p>");
        html_escape(out, title_kind_label(t->kind, english));
        buf_puts(out, say(p, "，", ", "));
        html_escape(out, page_term(p->rq, t->since, t->until));
        if (t->document) {
            buf_puts(out, say(p, "，依据", ", by "));
            html_escape(out, t->document);
        }
        if (s != STATUS_IN_FORCE) {
            buf_puts(out, say(p, "（", " ("));
            html_escape(out, title_status_label(s, english));
            buf_puts(out, say(p, "）", ")"));
        }
        buf_puts(out, "</p>");
    }
}

static bool takes_part(const struct place_page *p)
{
    return p->place->unit && place_kind_side(p->place->kind) != SIDE_NONE;
}

static void put_verdict(struct buf *out, const struct place_page *p)
{
    static const struct {
        const char *class, *zh, *en;
    } words[ANSWERS] = {
        [ANSWER_IN] = {"in", "持有称号", "holds a title"},
        [ANSWER_NOT_IN] = {"not-in", "不持有称号", "holds none of these titles"},
        [ANSWER_UNKNOWN] = {"unknown", "尚不能确定", "not known"},
        [ANSWER_NEAR_BOUNDARY] = {"unknown", "尚不能确定", "not known"},
    };
    enum answer answer = p->found.answer;

    buf_printf(out, "<div class=\"verdict %s\"><p><strong>", words[answer].class);
    html_escape(out, p->place->name);
    buf_printf(out, "%s%s</strong> %s%s</p>", say(p, "：", ": "),
               say(p, words[answer].zh, words[answer].en), say(p, "截至", "on "),
               page_date(p->rq, p->when.on));
    put_held(out, p);
    if (answer == ANSWER_UNKNOWN)
        buf_printf(
            out, "<p>%s</p>",
            say(p, "公布的名单本系统收录不全，没有收录不等于不持有。原因见下。",
                "The published lists are here in part only, and a place that is missing from "
                "them may still hold a title. See below for why."));
    else if (!takes_part(p))
        buf_printf(out, "<p>%s</p>",
                   say(p, "这一类行政区划不参加强市、强县四类评定。",
                       "Places of this kind take no part in the four evaluations."));
    buf_puts(out, "</div>");
}

/* ---- titles ---- */

static void put_title_row(struct buf *out, const struct place_page *p, const struct title *t)
{
    bool english = p->rq->lang == LANG_EN;
    enum title_status s =
        title_status(&p->view, p->holder.titles, p->holder.n_titles, t, p->when.on);
    const char *url = title_url(t);

    buf_printf(out, "<tr%s>", title_status_counts(s) ? "" : " class=\"ended\"");
    page_cell(out, title_kind_label(t->kind, english));
    page_cell(out, page_term(p->rq, t->since, t->until));
    page_cell(out, title_status_label(s, english));
    buf_puts(out, "<td>");
    if (url) {
        buf_puts(out, "<a href=\"");
        html_escape(out, url);
        buf_puts(out, "\">");
    }
    html_escape(out, t->document ? t->document : say(p, "文号未公布", "number not published"));
    buf_printf(out, "%s</td>", url ? "</a>" : "");
    page_cell(out, t->confidence == CONFIDENCE_STATED
                       ? ""
                       : say(p, "仅见于地方方案", "known from a local plan only"));
    buf_puts(out, "</tr>");
}

static void put_titles(struct buf *out, const struct place_page *p)
{
    static const struct page_heading headings[] = {
        {"称号", "Title"}, {"期限", "Term"}, {"状态", "Status"}, {"文件", "Document"}, {"", ""}};
    size_t shown = 0;

    buf_printf(out, "<h2>%s</h2>", say(p, "称号（现在与过去）", "Titles, present and past"));
    for (size_t i = 0; i < p->holder.n_titles; i++) {
        if (!title_shown(&p->holder.titles[i], p->view.as_of))
            continue;
        if (shown++ == 0) {
            buf_puts(out, "<div class=\"scroll\" tabindex=\"0\"><table>");
            page_headings(out, p->rq, headings, COUNT(headings));
            buf_puts(out, "<tbody>");
        }
        put_title_row(out, p, &p->holder.titles[i]);
    }
    buf_puts(out, shown ? "</tbody></table></div>" : "<p>");
    if (!shown)
        buf_printf(
            out, "%s</p>",
            say(p, "本系统没有收录该地的称号。", "No title of this place is on record here."));
}

/* ---- what is not known ---- */

static void put_holding(struct buf *out, const struct place_page *p, enum title_kind kind)
{
    struct holding h = holding_of(&p->view, &p->holder, kind, p->when.on);
    char text[EVIDENCE_TEXT];

    buf_puts(out, "<li><b>");
    html_escape(out, title_kind_short(kind, p->rq->lang == LANG_EN));
    buf_puts(out, "</b> ");
    html_escape(out, evidence_of_holding(&h, p->rq->lang == LANG_EN, text));
    buf_puts(out, "</li>");
}

static void put_reasons(struct buf *out, const struct place_page *p)
{
    enum side side = place_kind_side(p->place->kind);
    const char *notes[NOT_COVERED_MOST];
    size_t n = not_covered(p->rq, p->when.on, notes);

    buf_printf(out, "<h2>%s</h2><ul>", say(p, "为什么这样答", "Why this answer"));
    if (p->place->unit && side != SIDE_NONE) {
        put_holding(out, p, side_demonstration(side));
        put_holding(out, p, side_pilot(side));
    }
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, "<li>");
        html_escape(out, notes[i]);
        buf_puts(out, "</li>");
    }
    buf_puts(out, "</ul>");
}

/* ---- what it may apply for ---- */

static void put_conditions(struct buf *out, const struct place_page *p, const struct eligibility *e)
{
    bool english = p->rq->lang == LANG_EN;

    buf_printf(out, "<details><summary>%s</summary><ul>",
               say(p, "逐项条件", "Condition by condition"));
    for (size_t i = 0; i < e->n; i++) {
        const struct condition *c = &e->conditions[i];
        char text[EVIDENCE_TEXT];

        buf_puts(out, "<li><b>");
        html_escape(out, result_label(c->result, english));
        buf_puts(out, "</b> ");
        html_escape(out, english ? c->rule->en : c->rule->zh);
        buf_printf(out, " <span class=\"code\">%s</span><br>", c->rule->clause);
        html_escape(out, evidence_of(e, c, english, text));
        buf_puts(out, "</li>");
    }
    buf_puts(out, "</ul></details>");
}

static void put_tracks(struct buf *out, const struct place_page *p)
{
    bool english = p->rq->lang == LANG_EN;
    size_t n_rounds;
    const struct round *rounds = atlas_rounds(p->a, &n_rounds);
    const struct round *round = round_on(rounds, n_rounds, p->when.on);

    if (!takes_part(p))
        return;
    buf_printf(out, "<h2>%s</h2><p class=\"note\">%s</p>",
               say(p, "可以申报什么", "What it may apply for"),
               say(p, "只依据已公布的事实；须由主管部门认定的条件在此为“未知”。",
                   "From published facts alone; what an office has to find is unknown here."));
    for (int track = 0; track < TRACKS; track++) {
        struct eligibility e;

        if (!track_admits((enum title_kind)track, p->place->kind))
            continue;
        assess_place(p->rq, p->a, &p->view, p->index, (enum title_kind)track, p->when.on, round,
                     &e);
        buf_puts(out, "<h3>");
        html_escape(out, title_kind_label((enum title_kind)track, english));
        buf_puts(out, say(p, "：", ": "));
        html_escape(out, verdict_label(e.verdict, english));
        buf_puts(out, "</h3>");
        put_conditions(out, p, &e);
    }
}

static void put_around(struct buf *out, const struct place_page *p)
{
    buf_printf(out, "<h2>%s</h2><p><a href=\"%s\">%s</a></p>", say(p, "位置", "Where it lies"),
               page_href(p->rq, arena_printf(p->rq->arena, "/?code=%s", p->place->code)),
               say(p, "在地图上看", "See it on the map"));
    if (!p->place->n_neighbours)
        return;
    buf_printf(out, "<p>%s", say(p, "相邻：", "Neighbours: "));
    for (size_t i = 0; i < p->place->n_neighbours; i++) {
        const struct place *next = atlas_place(p->a, p->place->neighbours[i]);
        buf_puts(out, i ? say(p, "、", ", ") : "");
        page_link(out, p->rq, arena_printf(p->rq->arena, "/place/%s", next->code), next->name);
    }
    buf_puts(out, "</p>");
}

static void put_day_form(struct buf *out, const struct place_page *p)
{
    buf_puts(out, "<form class=\"filter\" method=\"get\">");
    if (p->rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    page_day_field(out, p->rq, "on", "查询日期", "On the day", p->when.on);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", say(p, "查看", "Show"));
}

/* ---- the page ---- */

static void answer_place(struct reply *rp, struct place_page *p)
{
    const struct frame f = {
        .title = arena_printf(p->rq->arena, "%s %s", p->place->name, p->place->code),
        .description = arena_printf(
            p->rq->arena,
            say(p, "%s（%s）是否为国家知识产权强市、强县建设试点示范，期限与依据。",
                "Does %s (%s) hold a national intellectual-property pilot or demonstration title, "
                "since when, until when, by which document?"),
            p->place->name, p->place->code),
        .here = HERE_PLACES,
        .json = arena_printf(p->rq->arena, "/api/v1/places/%s", p->place->code)};
    struct buf out = {0};

    frame_begin(&out, p->rq, &f);
    put_verdict(&out, p);
    put_chain(&out, p);
    put_day_form(&out, p);
    put_titles(&out, p);
    put_reasons(&out, p);
    put_tracks(&out, p);
    put_around(&out, p);
    frame_end(&out, p->rq, rp, p->a,
              arena_printf(p->rq->arena, "place-%s", when_key(p->rq, p->a, &p->when)));
}

/* A code that was replaced leads on to the place that took its place. */
static bool find_place(struct place_page *p, struct reply *rp, const char *code, struct err *err)
{
    const char *source = NULL, *successor;

    p->index = atlas_find_code(p->a, code);
    if (p->index >= 0) {
        p->place = atlas_place(p->a, p->index);
        return true;
    }
    successor = atlas_successor(p->a, code, &source);
    if (successor) {
        reply_header(rp, "Location",
                     page_href(p->rq, arena_printf(p->rq->arena, "/place/%s", successor)));
        return err_say(err, ERR_GONE, "code", "the code %1$s was replaced by %2$s (%3$s)",
                       "代码 %1$s 已由 %2$s 取代（%3$s）", code, successor, source);
    }
    return err_say(err, ERR_NOT_FOUND, "code", "there is no place with the code %s",
                   "没有代码为 %s 的地方", code);
}

bool api_place_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct place_page p = {.rq = rq};

    if (!when_read(rq, &p.when, err))
        return frame_fault(rq, rp, err);
    p.a = atlas_for(rq, rp, err);
    if (!p.a || !when_check(p.a, &p.when, err) || !find_place(&p, rp, rq->parts[0], err))
        return frame_fault(rq, rp, err);
    p.view = atlas_view(p.a, p.when.as_of, rq->arena);
    p.holder = atlas_place_holder(p.a, p.index);
    lookup_assess(&p.view, &p.holder, 1, p.when.on, &p.found);
    answer_place(rp, &p);
    return true;
}
