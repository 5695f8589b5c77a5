/* load_inputs.h - the files a load reads, each with its SHA-256.
 *
 * The big ones are named in geodata/sources.csv together with the hash they must have; the small
 * ones stand beside it and are ours. */
#ifndef CLI_LOAD_INPUTS_H
#define CLI_LOAD_INPUTS_H

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/hash.h"

#include <stddef.h>

enum load_role {
    INPUT_PROVINCE_SHAPES,
    INPUT_PREFECTURE_SHAPES,
    INPUT_COUNTY_SHAPES,
    INPUT_CODE_TABLE,
    INPUT_PLACES_EXTRA,
    INPUT_CODE_CHANGES,
    INPUT_PINYIN,
    INPUT_COUNTS, /* may be missing: then nothing is counted */
    LOAD_INPUTS,
};

struct load_input {
    const char *name; /* "province_shapes" */
    const char *path;
    bool present;
    char sha256[SHA256_HEX]; /* of nothing, when it is not present */
};

struct load_inputs {
    struct load_input files[LOAD_INPUTS];
};

/* Finds all of them and holds the sources against their hashes. */
bool load_inputs_find(struct load_inputs *in, const char *dir, struct arena *a, struct err *err);

/* The text of one (free it), which must still be what was found. */
bool load_input_text(const struct load_input *in, char **text, size_t *size, struct err *err);

/* A CSV input row by row.  The header row must have exactly these columns. */
struct load_table {
    const struct load_input *input;
    char *text;
    struct csv_reader csv;
    size_t n_columns;
};
bool load_table_open(struct load_table *t, const struct load_input *in, const char *const *columns,
                     size_t n_columns, struct arena *a, struct err *err);
/* 1: t->csv.fields hold a row; 0: no more; -1: err. */
int load_table_next(struct load_table *t, struct err *err);
void load_table_close(struct load_table *t);

#endif
