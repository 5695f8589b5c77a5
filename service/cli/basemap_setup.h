/* basemap_setup.h - `sizhi serve --basemap`: from what was typed to a basemap. */
#ifndef CLI_BASEMAP_SETUP_H
#define CLI_BASEMAP_SETUP_H

#include "base/err.h"
#include "fetch/basemap.h"

struct basemap_setup {
    const char *name;       /* --basemap; NULL: none */
    const char *token_file; /* --basemap-token-file */
    const char *url;        /* --basemap-url */
};

/* *out stays NULL where none is asked for. */
bool basemap_set_up(struct basemap **out, const struct basemap_setup *setup, struct err *err);

#endif
