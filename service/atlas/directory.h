/* directory.h - institutions and draws of one state of their tables, shared by every atlas that
 * stands on it; for the files of this room only. */
#ifndef ATLAS_DIRECTORY_H
#define ATLAS_DIRECTORY_H

#include "atlas/institutions.h"
#include "base/arena.h"
#include "store/store.h"

#include <stdatomic.h>

struct directory {
    atomic_int n_users;
    char *key; /* digest of the rows it was made from */
    struct arena *arena;
    struct directory_entry *entries; /* in order of id */
    struct atlas_draw *draws;        /* likewise */
    struct draw_outcome *outcomes;   /* in order of recording */
    size_t n_entries, n_draws, n_outcomes;
};

bool directory_build(struct store *s, const char *key, struct directory **out, struct err *err);
struct directory *directory_share(struct directory *d);
void directory_drop(struct directory *d); /* NULL is fine */

#endif
