/* intake_crs.c - how people name the reference system of what they hand in.
 *
 * Of the EPSG codes for CGCS2000 / Gauss–Krüger there are four runs: six degrees by zone number,
 * six degrees by central meridian, then the same for three degrees. */
#include "geo/intake_frame.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct named_row {
    const char *name;
    struct intake_crs crs;
} named[] = {
    {"cgcs2000", {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_CGCS2000}},
    {"wgs84", {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_WGS84}},
    {"gcj02", {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_GCJ02}},
    {"bd09", {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_BD09}},
    {"crs84", {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_WGS84}},
    {"epsg:4490", {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_CGCS2000}},
    {"epsg:4326", {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_WGS84}},
    {"epsg:3857", {.kind = INTAKE_CRS_MERCATOR}},
    {"cgcs2000-gk", {.kind = INTAKE_CRS_GAUSS}},
    {"cgcs2000-gk3", {.kind = INTAKE_CRS_GAUSS, .zone_width = 3}},
    {"cgcs2000-gk6", {.kind = INTAKE_CRS_GAUSS, .zone_width = 6}},
};

/* first EPSG code, how many, central meridian of the first, width and step of the zones */
static const struct run_row {
    int first, n, meridian, width;
} runs[] = {
    {4491, 11, 75, 6},
    {4502, 11, 75, 6},
    {4513, 21, 75, 3},
    {4534, 21, 75, 3},
};

static const char *const formats[INTAKE_FORMATS] = {
    [INTAKE_GEOJSON] = "geojson",
    [INTAKE_SHAPEFILE_ZIP] = "shapefile",
    [INTAKE_KML] = "kml",
    [INTAKE_CSV] = "csv",
};

const char *intake_format_name(enum intake_format f)
{
    return formats[f];
}

bool intake_format_parse(const char *s, enum intake_format *out)
{
    for (int i = 0; i < INTAKE_FORMATS; i++) {
        if (strcmp(s, formats[i]) == 0) {
            *out = (enum intake_format)i;
            return true;
        }
    }
    return false;
}

static bool parse_code(const char *digits, struct intake_crs *out)
{
    char *end;
    long code = strtol(digits, &end, 10);

    if (*end || !isdigit((unsigned char)digits[0]))
        return false;
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        const struct run_row *r = &runs[i];
        if (code >= r->first && code < r->first + r->n) {
            *out = (struct intake_crs){.kind = INTAKE_CRS_GAUSS,
                                       .zone_width = r->width,
                                       .central_meridian =
                                           r->meridian + (int)(code - r->first) * r->width};
            return true;
        }
    }
    return false;
}

/* "cgcs2000-gk-120", "cgcs2000-gk3-120": with the central meridian. */
static bool parse_meridian(const char *s, struct intake_crs *out)
{
    const char *dash = strrchr(s, '-');
    char head[32], *end;

    if (!dash || !isdigit((unsigned char)dash[1]) || (size_t)(dash - s) >= sizeof head)
        return false;
    snprintf(head, sizeof head, "%.*s", (int)(dash - s), s);
    long meridian = strtol(dash + 1, &end, 10);
    if (*end || meridian < 72 || meridian > 138 || meridian % 3 != 0)
        return false;
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        const struct intake_crs *crs = &named[i].crs;
        if (crs->kind == INTAKE_CRS_GAUSS && strcmp(head, named[i].name) == 0 &&
            (crs->zone_width != 6 || meridian % 6 == 3)) {
            *out = *crs;
            out->central_meridian = (int)meridian;
            return true;
        }
    }
    return false;
}

bool intake_crs_parse(const char *s, struct intake_crs *out)
{
    char low[48];
    size_t len = strlen(s);

    if (len >= sizeof low)
        return false;
    for (size_t i = 0; i <= len; i++)
        low[i] = (char)tolower((unsigned char)s[i]);
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (strcmp(low, named[i].name) == 0) {
            *out = named[i].crs;
            return true;
        }
    }
    if (strncmp(low, "epsg:", 5) == 0)
        return parse_code(low + 5, out);
    return parse_meridian(low, out);
}

const char *intake_crs_text(const struct intake_crs *c, char out[64])
{
    char width[16] = "", meridian[16] = "";

    switch (c->kind) {
    case INTAKE_CRS_DEGREES:
        snprintf(out, 64, "%s", datum_name(c->datum));
        break;
    case INTAKE_CRS_GAUSS:
        if (c->zone_width)
            snprintf(width, sizeof width, " %d°", c->zone_width);
        if (c->central_meridian)
            snprintf(meridian, sizeof meridian, " %dE", c->central_meridian);
        snprintf(out, 64, "cgcs2000 gauss-krüger%s%s", width, meridian);
        break;
    case INTAKE_CRS_MERCATOR:
        snprintf(out, 64, "epsg:3857");
        break;
    default:
        snprintf(out, 64, "unsaid");
    }
    return out;
}

bool intake_crs_agree(const struct intake_crs *said, const struct intake_crs *in_file,
                      struct intake_crs *out)
{
    if (said->kind == INTAKE_CRS_UNSAID) {
        *out = *in_file;
        return true;
    }
    *out = *said;
    if (said->kind != in_file->kind)
        return false;
    if (said->kind != INTAKE_CRS_GAUSS)
        return true;
    if (said->central_meridian && in_file->central_meridian &&
        said->central_meridian != in_file->central_meridian)
        return false;
    if (said->zone_width && in_file->zone_width && said->zone_width != in_file->zone_width)
        return false;
    out->central_meridian =
        said->central_meridian ? said->central_meridian : in_file->central_meridian;
    out->zone_width = said->zone_width ? said->zone_width : in_file->zone_width;
    return true;
}
