/* boundary_lines.c - GET /api/v1/boundary-lines: what a map must draw and nobody may claim: the
 * ten-dash line, the borders that are not settled, and those between provinces, mostly on water. */
#include "api/handlers.h"
#include "api/service.h"

#include "base/json_write.h"
#include "geo/geojson_write.h"

bool api_boundary_lines(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    static const enum format formats[] = {FORMAT_GEOJSON, FORMATS};
    enum format format;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    buf_puts(&out, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < atlas_n_lines(a); i++) {
        buf_printf(&out,
                   "%s{\"type\":\"Feature\",\"id\":%zu,"
                   "\"properties\":{\"name\":\"境界线\",\"kind\":\"%s\"},\"geometry\":",
                   i ? "," : "", i + 1, boundary_kind_name(atlas_line_kind(a, i)));
        geojson_write_lines(&out, atlas_line(a, i), CRS_84, 6);
        buf_putc(&out, '}');
    }
    buf_puts(&out, "]}");
    answer_atlas(rp, a, TYPE_GEOJSON, &out, NULL);
    return true;
}
