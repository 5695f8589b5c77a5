/* sheet_map.c - see sheet_map.h.
 *
 * Three things are drawn over each other: the provinces as the ground of land, the members of the
 * place's own layer (beside a county also the cities), and the place.  Undivided places stand in
 * two layers; the layer of their level is the one that is drawn. */
#include "api/pages/sheet_map.h"

#include "api/ogc/html.h"
#include "api/pages/frame.h"
#include "api/pages/lettering.h"
#include "api/pages/pen.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 124 * UNITS_PER_MM,
    HEIGHT = 74 * UNITS_PER_MM,
    BELOW = 11 * UNITS_PER_MM, /* the strip for scale, north and key */
    MARGIN = 9 * UNITS_PER_MM,
    LETTER = 118, /* high, of a neighbour's name */
    OWN_LETTER = 150,
    BAR_MOST = 1500,
    AROUND_LINE = 40,
    ISLAND = 240,        /* across: smaller ones have a fine outline, whatever they belong to */
    LEAST_METRES = 16000 /* no sheet shows less, across */
};

struct sheet {
    const struct request *rq;
    const struct atlas *a;
    struct pen pen;
    enum detail detail;
    enum layer layer;
    int place;
    const struct sheet_words *words;
    struct lettering *names;
    struct neighbour {
        int place;
        struct multipolygon traced;
    } * members;
    size_t n_members;
    struct multipolygon own;
    struct buf lines[BOUNDARY_KINDS]; /* path data */
    bool on_sheet[LAYERS];            /* borders of this layer are to be seen */
};

static enum layer layer_of(enum place_level level)
{
    static const enum layer layers[LEVELS] = {[LEVEL_PROVINCE] = LAYER_PROVINCES,
                                              [LEVEL_PREFECTURE] = LAYER_CITIES,
                                              [LEVEL_COUNTY] = LAYER_COUNTIES};
    return layers[level];
}

/* ---- what is on it ---- */

/* Parallels a third from the middle: areas are true, and shapes as good as true. */
static struct pen pen_for(const struct multipolygon *m)
{
    double lon = (m->box.min_x + m->box.max_x) / 2, lat = (m->box.min_y + m->box.max_y) / 2;
    double third = fmax(0.01, (m->box.max_y - m->box.min_y) / 3);
    struct albers albers = albers_make(lon, lat, lat - third, lat + third);
    struct box metres = BOX_EMPTY;

    pen_measure(&albers, m->xy, m->n_points, &metres);
    return pen_over(&albers, &metres, WIDTH, HEIGHT, MARGIN, (double)WIDTH / LEAST_METRES);
}

static struct multipolygon trace(const struct sheet *s, int place)
{
    return pen_trace(&s->pen, atlas_shape(s->a, place, s->detail, NULL), s->rq->arena);
}

static bool seen(const struct sheet *s, int place)
{
    return pen_sees(&s->pen, &atlas_shape(s->a, place, DETAIL_05, NULL)->box);
}

static void avoid_dots(struct sheet *s, const struct multipolygon *traced)
{
    for (uint32_t i = 0; i < traced->n_rings; i++) {
        const double *p = traced->xy + 2 * (size_t)traced->rings[i].first;
        if (traced->rings[i].n_points == 1)
            lettering_avoid(s->names, p[0], p[1], AROUND_LINE);
    }
}

static bool is_on_sheet(double x, double y)
{
    return x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT;
}

/* Islands have no border that a key would explain. */
static bool has_border_on_sheet(const struct multipolygon *traced)
{
    for (uint32_t r = 0; r < traced->n_rings; r++) {
        const double *xy = traced->xy + 2 * (size_t)traced->rings[r].first;
        size_t n = traced->rings[r].n_points;

        if (pen_across(xy, n) < ISLAND)
            continue;
        for (size_t i = 0; i < n; i++) {
            if (is_on_sheet(xy[2 * i], xy[2 * i + 1]))
                return true;
        }
    }
    return false;
}

/* islands and dots may be NULL: a layer above has drawn them already. */
static void draw_layer(struct sheet *s, enum layer layer, struct buf *outlines, struct buf *islands,
                       struct buf *dots)
{
    size_t n;
    const int *members = atlas_layer(s->a, layer, &n);

    for (size_t i = 0; i < n; i++) {
        if (!seen(s, members[i]))
            continue;
        struct multipolygon traced = trace(s, members[i]);
        if (traced.n_rings == 0)
            continue;
        s->on_sheet[layer] |= has_border_on_sheet(&traced);
        pen_put_outlines(outlines, &traced, ISLAND, INFINITY);
        if (islands)
            pen_put_outlines(islands, &traced, 0, ISLAND);
        if (dots) {
            pen_put_dots(dots, &traced);
            avoid_dots(s, &traced);
        }
        if (layer == s->layer)
            s->members[s->n_members++] = (struct neighbour){members[i], traced};
    }
}

static void avoid_line(struct sheet *s, const struct multiline *l)
{
    for (uint32_t i = 0; i < l->n_points; i++) {
        double x, y;
        pen_point(&s->pen, l->xy[2 * i], l->xy[2 * i + 1], &x, &y);
        if (is_on_sheet(x, y))
            lettering_avoid(s->names, x, y, 3 * AROUND_LINE);
    }
}

static void draw_lines(struct sheet *s)
{
    for (size_t i = 0; i < atlas_n_lines(s->a); i++) {
        enum boundary_kind kind = atlas_line_kind(s->a, i);
        pen_put_lines(&s->lines[kind], &s->pen, atlas_line(s->a, i));
        if (kind == BOUNDARY_TEN_DASH_LINE)
            avoid_line(s, atlas_line(s->a, i));
    }
}

/* ---- the drawing ---- */

static void put_path(struct buf *out, const char *class, const struct buf *data)
{
    if (data->len)
        buf_printf(out, "<path class=\"%s\" fill=\"none\" d=\"%s\"/>", class, data->data);
}

static void put_own(struct buf *out, struct sheet *s)
{
    struct buf outlines = {0}, dots = {0};

    s->own = trace(s, s->place);
    pen_put_outlines(&outlines, &s->own, 0, INFINITY);
    pen_put_dots(&dots, &s->own);
    if (outlines.len)
        buf_printf(out, "<path class=\"own\" fill=\"url(#hatch)\" d=\"%s\"/>", outlines.data);
    put_path(out, "own-dots", &dots);
    buf_free(&outlines);
    buf_free(&dots);
}

static void put_shapes(struct buf *out, struct sheet *s)
{
    struct buf provinces = {0}, islands = {0}, borders = {0}, cities = {0}, dots = {0};

    draw_layer(s, LAYER_PROVINCES, &provinces, &islands, &dots);
    if (s->layer == LAYER_COUNTIES)
        draw_layer(s, LAYER_CITIES, &cities, NULL, NULL);
    if (s->layer != LAYER_PROVINCES)
        draw_layer(s, s->layer, &borders, NULL, NULL);
    draw_lines(s);

    buf_printf(out,
               "<defs><path id=\"provinces\" d=\"%s\"/></defs>"
               "<use href=\"#provinces\" class=\"land\"/><path class=\"land border\" d=\"%s\"/>",
               provinces.len ? provinces.data : "", islands.len ? islands.data : "");
    put_path(out, "border", &borders);
    put_path(out, "prefecture", &cities);
    put_path(out, "dots", &dots);
    buf_puts(out, "<use href=\"#provinces\" class=\"province\" fill=\"none\"/>");
    put_path(out, "unsettled", &s->lines[BOUNDARY_UNDEFINED]);
    put_path(out, "province", &s->lines[BOUNDARY_BETWEEN]);
    put_path(out, "province", &s->lines[BOUNDARY_OTHER]);
    put_own(out, s);
    put_path(out, "ten-dash", &s->lines[BOUNDARY_TEN_DASH_LINE]);
    buf_free(&provinces);
    buf_free(&islands);
    buf_free(&borders);
    buf_free(&cities);
    buf_free(&dots);
}

/* ---- names ---- */

static void put_text(struct buf *out, const char *class, double x, double y, double size,
                     const char *text)
{
    buf_printf(out, "<text class=\"%s\" x=\"%.0f\" y=\"%.0f\" font-size=\"%.0f\">", class, x,
               y + 0.36 * size, size);
    html_escape(out, text);
    buf_puts(out, "</text>");
}

static void avoid_edge(struct lettering *names, const double *from, const double *to)
{
    double length = hypot(to[0] - from[0], to[1] - from[1]);

    int steps = 1 + (int)(length / (2.0 * AROUND_LINE));

    for (int i = 0; i < steps; i++) {
        double t = (double)i / steps;
        lettering_avoid(names, from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]),
                        AROUND_LINE);
    }
}

/* Beside the place, and over none of its borders. */
static bool find_room_beside(struct sheet *s, double w, double h, double *x, double *y)
{
    for (uint32_t r = 0; r < s->own.n_rings; r++) {
        const double *xy = s->own.xy + 2 * (size_t)s->own.rings[r].first;
        size_t n = s->own.rings[r].n_points;

        for (size_t i = 0; i < n; i++)
            avoid_edge(s->names, xy + 2 * i, xy + 2 * ((i + 1) % n));
    }
    return lettering_beside(s->names, AROUND_LINE, w, h, x, y);
}

static void put_name(struct buf *out, struct sheet *s, int place, const struct multipolygon *traced,
                     double size)
{
    const struct place *p = atlas_place(s->a, place);
    bool own = place == s->place;
    double w = lettering_width(p->name, size) + 0.4 * size, h = 1.3 * size, x, y;

    pen_point(&s->pen, p->label_x, p->label_y, &x, &y);
    if (lettering_inside(s->names, traced, w, h, &x, &y) ||
        (own && find_room_beside(s, w, h, &x, &y)))
        put_text(out, own ? "name own-name" : "name", x, y, size, p->name);
}

static double visible_size(const struct multipolygon *m)
{
    return (fmin(m->box.max_x, WIDTH) - fmax(m->box.min_x, 0)) *
           (fmin(m->box.max_y, HEIGHT) - fmax(m->box.min_y, 0));
}

static int larger_first(const void *a, const void *b)
{
    const struct neighbour *x = a, *y = b;
    double p = visible_size(&x->traced), q = visible_size(&y->traced);

    return p != q ? (p < q) - (p > q) : (x->place > y->place) - (x->place < y->place);
}

static void put_names(struct buf *out, struct sheet *s)
{
    put_name(out, s, s->place, &s->own, OWN_LETTER);
    qsort(s->members, s->n_members, sizeof *s->members, larger_first);
    for (size_t i = 0; i < s->n_members; i++) {
        if (s->members[i].place != s->place)
            put_name(out, s, s->members[i].place, &s->members[i].traced, LETTER);
    }
}

/* ---- the strip below ---- */

double sheet_map_bar(double per_metre, double most)
{
    static const double steps[] = {5, 2, 1};
    double ten = 1e7;

    for (int power = 7; power >= 0; power--) {
        for (size_t i = 0; i < COUNT(steps); i++) {
            if (steps[i] * ten * per_metre <= most)
                return steps[i] * ten;
        }
        ten /= 10;
    }
    return 1;
}

/* Two digits are as much as paper keeps. */
static double round_scale(double scale)
{
    double step = pow(10, floor(log10(scale)) - 1);
    return round(scale / step) * step;
}

void sheet_map_put_scale(struct buf *out, const struct request *rq, double per_metre, double height)
{
    double metres = sheet_map_bar(per_metre, BAR_MOST);
    double long_units = metres * per_metre, y = height + 130;
    const char *unit = metres < 1000 ? "m" : "km";
    double shown = metres < 1000 ? metres : metres / 1000;
    double scale = round_scale(1000 * UNITS_PER_MM / per_metre);

    buf_printf(out,
               "<rect class=\"bar-empty\" x=\"20\" y=\"%.0f\" width=\"%.0f\" height=\"40\"/>"
               "<rect class=\"bar-full\" x=\"20\" y=\"%.0f\" width=\"%.0f\" height=\"40\"/>",
               y, long_units, y, long_units / 2);
    buf_printf(out,
               "<text class=\"key\" x=\"20\" y=\"%.0f\" font-size=\"100\">0</text>"
               "<text class=\"key\" x=\"%.0f\" y=\"%.0f\" font-size=\"100\">%g %s</text>",
               y - 20, long_units - 60, y - 20, shown, unit);
    buf_printf(out, "<text class=\"key\" x=\"%.0f\" y=\"%.0f\" font-size=\"110\">",
               long_units + 320, y + 45);
    buf_printf(out, page_say(rq, "约 1:%.0f（A4 原大）", "about 1:%.0f (on A4)"), scale);
    buf_puts(out, "</text>");
}

void sheet_map_put_north(struct buf *out, const struct request *rq, int width, int height)
{
    buf_printf(out,
               "<path class=\"bar-full\" d=\"M%d %dl-55 170 55-40 55 40z\"/>"
               "<text class=\"key\" x=\"%d\" y=\"%d\" font-size=\"120\">%s</text>",
               width - 90, height + 30, width - 310, height + 170, page_say(rq, "北", "N"));
}

static void put_key(struct buf *out, const struct sheet *s)
{
    const struct {
        const char *class, *zh, *en;
        bool shown;
    } keys[] = {
        {"own", s->words->key, s->words->key, true},
        {"province", "省级轮廓", "province", s->on_sheet[LAYER_PROVINCES]},
        {"prefecture", "地级界线", "prefecture",
         s->layer == LAYER_COUNTIES && s->on_sheet[LAYER_CITIES]},
        {"border", s->layer == LAYER_COUNTIES ? "县级界线" : "地级界线",
         s->layer == LAYER_COUNTIES ? "county" : "prefecture",
         s->layer != LAYER_PROVINCES && s->on_sheet[s->layer]},
        {"ten-dash", "十段线", "ten-dash line", s->lines[BOUNDARY_TEN_DASH_LINE].len > 0},
    };
    double x = 20, y = HEIGHT + 430;

    for (size_t i = 0; i < COUNT(keys); i++) {
        const char *text = page_say(s->rq, keys[i].zh, keys[i].en);
        if (!keys[i].shown)
            continue;
        if (i == 0)
            buf_printf(out,
                       "<rect class=\"own\" fill=\"url(#hatch)\" x=\"%.0f\" y=\"%.0f\" "
                       "width=\"260\" height=\"110\"/>",
                       x, y - 55);
        else
            buf_printf(out, "<path class=\"%s\" fill=\"none\" d=\"M%.0f %.0fh260\"/>",
                       keys[i].class, x, y);
        buf_printf(out, "<text class=\"key\" x=\"%.0f\" y=\"%.0f\" font-size=\"110\">%s</text>",
                   x + 310, y + 40, text);
        x += 310 + lettering_width(text, 110) + 180;
    }
}

/* ---- the sheet ---- */

static void put_opening(struct buf *out, const struct sheet *s)
{
    buf_printf(out,
               "<svg class=\"sheet-map\" viewBox=\"-10 -10 %d %d\" role=\"img\" "
               "aria-labelledby=\"sheet-title sheet-desc\"><title id=\"sheet-title\">",
               WIDTH + 20, HEIGHT + BELOW + 20);
    html_escape(out, s->words->title);
    buf_puts(out, "</title><desc id=\"sheet-desc\">");
    html_escape(out, s->words->description);
    buf_printf(out,
               "</desc><defs><pattern id=\"hatch\" width=\"56\" height=\"56\" "
               "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
               "<path class=\"hatch\" d=\"M28 0v56\"/></pattern>"
               "<clipPath id=\"sheet-edge\"><rect width=\"%d\" height=\"%d\"/></clipPath></defs>"
               "<rect class=\"beyond\" width=\"%d\" height=\"%d\"/>"
               "<g clip-path=\"url(#sheet-edge)\">",
               WIDTH, HEIGHT, WIDTH, HEIGHT);
}

void sheet_map_put(struct buf *out, const struct request *rq, const struct atlas *a, int place,
                   const struct sheet_words *words)
{
    struct sheet s = {.rq = rq, .a = a, .place = place, .words = words};
    size_t n;

    s.layer = layer_of(atlas_place(a, place)->level);
    s.pen = pen_for(atlas_shape(a, place, DETAIL_003, NULL));
    s.detail = pen_detail(&s.pen);
    s.names = arena_alloc(rq->arena, 1, sizeof *s.names);
    s.names->width = WIDTH;
    s.names->height = HEIGHT;
    atlas_layer(a, s.layer, &n);
    s.members = arena_alloc(rq->arena, n ? n : 1, sizeof *s.members);

    put_opening(out, &s);
    put_shapes(out, &s);
    put_names(out, &s);
    buf_printf(out, "</g><rect class=\"neat-line\" width=\"%d\" height=\"%d\" fill=\"none\"/>",
               WIDTH, HEIGHT);
    sheet_map_put_scale(out, rq, s.pen.per_metre, HEIGHT);
    sheet_map_put_north(out, rq, WIDTH, HEIGHT);
    put_key(out, &s);
    buf_puts(out, "</svg>");
    for (size_t i = 0; i < BOUNDARY_KINDS; i++)
        buf_free(&s.lines[i]);
}
