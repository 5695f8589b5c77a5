/* lookup_json.c - the point is moved to CGCS2000, found, and its chain of divisions written. */
#include "api/lookup_json.h"

#include "api/place_json.h"

#include <stddef.h>

bool lookup_check_times(const struct atlas *a, const struct lookup_times *t, struct err *err)
{
    char earliest[MOMENT_TEXT];

    if (t->as_of == MOMENT_NONE || t->as_of >= atlas_first_recorded(a))
        return true;
    return err_say(
        err, ERR_BAD_PARAMETER, "asOf", "asOf lies before the register's first revision of %s",
        "asOf 早于登记簿的第一个版本（%s）", moment_format(atlas_first_recorded(a), earliest));
}

static void put_point(struct json_writer *w, const struct lookup_point *p, double lon, double lat)
{
    json_put_object(w, "point");
    json_put_number(w, "lon", lon, 8);
    json_put_number(w, "lat", lat, 8);
    json_end(w);
    if (p->datum == DATUM_CGCS2000)
        return;
    json_put_object(w, "given");
    json_put_number(w, "lon", p->lon, 8);
    json_put_number(w, "lat", p->lat, 8);
    json_put_string(w, "datum", datum_name(p->datum));
    json_end(w);
}

void put_lookup(struct json_writer *w, const struct atlas *a, const struct lookup_point *p,
                const struct lookup_times *t)
{
    double lon = p->lon, lat = p->lat;
    char day[DATE_TEXT];

    datum_to_cgcs2000(p->datum, &lon, &lat);
    struct chain chain = atlas_locate(a, lon, lat);

    json_object(w);
    put_provenance(w, a);
    if (p->id)
        json_put_string(w, "id", p->id);
    json_put_string(w, "on", date_format(t->on, day));
    put_point(w, p, lon, lat);
    json_put_array(w, "divisions");
    for (size_t i = 0; i < chain.n; i++)
        put_division(w, a, chain.places[i]);
    json_end(w);
    json_put_bool(w, "on_edge", chain.on_edge);
    json_put_number(w, "edge_metres", chain.edge_metres, 1);
    json_end(w);
}
