/* zone_page.c - GET /zone/{id}: what the zone is, its parts with their four limits, what it owes,
 * what it set out to reach, and who is in its directory.  What nobody published is said to be so.
 */
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/zone_json.h"
#include "api/zone_terms_json.h"
#include "atlas/institutions.h"
#include "base/mem.h"
#include "domain/target.h"

#include <math.h>
#include <string.h>

static const char *say(const struct zone_asked *q, const char *zh, const char *en)
{
    return q->english ? en : zh;
}

static const char *hectares(const struct zone_asked *q, double m2)
{
    if (isnan(m2))
        return say(q, "未公布", "not published");
    return arena_printf(q->rq->arena, say(q, "%.2f 公顷", "%.2f ha"), m2 / 1e4);
}

static void put_fact(struct buf *out, const struct zone_asked *q, const char *zh, const char *en,
                     const char *text)
{
    buf_printf(out, "<dt>%s</dt><dd>", say(q, zh, en));
    html_escape(out, text ? text : say(q, "未公布", "not published"));
    buf_puts(out, "</dd>");
}

/* ---- what it is ---- */

static void put_verdict(struct buf *out, const struct zone_asked *q)
{
    const struct title *t = zone_title(q);
    enum title_kind kind = atlas_zone_kind(q->atlas, q->zone, &q->view, q->on, q->rq->arena);
    enum title_status s = t ? title_status(&q->view, NULL, 0, t, q->on) : STATUS_TERM_UNKNOWN;

    buf_printf(out, "<div class=\"verdict %s\"><p><strong>",
               t && title_status_counts(s) ? "in"
               : s == STATUS_TERM_UNKNOWN  ? "unknown"
                                           : "not-in");
    html_escape(out, title_kind_label(kind, q->english));
    buf_puts(out, say(q, "：", ": "));
    html_escape(out, title_status_label(s, q->english));
    buf_puts(out, "</strong></p><p>");
    html_escape(out, t ? page_term(q->rq, t->since, t->until)
                       : say(q, "起止日期未公布", "term not published"));
    if (t && t->document) {
        buf_puts(out, say(q, "，依据", ", by "));
        html_escape(out, t->document);
    }
    buf_puts(out, "</p></div>");
}

static void put_place_fact(struct buf *out, const struct zone_asked *q)
{
    const char *code = q->zone->host_code ? q->zone->host_code : q->zone->host_guess;
    int place = code ? atlas_find_code(q->atlas, code) : -1;

    buf_printf(out, "<dt>%s</dt><dd>", say(q, "所在地", "Lies in"));
    if (place < 0) {
        buf_printf(out, "%s</dd>", say(q, "未公布", "not published"));
        return;
    }
    page_link(out, q->rq, arena_printf(q->rq->arena, "/place/%s", code),
              atlas_place(q->atlas, place)->name);
    buf_printf(out, "%s</dd>", q->zone->host_code ? "" : say(q, "（未核实）", " (unverified)"));
}

static void put_facts(struct buf *out, const struct zone_asked *q)
{
    struct zone_drawn drawn = atlas_zone_drawn(q->atlas, q->zone, q->on, q->as_of);
    const char *note = zone_shape_note(&drawn, q->english);
    size_t n_parts;
    double computed = zone_area(q, &n_parts);

    buf_puts(out, "<dl class=\"facts\">");
    put_fact(out, q, "载体", "Host",
             q->zone->host_kind == HOST_UNKNOWN ? NULL : q->zone->host_name);
    put_place_fact(out, q);
    put_fact(out, q, "申报总面积", "Declared area",
             isnan(q->zone->declared_m2) ? NULL : hectares(q, q->zone->declared_m2));
    put_fact(out, q, "按图形计算", "Computed from the shapes",
             isnan(computed) ? say(q, "没有图形", "there is no shape") : hectares(q, computed));
    put_fact(out, q, "四至", "Limits", note ? note : say(q, "已公布", "published"));
    put_fact(out, q, "来源", "Source", q->zone->document ? q->zone->document : q->zone->source);
    buf_puts(out, "</dl>");
}

/* ---- parts ---- */

static void put_sides(struct buf *out, const struct zone_asked *q, const char *text)
{
    struct extent extent;
    struct err ignored = {0};

    buf_puts(out, "<p>");
    html_escape(out, text);
    buf_puts(out, "</p>");
    if (!extent_parse(q->rq->arena, text, &extent, &ignored))
        return;
    for (size_t b = 0; b < extent.n_blocks; b++) {
        const struct extent_block *block = &extent.blocks[b];

        if (block->label) {
            buf_puts(out, "<p><b>");
            html_escape(out, block->label);
            buf_puts(out, "</b></p>");
        }
        buf_puts(out, "<dl class=\"facts\">");
        for (int side = 0; side < EXTENT_SIDES; side++) {
            buf_printf(out, "<dt>%s</dt><dd>",
                       extent_side_label((enum extent_side)side, q->english));
            html_escape(out, block->sides[side].present
                                 ? block->sides[side].text
                                 : say(q, "文字没有说明", "the text does not say"));
            buf_puts(out, "</dd>");
        }
        buf_puts(out, "</dl>");
    }
}

static void put_part(struct buf *out, const struct zone_asked *q, const struct atlas_part *p)
{
    buf_printf(out, "<h3>%d. ", p->part.number);
    html_escape(out, p->part.name);
    buf_puts(out, "</h3><dl class=\"facts\">");
    put_fact(out, q, "功能定位", "Function", p->part.function);
    put_fact(out, q, "阶段", "Stage", p->part.stage);
    put_fact(out, q, "申报面积", "Declared area",
             isnan(p->part.declared_m2) ? NULL : hectares(q, p->part.declared_m2));
    put_fact(out, q, "按图形计算", "Computed from the shape",
             p->shape ? hectares(q, p->part.area_m2) : say(q, "没有图形", "there is no shape"));
    buf_puts(out, "</dl>");
    if (p->part.extent_text)
        put_sides(out, q, p->part.extent_text);
    else
        buf_printf(out, "<p class=\"note\">%s</p>", say(q, "四至未公布", "limits not published"));
}

static void put_parts(struct buf *out, const struct zone_asked *q)
{
    const struct atlas_part **parts;
    size_t n = atlas_zone_parts(q->atlas, q->zone->id, q->on, q->as_of, q->rq->arena, &parts);

    buf_printf(out, "<h2>%s</h2>", say(q, "片区与四至", "Parts and their limits"));
    if (n == 0)
        buf_printf(out, "<p class=\"note\">%s</p>",
                   say(q, "片区没有公布。", "No parts were published."));
    for (size_t i = 0; i < n; i++)
        put_part(out, q, parts[i]);
}

/* ---- term, obligations ---- */

static void put_owed_row(struct buf *out, const struct zone_asked *q, const struct owed *o)
{
    const struct zone_duty *d = o->duty;
    const struct zone_duty_rule *rule = zone_duty_rule(o->told->terms.programme, d->kind);

    buf_puts(out, "<tr><td>");
    html_escape(out, zone_duty_label(d->kind, q->english));
    if (d->year)
        buf_printf(out, " %d", d->year);
    buf_puts(out, "</td>");
    page_cell(out, d->due != DATE_NONE ? page_date(q->rq, d->due)
                   : d->due_year
                       ? arena_printf(q->rq->arena, say(q, "%d年，月份未公布", "%d, month unknown"),
                                      d->due_year)
                       : say(q, "未公布", "not published"));
    page_cell(out, duty_state_label(d->state, q->english));
    page_cell(out, rule ? role_label(rule->owner, q->english) : "");
    page_cell(out, rule ? rule->clause : "");
    buf_puts(out, "</tr>");
}

static void put_term(struct buf *out, const struct zone_asked *q)
{
    static const struct page_heading headings[] = {{"事项", "What"},
                                                   {"期限", "Due"},
                                                   {"状态", "State"},
                                                   {"责任方", "Owed by"},
                                                   {"依据", "Clause"}};
    struct zone_told *told;
    struct owed *owed;
    size_t n = atlas_zone_told(q->atlas, q->zone, q->on, q->as_of, q->rq->arena, &told), at = 0;
    const struct zone_told *now = told_now(told, n, q->on, &at);

    buf_printf(out, "<h2>%s</h2>", say(q, "建设期与报送事项", "Term, and what is owed"));
    if (now) {
        const struct zone_term *t = &now->terms.terms[at];

        buf_puts(out, "<p>");
        html_escape(out, zone_status_label(t->status, q->english));
        buf_puts(out, say(q, "：", ": "));
        html_escape(out, page_term(q->rq, t->since, t->until));
        buf_puts(out, "</p>");
        for (int u = 0; u < ZONE_UNKNOWNS; u++) {
            if (t->unknown & 1U << u)
                buf_printf(out, "<p class=\"note\">%s</p>",
                           zone_unknown_text((enum zone_unknown)u, q->english));
        }
    }
    n = owed_of(told, n, q->rq->arena, &owed);
    owed_sort(owed, n);
    if (n == 0)
        return;
    buf_puts(out, "<div class=\"scroll\" tabindex=\"0\"><table>");
    page_headings(out, q->rq, headings, COUNT(headings));
    buf_puts(out, "<tbody>");
    for (size_t i = 0; i < n; i++)
        put_owed_row(out, q, &owed[i]);
    buf_puts(out, "</tbody></table></div>");
}

/* ---- targets, institutions ---- */

static const struct measure *newest_measure(const struct zone_asked *q, const struct target *t)
{
    size_t n;
    const struct measure *all = atlas_measures(q->atlas, &n), *found = NULL;

    for (size_t i = 0; i < n; i++) {
        if (all[i].zone && strcmp(all[i].zone, q->zone->id) == 0 &&
            strcmp(all[i].target, t->code) == 0 &&
            view_shows(q->as_of, all[i].recorded, all[i].retracted) &&
            (!found || all[i].year >= found->year))
            found = &all[i];
    }
    return found;
}

static void put_target(struct buf *out, const struct zone_asked *q, const struct target *t)
{
    const struct measure *m = newest_measure(q, t);
    const char *unit = q->english && t->unit_en ? t->unit_en : t->unit ? t->unit : "";

    buf_puts(out, "<tr><td>");
    html_escape(out, q->english && t->name_en ? t->name_en : t->name);
    buf_puts(out, "</td><td>");
    if (isnan(t->value)) {
        html_escape(out, t->words ? t->words : say(q, "没有数字", "no number"));
    } else {
        html_escape(out, target_sign_text(t->sign) ? target_sign_text(t->sign) : "");
        buf_putc(out, ' ');
        buf_put_number(out, t->value, 4);
        buf_putc(out, ' ');
        html_escape(out, unit);
    }
    buf_printf(out, "</td><td>%d</td><td>", t->year);
    if (m) {
        buf_put_number(out, m->value, 4);
        buf_printf(out, say(q, "（%d年）", " (%d)"), m->year);
    } else {
        buf_puts(out, say(q, "没有收录", "none on record"));
    }
    buf_puts(out, "</td>");
    page_cell(out, t->clause);
    buf_puts(out, "</tr>");
}

static void put_targets(struct buf *out, const struct zone_asked *q)
{
    static const struct page_heading headings[] = {{"指标", "Indicator"},
                                                   {"目标", "Target"},
                                                   {"年份", "Year"},
                                                   {"最近实绩", "Newest measure"},
                                                   {"依据", "Clause"}};
    const struct target **targets;
    size_t n = atlas_targets(q->atlas, q->zone->id, q->as_of, q->rq->arena, &targets);

    if (n == 0)
        return;
    buf_printf(out, "<h2>%s</h2><div class=\"scroll\" tabindex=\"0\"><table>",
               say(q, "目标与实绩", "Targets and measures"));
    page_headings(out, q->rq, headings, COUNT(headings));
    buf_puts(out, "<tbody>");
    for (size_t i = 0; i < n; i++)
        put_target(out, q, targets[i]);
    buf_puts(out, "</tbody></table></div>");
}

static void put_institutions(struct buf *out, const struct zone_asked *q)
{
    size_t n = atlas_count_institutions(q->atlas, q->zone->id, q->on, q->as_of);

    buf_printf(out, "<h2>%s</h2><p>", say(q, "服务机构名录", "Directory of institutions"));
    buf_printf(out, say(q, "名录在册 %zu 家。", "%zu in the directory."), n);
    buf_printf(out, " <a href=\"/api/v1/zones/%s/institutions?f=csv\">CSV</a></p>", q->zone->id);
}

/* ---- the page ---- */

static bool find_zone(const struct request *rq, const struct atlas *a, const struct when *when,
                      struct zone_asked *q, struct err *err)
{
    long at = atlas_zone_find(a, rq->parts[0]);

    if (at >= 0)
        *q = zone_asked_of(rq, a, when, (size_t)at);
    if (q->zone)
        return true;
    err_say(err, ERR_NOT_FOUND, "id", "there is no zone '%s'", "没有集聚区“%s”", rq->parts[0]);
    return false;
}

bool api_zone_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct zone_asked q = {.zone = NULL};
    struct when when;
    struct buf out = {0};

    if (!when_read(rq, &when, err))
        return frame_fault(rq, rp, err);
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err) || !find_zone(rq, a, &when, &q, err))
        return frame_fault(rq, rp, err);
    const struct frame f = {.title = q.zone->name,
                            .here = HERE_ZONES,
                            .json = arena_printf(rq->arena, "/api/v1/zones/%s", q.zone->id)};
    frame_begin(&out, rq, &f);
    put_verdict(&out, &q);
    put_facts(&out, &q);
    put_parts(&out, &q);
    put_term(&out, &q);
    put_targets(&out, &q);
    put_institutions(&out, &q);
    frame_end(&out, rq, rp, a, arena_printf(rq->arena, "zone-%s", when_key(rq, a, &when)));
    return true;
}
