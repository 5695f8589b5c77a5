/* test_geo_planimeter.c - 1,000 random shapes measured by GeographicLib's own program and by us.
 *
 * Planimeter takes edges for geodesics, and so do we as long as they are shorter than 0.05 degrees
 * (5 km); longer ones are cut, to follow what is straight in degrees.  100 shapes the size of
 * counties are therefore given to it with many vertices along their edges, and agree less well. */
#include "base/mem.h"
#include "geo/geodesic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { ZONES = 1000, SHAPES = 1100, MOST_POINTS = 400 };

static uint64_t seed = 31415926;

static double random_between(double low, double high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(seed >> 11) / 9007199254740992.0;
}

struct drawn {
    double xy[2 * MOST_POINTS];
    struct ring rings[2];
    struct multipolygon shape;
};

/* A star-shaped ring about a place; a hole is the same, smaller and the other way round. */
static void draw_ring(struct drawn *d, double lon, double lat, double size, bool hole)
{
    int n = 3 + (int)random_between(0, 40);
    uint32_t first = d->shape.n_points;
    double turn = random_between(0, 6.28);

    for (int i = 0; i < n; i++) {
        double angle = turn + (hole ? -1 : 1) * 6.283185307 * (i + random_between(0, 0.8)) / n;
        double r = size * random_between(0.5, 1);
        double *p = d->xy + 2 * (size_t)d->shape.n_points++;
        p[0] = lon + r * cos(angle);
        p[1] = lat + r * sin(angle) * 0.85;
    }
    d->xy[2 * (size_t)d->shape.n_points] = d->xy[2 * (size_t)first];
    d->xy[2 * (size_t)d->shape.n_points + 1] = d->xy[2 * (size_t)first + 1];
    d->shape.n_points++;
    d->rings[d->shape.n_rings++] = (struct ring){first, d->shape.n_points - first, hole};
}

static bool is_large(int i)
{
    return i >= ZONES;
}

static void draw(struct drawn *d, int i)
{
    double size = is_large(i) ? random_between(0.1, 1.5) : pow(10, random_between(-3.5, -1.62));
    double lon = random_between(75, 134), lat = random_between(5, 52);

    *d = (struct drawn){.shape = {.n_points = 0}};
    d->shape.xy = d->xy;
    d->shape.rings = d->rings;
    draw_ring(d, lon, lat, size, false);
    if (i % 3 == 0)
        draw_ring(d, lon, lat, size / 4, true);
    multipolygon_measure(&d->shape);
}

/* One polygon a ring; a blank line ends it. */
static void write_shape(FILE *f, const struct drawn *d, int pieces)
{
    for (size_t r = 0; r < d->shape.n_rings; r++) {
        const double *a = d->xy + 2 * (size_t)d->rings[r].first;
        for (uint32_t k = 0; k + 1 < d->rings[r].n_points; k++, a += 2) {
            for (int s = 0; s < pieces; s++)
                fprintf(f, "%.14f %.14f\n", a[0] + (a[2] - a[0]) * s / pieces,
                        a[1] + (a[3] - a[1]) * s / pieces);
        }
        fprintf(f, "\n");
    }
}

static bool read_area(FILE *f, double *area)
{
    char line[200], *at = line;

    if (!fgets(line, sizeof line, f))
        return false;
    strtol(at, &at, 10);
    strtod(at, &at);
    *area = fabs(strtod(at, NULL));
    return true;
}

static void a_thousand_areas_agree(void **state)
{
    char in[] = P_tmpdir "/sizhi-planimeter-XXXXXX", command[200];
    struct drawn *shapes = mem_alloc(SHAPES, sizeof *shapes);
    double worst_small = 0, worst_large = 0;

    (void)state;
    if (system("command -v Planimeter >/dev/null 2>&1") != 0) {
        print_message("GeographicLib's Planimeter is not installed (geographiclib-tools)\n");
        skip();
    }
    int fd = mkstemp(in);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    for (int i = 0; i < SHAPES; i++) {
        draw(&shapes[i], i);
        write_shape(f, &shapes[i], is_large(i) ? 100 : 1);
    }
    fclose(f);
    snprintf(command, sizeof command, "Planimeter -w -p 9 -e 6378137 1/298.257222101 <%s", in);
    f = popen(command, "r");
    assert_non_null(f);
    for (int i = 0; i < SHAPES; i++) {
        double want = 0, ring = 0, got = geodesic_area(&shapes[i].shape);
        for (size_t r = 0; r < shapes[i].shape.n_rings; r++) {
            assert_true(read_area(f, &ring));
            want += r == 0 ? ring : -ring;
        }
        double off = fabs(got / want - 1);
        if (!(off < (is_large(i) ? 3e-5 : 1e-6)))
            print_message("shape %d: %.6f m2, Planimeter says %.6f: %.3g off\n", i, got, want, off);
        if (is_large(i))
            worst_large = fmax(worst_large, off);
        else
            worst_small = fmax(worst_small, off);
    }
    print_message("off at most: %.2g of shapes like zones, %.2g of larger ones\n", worst_small,
                  worst_large);
    assert_int_equal(pclose(f), 0);
    unlink(in);
    free(shapes);
    assert_true(worst_small < 1e-6 && worst_large < 3e-5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_thousand_areas_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
