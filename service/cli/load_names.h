/* load_names.h - what places are called: the Ministry's code table, our own rows beside it, codes
 * that were replaced, and readings. */
#ifndef CLI_LOAD_NAMES_H
#define CLI_LOAD_NAMES_H

#include "cli/load_inputs.h"
#include "domain/place.h"
#include "store/divisions.h"

/* One row of a table that is looked up by code. */
struct name_row {
    const char *code;
    const char *name; /* of a code change: the new code; of a reading: the pinyin */
    const char *more; /* kind (may be empty), source or initials */
    const char *path; /* where it stands */
    size_t line;
    bool used;
};

struct name_table {
    struct name_row *at; /* in order of code */
    size_t n, room;
};

struct load_names {
    struct name_table places, changes, readings;
};

bool load_names(const struct load_inputs *in, struct arena *a, struct load_names *out,
                struct err *err);
/* NULL: not there. */
struct name_row *name_find(const struct name_table *t, const char *code);

#endif
