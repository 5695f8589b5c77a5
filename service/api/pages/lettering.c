/* lettering.c - see lettering.h. */
#include "api/pages/lettering.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { FIRST_WIDE = 0x2E80, TRIES = 9 /* places tried either way across a shape */ };

double lettering_width(const char *text, double size)
{
    size_t left = strlen(text), step;
    double width = 0;
    uint32_t c;

    while (left > 0 && (step = utf8_next(text, left, &c)) > 0) {
        width += c >= FIRST_WIDE ? size : 0.62 * size;
        text += step;
        left -= step;
    }
    return width;
}

static struct box box_around(double x, double y, double w, double h)
{
    return (struct box){x - w / 2, y - h / 2, x + w / 2, y + h / 2};
}

static void take(struct lettering *l, struct box box)
{
    if (l->n < LETTERING_MOST)
        l->taken[l->n++] = box;
}

void lettering_avoid(struct lettering *l, double x, double y, double around)
{
    take(l, box_around(x, y, 2 * around, 2 * around));
}

static bool free_at(const struct lettering *l, const struct box *b)
{
    if (b->min_x < 0 || b->min_y < 0 || b->max_x > l->width || b->max_y > l->height)
        return false;
    for (size_t i = 0; i < l->n; i++) {
        if (boxes_meet(&l->taken[i], b))
            return false;
    }
    return true;
}

/* Even-odd over all rings, each closed by its first point. */
bool lettering_covers(const struct multipolygon *m, double x, double y)
{
    bool inside = false;

    if (x < m->box.min_x || x > m->box.max_x || y < m->box.min_y || y > m->box.max_y)
        return false;
    for (uint32_t r = 0; r < m->n_rings; r++) {
        const double *xy = m->xy + 2 * (size_t)m->rings[r].first;
        size_t n = m->rings[r].n_points;
        for (size_t i = 0, j = n - 1; i < n; j = i++) {
            const double *a = xy + 2 * j, *b = xy + 2 * i;
            if ((a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
                inside = !inside;
        }
    }
    return inside;
}

/* Its corners and the middles of its long sides: a border does not run through it unseen. */
static bool lies_inside(const struct multipolygon *m, const struct box *b)
{
    double xs[] = {(b->min_x + b->max_x) / 2, b->min_x, b->max_x}, ys[] = {b->min_y, b->max_y};

    for (size_t i = 0; i < COUNT(xs); i++) {
        for (size_t j = 0; j < COUNT(ys); j++) {
            if (!lettering_covers(m, xs[i], ys[j]))
                return false;
        }
    }
    return true;
}

bool lettering_inside(struct lettering *l, const struct multipolygon *shape, double w, double h,
                      double *x, double *y)
{
    struct box seen = {fmax(0, shape->box.min_x), fmax(0, shape->box.min_y),
                       fmin(l->width, shape->box.max_x), fmin(l->height, shape->box.max_y)};
    struct box best = BOX_EMPTY, at = box_around(*x, *y, w, h);
    double nearest = INFINITY;

    if (free_at(l, &at) && lies_inside(shape, &at)) {
        take(l, at);
        return true;
    }
    for (int i = 0; i < TRIES * TRIES; i++) {
        int column = i % TRIES, row = i / TRIES;
        double across = seen.min_x + (seen.max_x - seen.min_x) * (column + 0.5) / TRIES;
        double down = seen.min_y + (seen.max_y - seen.min_y) * (row + 0.5) / TRIES;
        double away = hypot(across - (seen.min_x + seen.max_x) / 2,
                            2 * (down - (seen.min_y + seen.max_y) / 2));
        at = box_around(across, down, w, h);
        if (away < nearest && free_at(l, &at) && lies_inside(shape, &at)) {
            nearest = away;
            best = at;
        }
    }
    if (nearest == (double)INFINITY)
        return false;
    take(l, best);
    *x = (best.min_x + best.max_x) / 2;
    *y = (best.min_y + best.max_y) / 2;
    return true;
}

bool lettering_at(struct lettering *l, double w, double h, double x, double y)
{
    struct box at = box_around(x, y, w, h);

    if (!free_at(l, &at))
        return false;
    take(l, at);
    return true;
}

bool lettering_beside(struct lettering *l, double gap, double w, double h, double *x, double *y)
{
    static const struct {
        double across, down;
    } sides[] = {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}};

    for (int ring = 1; ring <= 60; ring++) {
        for (size_t i = 0; i < COUNT(sides); i++) {
            double cx = *x + sides[i].across * (gap * ring + w / 2);
            double cy = *y + sides[i].down * (gap * ring + h / 2);
            struct box at = box_around(cx, cy, w, h);
            if (!free_at(l, &at))
                continue;
            take(l, at);
            *x = cx;
            *y = cy;
            return true;
        }
    }
    return false;
}
