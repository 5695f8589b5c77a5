/* bench_geo_intake.c - how long, and how much memory, until a shape is taken or refused:
 * bench_geo_intake [VERTICES], usually 1,000,000.  Each case is a process of its own, so that the
 * memory is its own too. */
#include "geo/intake.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

#define PI 3.14159265358979323846

/* The i-th of n points of a border, in degrees. */
typedef void point_at(size_t i, size_t n, double p[2]);

static double noise(size_t i)
{
    uint64_t h = (i + 1) * 0x9E3779B97F4A7C15u;
    h ^= h >> 31;
    h *= 0xBF58476D1CE4E5B9u;
    return (double)(h >> 40) / 16777216.0;
}

static void coast(size_t i, size_t n, double p[2])
{
    double angle = 2 * PI * (double)i / (double)n;
    double r =
        0.3 + 0.05 * sin(7 * angle) + 0.01 * sin(91 * angle) + 1e-7 * noise(i) / ((double)n / 1e6);
    p[0] = 121 + r * cos(angle);
    p[1] = 31 + r * sin(angle);
}

/* Teeth lie so close along each other that all their boxes meet. */
static void slanted_comb(size_t i, size_t n, double p[2])
{
    double t = (double)i / (double)n;
    if (i + 2 >= n) {
        p[0] = i + 1 == n ? 121 : 121.1;
        p[1] = 30.9;
    } else {
        p[0] = 121 + 0.1 * t + (i % 2 ? 0.1 : 0);
        p[1] = i % 2 ? 31.1 : 31;
    }
}

static void upright_comb(size_t i, size_t n, double p[2])
{
    double t = (double)i / (double)n;
    p[0] = i + 2 >= n ? (i + 1 == n ? 121 : 121.1) : 121 + 0.1 * t;
    p[1] = i + 2 >= n ? 30.9 : i % 2 ? 31.1 : 31;
}

static void tangle(size_t i, size_t n, double p[2])
{
    (void)n;
    p[0] = 121 + noise(2 * i);
    p[1] = 31 + noise(2 * i + 1);
}

static void star(size_t i, size_t n, double p[2])
{
    double angle = 2 * PI * (double)(i * (n / 2 - 1) % n) / (double)n;
    p[0] = 121 + 0.3 * cos(angle);
    p[1] = 31 + 0.3 * sin(angle);
}

static void spiral(size_t i, size_t n, double p[2])
{
    size_t half = n / 2, k = i < half ? i : n - 1 - i;
    double t = (double)k / (double)half, angle = 2 * PI * 200 * t;
    double r = 0.05 + 0.3 * t + (i < half ? 0 : 0.0005);
    p[0] = 121 + r * cos(angle);
    p[1] = 31 + r * sin(angle);
}

static void one_place(size_t i, size_t n, double p[2])
{
    (void)i, (void)n;
    p[0] = 121;
    p[1] = 31;
}

static void one_straight(size_t i, size_t n, double p[2])
{
    p[0] = 121 + (double)i / (double)n;
    p[1] = 31;
}

/* Rings of 500 points each, in a grid; the first is around all the others. */
enum { SMALL_RING = 500 };
static void rings_at(size_t i, size_t n, double p[2])
{
    size_t ring = i / SMALL_RING, side = (size_t)ceil(sqrt((double)n / SMALL_RING));
    double angle = 2 * PI * (double)(i % SMALL_RING) / SMALL_RING;
    double r = ring == 0 ? 0.9 : 0.4 / (double)side;
    size_t row = ring / side;
    p[0] = 121 + (ring ? (double)(ring % side) / (double)side - 0.5 : 0) + r * cos(angle);
    p[1] = 31 + (ring ? (double)row / (double)side - 0.5 : 0) + r * sin(angle);
}

/* Rings one in the other, each a hole of the one around it or an island in it. */
static void onion(size_t i, size_t n, double p[2])
{
    size_t ring = i / SMALL_RING;
    double angle = 2 * PI * (double)(i % SMALL_RING) / SMALL_RING;
    double r = 0.9 * (1 - (double)ring / ((double)n / SMALL_RING + 1));
    p[0] = 121 + r * cos(angle);
    p[1] = 31 + r * sin(angle);
}

static void put_geojson(struct buf *b, point_at *at, size_t n)
{
    double p[2];
    buf_puts(b, "{\"type\":\"Polygon\",\"coordinates\":[[");
    for (size_t i = 0; i <= n; i++) {
        at(i % n, n, p);
        buf_printf(b, "%s[%.9f,%.9f]", i ? "," : "", p[0], p[1]);
    }
    buf_puts(b, "]]}");
}

static void put_csv(struct buf *b, point_at *at, size_t n)
{
    double p[2];
    buf_puts(b, "lon,lat\n");
    for (size_t i = 0; i < n; i++) {
        at(i, n, p);
        buf_printf(b, "%.9f,%.9f\n", p[0], p[1]);
    }
}

static void put_ring_csv(struct buf *b, point_at *at, size_t n)
{
    double p[2];
    buf_puts(b, "ring,lon,lat\n");
    for (size_t i = 0; i < n; i++) {
        at(i, n, p);
        buf_printf(b, "%zu,%.9f,%.9f\n", i / SMALL_RING, p[0], p[1]);
    }
}

/* Not these points in metres, but points that are as many. */
static void put_gauss_csv(struct buf *b, point_at *at, size_t n)
{
    double p[2];
    buf_puts(b, "easting,northing\n");
    for (size_t i = 0; i < n; i++) {
        at(i, n, p);
        buf_printf(b, "%.4f,%.4f\n", 40500000 + (p[0] - 121) * 95000,
                   3400000 + (p[1] - 31) * 110000);
    }
}

static void put_kml(struct buf *b, point_at *at, size_t n)
{
    double p[2];
    buf_puts(b, "<kml><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>");
    for (size_t i = 0; i <= n; i++) {
        at(i % n, n, p);
        buf_printf(b, "%.9f,%.9f,0 ", p[0], p[1]);
    }
    buf_puts(b, "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>");
}

static void put_word(struct buf *b, uint32_t v, bool big)
{
    for (int i = 0; i < 4; i++)
        buf_putc(b, (char)(v >> 8 * (big ? 3 - i : i)));
}

static void put_shp(struct buf *b, point_at *at, size_t n)
{
    uint32_t content = 44 + 4 + 16 * ((uint32_t)n + 1);
    double p[2];

    put_word(b, 9994, true);
    for (int i = 0; i < 5; i++)
        put_word(b, 0, true);
    put_word(b, (100 + 8 + content) / 2, true);
    put_word(b, 1000, false);
    put_word(b, 5, false);
    for (int i = 0; i < 16; i++)
        put_word(b, 0, false);
    put_word(b, 1, true);
    put_word(b, content / 2, true);
    put_word(b, 5, false);
    for (int i = 0; i < 8; i++)
        put_word(b, 0, false);
    put_word(b, 1, false);
    put_word(b, (uint32_t)n + 1, false);
    put_word(b, 0, false);
    for (size_t i = 0; i <= n; i++) {
        at(i % n, n, p);
        buf_put(b, p, sizeof p); /* a little-endian machine */
    }
}

static void put_zip(struct buf *b, point_at *at, size_t n)
{
    struct buf shp = {0};
    zip_error_t why;
    zip_stat_t st;

    put_shp(&shp, at, n);
    zip_error_init(&why);
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_t *z = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, &why);
    zip_source_keep(whole);
    zip_file_add(z, "a.shp", zip_source_buffer(z, shp.data, shp.len, 0), 0);
    zip_close(z);
    zip_source_open(whole);
    zip_source_stat(whole, &st);
    buf_reserve(b, st.size);
    b->len = (size_t)zip_source_read(whole, b->data, st.size);
    zip_source_close(whole);
    zip_source_free(whole);
    buf_free(&shp);
}

static const struct case_row {
    const char *name;
    point_at *at;
    void (*put)(struct buf *, point_at *, size_t);
    enum intake_format format;
    struct intake_crs crs;
} cases[] = {
    {"coast, GeoJSON", coast, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"coast, GeoJSON, GCJ-02",
     coast,
     put_geojson,
     INTAKE_GEOJSON,
     {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_GCJ02}},
    {"coast, CSV", coast, put_csv, INTAKE_CSV, {.kind = INTAKE_CRS_DEGREES}},
    {"coast, CSV, BD-09",
     coast,
     put_csv,
     INTAKE_CSV,
     {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_BD09}},
    {"coast, CSV, Gauss-Krueger", coast, put_gauss_csv, INTAKE_CSV, {.kind = INTAKE_CRS_GAUSS}},
    {"coast, KML", coast, put_kml, INTAKE_KML, {.kind = INTAKE_CRS_UNSAID}},
    {"coast, zipped Shapefile", coast, put_zip, INTAKE_SHAPEFILE_ZIP, {.kind = INTAKE_CRS_DEGREES}},
    {"slanted comb", slanted_comb, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"upright comb", upright_comb, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"tangle", tangle, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"star", star, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"spiral", spiral, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"all in one place", one_place, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"all in one straight", one_straight, put_geojson, INTAKE_GEOJSON, {.kind = INTAKE_CRS_UNSAID}},
    {"rings of 500 in one ring, CSV",
     rings_at,
     put_ring_csv,
     INTAKE_CSV,
     {.kind = INTAKE_CRS_DEGREES}},
    {"rings of 500 in each other, CSV",
     onion,
     put_ring_csv,
     INTAKE_CSV,
     {.kind = INTAKE_CRS_DEGREES}},
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static long resident_kib(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

static void run(const struct case_row *c, size_t n, uint32_t max_points)
{
    const struct intake_options o = {
        .format = c->format, .crs = c->crs, .max_points = max_points, .max_rings = 5000};
    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct intake_result out;
    struct buf body = {0};
    struct err err = {0};

    c->put(&body, c->at, n);
    long before = resident_kib();
    double began = now();
    bool ok = intake_read(g, (struct bytes){body.data, body.len}, &o, arena, &out, &err);
    printf("%-32s %5.1f MB %6.2f s %6.0f MiB  %.90s\n", c->name, (double)body.len / 1e6,
           now() - began, (double)(resident_kib() - before) / 1024, ok ? "taken" : err.text);
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000000;
    const uint32_t limits[] = {(uint32_t)(2 * n), 0};

    for (size_t l = 0; l < 2; l++) {
        printf("%zu vertices, %zu allowed\n", n,
               limits[l] ? (size_t)limits[l] : (size_t)INTAKE_POINTS_USUAL);
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            fflush(stdout);
            pid_t child = fork();
            if (child == 0) {
                alarm(60);
                run(&cases[i], n, limits[l]);
                fflush(stdout);
                _exit(0);
            }
            int status = 0;
            waitpid(child, &status, 0);
            if (status != 0)
                printf("%-32s did not end in 60 s\n", cases[i].name);
        }
    }
    return 0;
}
