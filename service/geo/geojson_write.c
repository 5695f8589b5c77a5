/* geojson_write.c - coordinates as text, straight from the arrays.
 *
 * Tens of megabytes are written at every start, so numbers are turned into whole numbers and their
 * digits are put down in pairs, into room that was reserved for many points at once. */
#include "geo/geojson_write.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { MAX_DECIMALS = 9, NUMBER_ROOM = 24, POINTS_AT_ONCE = 512, MERCATOR_DECIMALS = 3 };

static const double scales[MAX_DECIMALS + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

/* Digits of v so that they end before `end`; returns where they begin. */
static char *put_digits(char *end, uint64_t v)
{
    while (v >= 100) {
        end -= 2;
        memcpy(end, pairs + 2 * (v % 100), 2);
        v /= 100;
    }
    if (v >= 10) {
        end -= 2;
        memcpy(end, pairs + 2 * v, 2);
    } else {
        *--end = (char)('0' + v);
    }
    return end;
}

/* At most NUMBER_ROOM bytes; returns the end. */
static char *put_number(char *out, double value, int decimals)
{
    double scaled = fabs(value) * scales[decimals];
    char text[NUMBER_ROOM], *end = text + sizeof text, *at;

    assert(scaled < 1e17); /* degrees and Mercator metres; also no NaN */
    uint64_t whole = (uint64_t)(scaled + 0.5);
    while (decimals > 0 && whole % 10 == 0) {
        whole /= 10;
        decimals--;
    }
    if (value < 0 && whole > 0)
        *out++ = '-';
    at = put_digits(end, whole);
    while (end - at <= decimals)
        *--at = '0';
    size_t n_before = (size_t)(end - at - decimals);
    memcpy(out, at, n_before);
    out += n_before;
    if (decimals > 0) {
        *out++ = '.';
        memcpy(out, end - decimals, (size_t)decimals);
        out += decimals;
    }
    return out;
}

static char *put_position(char *out, double lon, double lat, enum crs crs, int decimals)
{
    double first, second;

    crs_from_lonlat(crs, lon, lat, &first, &second);
    *out++ = '[';
    out = put_number(out, first, decimals);
    *out++ = ',';
    out = put_number(out, second, decimals);
    *out++ = ']';
    return out;
}

static int decimals_for(enum crs crs, int decimals)
{
    assert(decimals >= 0 && decimals <= MAX_DECIMALS);
    return crs == CRS_EPSG_3857 ? MERCATOR_DECIMALS : decimals;
}

/* [[x,y],[x,y]…] */
static void put_positions(struct buf *out, const double *xy, size_t n, enum crs crs, int decimals)
{
    buf_putc(out, '[');
    for (size_t done = 0; done < n;) {
        size_t until = n - done > POINTS_AT_ONCE ? done + POINTS_AT_ONCE : n;
        buf_reserve(out, (until - done) * (2 * NUMBER_ROOM + 4));
        char *at = out->data + out->len;

        for (; done < until; done++) {
            if (done > 0)
                *at++ = ',';
            at = put_position(at, xy[2 * done], xy[2 * done + 1], crs, decimals);
        }
        out->len = (size_t)(at - out->data);
    }
    buf_putc(out, ']');
}

void geojson_write_area(struct buf *out, const struct multipolygon *m, enum crs crs, int decimals)
{
    size_t n_parts = 0;

    decimals = decimals_for(crs, decimals);
    for (size_t i = 0; i < m->n_rings; i++)
        n_parts += !m->rings[i].hole;
    bool single = n_parts == 1;

    buf_puts(out, single ? "{\"type\":\"Polygon\",\"coordinates\":"
                         : "{\"type\":\"MultiPolygon\",\"coordinates\":[");
    for (size_t i = 0; i < m->n_rings; i++) {
        const struct ring *r = &m->rings[i];
        if (i > 0)
            buf_puts(out, r->hole ? "," : "],");
        if (!r->hole)
            buf_putc(out, '[');
        put_positions(out, m->xy + 2 * (size_t)r->first, r->n_points, crs, decimals);
    }
    buf_puts(out, m->n_rings == 0 ? "]}" : single ? "]}" : "]]}");
}

void geojson_write_lines(struct buf *out, const struct multiline *l, enum crs crs, int decimals)
{
    bool single = l->n_lines == 1;

    decimals = decimals_for(crs, decimals);
    buf_puts(out, single ? "{\"type\":\"LineString\",\"coordinates\":"
                         : "{\"type\":\"MultiLineString\",\"coordinates\":[");
    for (size_t i = 0; i < l->n_lines; i++) {
        if (i > 0)
            buf_putc(out, ',');
        put_positions(out, l->xy + 2 * (size_t)l->first[i], l->first[i + 1] - l->first[i], crs,
                      decimals);
    }
    buf_puts(out, single ? "}" : "]}");
}

void geojson_write_point(struct buf *out, double x, double y, enum crs crs, int decimals)
{
    char text[2 * NUMBER_ROOM + 4];

    buf_puts(out, "{\"type\":\"Point\",\"coordinates\":");
    buf_put(out, text, (size_t)(put_position(text, x, y, crs, decimals_for(crs, decimals)) - text));
    buf_putc(out, '}');
}
