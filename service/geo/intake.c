/* intake.c - picks the reader, and puts what it found together. */
#include "geo/intake_draft.h"

static struct intake_options with_usual_limits(const struct intake_options *o)
{
    struct intake_options full = *o;

    if (!full.max_points)
        full.max_points = INTAKE_POINTS_USUAL;
    if (!full.max_rings)
        full.max_rings = INTAKE_RINGS_USUAL;
    if (!full.max_unpacked)
        full.max_unpacked = INTAKE_UNPACKED_USUAL;
    return full;
}

static bool read_format(struct bytes body, const struct intake_options *o, struct draft *d,
                        enum intake_axes *axes, struct err *err)
{
    switch (o->format) {
    case INTAKE_GEOJSON:
        return intake_geojson(body, &o->crs, d, err);
    case INTAKE_CSV:
        return intake_csv(body, &o->crs, d, axes, err);
    case INTAKE_KML:
        return intake_kml(body, &o->crs, d, err);
    case INTAKE_SHAPEFILE_ZIP:
        return intake_shapefile(body, &o->crs, d, err);
    default:
        return err_say(err, ERR_MEDIA_TYPE, "format", "shapes are not taken in that format",
                       "不接受该格式的图形");
    }
}

bool intake_read(struct geos *g, struct bytes body, const struct intake_options *o, struct arena *a,
                 struct intake_result *out, struct err *err)
{
    const struct intake_options full = with_usual_limits(o);
    struct draft d = {.limits = &full};
    enum intake_axes axes = INTAKE_AXES_NAMED;
    struct multipolygon shape;
    bool ok = body.size > 0 ||
              err_say(err, ERR_BAD_BODY, "shape", "nothing was handed in", "未提交任何内容");

    ok =
        ok && read_format(body, &full, &d, &axes, err) && intake_draft_shape(g, &d, a, &shape, err);
    if (ok)
        *out = (struct intake_result){.shape = shape,
                                      .crs = d.frame.crs,
                                      .heights_dropped = d.heights,
                                      .n_duplicates = d.n_duplicates,
                                      .n_closed = d.n_closed,
                                      .axes = axes};
    intake_draft_free(&d);
    return ok;
}
