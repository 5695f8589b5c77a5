/* place_page.c - GET /place/{code}: the verdict first, in words; then where the place lies, what it
 * holds and held, what is not known and why, and what it may apply for. */
#include "api/eligibility_json.h"
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/pages/place_told.h"
#include "domain/evidence.h"

static void put_conditions(struct buf *out, const struct place_page *p, const struct eligibility *e)
{
    bool english = p->rq->lang == LANG_EN;

    buf_printf(out, "<details><summary>%s</summary><ul>",
               place_say(p, "逐项条件", "Condition by condition"));
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

    if (!place_takes_part(p))
        return;
    buf_printf(
        out, "<h2>%s</h2><p class=\"note\">%s</p>",
        place_say(p, "可以申报什么", "What it may apply for"),
        place_say(p, "只依据已公布的事实；须由主管部门认定的条件在此为“未知”。",
                  "From published facts alone; what an office has to find is unknown here."));
    for (int track = 0; track < TRACKS; track++) {
        struct eligibility e;

        if (!track_admits((enum title_kind)track, p->place->kind))
            continue;
        assess_place(p->rq, p->a, &p->view, p->index, (enum title_kind)track, p->when.on,
                     round_on(rounds, n_rounds, (enum title_kind)track, p->when.on), &e);
        buf_puts(out, "<h3>");
        html_escape(out, title_kind_label((enum title_kind)track, english));
        buf_puts(out, place_say(p, "：", ": "));
        html_escape(out, verdict_label(e.verdict, english));
        buf_puts(out, "</h3>");
        put_conditions(out, p, &e);
    }
}

static void put_around(struct buf *out, const struct place_page *p)
{
    buf_printf(out, "<h2>%s</h2><p><a href=\"%s\">%s</a></p>",
               place_say(p, "位置", "Where it lies"),
               page_href(p->rq, arena_printf(p->rq->arena, "/?code=%s", p->place->code)),
               place_say(p, "在地图上看", "See it on the map"));
    if (!p->place->n_neighbours)
        return;
    buf_printf(out, "<p>%s", place_say(p, "相邻：", "Neighbours: "));
    for (size_t i = 0; i < p->place->n_neighbours; i++) {
        const struct place *next = atlas_place(p->a, p->place->neighbours[i]);
        buf_puts(out, i ? place_say(p, "、", ", ") : "");
        page_link(out, p->rq, arena_printf(p->rq->arena, "/place/%s", next->code), next->name);
    }
    buf_puts(out, "</p>");
}

static void put_print_link(struct buf *out, const struct place_page *p)
{
    buf_puts(out, "<p class=\"to-print\">");
    page_link(out, p->rq, place_path(p, "/certificate", false),
              place_say(p, "打印证明页", "A page to print"));
    buf_puts(out, "</p>");
}

static void put_day_form(struct buf *out, const struct place_page *p)
{
    buf_puts(out, "<form class=\"filter\" method=\"get\">");
    if (p->rq->lang == LANG_EN)
        buf_puts(out, "<input type=\"hidden\" name=\"lang\" value=\"en\">");
    page_day_field(out, p->rq, "on", "查询日期", "On the day", p->when.on);
    buf_printf(out, "<button type=\"submit\">%s</button></form>", place_say(p, "查看", "Show"));
}

/* ---- the page ---- */

static void answer_place(struct reply *rp, struct place_page *p)
{
    const struct frame f = {
        .title = arena_printf(p->rq->arena, "%s %s", p->place->name, p->place->code),
        .description = arena_printf(
            p->rq->arena,
            place_say(
                p, "%s（%s）是否为国家知识产权强市、强县建设试点示范，期限与依据。",
                "Does %s (%s) hold a national intellectual-property pilot or demonstration title, "
                "since when, until when, by which document?"),
            p->place->name, p->place->code),
        .here = HERE_PLACES,
        .json = arena_printf(p->rq->arena, "/api/v1/places/%s", p->place->code)};
    struct buf out = {0};

    frame_begin(&out, p->rq, &f);
    place_put_verdict(&out, p);
    place_put_chain(&out, p);
    put_day_form(&out, p);
    put_print_link(&out, p);
    place_put_titles(&out, p);
    place_put_reasons(&out, p);
    put_tracks(&out, p);
    put_around(&out, p);
    frame_end(&out, p->rq, rp, p->a,
              arena_printf(p->rq->arena, "place-%s", when_key(p->rq, p->a, &p->when)));
}

bool api_place_page(const struct request *rq, struct reply *rp, struct err *err)
{
    struct place_page p;

    if (!place_ask(&p, rq, rp, "", err))
        return frame_fault(rq, rp, err);
    answer_place(rp, &p);
    return true;
}
