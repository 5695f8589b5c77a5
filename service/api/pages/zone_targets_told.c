/* zone_targets_told.c - what a zone set out to reach and how far it is, each with a bar that says
 * nothing the numbers do not; and how many stand in its directory. */
#include "api/ogc/html.h"
#include "api/pages/zone_told.h"
#include "api/targets.h"
#include "atlas/institutions.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 220, HEIGHT = 26, DECIMALS = 4 };

struct bullet {
    const struct target *t;
    const struct measure *m; /* NULL: nothing was measured */
    struct progress progress;
};

static double at(double value, double most)
{
    return WIDTH * fmin(1, fmax(0, value / most));
}

/* The bar is what was measured, the upright line the target, the broken one where the straight line
 * from the base stands.  Without a number there is nothing to draw. */
static void put_bar(struct buf *out, const struct bullet *b)
{
    double most = b->t->value;

    buf_puts(out, "<td>");
    if (isnan(most) || most <= 0 || (b->m && !(b->m->value >= 0))) {
        buf_puts(out, "</td>");
        return;
    }
    most = 1.15 * fmax(most, b->m ? b->m->value : 0);
    buf_printf(out,
               "<svg class=\"bullet\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
               "aria-hidden=\"true\"><rect class=\"%s\" y=\"3\" width=\"%d\" height=\"20\"/>",
               WIDTH, HEIGHT, WIDTH, HEIGHT, b->m ? "all" : "nothing", WIDTH);
    if (b->m)
        buf_printf(out, "<rect class=\"used\" y=\"8\" width=\"%.1f\" height=\"10\"/>",
                   at(b->m->value, most));
    if (!isnan(b->progress.line))
        buf_printf(out, "<path class=\"straight\" d=\"M%.1f 3v20\"/>", at(b->progress.line, most));
    buf_printf(out, "<path class=\"goal\" d=\"M%.1f 0v%d\"/></svg></td>", at(b->t->value, most),
               HEIGHT);
}

static void put_goal(struct buf *out, const struct zone_page *p, const struct target *t)
{
    const char *unit = p->q.english && t->unit_en ? t->unit_en : t->unit ? t->unit : "";

    buf_puts(out, "<td>");
    if (isnan(t->value)) {
        html_escape(out, t->words ? t->words : zone_say(p, "没有数字", "no number"));
    } else {
        html_escape(out, target_sign_text(t->sign) ? target_sign_text(t->sign) : "");
        buf_putc(out, ' ');
        buf_put_number(out, t->value, DECIMALS);
        buf_putc(out, ' ');
        html_escape(out, unit);
    }
    buf_printf(out, "</td><td>%d</td>", t->year);
}

static void put_measured(struct buf *out, const struct zone_page *p, const struct bullet *b)
{
    const char *why = progress_gap_text(b->progress.gap, p->q.english);

    buf_puts(out, "<td>");
    if (b->m) {
        buf_put_number(out, b->m->value, DECIMALS);
        buf_printf(out, zone_say(p, "（%d年）", " (%d)"), b->m->year);
    } else {
        buf_puts(out, zone_say(p, "没有收录", "none on record"));
    }
    buf_puts(out, "</td><td>");
    html_escape(out, b->m ? standing_label(b->progress.standing, p->q.english)
                          : zone_say(p, "未知", "unknown"));
    if (b->m && why) {
        buf_puts(out, "<br><span class=\"note\">");
        html_escape(out, why);
        buf_puts(out, "</span>");
    }
    buf_puts(out, "</td>");
}

static void put_target_row(struct buf *out, const struct zone_page *p, const struct targets_view *v,
                           const struct target *t)
{
    struct bullet b = {.t = t, .m = target_latest(v, t), .progress = {.line = NAN, .share = NAN}};

    if (b.m)
        b.progress = target_stands(v, t, b.m);
    buf_puts(out, "<tr><td>");
    html_escape(out, p->q.english && t->name_en ? t->name_en : t->name);
    buf_puts(out, "</td>");
    put_goal(out, p, t);
    put_measured(out, p, &b);
    put_bar(out, &b);
    page_cell(out, t->document ? t->document : t->clause);
    buf_puts(out, "</tr>");
}

void zone_tell_targets(struct buf *out, const struct zone_page *p)
{
    static const struct page_heading headings[] = {
        {"指标", "Indicator"}, {"目标", "Target"}, {"年份", "Year"}, {"最近实绩", "Newest measure"},
        {"进展", "Standing"},  {"", ""},           {"依据", "By"}};
    struct targets_view v = targets_view(p->rq, p->a, p->zone->id, p->when.on, p->when.as_of);

    buf_printf(out, "<h2>%s</h2>", zone_say(p, "目标与实绩", "Targets and measures"));
    if (v.n_targets == 0) {
        buf_printf(out, "<p class=\"note\">%s</p>",
                   zone_say(p, "没有收录目标；没有收录不等于没有。",
                            "No target is on record; that does not mean there is none."));
        return;
    }
    zone_open_table(out, p, zone_say(p, "目标与实绩", "Targets and measures"), headings,
                    COUNT(headings));
    for (size_t i = 0; i < v.n_targets; i++)
        put_target_row(out, p, &v, v.targets[i]);
    zone_close_table(out);
    buf_printf(out, "<p class=\"note\">%s <a href=\"/api/v1/zones/%s/targets?f=csv\">CSV</a></p>",
               zone_say(p, "横条：实绩；粗竖线：目标；虚线：自基年起的直线进度。",
                        "Bar: measured; thick line: target; broken line: where the straight line "
                        "from the base year stands."),
               p->zone->id);
}

/* ---- the directory ---- */

void zone_tell_institutions(struct buf *out, const struct zone_page *p)
{
    size_t n = atlas_count_institutions(p->a, p->zone->id, p->when.on, p->when.as_of);

    buf_printf(out, "<h2>%s</h2><p>", zone_say(p, "服务机构名录", "Directory of institutions"));
    buf_printf(out, zone_say(p, "名录在册 %zu 家。", "%zu in the directory."), n);
    buf_putc(out, ' ');
    page_link(out, p->rq, arena_printf(p->rq->arena, "/institutions?zone=%s", p->zone->id),
              zone_say(p, "查看名录", "See the directory"));
    buf_printf(out, " <a href=\"/api/v1/zones/%s/institutions?f=csv\">CSV</a></p>", p->zone->id);
    if (n == 0)
        buf_printf(out, "<p class=\"note\">%s</p>",
                   zone_say(p, "名录没有收录，不等于区内没有服务机构。",
                            "An empty directory does not mean that there are no institutions."));
}
