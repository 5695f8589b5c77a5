/* intake_frame.c - zone prefixes, false eastings and shifted datums.
 *
 * An easting of Gauss–Krüger is 500,000 on its central meridian and has six digits; many people
 * write the number of the zone in front of it.  The northing has no prefix. */
#include "geo/intake_frame.h"

#include <math.h>
#include <stdio.h>

static const double PREFIX_UNIT = 1000000;
static const struct box CHINA_ROUGHLY = {70, 0, 140, 58};

/* Zones as they are numbered in China; what is outside is not a prefix of ours. */
enum { SIX_FIRST = 13, SIX_LAST = 23, THREE_FIRST = 24, THREE_LAST = 45 };
enum { EASTING_LEAST = 50000, EASTING_MOST = 950000, NORTHING_MOST = 6500000 };
enum { FARTHEST_FROM_MERIDIAN = 4 };

void intake_place_text(const struct intake_place *p, bool english, char out[INTAKE_PLACE])
{
    int len = snprintf(out, INTAKE_PLACE, english ? "%1$s %3$zu%2$.0s" : "第 %3$zu %2$s%1$.0s",
                       p->unit, p->unit_zh, p->at);

    if (p->ring && len < INTAKE_PLACE)
        len += snprintf(out + len, (size_t)(INTAKE_PLACE - len),
                        english ? ", ring %zu" : "第 %zu 个环", p->ring);
    if (p->vertex && len < INTAKE_PLACE)
        snprintf(out + len, (size_t)(INTAKE_PLACE - len), english ? ", vertex %zu" : "第 %zu 个点",
                 p->vertex);
}

bool intake_refuse(const struct intake_place *p, struct err *err, const char *en, const char *zh)
{
    char where[INTAKE_PLACE], where_zh[INTAKE_PLACE];

    intake_place_text(p, true, where);
    intake_place_text(p, false, where_zh);
    return err_say(err, ERR_BAD_BODY, "shape", "%1$s: %3$s%2$.0s%4$.0s", "%2$s：%4$s%1$.0s%3$.0s",
                   where, where_zh, en, zh);
}

static int meridian_of(int width, int zone)
{
    return width == 6 ? 6 * zone - 3 : 3 * zone;
}

static bool prefix_of(int width, int zone)
{
    return width == 6 ? zone >= SIX_FIRST && zone <= SIX_LAST
                      : zone >= THREE_FIRST && zone <= THREE_LAST;
}

bool intake_frame_open(struct intake_frame *f, const struct intake_crs *crs, struct err *err)
{
    *f = (struct intake_frame){.crs = *crs};
    if (crs->kind != INTAKE_CRS_GAUSS)
        return true;
    if (crs->zone_width != 0 && crs->zone_width != 3 && crs->zone_width != 6)
        return err_say(err, ERR_BAD_BODY, "crs", "a zone of Gauss–Krüger is 3 or 6 degrees wide",
                       "高斯-克吕格分带宽度须为 3 度或 6 度");
    if (crs->central_meridian == 0)
        return true;
    int lon = crs->central_meridian;
    if (lon < 72 || lon > 138 || lon % 3 != 0 || (crs->zone_width == 6 && lon % 6 != 3))
        return err_say(err, ERR_BAD_BODY, "crs",
                       "%1$d is not the central meridian of a zone of that width in China",
                       "%1$d 度不是中国境内该带宽的中央子午线", lon);
    f->plane = plane_new(lon);
    return true;
}

void intake_frame_close(struct intake_frame *f)
{
    plane_free(f->plane);
    f->plane = NULL;
}

/* The prefix against the zone that was said, or settles it when none was. */
static bool take_prefix(struct intake_frame *f, int prefix, const struct intake_place *at,
                        struct err *err)
{
    struct intake_crs *c = &f->crs;
    int width = prefix <= SIX_LAST ? 6 : 3;

    if (!prefix_of(width, prefix))
        return intake_refuse(
            at, err, "the easting begins with a number that is no zone of Gauss–Krüger in China",
            "东坐标前缀不是中国境内的高斯-克吕格带号");
    if (c->zone_width && c->zone_width != width)
        return intake_refuse(at, err,
                             "the easting's zone prefix belongs to zones of the other width",
                             "东坐标带号前缀属于另一种带宽");
    if (c->central_meridian && c->central_meridian != meridian_of(width, prefix))
        return intake_refuse(
            at, err, "the easting's zone prefix contradicts the central meridian that was given",
            "东坐标带号前缀与所给中央子午线不符");
    c->zone_width = width;
    c->central_meridian = meridian_of(width, prefix);
    if (!f->plane)
        f->plane = plane_new(c->central_meridian);
    f->prefix = prefix;
    return true;
}

static bool from_gauss(struct intake_frame *f, double x, double y, const struct intake_place *at,
                       double *lon, double *lat, struct err *err)
{
    int prefix = x >= PREFIX_UNIT && x < 100 * PREFIX_UNIT ? (int)(x / PREFIX_UNIT) : 0;

    if (prefix && f->bare)
        return intake_refuse(at, err, "this easting has a zone prefix and others have none",
                             "此处东坐标带有带号前缀，其他点没有");
    if (prefix && f->prefix && prefix != f->prefix)
        return intake_refuse(at, err, "this easting has another zone prefix than those before it",
                             "此处东坐标的带号前缀与前面的点不同");
    if (prefix && !f->prefix && !take_prefix(f, prefix, at, err))
        return false;
    if (!prefix && f->prefix)
        return intake_refuse(at, err, "this easting has no zone prefix and others have one",
                             "此处东坐标没有带号前缀，其他点有");
    if (!prefix && !f->crs.central_meridian)
        return intake_refuse(
            at, err, "the easting has no zone prefix, so the central meridian must be given",
            "东坐标没有带号前缀，须给出中央子午线");
    f->bare = !prefix;
    x -= prefix * PREFIX_UNIT;
    if (!(x >= EASTING_LEAST && x <= EASTING_MOST))
        return intake_refuse(at, err, "the easting is not one of Gauss–Krüger in metres",
                             "东坐标不是以米计的高斯-克吕格坐标");
    if (!(y >= 0 && y <= NORTHING_MOST))
        return intake_refuse(at, err, "the northing is not one of Gauss–Krüger in metres",
                             "北坐标不是以米计的高斯-克吕格坐标");
    if (!plane_to_lonlat(f->plane, x, y, lon, lat) ||
        fabs(*lon - f->crs.central_meridian) > FARTHEST_FROM_MERIDIAN)
        return intake_refuse(at, err, "the point lies too far from the zone's central meridian",
                             "该点离中央子午线过远");
    return true;
}

bool intake_frame_point(struct intake_frame *f, double x, double y, const struct intake_place *at,
                        double *lon, double *lat, struct err *err)
{
    if (!isfinite(x) || !isfinite(y))
        return intake_refuse(at, err, "a coordinate is not a finite number", "坐标不是有限的数");
    if (f->crs.kind == INTAKE_CRS_GAUSS) {
        if (!from_gauss(f, x, y, at, lon, lat, err))
            return false;
    } else if (f->crs.kind == INTAKE_CRS_MERCATOR) {
        crs_to_lonlat(CRS_EPSG_3857, x, y, lon, lat);
    } else {
        *lon = x;
        *lat = y;
        if (!(fabs(x) <= 180))
            return intake_refuse(at, err, "the longitude is not between -180 and 180 degrees",
                                 "经度不在 -180 至 180 度之间");
        if (!(fabs(y) <= 90))
            return intake_refuse(at, err, "the latitude is not between -90 and 90 degrees",
                                 "纬度不在 -90 至 90 度之间");
    }
    if (!(*lon >= CHINA_ROUGHLY.min_x && *lon <= CHINA_ROUGHLY.max_x &&
          *lat >= CHINA_ROUGHLY.min_y && *lat <= CHINA_ROUGHLY.max_y))
        return intake_refuse(
            at, err,
            "the point lies far outside China; is the reference system right, and are the two "
            "coordinates in their places?",
            "该点远在中国之外；请核对坐标系以及两个坐标的先后");
    if (f->crs.kind == INTAKE_CRS_DEGREES)
        datum_to_cgcs2000(f->crs.datum, lon, lat);
    return true;
}
