/* grid.c - drawing borders into cells, and filling what they leave open.
 *
 * A shape is drawn into a window of marks as large as its box: first every cell that its border may
 * touch (with a margin, so rounding can only add cells), then each run of untouched cells along a
 * row is asked about once, at the middle of its first cell: within a run the answer cannot change.
 * The cell of a point comes from the same rounded arithmetic as the cell of an edge's end. */
#include "geo/grid.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_PER_POINT = 3, MAX_WINDOW_CELLS = 6000000 };

/* Degrees; far above the rounding of a coordinate, which is what the margins below rely on. */
static const double SMALLEST_CELL = 1e-6;

struct grid {
    struct box box;
    double cells_per_x, cells_per_y;
    uint32_t n_columns, n_rows;
    uint32_t *first; /* of each cell into entries; one more at the end */
    struct in_cell *entries;
    size_t n_entries;
};

/* The cells of one shape's box. */
struct window {
    uint32_t column, row, n_columns, n_rows;
    uint8_t *marks;
};

/* What was found, in order of shapes, before it is sorted by cell. */
struct finds {
    struct find {
        uint32_t cell;
        struct in_cell entry;
    } * list;
    size_t n, room;
};

static uint32_t step_of(double offset, double per_unit, uint32_t n)
{
    double step = offset * per_unit;

    if (!(step > 0))
        return 0;
    return step < n - 1 ? (uint32_t)step : n - 1;
}

static uint32_t column_of(const struct grid *g, double x)
{
    return step_of(x - g->box.min_x, g->cells_per_x, g->n_columns);
}

static uint32_t row_of(const struct grid *g, double y)
{
    return step_of(y - g->box.min_y, g->cells_per_y, g->n_rows);
}

static double per_unit(uint32_t n, double extent)
{
    double v = extent > 0 ? n / extent : 0;
    return isfinite(v) ? v : 0;
}

/* A few cells for each point of all shapes; fewer where boxes lie over each other many times. */
static void choose_cells(struct grid *g, const struct multipolygon *const *shapes, size_t n_shapes)
{
    double n_points = 0, covered = 0;

    g->box = BOX_EMPTY;
    for (size_t i = 0; i < n_shapes; i++) {
        const struct box *b = &shapes[i]->box;
        n_points += shapes[i]->n_points;
        covered += (b->max_x - b->min_x) * (b->max_y - b->min_y);
        box_add_box(&g->box, b);
    }
    double width = g->box.max_x - g->box.min_x, height = g->box.max_y - g->box.min_y;
    double cells = fmin(CELLS_PER_POINT * n_points, MAX_WINDOW_CELLS);

    if (!(width > 0 && height > 0)) { /* no shapes, or none with an area: one cell does */
        g->n_columns = g->n_rows = 1;
    } else {
        cells = fmin(cells, MAX_WINDOW_CELLS * width * height / covered);
        double side = fmax(sqrt(width * height / cells), SMALLEST_CELL);
        g->n_columns = (uint32_t)fmax(1, fmin(width / side, cells));
        g->n_rows = (uint32_t)fmax(1, fmin(height / side, cells / g->n_columns));
    }
    g->cells_per_x = per_unit(g->n_columns, width);
    g->cells_per_y = per_unit(g->n_rows, height);
}

static void mark_cells(const struct window *w, uint32_t row, uint32_t from, uint32_t to)
{
    memset(w->marks + (size_t)(row - w->row) * w->n_columns + (from - w->column), 1, to - from + 1);
}

/* Where a long edge leaves the rows: its longitude at the two sides of one row, a hundredth of a
 * cell further out. */
static void mark_edge_in_row(const struct grid *g, const struct window *w, const double a[2],
                             const double b[2], uint32_t row)
{
    double low = g->box.min_y + (row - 0.01) / g->cells_per_y;
    double high = g->box.min_y + (row + 1.01) / g->cells_per_y;
    double slope = (b[0] - a[0]) / (b[1] - a[1]), margin = 0.01 / g->cells_per_x;
    double at_low = a[0] + (fmax(low, fmin(a[1], b[1])) - a[1]) * slope;
    double at_high = a[0] + (fmin(high, fmax(a[1], b[1])) - a[1]) * slope;
    double from = fmax(fmin(at_low, at_high) - margin, fmin(a[0], b[0]));
    double to = fmin(fmax(at_low, at_high) + margin, fmax(a[0], b[0]));

    mark_cells(w, row, column_of(g, from), column_of(g, to));
}

static void mark_edge(const struct grid *g, const struct window *w, const double a[2],
                      const double b[2])
{
    uint32_t left = column_of(g, fmin(a[0], b[0])), right = column_of(g, fmax(a[0], b[0]));
    uint32_t low = row_of(g, fmin(a[1], b[1])), high = row_of(g, fmax(a[1], b[1]));

    if (right - left <= 1 || high - low <= 1) {
        for (uint32_t row = low; row <= high; row++)
            mark_cells(w, row, left, right);
        return;
    }
    for (uint32_t row = low; row <= high; row++)
        mark_edge_in_row(g, w, a, b, row);
}

static void mark_border(const struct grid *g, const struct window *w, const struct multipolygon *m)
{
    memset(w->marks, 0, (size_t)w->n_columns * w->n_rows);
    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;
        for (uint32_t j = 1; j < m->rings[i].n_points; j++, a += 2)
            mark_edge(g, w, a, a + 2);
    }
}

static void add_find(struct finds *f, const struct grid *g, uint32_t column, uint32_t row,
                     struct in_cell entry)
{
    if (f->n == f->room) {
        f->room = f->room ? f->room * 2 : 1024;
        f->list = mem_resize(f->list, f->room, sizeof *f->list);
    }
    f->list[f->n++] = (struct find){row * g->n_columns + column, entry};
}

static void find_in_row(const struct grid *g, const struct bands *bands, const struct window *w,
                        uint32_t shape, uint32_t row, struct finds *f)
{
    const uint8_t *marks = w->marks + (size_t)row * w->n_columns;
    bool known = false, inside = false;

    for (uint32_t i = 0; i < w->n_columns; i++) {
        uint32_t column = w->column + i;
        if (marks[i]) {
            add_find(f, g, column, w->row + row, (struct in_cell){shape & INT32_MAX, 0});
            known = false;
            continue;
        }
        if (!known) {
            double x = g->box.min_x + (column + 0.5) / g->cells_per_x;
            double y = g->box.min_y + (w->row + row + 0.5) / g->cells_per_y;
            bool on_edge;
            inside = bands_cover(bands, shape, x, y, &on_edge);
            known = true;
        }
        if (inside)
            add_find(f, g, column, w->row + row, (struct in_cell){shape & INT32_MAX, 1});
    }
}

static void find_shape(const struct grid *g, const struct bands *bands,
                       const struct multipolygon *m, uint32_t shape, struct window *w,
                       struct finds *f)
{
    w->column = column_of(g, m->box.min_x);
    w->row = row_of(g, m->box.min_y);
    w->n_columns = column_of(g, m->box.max_x) - w->column + 1;
    w->n_rows = row_of(g, m->box.max_y) - w->row + 1;
    mark_border(g, w, m);
    for (uint32_t row = 0; row < w->n_rows; row++)
        find_in_row(g, bands, w, shape, row, f);
}

/* Counting sort; finds of one cell stay in their order. */
static void sort_by_cell(struct grid *g, const struct finds *f)
{
    size_t n_cells = (size_t)g->n_columns * g->n_rows;

    g->first = mem_alloc(n_cells + 1, sizeof *g->first);
    g->entries = mem_alloc(f->n, sizeof *g->entries);
    g->n_entries = f->n;
    for (size_t i = 0; i < f->n; i++)
        g->first[f->list[i].cell + 1]++;
    for (size_t i = 0; i < n_cells; i++)
        g->first[i + 1] += g->first[i];
    for (size_t i = 0; i < f->n; i++)
        g->entries[g->first[f->list[i].cell]++] = f->list[i].entry;
    memmove(g->first + 1, g->first, n_cells * sizeof *g->first);
    g->first[0] = 0;
}

struct grid *grid_new(const struct multipolygon *const *shapes, size_t n_shapes,
                      const struct bands *bands)
{
    struct grid *g = mem_alloc(1, sizeof *g);
    struct window w = {0};
    struct finds f = {0};

    choose_cells(g, shapes, n_shapes);
    w.marks = mem_alloc((size_t)g->n_columns * g->n_rows, 1);
    for (size_t i = 0; i < n_shapes; i++) {
        if (shapes[i]->n_points > 0)
            find_shape(g, bands, shapes[i], (uint32_t)i, &w, &f);
    }
    sort_by_cell(g, &f);
    free(f.list);
    free(w.marks);
    return g;
}

void grid_free(struct grid *g)
{
    if (!g)
        return;
    free(g->first);
    free(g->entries);
    free(g);
}

size_t grid_memory(const struct grid *g)
{
    return sizeof *g + ((size_t)g->n_columns * g->n_rows + 1) * sizeof *g->first +
           g->n_entries * sizeof *g->entries;
}

const struct in_cell *grid_find(const struct grid *g, double x, double y, size_t *n)
{
    *n = 0;
    if (!(x >= g->box.min_x && x <= g->box.max_x && y >= g->box.min_y && y <= g->box.max_y))
        return NULL;
    size_t cell = (size_t)row_of(g, y) * g->n_columns + column_of(g, x);
    *n = g->first[cell + 1] - g->first[cell];
    return g->entries + g->first[cell];
}
