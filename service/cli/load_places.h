/* load_places.h - from features and names to places: one row per code, with kind and parents. */
#ifndef CLI_LOAD_PLACES_H
#define CLI_LOAD_PLACES_H

#include "cli/load_features.h"
#include "cli/load_names.h"
#include "store/divisions.h"

enum { LOAD_OUTLINES = 3 };

/* A place while it is made; d.shape and d.outlines are filled when it is written. */
struct load_place {
    struct division d;
    struct multipolygon shape; /* the legal one */
    struct {
        struct multipolygon shape; /* n_rings == 0: none, the legal shape stands in */
        double deviation_m;
    } outlines[LOAD_OUTLINES]; /* 0.003, 0.015, 0.05 degrees */
    const char *mended;        /* what was wrong with the source's shape, NULL: nothing */
    const char *path;          /* where it came from, for messages */
    size_t feature;
};

struct load_places {
    struct load_place *at; /* in order of code */
    size_t n;
};

/* levels: the features of the three files, by enum place_level. */
bool load_places(const struct features levels[LEVELS], struct load_names *names, struct arena *a,
                 struct load_places *out, struct err *err);
struct load_place *load_place_find(const struct load_places *p, const char *code);

#endif
