/* multipolygon.c - boxes, ring order, and the exact questions that need no index. */
#include "geo/multipolygon.h"

#include "geo/locator.h"
#include "geo/predicate.h"

#include <assert.h>
#include <string.h>

void box_add_point(struct box *b, double x, double y)
{
    b->min_x = x < b->min_x ? x : b->min_x;
    b->min_y = y < b->min_y ? y : b->min_y;
    b->max_x = x > b->max_x ? x : b->max_x;
    b->max_y = y > b->max_y ? y : b->max_y;
}

void box_add_box(struct box *b, const struct box *other)
{
    if (other->min_x > other->max_x)
        return; /* empty */
    box_add_point(b, other->min_x, other->min_y);
    box_add_point(b, other->max_x, other->max_y);
}

bool boxes_meet(const struct box *a, const struct box *b)
{
    return a->min_x <= b->max_x && b->min_x <= a->max_x && a->min_y <= b->max_y &&
           b->min_y <= a->max_y;
}

void multipolygon_measure(struct multipolygon *m)
{
    m->box = BOX_EMPTY;
    for (size_t i = 0; i < m->n_points; i++)
        box_add_point(&m->box, m->xy[2 * i], m->xy[2 * i + 1]);
}

/* Twice the signed area, in degrees; measured from the first point so that nothing large cancels.
 */
static double ring_turn(const double *xy, size_t n)
{
    double sum = 0;

    for (size_t i = 1; i + 1 < n; i++) {
        const double *a = xy + 2 * i, *b = a + 2;
        sum += (a[0] - xy[0]) * (b[1] - xy[1]) - (a[1] - xy[1]) * (b[0] - xy[0]);
    }
    return sum;
}

static void ring_reverse(double *xy, size_t n)
{
    for (size_t i = 0, j = n; i + 1 < j--; i++) {
        double x = xy[2 * i], y = xy[2 * i + 1];
        xy[2 * i] = xy[2 * j];
        xy[2 * i + 1] = xy[2 * j + 1];
        xy[2 * j] = x;
        xy[2 * j + 1] = y;
    }
}

void multipolygon_orient(struct multipolygon *m)
{
    for (size_t i = 0; i < m->n_rings; i++) {
        const struct ring *r = &m->rings[i];
        double *xy = m->xy + 2 * (size_t)r->first;
        double turn = ring_turn(xy, r->n_points);

        if (r->hole ? turn > 0 : turn < 0)
            ring_reverse(xy, r->n_points);
    }
}

struct multipolygon multipolygon_copy(struct arena *a, const struct multipolygon *m)
{
    struct multipolygon copy = *m;

    copy.xy = arena_alloc(a, 2 * (size_t)m->n_points, sizeof *copy.xy);
    copy.rings = arena_alloc(a, m->n_rings, sizeof *copy.rings);
    if (m->n_points > 0)
        memcpy(copy.xy, m->xy, 2 * (size_t)m->n_points * sizeof *copy.xy);
    if (m->n_rings > 0)
        memcpy(copy.rings, m->rings, m->n_rings * sizeof *copy.rings);
    return copy;
}

bool multipolygon_covers(const struct multipolygon *m, double lon, double lat, bool *on_edge)
{
    bool inside = false;

    *on_edge = false;
    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;

        for (uint32_t j = 1; j < m->rings[i].n_points; j++, a += 2) {
            enum meeting how = edge_meets_ray(a, a + 2, lon, lat);
            if (how == MEETING_TOUCHED)
                return *on_edge = true;
            inside ^= how == MEETING_CROSSED;
        }
    }
    return inside;
}

/* Two convex things are apart exactly when some line parallel to a side of one of them lies between
 * them: here the sides of the box, and the edge itself. */
static bool edge_meets_box(const double a[2], const double b[2], const struct box *box)
{
    const double corners[4][2] = {{box->min_x, box->min_y},
                                  {box->max_x, box->min_y},
                                  {box->max_x, box->max_y},
                                  {box->min_x, box->max_y}};
    int left = 0, right = 0;

    if ((a[0] < box->min_x && b[0] < box->min_x) || (a[0] > box->max_x && b[0] > box->max_x) ||
        (a[1] < box->min_y && b[1] < box->min_y) || (a[1] > box->max_y && b[1] > box->max_y))
        return false;
    for (int i = 0; i < 4; i++) {
        int side = orient_sign(a, b, corners[i][0], corners[i][1]);
        left += side > 0;
        right += side < 0;
    }
    return left < 4 && right < 4;
}

bool multipolygon_meets_box(const struct multipolygon *m, const struct box *b)
{
    bool on_edge;

    if (!boxes_meet(&m->box, b))
        return false;
    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;

        for (uint32_t j = 1; j < m->rings[i].n_points; j++, a += 2) {
            if (edge_meets_box(a, a + 2, b))
                return true;
        }
    }
    /* No edge touches the box, so it lies wholly inside or wholly outside. */
    return multipolygon_covers(m, b->min_x, b->min_y, &on_edge);
}
