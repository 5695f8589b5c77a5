/* test_geo_datum_guard.c - is a forgotten GCJ-02 found out, and is nobody blamed without cause?
 *
 * Shapes as applicants draw them, in real districts: blocks cut along the district's border for
 * some of their length, drawn exactly or as far off as different surveys are from each other.
 * Others show what cannot be told: blocks that touch no border. */
#include "base/mem.h"
#include "counties.h"
#include "geo/compare.h"
#include "geo/crs.h"
#include "geo/edges.h"
#include "geo/ellipsoid.h"
#include "geo/geodesic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

static uint64_t seed;

static double random_between(double low, double high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(seed >> 11) / 9007199254740992.0;
}

static size_t random_below(size_t n)
{
    return (size_t)random_between(0, (double)n - 1e-9);
}

enum kind { ALONG_THE_BORDER, NEAR_THE_BORDER, DEEP_INSIDE, WHOLE_DISTRICT };

struct bench {
    struct counties counties;
    struct geos *geos;
    struct arena *arena; /* of one shape */
};

static double metres_per_lon(double lat)
{
    return ELLIPSOID_A * RADIANS_PER_DEGREE * cos(lat * RADIANS_PER_DEGREE);
}

static const double METRES_PER_LAT = ELLIPSOID_A * RADIANS_PER_DEGREE;

/* A rectangle of so many metres, turned, about a place. */
static struct multipolygon block(struct arena *a, double lon, double lat, double wide, double high,
                                 double turn)
{
    struct multipolygon m = {.xy = arena_alloc(a, 5, 2 * sizeof(double)),
                             .rings = arena_alloc(a, 1, sizeof(struct ring)),
                             .n_points = 5,
                             .n_rings = 1};
    static const double corners[5][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};

    for (size_t i = 0; i < 5; i++) {
        double x = corners[i][0] * wide / 2, y = corners[i][1] * high / 2;
        m.xy[2 * i] = lon + (x * cos(turn) - y * sin(turn)) / metres_per_lon(lat);
        m.xy[2 * i + 1] = lat + (x * sin(turn) + y * cos(turn)) / METRES_PER_LAT;
    }
    m.rings[0] = (struct ring){0, 5, false};
    multipolygon_measure(&m);
    return m;
}

/* Metres of its border that lie on the district's, of the whole. */
static double run_along(const struct multipolygon *m, const struct multipolygon *county,
                        double *whole)
{
    struct edges *edges = edges_new(&county, 1);
    double along = 0;

    *whole = 0;
    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;
        for (uint32_t k = 0; k + 1 < m->rings[i].n_points; k++, a += 2) {
            double len = geodesic_distance(a[0], a[1], a[2], a[3]);
            double x = (a[0] + a[2]) / 2, y = (a[1] + a[3]) / 2;
            *whole += len;
            along += edges_nearest(edges, x, y, 0).chord < 1 ? len : 0;
        }
    }
    edges_free(edges);
    return along;
}

static double nearest_border(const struct multipolygon *m, const struct multipolygon *county)
{
    struct edges *edges = edges_new(&county, 1);
    double least = INFINITY;

    for (size_t i = 0; i + 1 < m->n_points; i++) {
        for (int s = 0; s < 20; s++) {
            const double *a = m->xy + 2 * i;
            double t = s / 20.0;
            least = fmin(
                least,
                edges_nearest(edges, a[0] + t * (a[2] - a[0]), a[1] + t * (a[3] - a[1]), 0).chord);
        }
    }
    edges_free(edges);
    return least;
}

static bool makes(struct bench *b, enum kind kind, const struct multipolygon *county,
                  struct multipolygon *out)
{
    size_t at = random_below(county->n_points);
    double wide = random_between(1500, 6000), high = random_between(1500, 6000);
    double lat = county->xy[2 * at + 1] + random_between(-0.5, 0.5) * high / METRES_PER_LAT;
    double lon = county->xy[2 * at] + random_between(-0.5, 0.5) * wide / metres_per_lon(lat);
    struct multipolygon piece;
    struct err err = {0};
    double share, m2, whole;

    if (kind == WHOLE_DISTRICT) {
        *out = multipolygon_copy(b->arena, county);
        return county->n_rings == 1;
    }
    if (kind == DEEP_INSIDE) {
        lon = random_between(county->box.min_x, county->box.max_x);
        lat = random_between(county->box.min_y, county->box.max_y);
    }
    struct multipolygon drawn =
        block(b->arena, lon, lat, wide, high, random_between(0, 3.14159265358979323846));
    if (kind == ALONG_THE_BORDER) {
        if (!shape_overlap(b->geos, &drawn, county, b->arena, out, &m2, &err) ||
            out->n_rings != 1 || m2 < 500000)
            return false;
        double along = run_along(out, county, &whole);
        return along > 800 && along > 0.1 * whole;
    }
    *out = drawn;
    if (!shape_outside(b->geos, &drawn, county, b->arena, &piece, &share, &err) || share > 0)
        return false;
    double near = nearest_border(&drawn, county);
    return kind == DEEP_INSIDE ? near > 800 : near > 30 && near < 300;
}

/* Another survey of the same border: off by a wave of so many metres that changes over a few
 * hundred. */
static struct multipolygon surveyed(struct arena *a, const struct multipolygon *m, double off)
{
    const double step = 100;
    size_t n = 0, room = 16;
    double phase[4], turn[4];

    for (int i = 0; i < 4; i++) {
        phase[i] = random_between(0, 6.28);
        turn[i] = random_between(0.6, 1.6) / 250;
    }
    const double *p = m->xy;
    for (uint32_t i = 0; i + 1 < m->n_points; i++)
        room += 2 + (size_t)(geodesic_distance(p[2 * i], p[2 * i + 1], p[2 * i + 2], p[2 * i + 3]) /
                             step);
    struct multipolygon out = {.xy = arena_alloc(a, room, 2 * sizeof(double)),
                               .rings = arena_alloc(a, 1, sizeof(struct ring)),
                               .n_rings = 1};
    for (uint32_t i = 0; i + 1 < m->n_points; i++) {
        const double *e = p + 2 * (size_t)i;
        int pieces = 1 + (int)(geodesic_distance(e[0], e[1], e[2], e[3]) / step);
        for (int s = 0; s < pieces; s++) {
            double t = (double)s / pieces;
            double lon = e[0] + t * (e[2] - e[0]), lat = e[1] + t * (e[3] - e[1]);
            double x = lon * metres_per_lon(lat), y = lat * METRES_PER_LAT;
            double dx = off * (sin(phase[0] + turn[0] * x) + sin(phase[1] + turn[1] * y));
            double dy = off * (sin(phase[2] + turn[2] * x) + sin(phase[3] + turn[3] * y));
            out.xy[2 * n] = lon + dx / metres_per_lon(lat);
            out.xy[2 * n + 1] = lat + dy / METRES_PER_LAT;
            n++;
        }
    }
    out.xy[2 * n] = out.xy[0];
    out.xy[2 * n + 1] = out.xy[1];
    out.n_points = (uint32_t)n + 1;
    out.rings[0] = (struct ring){0, out.n_points, false};
    multipolygon_measure(&out);
    return out;
}

static void shift(struct multipolygon *m)
{
    for (size_t i = 0; i < m->n_points; i++)
        datum_from_cgcs2000(DATUM_GCJ02, &m->xy[2 * i], &m->xy[2 * i + 1]);
    multipolygon_measure(m);
}

struct counts {
    int shifted_found, shifted_border, blamed, decidable;
};

static struct counts ask(struct bench *b, enum kind kind, double off, int rounds)
{
    struct counts c = {0};

    for (int round = 0; round < rounds; round++) {
        const struct multipolygon *county;
        struct multipolygon drawn;
        struct datum_guess as_is, moved;
        struct err err = {0};

        do {
            arena_reset(b->arena);
            county = &b->counties.shapes[random_below(b->counties.n)];
        } while (!makes(b, kind, county, &drawn));
        if (off > 0)
            drawn = surveyed(b->arena, &drawn, off);
        if (!shape_is_valid(b->geos, &drawn, &err)) {
            round--;
            continue;
        }
        if (!datum_guard(b->geos, &drawn, county, &as_is, &err))
            fail_msg("%s", err.text);
        shift(&drawn);
        if (!datum_guard(b->geos, &drawn, county, &moved, &err))
            fail_msg("%s", err.text);
        c.blamed += as_is.suspect;
        c.shifted_found += moved.suspect;
        c.shifted_border += moved.sign == DATUM_SIGN_BORDER;
        c.decidable += moved.decidable;
    }
    return c;
}

static struct bench *set_up(void)
{
    struct bench *b = mem_alloc(1, sizeof *b);

    b->geos = geos_new();
    b->arena = arena_new();
    if (!counties_read(&b->counties)) {
        print_message("the boundary package is not installed (npm ci in geodata)\n");
        skip();
    }
    return b;
}

static void tear_down(struct bench *b)
{
    geos_free(b->geos);
    arena_free(b->arena);
    arena_free(b->counties.arena);
    free(b);
}

static void shapes_along_a_border_are_told_apart(void **state)
{
    static const struct {
        const char *what;
        enum kind kind;
        double off;
        int found_least, found_most, blamed_most; /* of 100 */
    } rows[] = {
        {"along the border, drawn exactly", ALONG_THE_BORDER, 0, 95, 100, 5},
        {"along the border, 10 m off (rms)", ALONG_THE_BORDER, 10, 95, 100, 5},
        {"along the border, 20 m off (rms)", ALONG_THE_BORDER, 20, 95, 100, 5},
        {"along the border, 40 m off (rms)", ALONG_THE_BORDER, 40, 85, 100, 5},
        {"along the border, 70 m off (rms)", ALONG_THE_BORDER, 70, 65, 100, 5},
        {"a whole district", WHOLE_DISTRICT, 0, 95, 100, 5},
        {"inside, 30 to 300 m from the border", NEAR_THE_BORDER, 0, 0, 100, 10},
        {"inside, more than 800 m from any border", DEEP_INSIDE, 0, 0, 0, 0},
    };
    struct bench *b = set_up();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        seed = 5 + i;
        struct counts c = ask(b, rows[i].kind, rows[i].off, 100);
        print_message("%-42s shifted: %3d of 100 found (%d by the border, %d decidable); as it is: "
                      "%3d of 100 blamed\n",
                      rows[i].what, c.shifted_found, c.shifted_border, c.decidable, c.blamed);
        if (c.shifted_found < rows[i].found_least || c.shifted_found > rows[i].found_most ||
            c.blamed > rows[i].blamed_most)
            fail_msg("%s: %d found, %d blamed", rows[i].what, c.shifted_found, c.blamed);
    }
    tear_down(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_along_a_border_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
