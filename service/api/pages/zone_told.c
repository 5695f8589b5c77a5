/* zone_told.c - see zone_told.h. */
#include "api/pages/zone_told.h"

#include "api/ogc/html.h"
#include "base/mem.h"
#include "domain/unit.h"

#include <math.h>
#include <string.h>

const char *zone_say(const struct zone_page *p, const char *zh, const char *en)
{
    return page_say(p->rq, zh, en);
}

const char *zone_hectares(const struct zone_page *p, double m2)
{
    if (isnan(m2))
        return zone_say(p, "未公布", "not published");
    return arena_printf(p->rq->arena, zone_say(p, "%.2f 公顷", "%.2f ha"), m2 / 1e4);
}

const char *zone_part_name(const struct zone_page *p, const struct zone_part *part)
{
    return arena_printf(p->rq->arena, "%d. %s", part->number,
                        part->name ? part->name : zone_say(p, "名称未公布", "name not published"));
}

void zone_open_table(struct buf *out, const struct zone_page *p, const char *name,
                     const struct page_heading *headings, size_t n)
{
    buf_puts(out, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
    html_escape(out, name);
    buf_puts(out, "\"><table>");
    page_headings(out, p->rq, headings, n);
    buf_puts(out, "<tbody>");
}

void zone_close_table(struct buf *out)
{
    buf_puts(out, "</tbody></table></section>");
}

/* ---- the verdict ---- */

enum held { HELD_UNKNOWN, HELD, HELD_COMING, HELD_NO_MORE, HELDS };

static enum held held_by(enum title_status s)
{
    if (title_status_counts(s))
        return HELD;
    return s == STATUS_TERM_UNKNOWN ? HELD_UNKNOWN
           : s == STATUS_NOT_YET    ? HELD_COMING
                                    : HELD_NO_MORE;
}

static enum title_status status_of(const struct zone_page *p, const struct title *t)
{
    return title_status(&p->q.view, NULL, 0, t, p->when.on);
}

/* What holds is said before what may hold, that before what is over. */
static enum held held_of(const struct zone_page *p, const struct title **titles, size_t n)
{
    static const int rank[HELDS] = {
        [HELD] = 3, [HELD_UNKNOWN] = 2, [HELD_COMING] = 1, [HELD_NO_MORE] = 0};
    enum held best = n ? HELD_NO_MORE : HELD_UNKNOWN;

    for (size_t i = 0; i < n; i++) {
        enum held h = held_by(status_of(p, titles[i]));
        if (rank[h] > rank[best])
            best = h;
    }
    return best;
}

static void put_held(struct buf *out, const struct zone_page *p, const struct title *t)
{
    bool english = p->q.english;

    buf_puts(out, "<p>");
    html_escape(out, title_kind_label(t->kind, english));
    buf_puts(out, zone_say(p, "，", ", "));
    html_escape(out, page_term(p->rq, t->since, t->until));
    buf_puts(out, zone_say(p, "，依据", ", by "));
    html_escape(out, t->document ? t->document
                                 : zone_say(p, "文件（文号未收录）",
                                            "a document whose number is not on record"));
    buf_puts(out, zone_say(p, "（", " ("));
    html_escape(out, t->confidence == CONFIDENCE_STATED
                         ? title_status_label(status_of(p, t), english)
                         : zone_say(p, "仅见于地方方案", "known from a local plan only"));
    buf_puts(out, zone_say(p, "）</p>", ")</p>"));
}

void zone_tell_verdict(struct buf *out, const struct zone_page *p)
{
    static const struct {
        const char *class, *zh, *en;
    } words[HELDS] = {
        [HELD_UNKNOWN] = {"unknown", "尚不能确定", "not known"},
        [HELD] = {"in", "持有称号", "holds a title"},
        [HELD_COMING] = {"not-in", "称号尚未开始", "its title has not begun"},
        [HELD_NO_MORE] = {"not-in", "不再持有称号", "holds no title any more"},
    };
    const struct title **titles;
    size_t n = atlas_zone_titles(p->a, p->zone, p->when.as_of, p->rq->arena, &titles);
    enum held held = held_of(p, titles, n);

    buf_printf(out, "<div class=\"verdict %s\"><p><strong>", words[held].class);
    html_escape(out, p->zone->name);
    buf_printf(out, "%s%s</strong> %s%s</p>", zone_say(p, "：", ": "),
               zone_say(p, words[held].zh, words[held].en), zone_say(p, "截至", "on "),
               page_date(p->rq, p->when.on));
    for (size_t i = 0; i < n; i++) {
        if (held_by(status_of(p, titles[i])) == held)
            put_held(out, p, titles[i]);
    }
    if (n == 0)
        buf_printf(
            out, "<p>%s</p>",
            zone_say(p, "没有收录授予称号的文件。", "No document that names it is on record."));
    else if (held == HELD_UNKNOWN)
        buf_printf(out, "<p>%s</p>",
                   zone_say(p, "文件列出了它，但起止日期没有公布：这一天是否仍然有效，不能断定。",
                            "A document lists it, but its term was not published: whether it holds "
                            "the title on this day cannot be told."));
    buf_puts(out, "</div>");
}

void zone_tell_titles(struct buf *out, const struct zone_page *p)
{
    static const struct page_heading headings[] = {
        {"称号", "Title"}, {"期限", "Term"}, {"状态", "Status"}, {"文件", "Document"}};
    const struct title **titles;
    size_t n = atlas_zone_titles(p->a, p->zone, p->when.as_of, p->rq->arena, &titles);

    buf_printf(out, "<h2>%s</h2>", zone_say(p, "称号（现在与过去）", "Titles, present and past"));
    if (n == 0) {
        buf_printf(out, "<p class=\"note\">%s</p>",
                   zone_say(p, "没有收录。", "None is on record."));
        return;
    }
    zone_open_table(out, p, zone_say(p, "称号", "Titles"), headings, COUNT(headings));
    for (size_t i = 0; i < n; i++) {
        const struct title *t = titles[i];
        enum title_status s = status_of(p, t);

        buf_printf(out, "<tr%s>",
                   title_status_counts(s) || s == STATUS_TERM_UNKNOWN ? "" : " class=\"ended\"");
        page_cell(out, title_kind_label(t->kind, p->q.english));
        page_cell(out, page_term(p->rq, t->since, t->until));
        page_cell(out, title_status_label(s, p->q.english));
        page_cell(out,
                  t->document ? t->document : zone_say(p, "文号未收录", "number not on record"));
        buf_puts(out, "</tr>");
    }
    zone_close_table(out);
}

/* ---- what it is ---- */

static void put_fact(struct buf *out, const struct zone_page *p, const char *zh, const char *en,
                     const char *text)
{
    buf_printf(out, "<dt>%s</dt><dd>", zone_say(p, zh, en));
    html_escape(out, text ? text : zone_say(p, "未公布", "not published"));
    buf_puts(out, "</dd>");
}

static void put_place(struct buf *out, const struct zone_page *p, const char *zh, const char *en,
                      const char *code, const char *note)
{
    int place = code ? atlas_find_code(p->a, code) : -1;

    buf_printf(out, "<dt>%s</dt><dd>", zone_say(p, zh, en));
    if (place < 0)
        html_escape(out, zone_say(p, "未公布", "not published"));
    else
        page_link(out, p->rq, arena_printf(p->rq->arena, "/place/%s", code),
                  atlas_place(p->a, place)->name);
    buf_printf(out, "%s</dd>", place < 0 ? "" : note);
}

void zone_tell_facts(struct buf *out, const struct zone_page *p)
{
    const struct zone *z = p->zone;
    const struct unit *unit = z->unit ? unit_find(z->unit) : NULL;
    const char *note = zone_shape_note(&p->drawn, p->q.english);

    buf_puts(out, "<dl class=\"facts\">");
    put_fact(out, p, "依托载体", "Host",
             z->host_kind == HOST_UNKNOWN || !z->host_name
                 ? NULL
                 : arena_printf(p->rq->arena, zone_say(p, "%s（%s）", "%s (%s)"), z->host_name,
                                host_kind_label(z->host_kind, p->q.english)));
    put_place(out, p, "所在地", "Lies in", z->host_code ? z->host_code : z->host_guess,
              z->host_code ? "" : zone_say(p, "（未核实）", " (unverified)"));
    put_fact(out, p, "推荐单位", "Recommended by", unit ? zone_say(p, unit->zh, unit->en) : NULL);
    put_place(out, p, "申报政府", "Applied for by", z->applicant, "");
    put_fact(out, p, "四至", "Limits", note ? note : zone_say(p, "已公布", "published"));
    put_fact(out, p, "来源", "Source", z->document ? z->document : z->source);
    buf_puts(out, "</dl>");
    if (z->note) {
        buf_puts(out, "<p class=\"note\">");
        html_escape(out, z->note);
        buf_puts(out, "</p>");
    }
}

/* ---- areas ---- */

static const char *difference(const struct zone_page *p, double declared, double computed)
{
    double off = computed - declared, share = 100 * fabs(off) / declared;

    if (isnan(computed))
        return zone_say(p, "没有图形，无法比较", "there is no shape to compare with");
    if (isnan(declared))
        return zone_say(p, "申报面积未公布，无法比较", "no area was declared to compare with");
    if (fabs(off) < 50)
        return zone_say(p, "相同（不到 0.01 公顷）", "the same (to 0.01 ha)");
    return arena_printf(p->rq->arena,
                        off > 0 ? zone_say(p, "图形比申报多 %.2f 公顷（%.1f%%）",
                                           "the shape has %.2f ha more (%.1f %%)")
                                : zone_say(p, "图形比申报少 %.2f 公顷（%.1f%%）",
                                           "the shape has %.2f ha less (%.1f %%)"),
                        fabs(off) / 1e4, share);
}

static void put_area(struct buf *out, const struct zone_page *p, const char *name, double declared,
                     double computed)
{
    buf_puts(out, "<tr>");
    page_cell(out, name);
    buf_printf(out, "<td class=\"number\">%s</td><td class=\"number\">%s</td>",
               zone_hectares(p, declared),
               isnan(computed) ? zone_say(p, "没有图形", "no shape") : zone_hectares(p, computed));
    page_cell(out, difference(p, declared, computed));
    buf_puts(out, "</tr>");
}

static bool nothing_known(const struct zone_page *p)
{
    for (size_t i = 0; i < p->n_parts; i++) {
        if (p->parts[i]->shape || !isnan(p->parts[i]->part.declared_m2))
            return false;
    }
    return isnan(p->zone->declared_m2);
}

void zone_tell_areas(struct buf *out, const struct zone_page *p)
{
    static const struct page_heading headings[] = {
        {"范围", "Of"}, {"申报", "Declared"}, {"按图形计算", "Computed"}, {"差别", "Difference"}};
    size_t n_parts;
    double computed = zone_area(&p->q, &n_parts), declared = p->n_parts ? 0 : NAN;

    for (size_t i = 0; i < p->n_parts; i++)
        declared += p->parts[i]->part.declared_m2;
    buf_printf(out, "<h2>%s</h2>", zone_say(p, "面积", "Areas"));
    if (nothing_known(p)) {
        buf_printf(out, "<p class=\"note\">%s</p>",
                   zone_say(p, "申报面积未公布，也没有图形可以计算。",
                            "No area was declared, and there is no shape to compute one from."));
        return;
    }
    zone_open_table(out, p, zone_say(p, "申报面积与计算面积", "Declared and computed areas"),
                    headings, COUNT(headings));
    put_area(out, p, zone_say(p, "集聚区（申报总面积）", "the zone, as declared"),
             p->zone->declared_m2, computed);
    if (p->n_parts && isnan(p->zone->declared_m2))
        put_area(out, p, zone_say(p, "各片区合计", "the parts together"), declared, computed);
    for (size_t i = 0; i < p->n_parts; i++)
        put_area(out, p, zone_part_name(p, &p->parts[i]->part), p->parts[i]->part.declared_m2,
                 p->parts[i]->shape ? p->parts[i]->part.area_m2 : NAN);
    zone_close_table(out);
}

/* ---- which zone, and on which day ---- */

bool zone_ask(struct zone_page *p, const struct request *rq, struct reply *rp, struct err *err)
{
    *p = (struct zone_page){.rq = rq};
    if (!when_read(rq, &p->when, err))
        return false;
    p->a = atlas_for(rq, rp, err);
    if (!p->a || !when_check(p->a, &p->when, err))
        return false;
    long at = atlas_zone_find(p->a, rq->parts[0]);
    if (at >= 0)
        p->q = zone_asked_of(rq, p->a, &p->when, (size_t)at);
    if (!p->q.zone)
        return err_say(err, ERR_NOT_FOUND, "id", "there is no zone '%.70s'", "没有集聚区“%.70s”",
                       rq->parts[0]);
    p->zone = p->q.zone;
    p->n_parts =
        atlas_zone_parts(p->a, p->zone->id, p->when.on, p->when.as_of, rq->arena, &p->parts);
    p->drawn = atlas_zone_drawn(p->a, p->zone, p->when.on, p->when.as_of);
    return true;
}

const char *zone_path(const struct zone_page *p, const char *below, bool dated)
{
    return when_path(p->rq, &p->when, arena_printf(p->rq->arena, "/zone/%s%s", p->zone->id, below),
                     dated);
}
