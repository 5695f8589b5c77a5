/* intake_geojson.c - a bare geometry, a Feature, or a FeatureCollection whose areas become one
 * shape.
 *
 * Members come in any order, so the document is scanned for its type (and for an old "crs" member)
 * before it is read. */
#include "geo/geojson_read.h"
#include "geo/intake_draft.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32 };

enum document { DOCUMENT_GEOMETRY, DOCUMENT_FEATURE, DOCUMENT_COLLECTION };

struct opening {
    enum document document;
    bool has_type;
    char crs_name[64]; /* of a "crs" member; empty: none */
};

struct reading {
    struct json_reader *json;
    struct geojson_limits limits;
    struct draft *draft;
    struct err *err;
};

/* The reader stands before the value of "crs": {"type": "name", "properties": {"name": "…"}}.
 * Whatever the first "name" below it says. */
static bool read_crs_member(struct json_reader *r, struct opening *o)
{
    int depth = 0;
    bool is_name = false;

    do {
        enum json_token t = json_next(r);
        if (t == JSON_BROKEN || t == JSON_END)
            return false;
        depth += t == JSON_OBJECT_BEGIN || t == JSON_ARRAY_BEGIN;
        depth -= t == JSON_OBJECT_END || t == JSON_ARRAY_END;
        if (t == JSON_STRING && is_name && !o->crs_name[0]) {
            size_t len = strnlen(r->string, sizeof o->crs_name - 1);
            memcpy(o->crs_name, r->string, len);
            o->crs_name[len] = '\0';
        }
        is_name = t == JSON_KEY && strcmp(r->string, "name") == 0;
    } while (depth > 0);
    return true;
}

static bool read_document_type(struct json_reader *r, struct opening *o)
{
    enum json_token t = json_next(r);

    if (t != JSON_STRING)
        return t != JSON_BROKEN;
    o->has_type = true;
    if (strcmp(r->string, "Feature") == 0)
        o->document = DOCUMENT_FEATURE;
    if (strcmp(r->string, "FeatureCollection") == 0)
        o->document = DOCUMENT_COLLECTION;
    return true;
}

/* Goes no farther than it must. */
static bool scan_opening(struct bytes body, struct arena *arena, struct opening *o, struct err *err)
{
    struct json_reader r;
    enum json_token t;
    bool want_crs = memmem(body.at, body.size, "\"crs\"", 5) != NULL, has_crs = false;

    json_reader_init(&r, body.at, body.size, DEEPEST, arena, err);
    t = json_next(&r);
    if (t == JSON_BROKEN)
        return false;
    if (t != JSON_OBJECT_BEGIN)
        return err_say(err, ERR_BAD_BODY, "shape", "a GeoJSON document is an object",
                       "GeoJSON 文档须为对象");
    while ((!o->has_type || (want_crs && !has_crs)) && (t = json_next(&r)) == JSON_KEY) {
        bool ok;
        if (strcmp(r.string, "type") == 0) {
            ok = read_document_type(&r, o);
        } else if (strcmp(r.string, "crs") == 0) {
            has_crs = true;
            ok = read_crs_member(&r, o);
        } else {
            ok = json_skip_value(&r);
        }
        if (!ok)
            return err_say(err, ERR_BAD_BODY, "shape", "the GeoJSON cannot be read",
                           "GeoJSON 无法读取");
    }
    return t != JSON_BROKEN;
}

static bool take_area(struct reading *rd, const struct multipolygon *m, size_t area)
{
    struct intake_place at = {.unit = "area", .unit_zh = "个面", .at = area};

    for (size_t i = 0; i < m->n_rings; i++) {
        const double *xy = m->xy + 2 * (size_t)m->rings[i].first;
        at.ring = i + 1;
        if (!intake_draft_begin(rd->draft, m->rings[i].hole ? RING_HOLE : RING_SHELL, at, rd->err))
            return false;
        for (uint32_t k = 0; k < m->rings[i].n_points; k++) {
            at.vertex = k + 1;
            if (!intake_draft_point(rd->draft, xy[2 * (size_t)k], xy[2 * (size_t)k + 1], &at,
                                    rd->err))
                return false;
        }
        at.vertex = 0;
        if (!intake_draft_end(rd->draft, false, rd->err))
            return false;
    }
    return true;
}

/* The reader stands before a geometry. */
static bool read_geometry(struct reading *rd)
{
    struct arena *own = arena_new();
    struct geometry geometry;
    size_t area = rd->draft->n_areas + 1;
    bool ok = geojson_read_geometry(rd->json, &rd->limits, own, &geometry, rd->err);

    if (ok && geometry.kind == GEOMETRY_NONE) {
        ok = err_say(rd->err, ERR_BAD_BODY, "geometry", "feature %1$zu has no geometry",
                     "第 %1$zu 个要素没有几何", area);
    } else if (ok) {
        rd->draft->n_areas++;
        rd->draft->heights |= geometry.heights;
        ok = take_area(rd, &geometry.area, area);
    }
    arena_free(own);
    return ok;
}

/* The members of a feature whose brace was read, or of the whole document. */
static bool read_feature(struct reading *rd)
{
    struct json_reader *r = rd->json;
    bool has_geometry = false;
    enum json_token t;

    while ((t = json_next(r)) == JSON_KEY) {
        bool is_geometry = strcmp(r->string, "geometry") == 0;
        if (is_geometry ? !read_geometry(rd) : !json_skip_value(r))
            return false;
        has_geometry |= is_geometry;
    }
    if (t != JSON_OBJECT_END)
        return false;
    return has_geometry || err_say(rd->err, ERR_BAD_BODY, "geometry",
                                   "a feature has no member \"geometry\"", "要素缺少 geometry");
}

static bool read_features(struct reading *rd)
{
    enum json_token t = json_next(rd->json);

    if (t != JSON_ARRAY_BEGIN)
        return t != JSON_BROKEN && err_say(rd->err, ERR_BAD_BODY, "features",
                                           "\"features\" is not an array", "features 不是数组");
    while ((t = json_next(rd->json)) == JSON_OBJECT_BEGIN) {
        if (!read_feature(rd))
            return false;
    }
    if (t == JSON_BROKEN)
        return false;
    return t == JSON_ARRAY_END || err_say(rd->err, ERR_BAD_BODY, "features",
                                          "a feature must be an object", "要素须为对象");
}

static bool read_collection(struct reading *rd)
{
    enum json_token t;

    while ((t = json_next(rd->json)) == JSON_KEY) {
        bool is_features = strcmp(rd->json->string, "features") == 0;
        if (is_features ? !read_features(rd) : !json_skip_value(rd->json))
            return false;
    }
    return t == JSON_OBJECT_END;
}

/* "urn:ogc:def:crs:EPSG::4490", "EPSG:4528", "urn:ogc:def:crs:OGC:1.3:CRS84". */
static bool parse_crs_name(const char *name, struct intake_crs *out)
{
    char text[80];
    const char *code = strrchr(name, ':');

    if (!code)
        return intake_crs_parse(name, out);
    if (strcmp(code + 1, "CRS84") == 0)
        return intake_crs_parse("crs84", out);
    if (!strstr(name, "EPSG") && !strstr(name, "epsg"))
        return false;
    strcpy(text, "epsg:");
    strncat(text, code + 1, sizeof text - 6);
    return intake_crs_parse(text, out);
}

static bool open_frame(struct draft *d, const struct intake_crs *said, const char *named,
                       struct err *err)
{
    struct intake_crs crs = *said, in_file;

    if (named[0]) {
        if (!parse_crs_name(named, &in_file))
            return err_say(err, ERR_BAD_BODY, "crs",
                           "the GeoJSON names a reference system that is not supported: %s",
                           "GeoJSON 中的坐标系不受支持：%s", named);
        if (!intake_crs_agree(said, &in_file, &crs))
            return err_say(err, ERR_BAD_BODY, "crs",
                           "the GeoJSON names the reference system %s, which contradicts the one "
                           "that was given",
                           "GeoJSON 中的坐标系 %s 与所给坐标系不符", named);
    }
    if (crs.kind == INTAKE_CRS_UNSAID)
        crs = (struct intake_crs){.kind = INTAKE_CRS_DEGREES, .datum = DATUM_WGS84};
    return intake_frame_open(&d->frame, &crs, err);
}

bool intake_geojson(struct bytes body, const struct intake_crs *said, struct draft *d,
                    struct err *err)
{
    struct arena *scratch = arena_new();
    struct opening opening = {.document = DOCUMENT_GEOMETRY};
    struct json_reader r;
    struct reading rd = {.json = &r, .draft = d, .err = err};
    bool ok = false;

    if (body.size >= 3 && memcmp(body.at, "\xEF\xBB\xBF", 3) == 0) {
        body.at += 3;
        body.size -= 3;
    }
    if (!scan_opening(body, scratch, &opening, err) || !open_frame(d, said, opening.crs_name, err))
        goto done;
    rd.limits = (struct geojson_limits){.max_points = d->limits->max_points,
                                        .max_rings = d->limits->max_rings,
                                        .areas_only = true,
                                        .planar = d->frame.crs.kind != INTAKE_CRS_DEGREES};
    json_reader_init(&r, body.at, body.size, DEEPEST, scratch, err);
    if (opening.document == DOCUMENT_GEOMETRY) {
        ok = read_geometry(&rd);
    } else {
        json_next(&r); /* the brace */
        ok = opening.document == DOCUMENT_FEATURE ? read_feature(&rd) : read_collection(&rd);
    }
    ok = ok && json_next(&r) == JSON_END;

done:
    arena_free(scratch);
    return ok ||
           err_say(err, ERR_BAD_BODY, "shape", "the GeoJSON cannot be read", "GeoJSON 无法读取");
}
