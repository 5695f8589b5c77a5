/* institution_page.c - GET /institution/{id}: whether it stands in the directory, what it is, where
 * it lies to the published parts, and what happened, each with its source. */
#include "api/handlers.h"
#include "api/institution_json.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/path_number.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

struct institution_page {
    const struct request *rq;
    const struct atlas *a;
    struct when when;
    struct institution_seen seen;
    const struct zone *zone; /* NULL: the moment shows none */
};

static const char *say(const struct institution_page *p, const char *zh, const char *en)
{
    return page_say(p->rq, zh, en);
}

static bool english(const struct institution_page *p)
{
    return p->rq->lang == LANG_EN;
}

static void put_fact(struct buf *out, const struct institution_page *p, const char *zh,
                     const char *en, const char *text)
{
    buf_printf(out, "<dt>%s</dt><dd>", say(p, zh, en));
    html_escape(out, text && *text ? text : say(p, "未收录", "not on record"));
    buf_puts(out, "</dd>");
}

/* ---- what it is ---- */

static void put_verdict(struct buf *out, const struct institution_page *p)
{
    const struct institution_seen *s = &p->seen;

    buf_printf(out, "<div class=\"verdict %s\"><p><strong>%s</strong> %s%s</p>",
               s->stands ? "in" : "not-in",
               s->stands ? say(p, "在册", "In the directory")
               : s->stay ? say(p, "已退出名录", "Left the directory")
                         : say(p, "尚未入册", "Not in the directory yet"),
               say(p, "截至", "on "), page_date(p->rq, p->when.on));
    if (s->stay) {
        buf_printf(out, "<p>%s%s", say(p, "入册：", "since "), page_date(p->rq, s->stay->admitted));
        if (s->stay->exited != DATE_NONE)
            buf_printf(out, say(p, "；退出：%s", "; left on %s"),
                       page_date(p->rq, s->stay->exited));
        buf_puts(out, "</p>");
    }
    buf_puts(out, "</div>");
}

static const char *labels(const struct institution_page *p, enum word_list list, unsigned set)
{
    struct buf text = {0};

    for (int i = 0; i < word_count(list); i++) {
        if (set & 1U << i)
            buf_printf(&text, "%s%s", text.len ? say(p, "、", ", ") : "",
                       word_label(list, i, english(p)));
    }
    const char *kept = arena_strdup(p->rq->arena, text.len ? text.data : NULL);
    buf_free(&text);
    return kept;
}

static const char *position(const struct institution_page *p)
{
    const struct placed placed = atlas_placed(p->a, p->seen.row, p->when.on, p->when.as_of);
    const char *text = placement_label(placed.where, english(p));

    if (placed.part)
        return arena_printf(p->rq->arena, say(p, "%s：%d. %s", "%s: %d. %s"), text,
                            placed.part->part.number, placed.part->part.name);
    if (!isnan(placed.metres))
        return arena_printf(p->rq->arena,
                            say(p, "%s，距最近的片区约 %.0f 米",
                                "%s, about %.0f m from the nearest "
                                "part"),
                            text, placed.metres);
    return text;
}

static void put_facts(struct buf *out, const struct institution_page *p)
{
    const struct institution *row = p->seen.row;

    buf_printf(out, "<dl class=\"facts\"><dt>%s</dt><dd>", say(p, "集聚区", "Zone"));
    page_link(out, p->rq, arena_printf(p->rq->arena, "/zone/%s", p->seen.entry->zone),
              p->zone ? p->zone->name : p->seen.entry->zone);
    buf_puts(out, "</dd>");
    put_fact(out, p, "统一社会信用代码", "Credit code", row->uscc);
    put_fact(out, p, "服务形态", "Forms of service", labels(p, WORDS_FORM, row->forms));
    put_fact(out, p, "知识产权类别", "Kinds", labels(p, WORDS_IP_KIND, row->ip_kinds));
    put_fact(out, p, "规模", "Size",
             row->size == WORD_NONE ? NULL : word_label(WORDS_SIZE, row->size, english(p)));
    put_fact(out, p, "地址", "Address", row->address);
    put_fact(out, p, "坐标", "Point",
             row->has_point ? arena_printf(p->rq->arena, "%.6f, %.6f", row->lon, row->lat) : NULL);
    put_fact(out, p, "与片区的关系", "Lies", position(p));
    put_fact(out, p, "来源", "Source", row->source);
    buf_puts(out, "</dl>");
}

/* ---- what happened ---- */

static void open_table(struct buf *out, const struct institution_page *p, const char *zh,
                       const char *en, const struct page_heading *headings, size_t n)
{
    buf_printf(out, "<h2>%s</h2><section class=\"scroll\" tabindex=\"0\" aria-label=\"%s\"><table>",
               say(p, zh, en), say(p, zh, en));
    page_headings(out, p->rq, headings, n);
    buf_puts(out, "<tbody>");
}

static void close_table(struct buf *out)
{
    buf_puts(out, "</tbody></table></section>");
}

static void put_stays(struct buf *out, const struct institution_page *p)
{
    static const struct page_heading headings[] = {{"入册", "Admitted"},
                                                   {"入册理由", "Why"},
                                                   {"退出", "Left"},
                                                   {"退出原因", "Why"},
                                                   {"来源", "Source"}};
    const struct directory_entry *e = p->seen.entry;

    open_table(out, p, "在册经过", "Stays in the directory", headings, COUNT(headings));
    for (size_t i = 0; i < e->n_stays; i++) {
        const struct institution_stay *t = &e->stays[i];

        if (!view_shows(p->when.as_of, t->recorded, t->retracted))
            continue;
        buf_puts(out, "<tr>");
        page_cell(out, page_date(p->rq, t->admitted));
        page_cell(out, t->admission_reason);
        page_cell(out, page_date(p->rq, t->exited));
        buf_puts(out, "<td>");
        if (t->exit_kind != WORD_NONE)
            html_escape(out, word_label(WORDS_EXIT, t->exit_kind, english(p)));
        if (t->exit_reason) {
            buf_puts(out, say(p, "：", ": "));
            html_escape(out, t->exit_reason);
        }
        buf_puts(out, "</td>");
        page_cell(out, t->source);
        buf_puts(out, "</tr>");
    }
    close_table(out);
}

static void put_misconduct_row(struct buf *out, const struct institution_page *p,
                               const struct institution_misconduct *m)
{
    buf_puts(out, "<tr>");
    page_cell(out, page_date(p->rq, m->day));
    buf_puts(out, "<td>");
    html_escape(out, word_label(WORDS_MISCONDUCT, m->kind, english(p)));
    if (m->serious)
        buf_puts(out, say(p, "（情节严重）", " (serious)"));
    if (m->words) {
        buf_puts(out, "<br>");
        html_escape(out, m->words);
    }
    buf_puts(out, "</td>");
    page_cell(out, m->document);
    buf_puts(out, "<td>");
    if (m->lifted != DATE_NONE) {
        html_escape(out, page_date(p->rq, m->lifted));
        if (m->lifted_by) {
            buf_putc(out, ' ');
            html_escape(out, m->lifted_by);
        }
    }
    buf_puts(out, "</td></tr>");
}

static void put_all_misconduct(struct buf *out, const struct institution_page *p)
{
    static const struct page_heading headings[] = {
        {"日期", "Day"}, {"行为", "What"}, {"文件", "Document"}, {"解除", "Lifted"}};
    const struct directory_entry *e = p->seen.entry;
    size_t shown = 0;

    for (size_t i = 0; i < e->n_misconduct; i++) {
        if (!view_shows(p->when.as_of, e->misconduct[i].recorded, e->misconduct[i].retracted))
            continue;
        if (shown++ == 0)
            open_table(out, p, "违法违规记录", "Misconduct on record", headings, COUNT(headings));
        put_misconduct_row(out, p, &e->misconduct[i]);
    }
    if (shown)
        close_table(out);
}

static void put_assessments(struct buf *out, const struct institution_page *p)
{
    static const struct page_heading headings[] = {
        {"年份", "Year"}, {"等次", "Grade"}, {"说明", "Words"}, {"文件", "Document"}};
    const struct directory_entry *e = p->seen.entry;
    size_t shown = 0;

    for (size_t i = 0; i < e->n_assessments; i++) {
        const struct institution_assessment *as = &e->assessments[i];

        if (!view_shows(p->when.as_of, as->recorded, as->retracted))
            continue;
        if (shown++ == 0)
            open_table(out, p, "评价", "Assessments", headings, COUNT(headings));
        buf_printf(out, "<tr><td>%d</td>", as->year);
        page_cell(out, as->grade);
        page_cell(out, as->words);
        page_cell(out, as->document);
        buf_puts(out, "</tr>");
    }
    if (shown)
        close_table(out);
}

/* ---- the page ---- */

static bool ask(struct institution_page *p, const struct request *rq, struct reply *rp,
                struct err *err)
{
    *p = (struct institution_page){.rq = rq};
    if (!when_read(rq, &p->when, err))
        return false;
    p->a = atlas_for(rq, rp, err);
    if (!p->a || !when_check(p->a, &p->when, err))
        return false;
    const struct directory_entry *e = atlas_institution(p->a, path_row(rq, 0));
    if (!e || !institution_see(e, &p->when, &p->seen))
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no institution '%.40s'",
                       "没有编号为“%.40s”的机构", rq->parts[0]);
    long at = atlas_zone_find(p->a, e->zone);
    if (at >= 0)
        p->zone = atlas_zone(p->a, (size_t)at, DATE_NONE, p->when.as_of);
    return true;
}

bool api_institution_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct institution_page p;
    struct buf out = {0};

    if (!ask(&p, rq, rp, err))
        return frame_fault(rq, rp, err);
    const struct frame f = {
        .title = p.seen.row->name,
        .here = HERE_INSTITUTIONS,
        .json = arena_printf(rq->arena, "/api/v1/institutions/%lld", (long long)p.seen.entry->id)};
    frame_begin(&out, rq, &f);
    put_verdict(&out, &p);
    put_facts(&out, &p);
    put_stays(&out, &p);
    put_all_misconduct(&out, &p);
    put_assessments(&out, &p);
    frame_end(&out, rq, rp, p.a,
              arena_printf(rq->arena, "institution-%s", when_key(rq, p.a, &p.when)));
    return true;
}
