/* place_told.c - see place_told.h. */
#include "api/pages/place_told.h"

#include "api/ogc/html.h"
#include "base/mem.h"
#include "domain/evidence.h"

#include <string.h>

const char *place_say(const struct place_page *p, const char *zh, const char *en)
{
    return page_say(p->rq, zh, en);
}

void place_put_chain(struct buf *out, const struct place_page *p)
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
        buf_puts(out, place_say(p, "，", ", "));
        html_escape(out, page_term(p->rq, t->since, t->until));
        if (t->document) {
            buf_puts(out, place_say(p, "，依据", ", by "));
            html_escape(out, t->document);
        }
        if (s != STATUS_IN_FORCE) {
            buf_puts(out, place_say(p, "（", " ("));
            html_escape(out, title_status_label(s, english));
            buf_puts(out, place_say(p, "）", ")"));
        }
        buf_puts(out, "</p>");
    }
}

bool place_takes_part(const struct place_page *p)
{
    return p->place->unit && place_kind_side(p->place->kind) != SIDE_NONE;
}

void place_put_verdict(struct buf *out, const struct place_page *p)
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
    buf_printf(out, "%s%s</strong> %s%s</p>", place_say(p, "：", ": "),
               place_say(p, words[answer].zh, words[answer].en), place_say(p, "截至", "on "),
               page_date(p->rq, p->when.on));
    put_held(out, p);
    if (answer == ANSWER_UNKNOWN)
        buf_printf(
            out, "<p>%s</p>",
            place_say(p, "公布的名单本系统收录不全，没有收录不等于不持有。原因见下。",
                      "The published lists are here in part only, and a place that is missing from "
                      "them may still hold a title. See below for why."));
    else if (!place_takes_part(p))
        buf_printf(out, "<p>%s</p>",
                   place_say(p, "这一类行政区划不参加强市、强县四类评定。",
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
    html_escape(out,
                t->document ? t->document : place_say(p, "文号未公布", "number not published"));
    buf_printf(out, "%s</td>", url ? "</a>" : "");
    page_cell(out, t->confidence == CONFIDENCE_STATED
                       ? ""
                       : place_say(p, "仅见于地方方案", "known from a local plan only"));
    buf_puts(out, "</tr>");
}

void place_put_titles(struct buf *out, const struct place_page *p)
{
    static const struct page_heading headings[] = {
        {"称号", "Title"}, {"期限", "Term"}, {"状态", "Status"}, {"文件", "Document"}, {"", ""}};
    size_t shown = 0;

    buf_printf(out, "<h2>%s</h2>", place_say(p, "称号（现在与过去）", "Titles, present and past"));
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
        buf_printf(out, "%s</p>",
                   place_say(p, "本系统没有收录该地的称号。",
                             "No title of this place is on record here."));
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

void place_put_reasons(struct buf *out, const struct place_page *p)
{
    enum side side = place_kind_side(p->place->kind);
    const char *notes[NOT_COVERED_MOST];
    size_t n = not_covered(p->rq, p->when.on, notes);

    buf_printf(out, "<h2>%s</h2><ul>", place_say(p, "为什么这样答", "Why this answer"));
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

/* ---- which place, and on which day ---- */

/* A code that was replaced leads on to the place that took its place. */
static bool find_place(struct place_page *p, struct reply *rp, const char *below, struct err *err)
{
    const char *code = p->rq->parts[0], *source = NULL, *successor;

    p->index = atlas_find_code(p->a, code);
    if (p->index >= 0) {
        p->place = atlas_place(p->a, p->index);
        return true;
    }
    successor = atlas_successor(p->a, code, &source);
    if (successor) {
        reply_header(rp, "Location",
                     page_href(p->rq, arena_printf(p->rq->arena, "/place/%s%s", successor, below)));
        return err_say(err, ERR_GONE, "code", "the code %1$s was replaced by %2$s (%3$s)",
                       "代码 %1$s 已由 %2$s 取代（%3$s）", code, successor, source);
    }
    return err_say(err, ERR_NOT_FOUND, "code", "there is no place with the code %s",
                   "没有代码为 %s 的地方", code);
}

bool place_ask(struct place_page *p, const struct request *rq, struct reply *rp, const char *below,
               struct err *err)
{
    *p = (struct place_page){.rq = rq};
    if (!when_read(rq, &p->when, err))
        return false;
    p->a = atlas_for(rq, rp, err);
    if (!p->a || !when_check(p->a, &p->when, err) || !find_place(p, rp, below, err))
        return false;
    p->view = atlas_view(p->a, p->when.as_of, rq->arena);
    p->holder = atlas_place_holder(p->a, p->index);
    lookup_assess(&p->view, &p->holder, 1, p->when.on, &p->found);
    return true;
}

const char *place_path(const struct place_page *p, const char *below, bool dated)
{
    return when_path(p->rq, &p->when,
                     arena_printf(p->rq->arena, "/place/%s%s", p->place->code, below), dated);
}
