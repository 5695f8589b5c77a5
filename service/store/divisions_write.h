/* divisions_write.h - taking a staged set of places into the register. */
#ifndef STORE_DIVISIONS_WRITE_H
#define STORE_DIVISIONS_WRITE_H

#include "store/divisions.h"

#include <stddef.h>

/* The digests of all inputs the register's divisions were made of are these; nothing to do. */
struct staged_input {
    const char *name, *sha256;
};
bool store_inputs_match(struct store *s, const struct staged_input *inputs, size_t n, bool *match,
                        struct err *err);

struct applied {
    int64_t revision;    /* the new one, or the one that stays */
    bool changed;        /* false: the register was made of the same inputs already */
    size_t put, removed; /* rows that are new or differ, and rows that are gone */
};

/* Inside a transaction: the register's divisions become those of the staged file, as a new revision
 * (recorded, who, why and source from r).  Rows that stay the same are not touched.  The file is
 * only read. */
bool store_apply_staged(struct store *s, const char *staged_path, const struct revision *r,
                        struct applied *out, struct err *err);

#endif
