/* load_features.c - the boundary files as they come: GeoJSON with three members that count.
 *
 * `gb` is "156" (China) and the six-digit code, or empty for the lines that bound no area.  Names
 * may end in spaces.  The "crs" member is old GeoJSON and says what EPSG:4490 means anyway. */
#include "cli/load_features.h"

#include "base/mem.h"
#include "domain/place.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH = 16, FIRST_ROOM = 64 };

static const struct geojson_limits limits = {.max_points = 2000000, .max_rings = 200000};
static const char COUNTRY[] = "156";

struct properties {
    const char *gb, *name, *full_name;
};

struct reading {
    struct json_reader json;
    struct arena *arena, *scratch; /* what stays, and what goes with the reader */
    struct features *out;
    size_t room;
    struct err json_err;
};

static bool fail(struct reading *r, const struct feature *f, const char *what, struct err *err)
{
    const char *why = r->json_err.kind != ERR_NONE ? r->json_err.text : what;

    if (!f)
        return err_set(err, ERR_BAD_BODY, "%s: %s", r->out->path, why);
    return err_set(err, ERR_BAD_BODY, "%s: feature %zu (%s%s%s): %s", r->out->path, f->number,
                   f->code, f->code[0] ? " " : "", f->name ? f->name : "no name", why);
}

static const char *trimmed(struct arena *a, const char *s)
{
    size_t len = strlen(s);

    while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
        len--;
    return arena_strndup(a, s, len);
}

static bool read_text(struct reading *r, const char **out)
{
    enum json_token t = json_next(&r->json);

    if (t == JSON_STRING)
        *out = trimmed(r->arena, r->json.string);
    return t == JSON_STRING || t == JSON_NULL;
}

static bool read_properties(struct reading *r, struct properties *p)
{
    enum json_token t = json_next(&r->json);

    if (t != JSON_OBJECT_BEGIN)
        return t == JSON_NULL;
    while ((t = json_next(&r->json)) == JSON_KEY) {
        const char *key = r->json.string;
        const char **to = strcmp(key, "gb") == 0          ? &p->gb
                          : strcmp(key, "name") == 0      ? &p->name
                          : strcmp(key, "full_name") == 0 ? &p->full_name
                                                          : NULL;
        if (to ? !read_text(r, to) : !json_skip_value(&r->json))
            return false;
    }
    return t == JSON_OBJECT_END;
}

static bool name_it(struct reading *r, struct feature *f, const struct properties *p,
                    struct err *err)
{
    bool line = f->geometry.kind == GEOMETRY_LINES;

    f->name = p->full_name ? p->full_name : p->name;
    if (!p->gb)
        return fail(r, f, "it has no gb", err);
    if (line != (p->gb[0] == '\0'))
        return fail(r, f, line ? "a line with a code" : "an area without a code", err);
    if (line)
        return true;
    if (strncmp(p->gb, COUNTRY, strlen(COUNTRY)) != 0 || !place_code_valid(p->gb + strlen(COUNTRY)))
        return fail(r, f, "its gb is not 156 and six digits", err);
    memcpy(f->code, p->gb + strlen(COUNTRY), sizeof f->code);
    return f->name != NULL || fail(r, f, "it has no full_name", err);
}

static bool read_feature(struct reading *r, struct feature *f, struct err *err)
{
    struct properties p = {0};
    enum json_token t;

    while ((t = json_next(&r->json)) == JSON_KEY) {
        bool ok;

        if (strcmp(r->json.string, "properties") == 0)
            ok = read_properties(r, &p);
        else if (strcmp(r->json.string, "geometry") == 0)
            ok = geojson_read_geometry(&r->json, &limits, r->arena, &f->geometry, &r->json_err);
        else
            ok = json_skip_value(&r->json);
        if (!ok)
            return fail(r, f, "its properties are not the expected ones", err);
    }
    if (t != JSON_OBJECT_END)
        return fail(r, f, "it does not end", err);
    if (f->geometry.kind == GEOMETRY_NONE)
        return fail(r, f, "it has no geometry", err);
    return name_it(r, f, &p, err);
}

static bool read_list(struct reading *r, struct err *err)
{
    enum json_token t = json_next(&r->json);

    if (t != JSON_ARRAY_BEGIN)
        return fail(r, NULL, "\"features\" is not a list", err);
    while ((t = json_next(&r->json)) == JSON_OBJECT_BEGIN) {
        struct features *all = r->out;

        if (all->n == r->room) {
            struct feature *before = all->at;

            r->room = r->room ? r->room * 2 : FIRST_ROOM;
            all->at = arena_alloc(r->arena, r->room, sizeof *all->at);
            if (all->n > 0)
                memcpy(all->at, before, all->n * sizeof *all->at);
        }
        all->at[all->n] = (struct feature){.number = all->n};
        if (!read_feature(r, &all->at[all->n], err))
            return false;
        all->n++;
    }
    return t == JSON_ARRAY_END || fail(r, NULL, "the list of features does not end", err);
}

static bool read_collection(struct reading *r, struct err *err)
{
    enum json_token t = json_next(&r->json);

    if (t != JSON_OBJECT_BEGIN)
        return fail(r, NULL, "it is not a GeoJSON object", err);
    while ((t = json_next(&r->json)) == JSON_KEY) {
        if (strcmp(r->json.string, "features") == 0) {
            if (!read_list(r, err))
                return false;
        } else if (!json_skip_value(&r->json)) {
            return fail(r, NULL, "it cannot be read", err);
        }
    }
    if (t != JSON_OBJECT_END || json_next(&r->json) != JSON_END)
        return fail(r, NULL, "it does not end where it should", err);
    return r->out->n > 0 || fail(r, NULL, "it has no features", err);
}

bool load_features(const struct load_input *in, struct arena *a, struct features *out,
                   struct err *err)
{
    struct reading r = {.arena = a, .scratch = arena_new(), .out = out};
    char *text;
    size_t size;
    bool ok = false;

    *out = (struct features){.path = in->path};
    if (load_input_text(in, &text, &size, err)) {
        json_reader_init(&r.json, text, size, DEPTH, r.scratch, &r.json_err);
        ok = read_collection(&r, err);
        free(text);
    }
    arena_free(r.scratch);
    return ok;
}
