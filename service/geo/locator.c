/* locator.c - three indexes behind one question: the grid says which shapes can hold the point, the
 * bands decide for those whose border is near, the tree of edges measures. */
#include "geo/locator.h"

#include "base/mem.h"
#include "geo/bands.h"
#include "geo/edges.h"
#include "geo/geodesic.h"
#include "geo/grid.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

struct locator {
    struct bands *bands;
    struct grid *grid;
    struct edges *edges;
};

struct locator *locator_new(const struct multipolygon *const *shapes, size_t n_shapes)
{
    struct locator *l = mem_alloc(1, sizeof *l);

    assert(n_shapes < INT32_MAX);
    l->bands = bands_new(shapes, n_shapes);
    l->grid = grid_new(shapes, n_shapes, l->bands);
    l->edges = edges_new(shapes, n_shapes);
    return l;
}

void locator_free(struct locator *l)
{
    if (!l)
        return;
    edges_free(l->edges);
    grid_free(l->grid);
    bands_free(l->bands);
    free(l);
}

size_t locator_memory(const struct locator *l)
{
    return sizeof *l + bands_memory(l->bands) + grid_memory(l->grid) + edges_memory(l->edges);
}

struct located locator_find(const struct locator *l, double lon, double lat)
{
    size_t n;
    const struct in_cell *in = grid_find(l->grid, lon, lat, &n);

    for (size_t i = 0; i < n; i++) {
        bool on_edge = false;
        if (in[i].filled || bands_cover(l->bands, in[i].shape, lon, lat, &on_edge))
            return (struct located){(int)in[i].shape, on_edge};
    }
    return (struct located){-1, false};
}

double locator_edge_metres(const struct locator *l, double lon, double lat)
{
    struct nearest n = edges_nearest(l->edges, lon, lat, 0);

    if (isinf(n.chord))
        return n.chord;
    return geodesic_distance(lon, lat, n.lon, n.lat);
}
