/* lookup.c - GET /api/v1/lookup: which divisions is this point in? */
#include "api/handlers.h"
#include "api/lookup_json.h"
#include "api/service.h"

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

bool lookup_read_times(const struct request *rq, struct lookup_times *t, struct err *err)
{
    t->on = rq->today;
    t->as_of = MOMENT_NONE;
    return request_day(rq, "on", &t->on, err) && request_moment(rq, "asOf", &t->as_of, err);
}

bool api_lookup(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"lon", "lat", "datum", "on", "asOf", "accuracy", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    struct lookup_point p = {.datum = DATUM_CGCS2000, .accuracy = -1};
    struct lookup_times times;
    enum format format;
    char day[DATE_TEXT];

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !required(rq, "lon", 180, &p.lon, err) || !required(rq, "lat", 90, &p.lat, err) ||
        !lookup_read_datum(request_query(rq, "datum"), &p.datum, err) ||
        !request_number(rq, "accuracy", 0, 1e6, &p.accuracy, err) ||
        !lookup_read_times(rq, &times, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !lookup_check_times(a, &times, err))
        return false;

    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    put_lookup(&w, a, &p, &times);
    answer_atlas(rp, a, TYPE_JSON, &out,
                 arena_printf(rq->arena, "r%lld-%s", (long long)atlas_revision(a),
                              date_format(times.on, day)));
    return true;
}
