/* demo_zones.h - a made-up zone on its way, for the two files that know more of it. */
#ifndef CLI_DEMO_ZONES_H
#define CLI_DEMO_ZONES_H

#include "cli/demo_world.h"

enum { DEMO_PARTS = 3 };

struct demo_zone {
    struct demo_application app;
    enum application_state end;
    const char *name, *id; /* id: once it is published */
    const struct division *host;
    double corner[DEMO_PARTS][2], side[DEMO_PARTS]; /* of the blocks, in degrees */
    int n_parts;
    int64_t first; /* id of the first of its institutions */
    bool planned;  /* its construction plan was filed */
};

#endif
