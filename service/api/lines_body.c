/* lines_body.c - walked once with the checking scanner; geometries are read where they stand. */
#include "api/lines_body.h"

#include "geo/geojson_read.h"
#include "geo/limit_lines.h"

#include <string.h>

enum { DEPTH = 16, GEOMETRIES_MOST = 64 };

struct lines_reader {
    struct json_reader r;
    struct arena *arena;
    struct multiline *found[GEOMETRIES_MOST];
    size_t n;
    struct err *err;
};

static bool too_many(struct err *err)
{
    return err_say(err, ERR_BAD_BODY, NULL, "at most %d lines of %d points together",
                   "最多 %d 条线、合计 %d 个点", LIMIT_LINES_MOST, LIMIT_POINTS_MOST);
}

static bool read_geometry(struct lines_reader *l)
{
    const struct geojson_limits limits = {.max_points = LIMIT_POINTS_MOST,
                                          .max_rings = LIMIT_LINES_MOST};
    struct geometry g;

    if (!geojson_read_geometry(&l->r, &limits, l->arena, &g, l->err))
        return false;
    if (g.kind == GEOMETRY_NONE)
        return true;
    if (g.kind != GEOMETRY_LINES)
        return err_say(l->err, ERR_BAD_BODY, NULL,
                       "boundary lines are LineString or "
                       "MultiLineString; a finished shape is sent to …/shape",
                       "边界线应为 LineString 或 MultiLineString；完整图形请发送到 …/shape");
    if (l->n == GEOMETRIES_MOST)
        return too_many(l->err);
    l->found[l->n] = arena_alloc(l->arena, 1, sizeof *l->found[0]);
    *l->found[l->n++] = g.lines;
    return true;
}

static bool read_features(struct lines_reader *l);

/* The members of an object whose brace was read: geometries wherever features have them. */
static bool read_members(struct lines_reader *l)
{
    enum json_token t;

    while ((t = json_next(&l->r)) == JSON_KEY) {
        bool ok;

        if (strcmp(l->r.string, "geometry") == 0)
            ok = read_geometry(l);
        else if (strcmp(l->r.string, "features") == 0)
            ok = read_features(l);
        else
            ok = json_skip_value(&l->r);
        if (!ok)
            return false;
    }
    return t == JSON_OBJECT_END;
}

static bool read_features(struct lines_reader *l)
{
    enum json_token t = json_next(&l->r);

    if (t != JSON_ARRAY_BEGIN)
        return t != JSON_BROKEN &&
               err_say(l->err, ERR_BAD_BODY, "features", "features is a list", "features 应为列表");
    while ((t = json_next(&l->r)) == JSON_OBJECT_BEGIN) {
        if (!read_members(l))
            return false;
    }
    if (t == JSON_ARRAY_END)
        return true;
    return t != JSON_BROKEN && err_say(l->err, ERR_BAD_BODY, "features", "features holds features",
                                       "features 应只含要素");
}

/* Which of the three it is can stand behind the rest, so it is asked first. */
static bool is_bare_geometry(const struct request *rq, bool *bare, struct err *err)
{
    struct json_reader r;
    enum json_token t;

    *bare = false;
    json_reader_init(&r, rq->body.at ? rq->body.at : "", rq->body.size, DEPTH, rq->arena, err);
    t = json_next(&r);
    if (t != JSON_OBJECT_BEGIN)
        return t != JSON_BROKEN &&
               err_say(err, ERR_BAD_BODY, NULL, "the body is GeoJSON", "请求体应为 GeoJSON");
    while ((t = json_next(&r)) == JSON_KEY) {
        if (strcmp(r.string, "coordinates") == 0)
            *bare = true;
        if (!json_skip_value(&r))
            return false;
    }
    return t == JSON_OBJECT_END && json_next(&r) == JSON_END;
}

static bool put_together(const struct lines_reader *l, enum datum datum, struct multiline *out)
{
    uint32_t points = 0, lines = 0;

    for (size_t i = 0; i < l->n; i++) {
        points += l->found[i]->n_points;
        lines += l->found[i]->n_lines;
    }
    if (points > LIMIT_POINTS_MOST || lines > LIMIT_LINES_MOST)
        return too_many(l->err);
    *out = (struct multiline){.xy = arena_alloc(l->arena, 2 * (size_t)points, sizeof(double)),
                              .first = arena_alloc(l->arena, (size_t)lines + 1, sizeof(uint32_t))};
    for (size_t i = 0; i < l->n; i++) {
        const struct multiline *from = l->found[i];

        for (uint32_t k = 0; k < from->n_lines; k++)
            out->first[out->n_lines++] = out->n_points + from->first[k];
        memcpy(out->xy + 2 * (size_t)out->n_points, from->xy, 2 * sizeof(double) * from->n_points);
        out->n_points += from->n_points;
    }
    out->first[out->n_lines] = out->n_points;
    for (uint32_t i = 0; i < out->n_points; i++)
        datum_to_cgcs2000(datum, &out->xy[2 * i], &out->xy[2 * i + 1]);
    return true;
}

bool lines_read(const struct request *rq, enum datum datum, struct multiline *out, struct err *err)
{
    struct lines_reader l = {.arena = rq->arena, .err = err};
    bool bare, ok;

    if (!is_bare_geometry(rq, &bare, err))
        return false;
    json_reader_init(&l.r, rq->body.at, rq->body.size, DEPTH, rq->arena, err);
    ok = bare ? read_geometry(&l) : json_next(&l.r) == JSON_OBJECT_BEGIN && read_members(&l);
    return ok && put_together(&l, datum, out);
}
