/* test_geo_limit_lines.c - boundary lines become the figure they bound: 500 random quadrilaterals
 * come back to the centimetre, 100 open ones are refused with their gap, and the cases that are
 * easily got wrong stand as rows. */
#include "base/mem.h"
#include "geo/ellipsoid.h"
#include "geo/geodesic.h"
#include "geo/limit_lines.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CORNERS = 4, LINE_POINTS = 12, MOST = 8 };

/* A flat map in metres about a place, as rows and random figures are given. */
static const double LON = 121.4, LAT = 31.2;

struct map {
    double lon, lat;
};

static void to_degrees(const struct map *map, const double *metres, double *lonlat)
{
    double sine = sin(map->lat * RADIANS_PER_DEGREE), part = 1 - ELLIPSOID_E2 * sine * sine;

    lonlat[0] = map->lon + metres[0] / (ELLIPSOID_A / sqrt(part) *
                                        cos(map->lat * RADIANS_PER_DEGREE) * RADIANS_PER_DEGREE);
    lonlat[1] = map->lat + metres[1] / (ELLIPSOID_A * (1 - ELLIPSOID_E2) / (part * sqrt(part)) *
                                        RADIANS_PER_DEGREE);
}

/* Deterministic: the same figures every time. */
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

struct lines {
    double xy[MOST * LINE_POINTS * 2];
    uint32_t first[MOST + 1];
    struct multiline all;
};

static void lines_begin(struct lines *l)
{
    *l = (struct lines){.all = {.n_lines = 0}};
    l->all.xy = l->xy;
    l->all.first = l->first;
}

static void lines_point(struct lines *l, const struct map *map, const double *metres)
{
    to_degrees(map, metres, l->xy + 2 * (size_t)l->all.n_points++);
}

static void lines_end(struct lines *l)
{
    l->first[++l->all.n_lines] = l->all.n_points;
}

struct quadrilateral {
    double corners[CORNERS][2];
};

static double cross_at(const struct quadrilateral *q, int i)
{
    const double *a = q->corners[(i + 3) % CORNERS], *b = q->corners[i];
    const double *c = q->corners[(i + 1) % CORNERS];

    return ((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])) /
           (hypot(b[0] - a[0], b[1] - a[1]) * hypot(c[0] - b[0], c[1] - b[1]));
}

/* Sides of one to a few kilometres, corners that are corners; now and then one points inwards. */
static struct quadrilateral random_quadrilateral(void)
{
    struct quadrilateral q;
    bool sound;

    do {
        double turn = random_between(0, 90), size = random_between(1500, 4000);
        sound = true;
        for (int i = 0; i < CORNERS; i++) {
            double angle = (turn + 90 * i + random_between(-25, 25)) * RADIANS_PER_DEGREE;
            double r = size * random_between(0.6, 1.2);
            q.corners[i][0] = r * cos(angle);
            q.corners[i][1] = r * sin(angle);
        }
        if (random_below(5) == 0) {
            q.corners[1][0] *= 0.15;
            q.corners[1][1] *= 0.15;
        }
        for (int i = 0; i < CORNERS; i++) {
            const double *a = q.corners[i], *b = q.corners[(i + 1) % CORNERS];
            sound = sound && fabs(cross_at(&q, i)) > 0.35 && hypot(a[0] - b[0], a[1] - b[1]) > 1200;
        }
    } while (!sound);
    return q;
}

/* Side i as a line: short of its corners or past them by up to so many metres, with vertices in
 * between, begun at either end. */
static void add_side(struct lines *l, const struct map *map, const struct quadrilateral *q, int i,
                     double short_a, double short_b)
{
    const double *a = q->corners[i], *b = q->corners[(i + 1) % CORNERS];
    double len = hypot(b[0] - a[0], b[1] - a[1]), from = short_a / len, to = 1 - short_b / len;
    size_t n_between = random_below(LINE_POINTS - 2);
    double at[LINE_POINTS] = {from};
    bool backwards = random_below(2) == 1;

    for (size_t k = 0; k < n_between; k++)
        at[k + 1] =
            from + (to - from) * ((double)k + random_between(0.6, 1.4)) / ((double)n_between + 1);
    at[n_between + 1] = to;
    for (size_t k = 0; k < n_between + 2; k++) {
        double t = at[backwards ? n_between + 1 - k : k];
        const double p[2] = {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])};
        lines_point(l, map, p);
    }
    lines_end(l);
}

static void shuffle(int *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = (int)i;
    for (size_t i = n - 1; i > 0; i--) {
        size_t k = random_below(i + 1);
        int kept = order[i];
        order[i] = order[k];
        order[k] = kept;
    }
}

/* Every corner is a vertex, and no vertex is off the border of the quadrilateral. */
static double farthest_off(const struct map *map, const struct quadrilateral *q,
                           const struct multipolygon *m)
{
    double corners[CORNERS + 1][2], off = 0;

    for (int i = 0; i <= CORNERS; i++)
        to_degrees(map, q->corners[i % CORNERS], corners[i]);
    for (int i = 0; i < CORNERS; i++) {
        double least = INFINITY;
        for (size_t k = 0; k < m->n_points; k++)
            least = fmin(least, geodesic_distance(corners[i][0], corners[i][1], m->xy[2 * k],
                                                  m->xy[2 * k + 1]));
        off = fmax(off, least);
    }
    for (size_t k = 0; k < m->n_points; k++) {
        double least = INFINITY;
        for (int i = 0; i < CORNERS; i++)
            least = fmin(least, geodesic_to_segment(m->xy[2 * k], m->xy[2 * k + 1], corners[i],
                                                    corners[i + 1]));
        off = fmax(off, least);
    }
    return off;
}

static void five_hundred_quadrilaterals_come_back_to_the_centimetre(void **state)
{
    struct geos *g = geos_new();
    double worst = 0;

    (void)state;
    seed = 20260101;
    for (int round = 0; round < 500; round++) {
        struct map map = {random_between(80, 130), random_between(18, 50)};
        struct quadrilateral q = random_quadrilateral();
        struct arena *arena = arena_new();
        struct multipolygon m;
        struct err err = {0};
        struct lines l;
        int order[CORNERS];

        lines_begin(&l);
        shuffle(order, CORNERS);
        for (int i = 0; i < CORNERS; i++)
            add_side(&l, &map, &q, order[i], random_between(-300, 300), random_between(-300, 300));
        if (!limit_lines_close(g, &l.all, NULL, arena, &m, &err))
            fail_msg("round %d: %s", round, err.text);
        double off = farthest_off(&map, &q, &m);
        if (off > 0.01 || !shape_is_valid(g, &m, &err))
            fail_msg("round %d: %.4f m off %s", round, off, err.text);
        worst = fmax(worst, off);
        arena_free(arena);
    }
    print_message("farthest off of 500: %.2e m\n", worst);
    geos_free(g);
}

static bool read_behind(const char **at, const char *words, double *out)
{
    const char *found = strstr(*at, words);
    char *end;

    if (!found)
        return false;
    *out = strtod(found + strlen(words), &end);
    *at = end;
    return end != found + strlen(words);
}

/* "… a gap of 812.4 metres near 121.4, 31.2 …" */
static bool read_gap(const char *text, double *metres, double *lon, double *lat)
{
    return read_behind(&text, "a gap of ", metres) && read_behind(&text, " metres near ", lon) &&
           read_behind(&text, ", ", lat);
}

/* One corner stays open: both sides end so far before it that carrying them on does not help. */
static void a_hundred_open_figures_are_refused_with_their_gap(void **state)
{
    const struct limit_lines_options o = {.extend_metres = 200};
    struct geos *g = geos_new();

    (void)state;
    seed = 4242;
    for (int round = 0; round < 100; round++) {
        struct map map = {random_between(80, 130), random_between(18, 50)};
        struct quadrilateral q = random_quadrilateral();
        struct arena *arena = arena_new();
        struct multipolygon m;
        struct err err = {0};
        struct lines l;
        int order[CORNERS], open = (int)random_below(CORNERS);
        double before = random_between(250, 500), after = random_between(250, 500);

        lines_begin(&l);
        shuffle(order, CORNERS);
        for (int i = 0; i < CORNERS; i++) {
            int side = order[i];
            add_side(&l, &map, &q, side, side == open ? after : random_between(-150, 150),
                     (side + 1) % CORNERS == open ? before : random_between(-150, 150));
        }
        if (limit_lines_close(g, &l.all, &o, arena, &m, &err))
            fail_msg("round %d: closed", round);
        assert_int_equal(err.kind, ERR_BAD_BODY);

        const double *c = q.corners[open], *b = q.corners[(open + 3) % CORNERS];
        const double *d = q.corners[(open + 1) % CORNERS];
        double in = hypot(c[0] - b[0], c[1] - b[1]), out = hypot(d[0] - c[0], d[1] - c[1]);
        double ends[2][2] = {
            {c[0] + (b[0] - c[0]) * before / in, c[1] + (b[1] - c[1]) * before / in},
            {c[0] + (d[0] - c[0]) * after / out, c[1] + (d[1] - c[1]) * after / out}};
        double gap = hypot(ends[0][0] - ends[1][0], ends[0][1] - ends[1][1]);
        const double middle[2] = {(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2};
        double told, lon, lat, place[2];
        if (!read_gap(err.text, &told, &lon, &lat))
            fail_msg("round %d: %s", round, err.text);
        to_degrees(&map, middle, place);
        /* The nearest points of two sides need not be their ends, so the gap may be smaller. */
        double off = geodesic_distance(lon, lat, place[0], place[1]);
        if (told > gap * 1.001 + 0.1 || told < 0.55 * gap || off > gap)
            fail_msg("round %d: %s; it is %.1f at %.6f, %.6f", round, err.text, gap, place[0],
                     place[1]);
        arena_free(arena);
    }
    geos_free(g);
}

struct line_row {
    double xy[2 * 6];
    int n;
};

/* Metres about a place; a figure's corners in any order, or the words of the refusal. */
static const struct {
    const char *what;
    struct line_row lines[6];
    int n_lines;
    double extend;
    const char *says;
    double corners[12];
    int n_corners;
} rows[] = {
    {"sides that meet in their ends",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 1000}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     4,
     0,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"a hash: all run past",
     {{{-300, 0, 1300, 0}, 2},
      {{1000, -300, 1000, 1300}, 2},
      {{-300, 1000, 1300, 1000}, 2},
      {{0, -300, 0, 1300}, 2}},
     4,
     0,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"all fall short",
     {{{300, 0, 700, 0}, 2},
      {{1000, 300, 1000, 700}, 2},
      {{300, 1000, 700, 1000}, 2},
      {{0, 300, 0, 700}, 2}},
     4,
     0,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"a side that ends upon the other side, to the millimetre",
     {{{-200, 0, 1200, 0}, 2},
      {{1000, 0, 1000, 1000}, 2},
      {{-200, 1000, 1200, 1000}, 2},
      {{0, 0, 0, 1000}, 2}},
     4,
     0,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"the east side in two pieces of one straight, end to end",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 400}, 2},
      {{1000, 400, 1000, 1000}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     5,
     0,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"… with a gap between them",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 400}, 2},
      {{1000, 450, 1000, 1000}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     5,
     0,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"… that overlap each other",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 600}, 2},
      {{1000, 400, 1000, 1000}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     5,
     0,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"… that run side by side ten metres apart: nothing tells where to go over",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 600}, 2},
      {{1010, 400, 1010, 1000}, 2},
      {{1010, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     5,
     0,
     "between lines 2 and 3 there is a gap of 10.0 metres",
     {0},
     0},
    {"all in one straight",
     {{{0, 0, 100, 0}, 2}, {{200, 0, 300, 0}, 2}, {{400, 0, 500, 0}, 2}, {{600, 0, 700, 0}, 2}},
     4,
     0,
     "no figure that all of them bound",
     {0},
     0},
    {"four parallels",
     {{{0, 0, 1000, 0}, 2},
      {{0, 200, 1000, 200}, 2},
      {{0, 500, 1000, 500}, 2},
      {{0, 900, 1000, 900}, 2}},
     4,
     0,
     "there is a gap of 900.0 metres",
     {0},
     0},
    {"three sides and one far off",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 1000}, 2},
      {{5000, 1000, 4000, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     4,
     0,
     "between lines 3 and 4 there is a gap of 3999.6 metres",
     {0},
     0},
    {"a triangle",
     {{{0, 0, 1000, 0}, 2}, {{1000, 0, 0, 1000}, 2}, {{0, 1000, 0, 0}, 2}},
     3,
     0,
     NULL,
     {0, 0, 1000, 0, 0, 1000},
     3},
    {"two lines",
     {{{0, 0, 1000, 0}, 2}, {{1000, 0, 0, 1000}, 2}},
     2,
     0,
     "there must be 3 to 32 lines, and not 2",
     {0},
     0},
    {"a side given twice, once backwards",
     {{{0, 0, 1000, 0}, 2}, {{1000, 0, 0, 0}, 2}, {{1000, 1000, 0, 1000}, 2}, {{0, 1000, 0, 0}, 2}},
     4,
     0,
     "lines 1 and 2 are the same",
     {0},
     0},
    {"a line without length",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 0}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     4,
     0,
     "line 2 has no length",
     {0},
     0},
    {"a river that the road crosses three times at the corner",
     {{{-100, 0, 1200, 0}, 2},
      {{1000, -200, 900, 100, 1000, -100, 1000, 1000}, 4},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     4,
     0,
     "more than one way: lines 1 and 2 meet in 3 places",
     {0},
     0},
    {"a bent side, run past and given backwards",
     {{{-100, 0, 1300, 0}, 2},
      {{1000, 1200, 1200, 500, 1000, -200}, 3},
      {{1300, 1000, -200, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     4,
     0,
     NULL,
     {0, 0, 1057.142857, 0, 1200, 500, 1057.142857, 1000, 0, 1000},
     5},
    {"a corner that points inwards, its sides run past into the figure",
     {{{0, 0, 2000, 0}, 2},
      {{2000, 0, 700, 700, 570, 770}, 3},
      {{770, 570, 700, 700, 0, 2000}, 3},
      {{0, 2000, 0, 0}, 2}},
     4,
     0,
     NULL,
     {0, 0, 2000, 0, 700, 700, 0, 2000},
     4},
    {"opposite sides that would meet not much farther on",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 520, 960}, 2},
      {{700, 900, 300, 900}, 2},
      {{480, 960, 0, 0}, 2}},
     4,
     0,
     NULL,
     {0, 0, 1000, 0, 550, 900, 450, 900},
     4},
    {"a complete quadrilateral that can be closed in two ways",
     {{{-400, -100, 400, 100}, 2},
      {{-400, 100, 400, -90}, 2},
      {{-390, -300, -300, 300}, 2},
      {{390, -300, 290, 300}, 2}},
     4,
     20000,
     "more than one way",
     {0},
     0},
    {"the gap is bridged when more is allowed",
     {{{0, 0, 400, 0}, 2},
      {{1000, 600, 1000, 1000}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     4,
     700,
     NULL,
     {0, 0, 1000, 0, 1000, 1000, 0, 1000},
     4},
    {"… and not otherwise",
     {{{0, 0, 400, 0}, 2},
      {{1000, 600, 1000, 1000}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2}},
     4,
     550,
     "between lines 1 and 2 there is a gap of 848.5 metres",
     {0},
     0},
    {"a line that crosses the figure and bounds nothing",
     {{{0, 0, 1000, 0}, 2},
      {{1000, 0, 1000, 1000}, 2},
      {{1000, 1000, 0, 1000}, 2},
      {{0, 1000, 0, 0}, 2},
      {{300, 400, 700, 600}, 2}},
     5,
     100,
     "there is a gap of",
     {0},
     0},
};

static double corner_off(const struct map *map, const double *corners, int n,
                         const struct multipolygon *m)
{
    double off = 0;

    for (int i = 0; i < n; i++) {
        double lonlat[2], least = INFINITY;
        to_degrees(map, corners + 2 * (size_t)i, lonlat);
        for (size_t k = 0; k < m->n_points; k++)
            least = fmin(least,
                         geodesic_distance(lonlat[0], lonlat[1], m->xy[2 * k], m->xy[2 * k + 1]));
        off = fmax(off, least);
    }
    return off;
}

static double area_of(const double *corners, int n)
{
    double sum = 0;

    for (int i = 0; i < n; i++) {
        const double *a = corners + 2 * (size_t)i, *b = corners + 2 * (size_t)((i + 1) % n);
        sum += a[0] * b[1] - a[1] * b[0];
    }
    return fabs(sum) / 2;
}

static void the_cases_that_are_easily_got_wrong(void **state)
{
    const struct map map = {LON, LAT};
    struct geos *g = geos_new();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct limit_lines_options o = {.extend_metres = rows[i].extend};
        struct arena *arena = arena_new();
        struct multipolygon m;
        struct err err = {0};
        struct lines l;

        lines_begin(&l);
        for (int k = 0; k < rows[i].n_lines; k++) {
            for (int p = 0; p < rows[i].lines[k].n; p++)
                lines_point(&l, &map, rows[i].lines[k].xy + 2 * (size_t)p);
            lines_end(&l);
        }
        bool ok = limit_lines_close(g, &l.all, &o, arena, &m, &err);
        if (ok != (rows[i].says == NULL) ||
            (!ok && (!strstr(err.text, rows[i].says ? rows[i].says : "?") || !err.zh[0])))
            fail_msg("%s: %s", rows[i].what, ok ? "closed" : err.text);
        if (ok) {
            double want = area_of(rows[i].corners, rows[i].n_corners), got = geodesic_area(&m);
            if (corner_off(&map, rows[i].corners, rows[i].n_corners, &m) > 0.01 ||
                fabs(got - want) > 1e-3 * want)
                fail_msg("%s: %.1f m2, want %.1f", rows[i].what, got, want);
        }
        arena_free(arena);
    }
    geos_free(g);
}

static void hopeless_tangles_are_refused_in_time(void **state)
{
    enum { LINES = 32, POINTS = 150 };
    static double xy[2 * LINES * POINTS];
    static uint32_t first[LINES + 1];
    struct multiline tangle = {xy, first, LINES * POINTS, LINES};
    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct multipolygon m;
    struct err err = {0};

    (void)state;
    seed = 7;
    for (size_t i = 0; i < COUNT(xy); i += 2) {
        xy[i] = LON + random_between(0, 0.1);
        xy[i + 1] = LAT + random_between(0, 0.1);
    }
    for (uint32_t i = 0; i <= LINES; i++)
        first[i] = i * POINTS;
    assert_false(limit_lines_close(g, &tangle, NULL, arena, &m, &err));
    assert_non_null(strstr(err.text, "too many places"));
    xy[7] = NAN;
    struct err bad = {0};
    assert_false(limit_lines_close(g, &tangle, NULL, arena, &m, &bad));
    assert_non_null(strstr(bad.text, "not one in degrees"));
    xy[7] = LAT + 5;
    struct err far = {0};
    assert_false(limit_lines_close(g, &tangle, NULL, arena, &m, &far));
    assert_non_null(strstr(far.text, "no zone is that large"));
    geos_free(g);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_hundred_quadrilaterals_come_back_to_the_centimetre),
        cmocka_unit_test(a_hundred_open_figures_are_refused_with_their_gap),
        cmocka_unit_test(the_cases_that_are_easily_got_wrong),
        cmocka_unit_test(hopeless_tangles_are_refused_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
