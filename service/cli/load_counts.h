/* load_counts.h - are there as many places of each kind as there should be? */
#ifndef CLI_LOAD_COUNTS_H
#define CLI_LOAD_COUNTS_H

#include "cli/load_places.h"

/* Holds the places against geodata/expected_counts.csv; *checked is false when there is none. */
bool load_counts(const struct load_input *in, const struct load_places *p, struct arena *a,
                 bool *checked, struct err *err);

/* Places in the layers IN_… . */
size_t load_count_layer(const struct load_places *p, unsigned layer);

#endif
