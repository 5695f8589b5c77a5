/* datum.c - CGCS2000 and the two shifted datums of Chinese web maps.
 *
 * GCJ-02 bends positions by an obfuscating wave of a few hundred metres; BD-09 bends GCJ-02 once
 * more. Neither is published by its keeper: the constants are the ones every map library uses
 * (Krasovsky ellipsoid), and like npm's gcoord, against which the tests compare, nothing outside a
 * box around China is shifted.  CGCS2000 and WGS 84 are within a metre of each other and pass as
 * they are. */
#include "geo/crs.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define PI 3.14159265358979323846

static const double KRASOVSKY_A = 6378245;
static const double KRASOVSKY_E2 = 0.006693421622965823;
static const struct box SHIFTED = {72.004, 0.8293, 137.8347, 55.8271};

static const struct datum_row {
    const char *name;
    enum datum datum;
} names[] = {
    {"cgcs2000", DATUM_CGCS2000},
    {"wgs84", DATUM_WGS84},
    {"gcj02", DATUM_GCJ02},
    {"bd09", DATUM_BD09},
};

/* One wave of the shift: metres at a given half period in degrees. */
struct wave {
    double metres, half_period;
};

static const struct wave shared_waves[] = {{20, 1.0 / 6}, {20, 1.0 / 2}};
static const struct wave north_waves[] = {{20, 1}, {40, 3}, {160, 12}, {320, 30}};
static const struct wave east_waves[] = {{20, 1}, {40, 3}, {150, 12}, {300, 30}};

static double waves_at(const struct wave *waves, size_t n, double degrees)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += waves[i].metres * sin(PI * degrees / waves[i].half_period);
    return sum * 2 / 3;
}

/* The shift of GCJ-02 at a true position, in degrees. */
static void gcj02_shift(double lon, double lat, double *d_lon, double *d_lat)
{
    double x = lon - 105, y = lat - 35, root = sqrt(fabs(x));
    double shared = waves_at(shared_waves, 2, x);
    double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + shared +
                   waves_at(north_waves, 4, y);
    double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + shared +
                  waves_at(east_waves, 4, x);
    double phi = lat * PI / 180;
    double w2 = 1 - KRASOVSKY_E2 * sin(phi) * sin(phi), w = sqrt(w2);

    *d_lon = east * 180 / (KRASOVSKY_A / w * cos(phi) * PI);
    *d_lat = north * 180 / (KRASOVSKY_A * (1 - KRASOVSKY_E2) / (w2 * w) * PI);
}

static bool is_shifted(double lon, double lat)
{
    return lon >= SHIFTED.min_x && lon <= SHIFTED.max_x && lat >= SHIFTED.min_y &&
           lat <= SHIFTED.max_y;
}

static void gcj02_from_true(double *lon, double *lat)
{
    double d_lon, d_lat;

    if (!is_shifted(*lon, *lat))
        return;
    gcj02_shift(*lon, *lat, &d_lon, &d_lat);
    *lon += d_lon;
    *lat += d_lat;
}

/* The shift changes by less than a hundredth over its own length, so each round gains two digits;
 * the count only guards against going on for ever. */
static void gcj02_to_true(double *lon, double *lat)
{
    enum { ROUNDS = 12 };
    double x = *lon, y = *lat;

    if (!is_shifted(*lon, *lat))
        return;
    for (int i = 0; i < ROUNDS; i++) {
        double d_lon, d_lat;
        gcj02_shift(x, y, &d_lon, &d_lat);
        double miss_x = *lon - (x + d_lon), miss_y = *lat - (y + d_lat);
        x += miss_x;
        y += miss_y;
        if (fabs(miss_x) < 1e-11 && fabs(miss_y) < 1e-11)
            break;
    }
    *lon = x;
    *lat = y;
}

/* BD-09 turns and stretches GCJ-02 about the origin by a wave that depends on the place. */
static void bd09_bend(double x, double y, double sense, double *out_x, double *out_y)
{
    double per_degree = PI * 3000 / 180;
    double radius = hypot(x, y) + sense * 0.00002 * sin(y * per_degree);
    double angle = atan2(y, x) + sense * 0.000003 * cos(x * per_degree);

    *out_x = radius * cos(angle);
    *out_y = radius * sin(angle);
}

static void bd09_from_gcj02(double *lon, double *lat)
{
    bd09_bend(*lon, *lat, 1, lon, lat);
    *lon += 0.0065;
    *lat += 0.006;
}

/* The customary way back is one step that bends by the wave of the wrong place and misses by up to
 * a quarter of a metre; here it is only the first guess. */
static void bd09_to_gcj02(double *lon, double *lat)
{
    enum { ROUNDS = 12 };
    double x, y;

    bd09_bend(*lon - 0.0065, *lat - 0.006, -1, &x, &y);
    for (int i = 0; i < ROUNDS; i++) {
        double there_x = x, there_y = y;
        bd09_from_gcj02(&there_x, &there_y);
        double miss_x = *lon - there_x, miss_y = *lat - there_y;
        x += miss_x;
        y += miss_y;
        if (fabs(miss_x) < 1e-11 && fabs(miss_y) < 1e-11)
            break;
    }
    *lon = x;
    *lat = y;
}

bool datum_parse(const char *name, enum datum *out)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i].name) == 0) {
            *out = names[i].datum;
            return true;
        }
    }
    return false;
}

const char *datum_name(enum datum datum)
{
    return names[datum].name;
}

void datum_to_cgcs2000(enum datum datum, double *lon, double *lat)
{
    if (datum == DATUM_BD09)
        bd09_to_gcj02(lon, lat);
    if (datum == DATUM_BD09 || datum == DATUM_GCJ02)
        gcj02_to_true(lon, lat);
}

void datum_from_cgcs2000(enum datum datum, double *lon, double *lat)
{
    if (datum == DATUM_BD09 || datum == DATUM_GCJ02)
        gcj02_from_true(lon, lat);
    if (datum == DATUM_BD09)
        bd09_from_gcj02(lon, lat);
}
