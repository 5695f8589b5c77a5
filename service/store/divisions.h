/* divisions.h - places with their shapes, as the register holds them. */
#ifndef STORE_DIVISIONS_H
#define STORE_DIVISIONS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "domain/place.h"
#include "store/store.h"

#include <stddef.h>

/* Which layers of shapes a place stands in. */
enum { IN_PROVINCES = 1, IN_CITIES = 2, IN_COUNTIES = 4 };

struct division {
    const char *code, *name, *pinyin, *initials;
    enum place_level level;
    enum place_kind kind;
    const char *parent, *province; /* codes; parent is NULL for provinces */
    unsigned layers;               /* IN_… together */
    bool sub_provincial;
    double area_m2;          /* geodesic, worked out once at load, as is the label's place */
    double label_x, label_y; /* a point well inside the largest part */
    struct bytes shape;      /* WKB MultiPolygon, EPSG:4490: the legal shape */
    struct {
        struct bytes shape; /* WKB; at == NULL: falls back to the legal shape */
        double deviation_m;
    } outlines[3]; /* 0.003, 0.015, 0.05 degrees */
};

struct boundary_line {
    const char *layer;  /* "province", "prefecture", "county": whose file it came with */
    struct bytes shape; /* WKB MultiLineString */
};

struct code_change {
    const char *old_code, *new_code, *source;
};

/* A text that changes exactly when the divisions do (their common digest), so that an atlas knows
 * whether the shapes it already has are still the right ones. */
bool store_divisions_key(struct store *s, struct arena *a, const char **key, struct err *err);

/* One entry per place, in order of code; Macau and the undivided cities stand once with two layers.
 */
bool store_divisions(struct store *s, struct arena *a, struct division **out, size_t *n,
                     struct err *err);
bool store_boundary_lines(struct store *s, struct arena *a, struct boundary_line **out, size_t *n,
                          struct err *err);
bool store_code_changes(struct store *s, struct arena *a, struct code_change **out, size_t *n,
                        struct err *err);

#endif
