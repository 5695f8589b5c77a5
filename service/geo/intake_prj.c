/* intake_prj.c - the line of well-known text that says what a Shapefile's numbers are.
 *
 * Read into the few things we ask (names, projection, parameters, unit), then looked up by name.  A
 * name alone is not believed: central meridian, false easting and unit must be those of the name.
 */
#include "geo/intake_shapefile.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 16384, DEEPEST = 12, NAME = 128, MOST_PARAMETERS = 16 };

struct parameter {
    char name[NAME]; /* plain */
    double value;
};

struct wkt {
    char root[32], name[NAME], geographic[NAME], datum[NAME], projection[NAME];
    double unit; /* of the outermost system; 0: not said */
    struct parameter parameters[MOST_PARAMETERS];
    size_t n_parameters;
};

struct scan {
    const char *at, *end;
    struct wkt *wkt;
};

/* Small letters and digits alone: "CGCS2000 / 3-degree Gauss-Kruger CM 120E" and
 * "CGCS2000_3_Degree_GK_CM_120E" are written by different programs. */
static void plain(const char *name, char out[NAME])
{
    size_t n = 0;

    for (; *name && n < NAME - 1; name++) {
        if (isalnum((unsigned char)*name))
            out[n++] = (char)tolower((unsigned char)*name);
    }
    out[n] = '\0';
}

static void skip_space(struct scan *s)
{
    while (s->at < s->end && (isspace((unsigned char)*s->at) || *s->at == ','))
        s->at++;
}

static bool read_word(struct scan *s, char *out, size_t room)
{
    size_t n = 0;

    while (s->at < s->end && (isalnum((unsigned char)*s->at) || *s->at == '_')) {
        if (n + 1 < room)
            out[n++] = *s->at;
        s->at++;
    }
    out[n] = '\0';
    return n > 0;
}

/* The quote was passed over. */
static bool read_quoted(struct scan *s, char *out, size_t room)
{
    size_t n = 0;

    while (s->at < s->end && *s->at != '"') {
        if (n + 1 < room)
            out[n++] = *s->at;
        s->at++;
    }
    out[n] = '\0';
    return s->at++ < s->end;
}

static bool read_number(struct scan *s, double *out)
{
    char text[64], *end;
    size_t n = 0;

    while (s->at < s->end && n + 1 < sizeof text && strchr("+-0123456789.eE", *s->at))
        text[n++] = *s->at++;
    text[n] = '\0';
    *out = strtod(text, &end);
    return n > 0 && !*end && isfinite(*out);
}

/* What is kept of KEYWORD["name", number …] at a depth of nesting. */
static void keep(struct wkt *w, const char *keyword, const char *name, double value, int depth)
{
    if (depth == 1) {
        snprintf(w->root, sizeof w->root, "%s", keyword);
        snprintf(w->name, sizeof w->name, "%s", name);
    }
    if (strcmp(keyword, "GEOGCS") == 0)
        plain(name, w->geographic);
    if (strcmp(keyword, "DATUM") == 0)
        plain(name, w->datum);
    if (strcmp(keyword, "PROJECTION") == 0)
        plain(name, w->projection);
    if (strcmp(keyword, "UNIT") == 0 && depth == 2)
        w->unit = value;
    if (strcmp(keyword, "PARAMETER") == 0 && w->n_parameters < MOST_PARAMETERS) {
        plain(name, w->parameters[w->n_parameters].name);
        w->parameters[w->n_parameters++].value = value;
    }
}

/* Brackets are followed with a counter; each keyword is kept when its first two entries are known.
 */
static bool scan(struct scan *s)
{
    char keyword[DEEPEST][32], name[DEEPEST][NAME];
    double value[DEEPEST];
    int depth = 0;

    do {
        skip_space(s);
        if (s->at == s->end)
            return false;
        char c = *s->at;
        if (isalpha((unsigned char)c)) {
            char word[32];
            read_word(s, word, sizeof word);
            skip_space(s);
            bool opens = s->at < s->end && (*s->at == '[' || *s->at == '(');
            if (!opens)
                continue; /* a bare word, as in AXIS["X", EAST] */
            if (depth == DEEPEST)
                return false;
            s->at++;
            for (char *p = word; *p; p++)
                *p = (char)toupper((unsigned char)*p);
            memcpy(keyword[depth], word, sizeof word);
            name[depth][0] = '\0';
            value[depth++] = NAN;
        } else if (depth == 0) {
            return false;
        } else if (c == '"') {
            char text[NAME];
            s->at++;
            if (!read_quoted(s, text, sizeof text))
                return false;
            if (!name[depth - 1][0])
                memcpy(name[depth - 1], text, sizeof text);
        } else if (c == ']' || c == ')') {
            s->at++;
            keep(s->wkt, keyword[depth - 1], name[depth - 1], value[depth - 1], depth);
            depth--;
        } else {
            double v;
            if (!read_number(s, &v))
                return false;
            if (isnan(value[depth - 1]))
                value[depth - 1] = v;
        }
    } while (depth > 0);
    return true;
}

static const struct geographic_row {
    const char *name; /* of a GEOGCS, plain */
    const char *datum;
    enum datum means;
} geographic[] = {
    {"gcschinageodeticcoordinatesystem2000", "china2000", DATUM_CGCS2000},
    {"chinageodeticcoordinatesystem2000", "china2000", DATUM_CGCS2000},
    {"gcscgcs2000", "china2000", DATUM_CGCS2000},
    {"cgcs2000", "china2000", DATUM_CGCS2000},
    {"gcswgs1984", "wgs1984", DATUM_WGS84},
    {"gcswgs84", "wgs1984", DATUM_WGS84},
    {"wgs1984", "wgs1984", DATUM_WGS84},
    {"wgs84", "wgs1984", DATUM_WGS84},
};

static const char *const mercators[] = {
    "wgs1984webmercatorauxiliarysphere",
    "wgs1984webmercator",
    "wgs84pseudomercator",
    "popularvisualisationcrsmercator",
};

static bool find_geographic(const struct wkt *w, enum datum *out)
{
    for (size_t i = 0; i < sizeof geographic / sizeof geographic[0]; i++) {
        /* "D_China_2000", "China_2000" */
        if (strcmp(geographic[i].name, w->geographic) == 0 &&
            strstr(w->datum, geographic[i].datum)) {
            *out = geographic[i].means;
            return true;
        }
    }
    return false;
}

static double parameter(const struct wkt *w, const char *name, double otherwise)
{
    for (size_t i = 0; i < w->n_parameters; i++) {
        if (strcmp(w->parameters[i].name, name) == 0)
            return w->parameters[i].value;
    }
    return otherwise;
}

/* Digits behind a word of a plain name: "…zone40", "…cm120e". */
static int number_behind(const char *name, const char *word)
{
    const char *found = strstr(name, word);
    int number = 0;

    if (!found)
        return 0;
    for (found += strlen(word); isdigit((unsigned char)*found) && number < 1000; found++)
        number = 10 * number + (*found - '0');
    return number;
}

static bool parse_gauss(const struct wkt *w, const char *name, struct intake_crs *out)
{
    bool three = strstr(name, "3degree") != NULL;
    int zone = number_behind(name, "zone"), meridian = number_behind(name, "cm");
    int width = three ? 3 : 6;
    double easting = parameter(w, "falseeasting", NAN);

    if (strncmp(name, "cgcs2000", 8) != 0 ||
        (!strstr(name, "gk") && !strstr(name, "gausskruger")) || (zone == 0) == (meridian == 0))
        return false;
    if (zone)
        meridian = three ? 3 * zone : 6 * zone - 3;
    int number = three ? meridian / 3 : (meridian + 3) / 6;
    if (meridian % 3 != 0 || (!three && meridian % 6 != 3) || meridian < 72 || meridian > 138)
        return false;
    if ((strcmp(w->projection, "gausskruger") != 0 &&
         strcmp(w->projection, "transversemercator") != 0) ||
        parameter(w, "centralmeridian", NAN) != meridian ||
        easting != (zone ? 1e6 * number + 500000 : 500000) ||
        parameter(w, "falsenorthing", 0) != 0 || parameter(w, "latitudeoforigin", 0) != 0 ||
        parameter(w, "scalefactor", 1) != 1 || w->unit != 1)
        return false;
    *out = (struct intake_crs){
        .kind = INTAKE_CRS_GAUSS, .central_meridian = meridian, .zone_width = width};
    return true;
}

static bool recognise(const struct wkt *w, struct intake_crs *out)
{
    enum datum datum;
    char name[NAME];

    plain(w->name, name);
    if (!find_geographic(w, &datum))
        return false;
    if (strcmp(w->root, "GEOGCS") == 0) {
        *out = (struct intake_crs){.kind = INTAKE_CRS_DEGREES, .datum = datum};
        return fabs(w->unit - 3.14159265358979323846 / 180) < 1e-9;
    }
    if (strcmp(w->root, "PROJCS") != 0)
        return false;
    for (size_t i = 0; i < sizeof mercators / sizeof mercators[0]; i++) {
        if (strcmp(name, mercators[i]) == 0) {
            *out = (struct intake_crs){.kind = INTAKE_CRS_MERCATOR};
            return datum == DATUM_WGS84 && w->unit == 1 &&
                   parameter(w, "centralmeridian", 0) == 0 &&
                   parameter(w, "falseeasting", 0) == 0 && parameter(w, "falsenorthing", 0) == 0;
        }
    }
    return datum == DATUM_CGCS2000 && parse_gauss(w, name, out);
}

bool intake_prj(struct bytes prj, struct intake_crs *out, struct err *err)
{
    struct wkt wkt = {.unit = 0};
    struct scan s = {prj.at, prj.at + prj.size, &wkt};

    if (prj.size >= 3 && memcmp(prj.at, "\xEF\xBB\xBF", 3) == 0)
        s.at += 3;
    if (prj.size > LONGEST || memchr(prj.at, '\0', prj.size) || !scan(&s))
        return err_say(err, ERR_BAD_BODY, "crs",
                       "the .prj is not well-formed text of a reference system",
                       ".prj 不是格式正确的坐标系描述");
    if (recognise(&wkt, out))
        return true;
    return err_say(err, ERR_BAD_BODY, "crs",
                   "the .prj names a reference system that is not supported: \"%1$.80s\"; convert "
                   "the data to CGCS2000 (degrees or a 3- or 6-degree Gauss–Krüger zone), WGS 84 "
                   "or web Mercator",
                   ".prj 中的坐标系不受支持：“%1$.80s”；请转换为 CGCS2000（经纬度或 3 度、6 度带"
                   "高斯-克吕格）、WGS 84 或 Web 墨卡托",
                   wkt.name);
}
