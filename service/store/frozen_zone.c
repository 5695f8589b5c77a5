/* frozen_zone.c - see frozen_zone.h. */
#include "store/frozen_zone.h"

#include "store/proposed_zones.h"

#include <math.h>

static void put_metres(struct json_writer *w, const char *key, double v)
{
    if (isnan(v))
        json_put_null(w, key);
    else
        json_put_number(w, key, v, 2);
}

static void put_zone(struct json_writer *w, const struct proposed_zone *z)
{
    json_put_object(w, "zone");
    json_put_string(w, "id", z->zone);
    json_put_string(w, "name", z->name);
    json_put_string(w, "host_kind", host_kind_name(z->host_kind));
    json_put_string(w, "host_name", z->host_name);
    json_put_string(w, "host_code", z->host_code);
    put_metres(w, "declared_m2", z->declared_m2);
    json_put_string(w, "outstanding_reason", z->outstanding_reason);
    json_put_moment(w, "at", z->at);
    json_end(w);
}

static void put_part(struct json_writer *w, const struct proposed_part *p)
{
    struct sha256 shape = sha256_of(p->shape.at ? p->shape.at : "", p->shape.size);
    char hex[SHA256_HEX];

    json_object(w);
    json_put_int(w, "number", p->number);
    json_put_string(w, "name", p->name);
    json_put_string(w, "function", p->function);
    json_put_string(w, "stage", p->stage);
    json_put_string(w, "extent_text", p->extent_text);
    put_metres(w, "declared_m2", p->declared_m2);
    put_metres(w, "area_m2", p->area_m2);
    json_put_string(w, "method", shape_method_name(p->method));
    json_put_string(w, "crs", p->crs);
    json_put_string(w, "original", p->original.there ? sha256_hex(&p->original.sha256, hex) : NULL);
    json_put_string(w, "shape", p->shape.size ? sha256_hex(&shape, hex) : NULL);
    json_put_moment(w, "at", p->at);
    json_end(w);
}

bool frozen_zone(struct store *s, struct arena *a, const struct application *app,
                 struct json_writer *w, struct err *err)
{
    struct proposed_zone zone;
    struct proposed_part *parts;
    size_t n;

    if (!title_kind_is_zone(app->track))
        return true;
    if (!store_proposed_zone(s, a, app->id, &zone, err) ||
        !store_proposed_parts(s, a, app->id, &parts, &n, err))
        return false;
    if (zone.id)
        put_zone(w, &zone);
    json_put_array(w, "parts");
    for (size_t i = 0; i < n; i++)
        put_part(w, &parts[i]);
    json_end(w);
    return true;
}
