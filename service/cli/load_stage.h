/* load_stage.h - everything that takes long: from the inputs to a prepared file. */
#ifndef CLI_LOAD_STAGE_H
#define CLI_LOAD_STAGE_H

#include "cli/load_inputs.h"
#include "cli/load_progress.h"
#include "store/divisions_write.h"

enum { LOAD_STAGE_STEPS = 9 };

struct load_summary {
    size_t n_provinces, n_cities, n_counties, n_places, n_lines;
    bool counted;          /* against expected_counts.csv */
    const char *mendings;  /* one line each, in the arena; "" when there are none */
    double deviation_m[3]; /* the largest at 0.003, 0.015, 0.05 degrees */
    size_t n_outlines[3];
};

/* What the register was made of, if it was made of these inputs by this version of the loader.
 * At most LOAD_INPUTS + 1 rows; *n is their number. */
void load_stage_inputs(const struct load_inputs *in, struct arena *a,
                       struct staged_input out[LOAD_INPUTS + 1], size_t *n);

/* Writes the file at path.  On failure there is none. */
bool load_stage(const struct load_inputs *in, const char *path, struct arena *a,
                struct progress *progress, struct load_summary *out, struct err *err);

#endif
