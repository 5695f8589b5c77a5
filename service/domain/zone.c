/* zone.c - the words for zones and parts, and when a row of theirs speaks. */
#include "domain/zone.h"

#include "domain/coverage.h"

#include <assert.h>
#include <string.h>

enum { ID_LEAST = 3, ID_MOST = 64 };

static const struct {
    const char *name, *zh, *en;
} hosts[HOST_KINDS] = {
    [HOST_UNKNOWN] = {"unknown", "载体未公布", "host not published"},
    [HOST_PARK] = {"park", "园区", "park"},
    [HOST_DIVISION] = {"division", "行政区", "division"},
};

static const char *const shapes[ZONE_SHAPES] = {
    [ZONE_SHAPE_NONE] = "none",
    [ZONE_SHAPE_HOST_AREA] = "host_area",
    [ZONE_SHAPE_PUBLISHED] = "published",
};

static const char *const methods[SHAPE_METHODS] = {
    [METHOD_NONE] = "none", [METHOD_GEOJSON] = "geojson", [METHOD_SHAPEFILE] = "shapefile",
    [METHOD_KML] = "kml",   [METHOD_CSV] = "csv",         [METHOD_LINES] = "lines",
};

bool zone_holds(enum title_kind kind)
{
    return kind == TITLE_DEMO_ZONE || kind == TITLE_TRIAL_ZONE || kind == TITLE_JS_ZONE ||
           kind == TITLE_FORMER_DEMO_ZONE || kind == TITLE_FORMER_TRIAL_ZONE;
}

bool zone_id_valid(const char *id)
{
    size_t len = strlen(id);

    if (len < ID_LEAST || len > ID_MOST || id[0] == '-' || id[len - 1] == '-')
        return false;
    return strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == len && !strstr(id, "--");
}

bool zone_row_shown(date_t since, date_t until, moment_t recorded, moment_t retracted, date_t on,
                    moment_t as_of)
{
    if (!view_shows(as_of, recorded, retracted))
        return false;
    return on == DATE_NONE ||
           ((since == DATE_NONE || since <= on) && (until == DATE_NONE || on <= until));
}

const char *host_kind_name(enum host_kind k)
{
    assert((int)k >= 0 && k < HOST_KINDS);
    return hosts[k].name;
}

bool host_kind_parse(const char *s, enum host_kind *out)
{
    for (int i = 0; i < HOST_KINDS; i++) {
        if (strcmp(hosts[i].name, s) == 0) {
            *out = (enum host_kind)i;
            return true;
        }
    }
    return false;
}

const char *host_kind_label(enum host_kind k, bool english)
{
    assert((int)k >= 0 && k < HOST_KINDS);
    return english ? hosts[k].en : hosts[k].zh;
}

const char *zone_shape_name(enum zone_shape s)
{
    assert((int)s >= 0 && s < ZONE_SHAPES);
    return shapes[s];
}

const char *shape_method_name(enum shape_method m)
{
    assert((int)m >= 0 && m < SHAPE_METHODS);
    return methods[m];
}

bool shape_method_parse(const char *s, enum shape_method *out)
{
    for (int i = 0; i < SHAPE_METHODS; i++) {
        if (strcmp(methods[i], s) == 0) {
            *out = (enum shape_method)i;
            return true;
        }
    }
    return false;
}
