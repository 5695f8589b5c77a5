/* shape_body.c - what the bytes of a body are said to be, and what was made of them. */
#include "api/shape_body.h"

#include "api/lines_body.h"
#include "base/json_write.h"
#include "domain/attachment.h"
#include "geo/geodesic.h"
#include "geo/intake.h"
#include "geo/limit_lines.h"
#include "geo/wkb.h"

#include <string.h>

/* ---- what the bytes are said to be ---- */

static const struct format_row {
    const char *type; /* of a body */
    enum intake_format format;
    enum shape_method method;
    const char *kept_as; /* type of the file */
} formats[] = {
    {"application/geo+json", INTAKE_GEOJSON, METHOD_GEOJSON, "application/geo+json"},
    {"application/json", INTAKE_GEOJSON, METHOD_GEOJSON, "application/geo+json"},
    {"application/zip", INTAKE_SHAPEFILE_ZIP, METHOD_SHAPEFILE, "application/zip"},
    {"application/vnd.google-earth.kml+xml", INTAKE_KML, METHOD_KML,
     "application/vnd.google-earth.kml+xml"},
    {"text/csv", INTAKE_CSV, METHOD_CSV, "text/csv"},
};

static const struct format_row *by_type(const char *type)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].type, type) == 0)
            return &formats[i];
    }
    return NULL;
}

static const struct format_row *by_format(enum intake_format format)
{
    const struct format_row *row = formats;

    while (row->format != format)
        row++;
    return row;
}

static bool read_format(const struct request *rq, const struct format_row **out, struct err *err)
{
    const char *said = request_query(rq, "format");
    enum intake_format format;

    *out = by_type(rq->content_type);
    if (!said)
        return *out || err_say(err, ERR_BAD_PARAMETER, "format",
                               "say what it is: format=geojson, shapefile, kml or csv",
                               "请注明格式：format=geojson、shapefile、kml 或 csv");
    if (!intake_format_parse(said, &format))
        return err_say(err, ERR_BAD_PARAMETER, "format",
                       "format is one of geojson, shapefile, kml, csv",
                       "format 只能是 geojson、shapefile、kml 或 csv");
    if (*out && (*out)->format != format)
        return err_say(err, ERR_BAD_PARAMETER, "format", "format says '%s' but Content-Type '%s'",
                       "format 为“%s”，而 Content-Type 为“%s”", said, rq->content_type);
    *out = by_format(format);
    return true;
}

static bool read_crs(const struct request *rq, struct intake_crs *out, struct err *err)
{
    const char *said = request_query(rq, "crs");

    *out = (struct intake_crs){.kind = INTAKE_CRS_UNSAID};
    return !said || intake_crs_parse(said, out) ||
           err_say(err, ERR_BAD_PARAMETER, "crs",
                   "'%.40s' is no reference system that is taken here: cgcs2000, wgs84, gcj02, "
                   "bd09, epsg:4490, epsg:4326, epsg:3857, cgcs2000-gk, epsg:4491 to epsg:4554",
                   "不支持坐标系“%.40s”：可用 cgcs2000、wgs84、gcj02、bd09、epsg:4490、"
                   "epsg:4326、epsg:3857、cgcs2000-gk、epsg:4491 至 epsg:4554",
                   said);
}

static struct attached original_of(const struct request *rq, const char *type)
{
    const char *name = request_query(rq, "name");
    char *shown = arena_alloc(rq->arena, ATTACHMENT_NAME, 1);

    return (struct attached){.there = true,
                             .sha256 = sha256_of(rq->body.at, rq->body.size),
                             .name = attachment_name(name ? name : "", shown),
                             .type = type,
                             .size = (int64_t)rq->body.size};
}

/* ---- from bytes to a shape ---- */

static void keep_shape(const struct request *rq, const struct multipolygon *shape,
                       struct shape_taken *t)
{
    struct buf wkb = {0};

    wkb_put_area(&wkb, shape);
    t->wkb = (struct bytes){arena_strndup(rq->arena, wkb.data, wkb.len), wkb.len};
    buf_free(&wkb);
    t->area_m2 = geodesic_area(shape);
}

static const char *axes_word(enum intake_axes axes)
{
    return axes == INTAKE_AXES_X_EAST ? "x-east" : axes == INTAKE_AXES_X_NORTH ? "x-north" : NULL;
}

static const char *told(const struct request *rq, const struct shape_taken *t,
                        const struct multipolygon *shape, const struct intake_result *in)
{
    struct buf text = {0};
    struct json_writer w = json_writer_to(&text);

    json_object(&w);
    json_put_string(&w, "method", shape_method_name(t->method));
    json_put_string(&w, "crs", t->crs);
    json_put_int(&w, "points", shape->n_points);
    json_put_int(&w, "rings", shape->n_rings);
    json_put_number(&w, "area_m2", t->area_m2, 2);
    json_put_bool(&w, "heights_dropped", in->heights_dropped);
    json_put_int(&w, "duplicates_dropped", in->n_duplicates);
    json_put_int(&w, "rings_closed", in->n_closed);
    json_put_string(&w, "axes", axes_word(in->axes));
    json_end(&w);
    const char *kept = arena_strndup(rq->arena, text.data, text.len);
    buf_free(&text);
    return kept;
}

bool shape_take_file(const struct request *rq, struct shape_taken *t, struct err *err)
{
    struct intake_options options = {0};
    const struct format_row *format;
    struct intake_result in;
    char *crs = arena_alloc(rq->arena, 64, 1);

    if (!read_format(rq, &format, err) || !read_crs(rq, &options.crs, err))
        return false;
    options.format = format->format;
    struct geos *g = geos_new();
    bool ok = intake_read(g, rq->body, &options, rq->arena, &in, err);
    geos_free(g);
    if (!ok)
        return false;
    t->method = format->method;
    t->crs = intake_crs_text(&in.crs, crs);
    t->original = original_of(rq, format->kept_as);
    keep_shape(rq, &in.shape, t);
    t->told = told(rq, t, &in.shape, &in);
    return true;
}

bool shape_take_lines(const struct request *rq, struct shape_taken *t, struct err *err)
{
    const struct intake_result as_is = {.heights_dropped = false};
    struct intake_crs crs;
    struct multiline lines;
    struct multipolygon shape;

    if (!read_crs(rq, &crs, err))
        return false;
    if (crs.kind != INTAKE_CRS_UNSAID && crs.kind != INTAKE_CRS_DEGREES)
        return err_say(err, ERR_BAD_PARAMETER, "crs", "boundary lines are sent in degrees",
                       "边界线须以经纬度提交");
    enum datum datum = crs.kind == INTAKE_CRS_DEGREES ? crs.datum : DATUM_CGCS2000;
    if (!lines_read(rq, datum, &lines, err))
        return false;
    struct geos *g = geos_new();
    bool ok =
        limit_lines_close(g, &lines, &(struct limit_lines_options){0}, rq->arena, &shape, err) &&
        shape_is_valid(g, &shape, err);
    geos_free(g);
    if (!ok)
        return false;
    multipolygon_orient(&shape);
    t->method = METHOD_LINES;
    t->crs = datum_name(datum);
    t->original = original_of(rq, "application/geo+json");
    keep_shape(rq, &shape, t);
    t->told = told(rq, t, &shape, &as_is);
    return true;
}
