/* wkb.c - geometry as the register stores it.
 *
 * The reader believes no count: each is held against the bytes that are left before anything is
 * allocated, and nesting is two loops, not recursion. */
#include "geo/wkb.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "numbers are copied as they lie in memory");

enum { LITTLE_ENDIAN_MARK = 1, POINT_SIZE = 16, HEADER_SIZE = 5 };
enum wkb_type { WKB_LINE = 2, WKB_POLYGON = 3, WKB_MULTI_LINE = 5, WKB_MULTI_POLYGON = 6 };

static void put_u32(struct buf *out, uint32_t v)
{
    buf_put(out, &v, sizeof v);
}

static void put_header(struct buf *out, enum wkb_type type)
{
    buf_putc(out, LITTLE_ENDIAN_MARK);
    put_u32(out, (uint32_t)type);
}

static void put_points(struct buf *out, const double *xy, uint32_t n)
{
    put_u32(out, n);
    buf_put(out, xy, (size_t)n * POINT_SIZE);
}

/* Rings of the part that begins at ring `first`. */
static uint32_t part_rings(const struct multipolygon *m, uint32_t first)
{
    uint32_t n = 1;

    while (first + n < m->n_rings && m->rings[first + n].hole)
        n++;
    return n;
}

void wkb_put_area(struct buf *out, const struct multipolygon *m)
{
    uint32_t n_parts = 0;

    for (uint32_t i = 0; i < m->n_rings; i += part_rings(m, i))
        n_parts++;
    buf_reserve(out, (size_t)m->n_points * POINT_SIZE + (size_t)m->n_rings * 16 + 16);
    put_header(out, WKB_MULTI_POLYGON);
    put_u32(out, n_parts);
    for (uint32_t i = 0, n; i < m->n_rings; i += n) {
        n = part_rings(m, i);
        put_header(out, WKB_POLYGON);
        put_u32(out, n);
        for (uint32_t j = i; j < i + n; j++)
            put_points(out, m->xy + 2 * (size_t)m->rings[j].first, m->rings[j].n_points);
    }
}

void wkb_put_lines(struct buf *out, const struct multiline *l)
{
    put_header(out, WKB_MULTI_LINE);
    put_u32(out, l->n_lines);
    for (uint32_t i = 0; i < l->n_lines; i++) {
        put_header(out, WKB_LINE);
        put_points(out, l->xy + 2 * (size_t)l->first[i], l->first[i + 1] - l->first[i]);
    }
}

/* The reading position; the first thing that is wrong ends it. */
struct cursor {
    const char *at, *end;
    struct err *err;
};

static bool damaged(const struct cursor *c, const char *what)
{
    return err_set(c->err, ERR_INTERNAL, "damaged geometry: %s, %zu bytes before its end", what,
                   (size_t)(c->end - c->at));
}

static bool read_u32(struct cursor *c, uint32_t *v)
{
    if ((size_t)(c->end - c->at) < sizeof *v)
        return damaged(c, "it ends too early");
    memcpy(v, c->at, sizeof *v);
    c->at += sizeof *v;
    return true;
}

static bool read_header(struct cursor *c, uint32_t *type)
{
    if (c->end - c->at < HEADER_SIZE)
        return damaged(c, "it ends too early");
    if (*c->at != LITTLE_ENDIAN_MARK)
        return damaged(c, "the byte order is not little-endian");
    c->at++;
    return read_u32(c, type);
}

/* A count of things that take at least `least` bytes each. */
static bool read_count(struct cursor *c, size_t least, uint32_t *n)
{
    if (!read_u32(c, n))
        return false;
    if (*n == 0 || *n > (size_t)(c->end - c->at) / least)
        return damaged(c, "a count that cannot be");
    return true;
}

static bool read_points(struct cursor *c, uint32_t least, double *xy, uint32_t *n)
{
    if (!read_count(c, POINT_SIZE, n))
        return false;
    if (*n < least)
        return damaged(c, "too few points");
    memcpy(xy, c->at, (size_t)*n * POINT_SIZE);
    c->at += (size_t)*n * POINT_SIZE;
    for (size_t i = 0; i < *n; i++) {
        if (!(fabs(xy[2 * i]) <= 180 && fabs(xy[2 * i + 1]) <= 90))
            return damaged(c, "a coordinate out of range");
    }
    return true;
}

static bool read_ring(struct cursor *c, struct multipolygon *m, bool hole)
{
    double *xy = m->xy + 2 * (size_t)m->n_points;
    uint32_t n = 0;

    if (!read_points(c, 4, xy, &n))
        return false;
    if (xy[0] != xy[2 * (size_t)n - 2] || xy[1] != xy[2 * (size_t)n - 1])
        return damaged(c, "a ring that is not closed");
    m->rings[m->n_rings++] = (struct ring){m->n_points, n, hole};
    m->n_points += n;
    return true;
}

static bool read_polygon(struct cursor *c, struct multipolygon *m)
{
    uint32_t n_rings = 0;

    if (!read_count(c, sizeof(uint32_t), &n_rings))
        return false;
    for (uint32_t i = 0; i < n_rings; i++) {
        if (!read_ring(c, m, i > 0))
            return false;
    }
    return true;
}

/* One header for the whole and one for each member; a single polygon or line has only its own.
 * *n_members is 0 for such a single one. */
static bool read_outer(struct cursor *c, enum wkb_type multi, enum wkb_type single,
                       uint32_t *n_members)
{
    uint32_t type = 0;

    *n_members = 0;
    if (!read_header(c, &type))
        return false;
    if (type == (uint32_t)single)
        return true;
    if (type != (uint32_t)multi)
        return damaged(c, "another kind of geometry than expected");
    return read_count(c, HEADER_SIZE + sizeof(uint32_t), n_members);
}

static bool read_member_header(struct cursor *c, enum wkb_type single)
{
    uint32_t type = 0;

    if (!read_header(c, &type))
        return false;
    return type == (uint32_t)single || damaged(c, "a member of another kind");
}

static bool read_end(const struct cursor *c)
{
    return c->at == c->end || damaged(c, "something follows the geometry");
}

bool wkb_read_area(struct bytes wkb, struct arena *arena, struct multipolygon *out, struct err *err)
{
    struct cursor c = {wkb.at, wkb.at + wkb.size, err};
    struct multipolygon m = {0};
    uint32_t n_members;

    if (wkb.size > UINT32_MAX)
        return err_set(err, ERR_INTERNAL, "damaged geometry: %zu bytes", wkb.size);
    if (!read_outer(&c, WKB_MULTI_POLYGON, WKB_POLYGON, &n_members))
        return false;
    /* Room for every point and ring that so many bytes can hold: a ring takes at least four points.
     */
    m.xy = arena_alloc(arena, wkb.size / POINT_SIZE, POINT_SIZE);
    m.rings = arena_alloc(arena, wkb.size / (4 * POINT_SIZE), sizeof *m.rings);
    if (n_members == 0 && !read_polygon(&c, &m))
        return false;
    for (uint32_t i = 0; i < n_members; i++) {
        if (!read_member_header(&c, WKB_POLYGON) || !read_polygon(&c, &m))
            return false;
    }
    if (!read_end(&c))
        return false;
    multipolygon_measure(&m);
    *out = m;
    return true;
}

static bool read_line(struct cursor *c, struct multiline *l)
{
    uint32_t n = 0;

    if (!read_points(c, 2, l->xy + 2 * (size_t)l->n_points, &n))
        return false;
    l->first[l->n_lines++] = l->n_points;
    l->n_points += n;
    return true;
}

bool wkb_read_lines(struct bytes wkb, struct arena *arena, struct multiline *out, struct err *err)
{
    struct cursor c = {wkb.at, wkb.at + wkb.size, err};
    struct multiline l = {0};
    uint32_t n_members;

    if (wkb.size > UINT32_MAX)
        return err_set(err, ERR_INTERNAL, "damaged geometry: %zu bytes", wkb.size);
    if (!read_outer(&c, WKB_MULTI_LINE, WKB_LINE, &n_members))
        return false;
    l.xy = arena_alloc(arena, wkb.size / POINT_SIZE, POINT_SIZE);
    l.first = arena_alloc(arena, (n_members ? n_members : 1) + 1, sizeof *l.first);
    if (n_members == 0 && !read_line(&c, &l))
        return false;
    for (uint32_t i = 0; i < n_members; i++) {
        if (!read_member_header(&c, WKB_LINE) || !read_line(&c, &l))
            return false;
    }
    if (!read_end(&c))
        return false;
    l.first[l.n_lines] = l.n_points;
    *out = l;
    return true;
}
