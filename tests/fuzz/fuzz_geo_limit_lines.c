/* fuzz_geo_limit_lines.c - bytes as boundary lines on a coarse grid, where touching, parallel and
 * doubled lines are common: refused with words, or one valid ring that every line bounds. */
#include "geo/limit_lines.h"
#include "intake_promises.h"

enum { MOST_POINTS = 60, GRID = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A byte is a point of the grid; 255 begins the next line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double xy[2 * MOST_POINTS];
    uint32_t first[MOST_POINTS + 2] = {0};
    struct multiline lines = {.xy = xy, .first = first};
    const struct limit_lines_options o = {.extend_metres = size > 0 ? 100.0 * data[0] : 0};

    for (size_t i = 1; i < size && lines.n_points < MOST_POINTS; i++) {
        if (data[i] == 255) {
            first[++lines.n_lines] = lines.n_points;
            continue;
        }
        xy[2 * (size_t)lines.n_points] = 121 + 0.01 * (data[i] % GRID);
        xy[2 * (size_t)lines.n_points++ + 1] = 31 + 0.01 * (double)(data[i] >> 4);
        if (lines.n_lines == MOST_POINTS)
            break;
    }
    first[++lines.n_lines] = lines.n_points;

    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct multipolygon m;
    struct err err = {0};
    if (limit_lines_close(g, &lines, &o, arena, &m, &err)) {
        must(m.n_rings == 1 && !m.rings[0].hole && m.n_points >= 4);
        must(shape_is_valid(g, &m, &err) && geodesic_area(&m) >= 1);
    } else {
        must((err.kind == ERR_BAD_BODY || err.kind == ERR_TOO_LARGE) && err.text[0] && err.zh[0]);
    }
    geos_free(g);
    arena_free(arena);
    return 0;
}
