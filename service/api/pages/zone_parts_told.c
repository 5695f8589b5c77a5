/* zone_parts_told.c - the parts of a zone: function and stage, and the four limits as they were
 * published, side by side with what was understood of them. */
#include "api/ogc/html.h"
#include "api/pages/zone_told.h"
#include "base/mem.h"

#include <math.h>

enum { PIECES_TOLD = 20 };

/* ---- limits ---- */

/* "曹安公路（道路），以南 150 米" */
static void put_piece(struct buf *out, const struct zone_page *p, const struct limit_piece *piece)
{
    html_escape(out, piece->name);
    if (piece->alias) {
        buf_puts(out, zone_say(p, "（又名", " (also "));
        html_escape(out, piece->alias);
        buf_puts(out, zone_say(p, "）", ")"));
    }
    buf_printf(out, zone_say(p, "：%s", ": %s"), limit_kind_label(piece->kind, p->q.english));
    if (piece->offset.given)
        buf_printf(out, zone_say(p, "，其%s侧 %.0f 米处", ", on its %s, %.0f m away"),
                   extent_side_label(piece->offset.towards, p->q.english), piece->offset.metres);
}

static void put_understood(struct buf *out, const struct zone_page *p,
                           const struct extent_limit *side)
{
    size_t n = side->n_pieces < PIECES_TOLD ? side->n_pieces : PIECES_TOLD;

    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? "<br>" : "");
        put_piece(out, p, &side->pieces[i]);
    }
    if (n < side->n_pieces)
        buf_printf(out, zone_say(p, "<br>另有 %zu 段", "<br>and %zu more"), side->n_pieces - n);
}

static void put_side(struct buf *out, const struct zone_page *p, enum extent_side side,
                     const struct extent_limit *l)
{
    buf_printf(out, "<tr><th scope=\"row\">%s</th>", extent_side_label(side, p->q.english));
    if (!l->present) {
        buf_printf(out, "<td colspan=\"2\" class=\"missing\">%s</td></tr>",
                   zone_say(p, "文字没有说明这一侧", "the text does not speak of this side"));
        return;
    }
    page_cell(out, l->text);
    buf_puts(out, "<td>");
    put_understood(out, p, l);
    buf_puts(out, "</td></tr>");
}

static void put_block(struct buf *out, const struct zone_page *p, const char *name,
                      const struct extent_block *block)
{
    static const struct page_heading headings[] = {
        {"方向", "Side"}, {"公布的文字", "As published"}, {"本系统的理解", "As understood here"}};

    if (block->label) {
        buf_puts(out, "<p><b>");
        html_escape(out, block->label);
        buf_puts(out, "</b></p>");
    }
    zone_open_table(out, p, name, headings, COUNT(headings));
    for (int side = 0; side < EXTENT_SIDES; side++)
        put_side(out, p, (enum extent_side)side, &block->sides[side]);
    zone_close_table(out);
}

static void put_limits(struct buf *out, const struct zone_page *p, const struct zone_part *part)
{
    const char *text = part->extent_text;
    struct extent extent;
    struct err err = {0};

    if (!text) {
        buf_printf(out, "<p class=\"note\">%s</p>",
                   zone_say(p, "四至未公布", "limits not published"));
        return;
    }
    buf_printf(out, "<p>%s", zone_say(p, "四至文字：", "Limits as published: "));
    html_escape(out, text);
    buf_puts(out, "</p>");
    if (!extent_parse(p->rq->arena, text, &extent, &err)) {
        buf_printf(out, "<p class=\"note\">%s",
                   zone_say(p, "这段文字本系统没有读懂：", "This text could not be read here: "));
        html_escape(out, p->q.english ? err.text : err.zh);
        buf_puts(out, "</p>");
        return;
    }
    for (size_t b = 0; b < extent.n_blocks; b++)
        put_block(out, p,
                  arena_printf(p->rq->arena, zone_say(p, "四至：%s（%zu）", "Limits: %s (%zu)"),
                               zone_part_name(p, part), b + 1),
                  &extent.blocks[b]);
}

/* ---- coordinates ---- */

static void put_given(struct buf *out, const struct zone_page *p, const double given[EXTENT_SIDES])
{
    bool any = false;

    for (int side = 0; side < EXTENT_SIDES; side++) {
        if (isnan(given[side]))
            continue;
        buf_printf(out, "%s%s %.6f°", any ? zone_say(p, "，", ", ") : "",
                   extent_side_label((enum extent_side)side, p->q.english), given[side]);
        any = true;
    }
    if (!any)
        buf_puts(out, zone_say(p, "未公布", "not published"));
}

static const char *shape_of(const struct zone_page *p, const struct atlas_part *part)
{
    static const struct page_heading methods[SHAPE_METHODS] = {
        [METHOD_NONE] = {"来源未记录", "of unrecorded origin"},
        [METHOD_GEOJSON] = {"以 GeoJSON 提交", "handed in as GeoJSON"},
        [METHOD_SHAPEFILE] = {"以 Shapefile 提交", "handed in as a Shapefile"},
        [METHOD_KML] = {"以 KML 提交", "handed in as KML"},
        [METHOD_CSV] = {"以坐标表提交", "handed in as a table of points"},
        [METHOD_LINES] = {"由界线围成", "closed from boundary lines"},
    };

    if (!part->shape)
        return zone_say(p, "没有图形", "there is no shape");
    return zone_say(p, methods[part->part.method].zh, methods[part->part.method].en);
}

static void put_fact(struct buf *out, const struct zone_page *p, const char *zh, const char *en,
                     const char *text)
{
    buf_printf(out, "<dt>%s</dt><dd>", zone_say(p, zh, en));
    html_escape(out, text ? text : zone_say(p, "未公布", "not published"));
    buf_puts(out, "</dd>");
}

static void put_part(struct buf *out, const struct zone_page *p, const struct atlas_part *part)
{
    buf_puts(out, "<section class=\"part\"><h3>");
    html_escape(out, zone_part_name(p, &part->part));
    buf_puts(out, "</h3><dl class=\"facts\">");
    put_fact(out, p, "功能定位", "Function", part->part.function);
    put_fact(out, p, "阶段", "Stage", part->part.stage);
    put_fact(out, p, "图形", "Shape", shape_of(p, part));
    buf_printf(out, "<dt>%s</dt><dd>", zone_say(p, "四至坐标", "Limits as coordinates"));
    put_given(out, p, part->given);
    buf_puts(out, "</dd>");
    put_fact(out, p, "来源", "Source",
             part->part.document ? part->part.document : part->part.source);
    buf_puts(out, "</dl>");
    put_limits(out, p, &part->part);
    buf_puts(out, "</section>");
}

void zone_tell_parts(struct buf *out, const struct zone_page *p)
{
    buf_printf(out, "<h2>%s</h2>", zone_say(p, "片区与四至", "Parts and their limits"));
    if (p->n_parts == 0)
        buf_printf(
            out, "<p class=\"note\">%s</p>",
            zone_say(p, "片区没有公布；四至未公布。", "No parts were published, and no limits."));
    for (size_t i = 0; i < p->n_parts; i++)
        put_part(out, p, p->parts[i]);
}
