/* nest.c - arrays of arrays of numbers into flat lists, every count checked as it grows.
 *
 * An empty array has no place in any shape we take, and is what crashes other readers, so it is
 * refused wherever it stands. */
#include "geo/nest.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Where the reading is: how many children each open array had so far. */
struct walk {
    struct nest *nest;
    const struct geojson_limits *limits;
    struct err *err;
    size_t children[NEST_DEEPEST + 1]; /* [1] the outermost array … */
    int level;
    double position[2];
};

/* The path to the newest child of the innermost open array; that array itself when it has none. */
static void walk_where(const struct walk *w, char out[NEST_WHERE])
{
    int len = snprintf(out, NEST_WHERE, "coordinates");

    for (int i = 1; i <= w->level && w->children[i] > 0 && len < NEST_WHERE; i++)
        len += snprintf(out + len, (size_t)(NEST_WHERE - len), "[%zu]", w->children[i] - 1);
}

static bool refuse(const struct walk *w, const char *en, const char *zh)
{
    char where[NEST_WHERE];

    walk_where(w, where);
    return err_say(w->err, ERR_BAD_BODY, where, "%s: %s%.0s", "%s：%.0s%s", where, en, zh);
}

static bool refuse_too_many(const struct walk *w, const char *en, const char *zh, size_t most)
{
    return err_say(w->err, ERR_BAD_BODY, "coordinates", "the geometry has more than %zu %s%.0s",
                   "几何超过 %zu 个%.0s%s", most, en, zh);
}

static void append_index(size_t **list, size_t *n, size_t *room, size_t value)
{
    if (*n == *room) {
        *room = *room ? *room * 2 : 16;
        *list = mem_resize(*list, *room, sizeof **list);
    }
    (*list)[(*n)++] = value;
}

static bool begin_array(struct walk *w)
{
    struct nest *nest = w->nest;

    if (w->level > 0)
        w->children[w->level]++;
    if (w->level == NEST_DEEPEST || (nest->depth && w->level == nest->depth))
        return refuse(w, "nested deeper than the geometry's type allows", "嵌套深度超出几何类型");
    w->children[++w->level] = 0;
    return true;
}

/* A number: part of a position.  The first one of all settles how deep positions lie. */
static bool take_number(struct walk *w, double value)
{
    struct nest *nest = w->nest;
    size_t at = w->level > 0 ? w->children[w->level]++ : 0;

    if (nest->depth == 0 && w->level > 0 && at == 0)
        nest->depth = w->level;
    if (w->level == 0 || w->level != nest->depth)
        return refuse(w, "a number stands where a list of positions should be",
                      "此处应为坐标数组，却是一个数");
    if (at >= 4)
        return refuse(w, "a position has more than four numbers", "坐标超过四个数");
    if (at < 2)
        w->position[at] = value;
    return true;
}

static bool end_position(struct walk *w)
{
    struct nest *nest = w->nest;

    size_t n_numbers = w->children[w->level--]; /* so that the path names the position itself */

    if (n_numbers < 2)
        return refuse(w, "a position needs a longitude and a latitude", "坐标须含经度和纬度");
    nest->heights |= n_numbers > 2;
    if (!w->limits->planar && !(fabs(w->position[0]) <= 180))
        return refuse(w, "the longitude is not between -180 and 180", "经度不在 -180 至 180 之间");
    if (!w->limits->planar && !(fabs(w->position[1]) <= 90))
        return refuse(w, "the latitude is not between -90 and 90", "纬度不在 -90 至 90 之间");
    if (nest->n_points == w->limits->max_points)
        return refuse_too_many(w, "points", "点", w->limits->max_points);
    if (nest->n_points == nest->room_points) {
        nest->room_points = nest->room_points ? nest->room_points * 2 : 64;
        nest->xy = mem_resize(nest->xy, nest->room_points, 2 * sizeof *nest->xy);
    }
    nest->xy[2 * nest->n_points] = w->position[0];
    nest->xy[2 * nest->n_points + 1] = w->position[1];
    nest->n_points++;
    return true;
}

/* An array closes: what it holds since its beginning becomes a position, a ring or a part. */
static bool end_array(struct walk *w, size_t *ring_begin, size_t *part_begin)
{
    struct nest *nest = w->nest;
    int level = w->level;

    if (w->children[level] == 0)
        return refuse(w, "an empty array", "空数组");
    if (level == nest->depth)
        return end_position(w);
    if (level == nest->depth - 1) {
        if (nest->n_rings == w->limits->max_rings)
            return refuse_too_many(w, "rings or lines", "环或线", w->limits->max_rings);
        append_index(&nest->ring_first, &nest->n_rings, &nest->room_rings, *ring_begin);
        *ring_begin = nest->n_points;
    } else if (level == nest->depth - 2) {
        append_index(&nest->part_first, &nest->n_parts, &nest->room_parts, *part_begin);
        *part_begin = nest->n_rings;
    }
    w->level--;
    return true;
}

bool nest_read(struct nest *nest, struct json_reader *r, const struct geojson_limits *limits,
               struct err *err)
{
    struct walk w = {.nest = nest, .limits = limits, .err = err};
    size_t ring_begin = 0, part_begin = 0;

    do {
        bool ok;
        switch (json_next(r)) {
        case JSON_ARRAY_BEGIN:
            ok = begin_array(&w);
            break;
        case JSON_NUMBER:
            ok = take_number(&w, r->number);
            break;
        case JSON_ARRAY_END:
            ok = end_array(&w, &ring_begin, &part_begin);
            break;
        case JSON_BROKEN:
            return false;
        default:
            w.children[w.level] += w.level > 0;
            ok = refuse(&w, "neither a number nor an array", "既不是数也不是数组");
        }
        if (!ok)
            return false;
    } while (w.level > 0);
    return true;
}

void nest_free(struct nest *nest)
{
    free(nest->xy);
    free(nest->ring_first);
    free(nest->part_first);
    *nest = (struct nest){0};
}

size_t nest_ring_end(const struct nest *nest, size_t ring)
{
    return ring + 1 < nest->n_rings ? nest->ring_first[ring + 1] : nest->n_points;
}

size_t nest_part_end(const struct nest *nest, size_t part)
{
    return part + 1 < nest->n_parts ? nest->part_first[part + 1] : nest->n_rings;
}

void nest_where(const struct nest *nest, size_t at_ring, long at_point, char out[NEST_WHERE])
{
    size_t part = 0;
    int len = snprintf(out, NEST_WHERE, "coordinates");

    if (nest->depth == 4) {
        while (nest_part_end(nest, part) <= at_ring)
            part++;
        len += snprintf(out + len, (size_t)(NEST_WHERE - len), "[%zu]", part);
        at_ring -= nest->part_first[part];
    }
    if (nest->depth >= 3)
        len += snprintf(out + len, (size_t)(NEST_WHERE - len), "[%zu]", at_ring);
    if (at_point >= 0)
        snprintf(out + len, (size_t)(NEST_WHERE - len), "[%ld]", at_point);
}
