/* nation_map.c - see nation_map.h.
 *
 * All but the place itself is the same for every page, and costs more than the rest of the page: it
 * is kept on the atlas's shelf, together with the pen that drew it. */
#include "api/pages/nation_map.h"

#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/pages/lettering.h"
#include "api/pages/pen.h"

#include <math.h>
#include <string.h>

enum {
    WIDTH = 50 * UNITS_PER_MM,
    MARGIN = 60,
    LETTER = 74,
    TOO_SMALL = 90, /* units across: such a place gets a ring around it */
    RING = 62,
    NEAR_DOT = 14
};

/* What lies where on the shelf. */
enum { GROUND, PEN };

/* About the middle of the South China Sea, for its name; moved to where nothing is. */
static const double SEA_LON = 112.5, SEA_LAT = 12.5;

struct nation {
    const struct atlas *a;
    struct arena *arena;
    bool english;
    struct pen pen;
    struct lettering *names;
};

/* The sheet is as high as the country and the dash line ask for. */
static struct pen pen_for(const struct atlas *a)
{
    struct albers albers = albers_national();
    struct box metres = BOX_EMPTY;
    size_t n;
    const int *provinces = atlas_layer(a, LAYER_PROVINCES, &n);

    for (size_t i = 0; i < n; i++) {
        const struct multipolygon *m = atlas_shape(a, provinces[i], DETAIL_05, NULL);
        pen_measure(&albers, m->xy, m->n_points, &metres);
    }
    for (size_t i = 0; i < atlas_n_lines(a); i++) {
        const struct multiline *l = atlas_line(a, i);
        pen_measure(&albers, l->xy, l->n_points, &metres);
    }
    double per_metre = (WIDTH - 2 * MARGIN) / fmax(1, metres.max_x - metres.min_x);
    double height = ceil((metres.max_y - metres.min_y) * per_metre) + 2 * MARGIN;
    return pen_over(&albers, &metres, WIDTH, height, MARGIN, per_metre);
}

/* A dot in another province is a piece of land inside of it, too small to be told from a town. */
static bool is_inland(const struct multipolygon *traced, size_t n, size_t own, const double *dot)
{
    for (size_t i = 0; i < n; i++) {
        if (i != own && lettering_covers(&traced[i], dot[0], dot[1]))
            return true;
    }
    return false;
}

static void put_dots(struct buf *out, struct nation *n, const struct multipolygon *traced,
                     size_t count)
{
    buf_puts(out, "<path class=\"dots\" fill=\"none\" d=\"");
    for (size_t i = 0; i < count; i++) {
        for (uint32_t r = 0; r < traced[i].n_rings; r++) {
            const double *dot = traced[i].xy + 2 * (size_t)traced[i].rings[r].first;
            if (traced[i].rings[r].n_points != 1 || is_inland(traced, count, i, dot))
                continue;
            buf_printf(out, "M%.0f %.0fh0", dot[0], dot[1]);
            lettering_avoid(n->names, dot[0], dot[1], NEAR_DOT);
        }
    }
    buf_puts(out, "\"/>");
}

static void put_provinces(struct buf *out, struct nation *n)
{
    size_t count;
    const int *provinces = atlas_layer(n->a, LAYER_PROVINCES, &count);
    struct multipolygon *traced = arena_alloc(n->arena, count ? count : 1, sizeof *traced);

    buf_puts(out, "<path class=\"land border\" d=\"");
    for (size_t i = 0; i < count; i++) {
        traced[i] = pen_trace(&n->pen, atlas_shape(n->a, provinces[i], DETAIL_05, NULL), n->arena);
        pen_put_outlines(out, &traced[i], 0, INFINITY);
    }
    buf_puts(out, "\"/>");
    put_dots(out, n, traced, count);
}

static void put_lines(struct buf *out, struct nation *n)
{
    static const char *const classes[BOUNDARY_KINDS] = {[BOUNDARY_TEN_DASH_LINE] = "ten-dash",
                                                        [BOUNDARY_UNDEFINED] = "unsettled",
                                                        [BOUNDARY_BETWEEN] = "border",
                                                        [BOUNDARY_OTHER] = "border"};

    for (size_t i = 0; i < atlas_n_lines(n->a); i++) {
        const struct multiline *l = atlas_line(n->a, i);
        buf_printf(out, "<path class=\"%s\" fill=\"none\" d=\"", classes[atlas_line_kind(n->a, i)]);
        pen_put_lines(out, &n->pen, l);
        buf_puts(out, "\"/>");
        for (uint32_t k = 0; k < l->n_points; k++) {
            double x, y;
            pen_point(&n->pen, l->xy[2 * k], l->xy[2 * k + 1], &x, &y);
            lettering_avoid(n->names, x, y, 20);
        }
    }
}

/* In two lines: there is little room between the islands. */
static void put_sea(struct buf *out, struct nation *n)
{
    static const char *const zh[] = {"南海", "诸岛"}, *const en[] = {"South China", "Sea islands"};
    const char *const *lines = n->english ? en : zh;
    double x, y;

    double w = lettering_width(lines[1], LETTER), h = 2.2 * LETTER;
    pen_point(&n->pen, SEA_LON, SEA_LAT, &x, &y);
    if (!lettering_at(n->names, w, h, x, y) && !lettering_beside(n->names, NEAR_DOT, w, h, &x, &y))
        return;
    for (int i = 0; i < 2; i++)
        buf_printf(out, "<text class=\"name\" x=\"%.0f\" y=\"%.0f\" font-size=\"%d\">%s</text>", x,
                   y + (1.1 * i - 0.2) * LETTER, LETTER, lines[i]);
}

/* arg: English? */
static void make_ground(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    const bool *english = arg;
    struct nation n = {.a = a, .arena = arena_new(), .english = *english, .pen = pen_for(a)};

    n.names = arena_alloc(n.arena, 1, sizeof *n.names);
    n.names->width = n.pen.width;
    n.names->height = n.pen.height;
    buf_printf(&out[GROUND], "<rect class=\"beyond\" width=\"%.0f\" height=\"%.0f\"/>", n.pen.width,
               n.pen.height);
    put_provinces(&out[GROUND], &n);
    put_lines(&out[GROUND], &n);
    put_sea(&out[GROUND], &n);
    buf_put(&out[PEN], &n.pen, sizeof n.pen);
    arena_free(n.arena);
}

/* Filled where it can be seen, else with a ring around it that is open in its middle. */
static void put_place(struct buf *out, const struct request *rq, const struct atlas *a,
                      const struct pen *pen, int place)
{
    const struct multipolygon *shape = atlas_shape(a, place, DETAIL_05, NULL);
    struct multipolygon traced = pen_trace(pen, shape, rq->arena);
    struct buf outlines = {0}, dots = {0};

    pen_put_outlines(&outlines, &traced, 0, INFINITY);
    pen_put_dots(&dots, &traced);
    if (outlines.len)
        buf_printf(out, "<path class=\"here\" d=\"%s\"/>", outlines.data);
    if (dots.len)
        buf_printf(out, "<path class=\"here-dots\" fill=\"none\" d=\"%s\"/>", dots.data);
    buf_free(&outlines);
    buf_free(&dots);
    if (fmax(traced.box.max_x - traced.box.min_x, traced.box.max_y - traced.box.min_y) < TOO_SMALL)
        buf_printf(out,
                   "<circle class=\"here-ring\" fill=\"none\" cx=\"%.0f\" cy=\"%.0f\" r=\"%d\"/>",
                   (traced.box.min_x + traced.box.max_x) / 2,
                   (traced.box.min_y + traced.box.max_y) / 2, RING);
}

static void put_map(struct buf *out, const struct request *rq, const struct atlas *a, int place,
                    struct bytes ground, struct bytes pen_bytes)
{
    struct pen pen;

    memcpy(&pen, pen_bytes.at, sizeof pen);
    buf_printf(out,
               "<svg class=\"nation-map\" viewBox=\"-10 -10 %.0f %.0f\" role=\"img\" "
               "aria-labelledby=\"nation-title nation-desc\"><title id=\"nation-title\">",
               pen.width + 20, pen.height + 20);
    html_escape(out, atlas_place(a, place)->name);
    buf_puts(out, page_say(rq, "在全国的位置", " in the country"));
    buf_printf(out, "</title><desc id=\"nation-desc\">%s</desc>",
               page_say(rq, "全国省级行政区划，含十段线与南海诸岛；本地以深色或圆圈标出。",
                        "All provinces, with the ten-dash line and the South China Sea islands; "
                        "the place is dark or has a ring around it."));
    buf_put(out, ground.at, ground.size);
    put_place(out, rq, a, &pen, place);
    buf_printf(out,
               "<rect class=\"neat-line\" width=\"%.0f\" height=\"%.0f\" fill=\"none\"/></svg>",
               pen.width, pen.height);
}

void nation_map_put(struct buf *out, const struct request *rq, const struct atlas *a, int place)
{
    bool english = rq->lang == LANG_EN;
    const char *key = english ? "nation map en" : "nation map zh";
    const struct shelf_bytes *kept = atlas_shelf(a, key, make_ground, &english);
    struct buf made[SHELF_ENCODINGS] = {0};

    if (kept) {
        put_map(out, rq, a, place, kept->body[GROUND], kept->body[PEN]);
        return;
    }
    make_ground(a, &english, made); /* the shelf is full */
    put_map(out, rq, a, place, (struct bytes){made[GROUND].data, made[GROUND].len},
            (struct bytes){made[PEN].data, made[PEN].len});
    for (size_t i = 0; i < SHELF_ENCODINGS; i++)
        buf_free(&made[i]);
}
