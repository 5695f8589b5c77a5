/* lookup.c - GET /api/v1/lookup: which divisions is this point in? */
#include "api/handlers.h"
#include "api/lookup_json.h"
#include "api/service.h"
#include "atlas/near.h"

#include <string.h>

static bool required(const struct request *rq, const char *name, double limit, double *out,
                     struct err *err)
{
    if (!request_query(rq, name))
        return err_say(err, ERR_BAD_PARAMETER, name, "%s is missing: degrees, such as %s=%s",
                       "缺少 %s：以度为单位，例如 %s=%s", name, name,
                       strcmp(name, "lon") == 0 ? "116.30" : "39.96");
    return request_number(rq, name, -limit, limit, out, err);
}

bool lookup_read_datum(const char *name, enum datum *out, struct err *err)
{
    if (!name || datum_parse(name, out))
        return true;
    return err_say(err, ERR_BAD_PARAMETER, "datum", "datum is one of cgcs2000, wgs84, gcj02, bd09",
                   "datum 只能是 cgcs2000、wgs84、gcj02 或 bd09");
}

bool api_lookup(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"lon", "lat", "datum", "on", "asOf", "accuracy", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    struct lookup_point p = {.datum = DATUM_CGCS2000, .accuracy = -1};
    struct when when;
    enum format format;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !required(rq, "lon", 180, &p.lon, err) || !required(rq, "lat", 90, &p.lat, err) ||
        !lookup_read_datum(request_query(rq, "datum"), &p.datum, err) ||
        !request_number(rq, "accuracy", 0, NEAR_MOST_METRES, &p.accuracy, err) ||
        !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err))
        return false;

    struct lookup_view l = {rq, a, atlas_view(a, when.as_of, rq->arena), when.on};
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    put_lookup(&w, &l, &p);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}
