/* near.c - walks the edges of the few shapes around a point.
 *
 * Whether an edge is the outer border is asked of the locator, by a point a hair to either side of
 * its middle: the source has no second shape there. */
#include "atlas/near.h"

#include "atlas/internal.h"
#include "geo/geodesic.h"

#include <math.h>

static const double METRES_PER_DEGREE = 110000; /* of latitude, rounded down: boxes only grow */
static const double HAIR = 1e-7;                /* degrees, about a centimetre */

struct looking {
    const struct ground *g;
    double lon, lat, metres;
    double reach_x, reach_y; /* metres in degrees, here */
    double outside;          /* to the nearest outer edge so far */
};

static bool edge_in_reach(const struct looking *l, const double *p)
{
    return fmin(p[0], p[2]) <= l->lon + l->reach_x && fmax(p[0], p[2]) >= l->lon - l->reach_x &&
           fmin(p[1], p[3]) <= l->lat + l->reach_y && fmax(p[1], p[3]) >= l->lat - l->reach_y;
}

static bool is_outer(const struct looking *l, const double *p)
{
    double dx = p[2] - p[0], dy = p[3] - p[1], len = hypot(dx, dy);
    double mx = (p[0] + p[2]) / 2, my = (p[1] + p[3]) / 2;

    if (len <= 0)
        return false;
    double nx = -dy / len * HAIR, ny = dx / len * HAIR;
    return locator_find(l->g->locator, mx + nx, my + ny).shape < 0 ||
           locator_find(l->g->locator, mx - nx, my - ny).shape < 0;
}

/* Metres to the border of a shape, or INFINITY when it is out of reach. */
static double to_border(struct looking *l, const struct multipolygon *m)
{
    double best = INFINITY;

    for (uint32_t r = 0; r < m->n_rings; r++) {
        const double *p = m->xy + 2 * (size_t)m->rings[r].first;
        for (uint32_t k = 0; k + 1 < m->rings[r].n_points; k++, p += 2) {
            if (!edge_in_reach(l, p))
                continue;
            double d = geodesic_to_segment(l->lon, l->lat, p, p + 2);
            if (d < best)
                best = d;
            if (d < l->outside && is_outer(l, p))
                l->outside = d;
        }
    }
    return best;
}

struct nearby *atlas_near(const struct atlas *a, double lon, double lat, double metres,
                          struct arena *arena, size_t *n)
{
    const struct ground *g = a->ground;
    size_t n_counties = g->layer_sizes[LAYER_COUNTIES];
    int own = locator_find(g->locator, lon, lat).shape;
    double shrink = fmax(cos(lat * M_PI / 180), 0.01);
    struct looking l = {.g = g, .lon = lon, .lat = lat, .metres = metres, .outside = INFINITY};
    struct nearby *out = arena_alloc(arena, n_counties + 1, sizeof *out);

    l.reach_y = metres / METRES_PER_DEGREE;
    l.reach_x = l.reach_y / shrink;
    struct box reach = {lon - l.reach_x, lat - l.reach_y, lon + l.reach_x, lat + l.reach_y};
    *n = 0;
    for (size_t i = 0; i < n_counties; i++) {
        int place = g->layers[LAYER_COUNTIES][i];
        const struct multipolygon *m = &g->shapes[place][DETAIL_FULL].area;

        if (!boxes_meet(&m->box, &reach))
            continue;
        double d = to_border(&l, m);
        if ((int)i != own && d < metres)
            out[(*n)++] = (struct nearby){place, d};
    }
    if (own >= 0 && l.outside < metres)
        out[(*n)++] = (struct nearby){-1, l.outside};
    return out;
}

struct chain atlas_chain(const struct atlas *a, int place)
{
    struct chain chain = {.n = 0};
    int up[3];
    size_t n = 0;

    for (; place >= 0 && n < 3; place = atlas_place(a, place)->parent)
        up[n++] = place;
    for (size_t i = 0; i < n; i++)
        chain.places[i] = up[n - 1 - i];
    chain.n = n;
    return chain;
}
