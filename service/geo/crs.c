/* crs.c - the four reference systems that answers may be asked in.
 *
 * 4490 and 4326 write latitude first, CRS84 longitude first, 3857 easting first. */
#include "geo/crs.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define RADIANS (3.14159265358979323846 / 180)

static const double MERCATOR_RADIUS = 6378137;
static const double MERCATOR_MAX_LAT = 85.06; /* beyond it the square world map ends */

static const struct crs_row {
    const char *uri, *https, *curie;
    bool latitude_first;
} table[CRS_COUNT] = {
    [CRS_84] = {"http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                "https://www.opengis.net/def/crs/OGC/1.3/CRS84", "[OGC:CRS84]", false},
    [CRS_EPSG_4326] = {"http://www.opengis.net/def/crs/EPSG/0/4326",
                       "https://www.opengis.net/def/crs/EPSG/0/4326", "[EPSG:4326]", true},
    [CRS_EPSG_4490] = {"http://www.opengis.net/def/crs/EPSG/0/4490",
                       "https://www.opengis.net/def/crs/EPSG/0/4490", "[EPSG:4490]", true},
    [CRS_EPSG_3857] = {"http://www.opengis.net/def/crs/EPSG/0/3857",
                       "https://www.opengis.net/def/crs/EPSG/0/3857", "[EPSG:3857]", false},
};

const char *crs_uri(enum crs crs)
{
    return table[crs].uri;
}

bool crs_parse(const char *uri, enum crs *out)
{
    for (int i = 0; i < CRS_COUNT; i++) {
        if (strcmp(uri, table[i].uri) == 0 || strcmp(uri, table[i].https) == 0 ||
            strcmp(uri, table[i].curie) == 0) {
            *out = (enum crs)i;
            return true;
        }
    }
    return false;
}

bool crs_latitude_first(enum crs crs)
{
    return table[crs].latitude_first;
}

void crs_from_lonlat(enum crs crs, double lon, double lat, double *first, double *second)
{
    if (crs == CRS_EPSG_3857) {
        double clamped = fmax(-MERCATOR_MAX_LAT, fmin(MERCATOR_MAX_LAT, lat));
        *first = MERCATOR_RADIUS * lon * RADIANS;
        *second = MERCATOR_RADIUS * asinh(tan(clamped * RADIANS));
        return;
    }
    *first = table[crs].latitude_first ? lat : lon;
    *second = table[crs].latitude_first ? lon : lat;
}

void crs_to_lonlat(enum crs crs, double first, double second, double *lon, double *lat)
{
    if (crs == CRS_EPSG_3857) {
        *lon = first / MERCATOR_RADIUS / RADIANS;
        *lat = atan(sinh(second / MERCATOR_RADIUS)) / RADIANS;
        return;
    }
    *lon = table[crs].latitude_first ? second : first;
    *lat = table[crs].latitude_first ? first : second;
}
