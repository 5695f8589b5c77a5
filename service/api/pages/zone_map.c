/* zone_map.c - see zone_map.h.
 *
 * Parts are told by fill and number, findings by a cross-hatching and a number in a box, borders by
 * their strokes: all of it in grey as well. */
#include "api/pages/zone_map.h"

#include "api/ogc/html.h"
#include "api/pages/lettering.h"
#include "api/pages/pen.h"
#include "api/pages/sheet_map.h"
#include "base/mem.h"

#include <math.h>

enum {
    WIDTH = 124 * UNITS_PER_MM,
    HEIGHT = 84 * UNITS_PER_MM,
    BELOW = 11 * UNITS_PER_MM,
    MARGIN = 10 * UNITS_PER_MM,
    LETTER = 120,
    BADGE = 82, /* half across */
    LEAST_METRES = 1200,
    LOCATOR_WIDTH = 50 * UNITS_PER_MM,
    LOCATOR_HEIGHT = 40 * UNITS_PER_MM,
    RING = 80
};

struct zone_sheet {
    const struct zone_page *p;
    struct pen pen;
    enum detail detail;
    struct lettering *names;
    bool has_borders, has_others;
};

/* ---- what is on it ---- */

static struct pen pen_around(const struct multipolygon *m, double width, double height,
                             double margin, double least)
{
    double lon = (m->box.min_x + m->box.max_x) / 2, lat = (m->box.min_y + m->box.max_y) / 2;
    double third = fmax(0.01, (m->box.max_y - m->box.min_y) / 3);
    struct albers albers = albers_make(lon, lat, lat - third, lat + third);
    struct box metres = BOX_EMPTY;

    pen_measure(&albers, m->xy, m->n_points, &metres);
    return pen_over(&albers, &metres, width, height, margin, width / least);
}

static void put_outline(struct buf *out, const struct zone_sheet *s, const char *class,
                        const struct multipolygon *m)
{
    struct multipolygon traced = pen_trace(&s->pen, m, s->p->rq->arena);
    struct buf outlines = {0}, dots = {0};

    pen_put_outlines(&outlines, &traced, 0, INFINITY);
    pen_put_dots(&dots, &traced);
    if (outlines.len)
        buf_printf(out, "<path class=\"%s\" d=\"%s\"/>", class, outlines.data);
    if (dots.len)
        buf_printf(out, "<path class=\"own-dots\" fill=\"none\" d=\"%s\"/>", dots.data);
    buf_free(&outlines);
    buf_free(&dots);
}

/* The counties, at the lightest that nobody can tell from the full ones. */
static void put_ground(struct buf *out, struct zone_sheet *s)
{
    size_t n;
    const int *counties = atlas_layer(s->p->a, LAYER_COUNTIES, &n), *end = counties + n;
    struct buf outlines = {0};
    size_t seen = 0;

    for (; counties < end; counties++) {
        if (!pen_sees(&s->pen, &atlas_shape(s->p->a, *counties, DETAIL_05, NULL)->box))
            continue;
        struct multipolygon traced =
            pen_trace(&s->pen, atlas_shape(s->p->a, *counties, s->detail, NULL), s->p->rq->arena);
        seen += traced.n_rings > 0;
        pen_put_outlines(&outlines, &traced, 0, INFINITY);
    }
    s->has_borders = seen > 1;
    buf_printf(out, "<path class=\"land prefecture\" d=\"%s\"/>",
               outlines.len ? outlines.data : "");
    buf_free(&outlines);
}

static void put_text(struct buf *out, const char *class, double x, double y, double size,
                     const char *text)
{
    buf_printf(out, "<text class=\"%s\" x=\"%.0f\" y=\"%.0f\" font-size=\"%.0f\">", class, x,
               y + 0.36 * size, size);
    html_escape(out, text);
    buf_puts(out, "</text>");
}

static void put_others(struct buf *out, struct zone_sheet *s, bool names)
{
    const struct zone_page *p = s->p;

    for (size_t i = 0; i < atlas_n_zones(p->a); i++) {
        const struct zone *z = atlas_zone(p->a, i, p->when.on, p->when.as_of);
        if (!z || z == p->zone)
            continue;
        struct zone_drawn drawn = atlas_zone_drawn(p->a, z, p->when.on, p->when.as_of);
        if (drawn.shape != ZONE_SHAPE_PUBLISHED || !pen_sees(&s->pen, &drawn.area->box))
            continue;
        struct multipolygon traced = pen_trace(&s->pen, drawn.area, p->rq->arena);
        double x = (traced.box.min_x + traced.box.max_x) / 2;
        double y = (traced.box.min_y + traced.box.max_y) / 2;
        if (traced.n_rings == 0)
            continue;
        s->has_others = true;
        if (!names)
            put_outline(out, s, "other-zone", drawn.area);
        else if (lettering_inside(s->names, &traced, lettering_width(z->name, LETTER), 1.3 * LETTER,
                                  &x, &y))
            put_text(out, "name", x, y, LETTER, z->name);
    }
}

/* ---- numbers ---- */

static void middle_of(const struct zone_sheet *s, const struct multipolygon *m, double *x,
                      double *y)
{
    double lon, lat;

    multipolygon_label_point(m, &lon, &lat);
    pen_point(&s->pen, lon, lat, x, y);
}

/* Numbers of findings first: what they are about may be small. */
static void put_mark(struct buf *out, struct zone_sheet *s, const struct zone_mark *m)
{
    double x, y;
    const double across = 2 * BADGE;

    middle_of(s, m->area, &x, &y);
    if (!lettering_at(s->names, across, across, x, y) &&
        !lettering_beside(s->names, 20, across, across, &x, &y))
        return;
    buf_printf(out, "<rect class=\"badge\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/>",
               x - BADGE, y - BADGE, across, across);
    put_text(out, "badge-number", x, y, LETTER, arena_printf(s->p->rq->arena, "%zu", m->number));
}

/* The number, with the name where there is room inside. */
static void put_part_name(struct buf *out, struct zone_sheet *s, const struct atlas_part *part)
{
    struct multipolygon traced = pen_trace(&s->pen, part->shape, s->p->rq->arena);
    const char *label = zone_part_name(s->p, &part->part);
    const char *number = arena_printf(s->p->rq->arena, "%d", part->part.number);
    double x, y, w = lettering_width(label, LETTER) + 40;

    middle_of(s, part->shape, &x, &y);
    if (lettering_inside(s->names, &traced, w, 1.3 * LETTER, &x, &y))
        put_text(out, "name part-name", x, y, LETTER, label);
    else if (lettering_at(s->names, 1.5 * LETTER, 1.3 * LETTER, x, y) ||
             lettering_beside(s->names, 30, 1.5 * LETTER, 1.3 * LETTER, &x, &y))
        put_text(out, "name part-name", x, y, LETTER, number);
}

/* ---- the sheet ---- */

static void put_key(struct buf *out, const struct zone_sheet *s, bool marked)
{
    const struct {
        const char *class, *zh, *en;
        bool is_area, shown;
    } keys[] = {
        {"part-area", "片区（已公布）", "parts, as published", true, true},
        {"finding", "核对发现，号数见文字", "said of it, by number", true, marked},
        {"other-zone", "其他集聚区", "other zones", true, s->has_others},
        {"prefecture", "县级界线", "county borders", false, s->has_borders},
    };
    double x = 20, y = HEIGHT + 430;

    for (size_t i = 0; i < COUNT(keys); i++) {
        const char *text = zone_say(s->p, keys[i].zh, keys[i].en);
        if (!keys[i].shown)
            continue;
        if (keys[i].is_area)
            buf_printf(out,
                       "<rect class=\"%s\" x=\"%.0f\" y=\"%.0f\" width=\"260\" height=\"110\"/>",
                       keys[i].class, x, y - 55);
        else
            buf_printf(out, "<path class=\"%s\" fill=\"none\" d=\"M%.0f %.0fh260\"/>",
                       keys[i].class, x, y);
        buf_printf(out, "<text class=\"key\" x=\"%.0f\" y=\"%.0f\" font-size=\"110\">%s</text>",
                   x + 310, y + 40, text);
        x += 310 + lettering_width(text, 110) + 180;
    }
}

static void put_opening(struct buf *out, const struct zone_page *p)
{
    buf_printf(out,
               "<svg class=\"sheet-map\" viewBox=\"-10 -10 %d %d\" role=\"img\" "
               "aria-labelledby=\"sheet-title sheet-desc\"><title id=\"sheet-title\">",
               WIDTH + 20, HEIGHT + BELOW + 20);
    html_escape(out, p->zone->name);
    buf_printf(out,
               "%s</title><desc id=\"sheet-desc\">%s</desc><defs><pattern id=\"cross\" "
               "width=\"70\" height=\"70\" patternUnits=\"userSpaceOnUse\">"
               "<path class=\"cross\" d=\"M0 35h70M35 0v70\"/></pattern>"
               "<clipPath id=\"sheet-edge\"><rect width=\"%d\" height=\"%d\"/></clipPath></defs>"
               "<rect class=\"beyond\" width=\"%d\" height=\"%d\"/>"
               "<g clip-path=\"url(#sheet-edge)\">",
               zone_say(p, "：片区分布", ": its parts"),
               zone_say(p,
                        "各片区以底色填充并标注号数，号数与文字中的片区相同；核对发现以方格填充，"
                        "方框中的号数与文字相同；上方为北。",
                        "Each part is filled and bears its number; what is said of how they lie is "
                        "cross-hatched, with the number of the sentence in a box; north is up."),
               WIDTH, HEIGHT, WIDTH, HEIGHT);
}

void zone_map_put(struct buf *out, const struct zone_page *p, const struct zone_mark *marks,
                  size_t n)
{
    struct zone_sheet s = {.p = p,
                           .pen = pen_around(p->drawn.area, WIDTH, HEIGHT, MARGIN, LEAST_METRES),
                           .names = arena_alloc(p->rq->arena, 1, sizeof *s.names)};

    s.detail = pen_detail(&s.pen);
    s.names->width = WIDTH;
    s.names->height = HEIGHT;
    put_opening(out, p);
    put_ground(out, &s);
    put_others(out, &s, false);
    for (size_t i = 0; i < p->n_parts; i++) {
        if (p->parts[i]->shape)
            put_outline(out, &s, "part-area", p->parts[i]->shape);
    }
    for (size_t i = 0; i < n; i++)
        put_outline(out, &s, "finding", marks[i].area);
    for (size_t i = 0; i < n; i++)
        put_mark(out, &s, &marks[i]);
    for (size_t i = 0; i < p->n_parts; i++) {
        if (p->parts[i]->shape)
            put_part_name(out, &s, p->parts[i]);
    }
    put_others(out, &s, true);
    buf_printf(out, "</g><rect class=\"neat-line\" width=\"%d\" height=\"%d\" fill=\"none\"/>",
               WIDTH, HEIGHT);
    sheet_map_put_scale(out, p->rq, s.pen.per_metre, HEIGHT);
    sheet_map_put_north(out, p->rq, WIDTH, HEIGHT);
    put_key(out, &s, n > 0);
    buf_puts(out, "</svg>");
}

/* ---- where in its county ---- */

int zone_lies_in(const struct zone_page *p)
{
    double lon, lat;

    if (p->zone->host_code && atlas_find_code(p->a, p->zone->host_code) >= 0)
        return atlas_find_code(p->a, p->zone->host_code);
    if (p->drawn.shape != ZONE_SHAPE_PUBLISHED)
        return p->drawn.place;
    multipolygon_label_point(p->drawn.area, &lon, &lat);
    struct chain chain = atlas_locate(p->a, lon, lat);
    return chain.n ? chain.places[chain.n - 1] : -1;
}

void zone_locator_put(struct buf *out, const struct zone_page *p, int place)
{
    const struct multipolygon *shape = atlas_shape(p->a, place, DETAIL_003, NULL);
    struct zone_sheet s = {.p = p,
                           .pen = pen_around(shape, LOCATOR_WIDTH, LOCATOR_HEIGHT, 100, 4000)};
    double x, y;

    buf_printf(out,
               "<svg class=\"locator-map\" viewBox=\"-10 -10 %d %d\" role=\"img\" "
               "aria-labelledby=\"locator-title\"><title id=\"locator-title\">",
               LOCATOR_WIDTH + 20, LOCATOR_HEIGHT + 20);
    html_escape(out, p->zone->name);
    buf_puts(out, zone_say(p, "在", " in "));
    html_escape(out, atlas_place(p->a, place)->name);
    buf_printf(out, "%s</title><rect class=\"beyond\" width=\"%d\" height=\"%d\"/>",
               zone_say(p, "的位置", ""), LOCATOR_WIDTH, LOCATOR_HEIGHT);
    put_outline(out, &s, "land border", shape);
    put_outline(out, &s, "here", p->drawn.area);
    const struct multipolygon traced = pen_trace(&s.pen, p->drawn.area, p->rq->arena);
    middle_of(&s, p->drawn.area, &x, &y);
    if (pen_across(traced.xy, traced.n_points) < RING)
        buf_printf(out,
                   "<circle class=\"here-ring\" fill=\"none\" cx=\"%.0f\" cy=\"%.0f\" "
                   "r=\"%d\"/>",
                   x, y, RING);
    buf_printf(out, "<rect class=\"neat-line\" width=\"%d\" height=\"%d\" fill=\"none\"/></svg>",
               LOCATOR_WIDTH, LOCATOR_HEIGHT);
}
