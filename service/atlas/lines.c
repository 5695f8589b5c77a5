/* lines.c - what a line without an area is, from the provinces around it.
 *
 * Near means: a point of the line within BOUNDARY_NEAR_METRES of an edge of the province.  Looked
 * for stroke by stroke, because the strokes of the dash line lie a thousand kilometres apart. */
#include "atlas/internal.h"
#include "geo/geodesic.h"

#include <math.h>

static const double METRES_PER_DEGREE = 110000; /* of latitude, rounded down: boxes only grow */

struct stroke {
    const double *xy;
    uint32_t n_points;
    struct box reach; /* its box, and as much around it as is near */
};

static struct stroke stroke_of(const struct multiline *m, uint32_t i)
{
    struct stroke s = {.xy = m->xy + 2 * (size_t)m->first[i],
                       .n_points = m->first[i + 1] - m->first[i],
                       .reach = BOX_EMPTY};

    for (uint32_t k = 0; k < s.n_points; k++)
        box_add_point(&s.reach, s.xy[2 * k], s.xy[2 * k + 1]);
    double farthest = fmax(fabs(s.reach.min_y), fabs(s.reach.max_y)) * M_PI / 180;
    double y = BOUNDARY_NEAR_METRES / METRES_PER_DEGREE, x = y / fmax(cos(farthest), 0.01);
    s.reach.min_x -= x;
    s.reach.max_x += x;
    s.reach.min_y -= y;
    s.reach.max_y += y;
    return s;
}

static bool edge_is_near(const struct stroke *s, const double *edge)
{
    struct box box = BOX_EMPTY;

    box_add_point(&box, edge[0], edge[1]);
    box_add_point(&box, edge[2], edge[3]);
    if (!boxes_meet(&box, &s->reach))
        return false;
    for (uint32_t k = 0; k < s->n_points; k++) {
        const double *p = s->xy + 2 * (size_t)k;

        if (geodesic_to_segment(p[0], p[1], edge, edge + 2) <= BOUNDARY_NEAR_METRES)
            return true;
    }
    return false;
}

static bool is_near(const struct stroke *s, const struct multipolygon *m)
{
    if (!boxes_meet(&m->box, &s->reach))
        return false;
    for (uint32_t r = 0; r < m->n_rings; r++) {
        const double *edge = m->xy + 2 * (size_t)m->rings[r].first;

        for (uint32_t k = 0; k + 1 < m->rings[r].n_points; k++, edge += 2) {
            if (edge_is_near(s, edge))
                return true;
        }
    }
    return false;
}

static bool comes_near(const struct multiline *line, const struct multipolygon *m)
{
    for (uint32_t i = 0; i < line->n_lines; i++) {
        struct stroke s = stroke_of(line, i);

        if (is_near(&s, m))
            return true;
    }
    return false;
}

static bool runs_along(const struct multiline *line, const struct multipolygon *m)
{
    for (uint32_t k = 0; k < line->n_points; k++) {
        const double *p = line->xy + 2 * (size_t)k;
        bool on_edge = false;

        if (!multipolygon_covers(m, p[0], p[1], &on_edge) || !on_edge)
            return false;
    }
    return line->n_points > 0;
}

enum boundary_kind ground_line_kind(const struct ground *g, const struct multiline *line)
{
    struct boundary_seen seen = {.strokes = line->n_lines};
    const struct multipolygon *near = NULL;

    for (size_t i = 0; i < g->layer_sizes[LAYER_PROVINCES]; i++) {
        int place = g->layers[LAYER_PROVINCES][i];
        const struct multipolygon *m = &g->shapes[place][DETAIL_FULL].area;

        if (!comes_near(line, m))
            continue;
        seen.provinces++;
        near = m;
    }
    seen.along = seen.provinces == 1 && runs_along(line, near);
    return boundary_kind_derive(&seen);
}
