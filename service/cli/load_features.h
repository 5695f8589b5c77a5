/* load_features.h - one level of the boundary files: areas with a code and lines without. */
#ifndef CLI_LOAD_FEATURES_H
#define CLI_LOAD_FEATURES_H

#include "cli/load_inputs.h"
#include "geo/geojson_read.h"

struct feature {
    size_t number;    /* its place in the file, from 0 */
    char code[7];     /* six digits; empty for a line */
    const char *name; /* full name, without the spaces behind it */
    struct geometry geometry;
};

struct features {
    const char *path;
    struct feature *at;
    size_t n;
};

/* Everything lives in the arena. */
bool load_features(const struct load_input *in, struct arena *a, struct features *out,
                   struct err *err);

#endif
