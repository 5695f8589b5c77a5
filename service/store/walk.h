/* walk.h - reading a published table row by row, each row held against its digest on the way.
 *
 * A row that was changed behind our back is never handed out: the walk ends with an error. */
#ifndef STORE_WALK_H
#define STORE_WALK_H

#include "store/digest.h"

struct walk {
    const struct digest_table *table;
    struct stmt *row; /* its columns are those of the table's `rows` text */
    int rc;
};

bool walk_begin(struct walk *w, struct store *s, const struct digest_table *table, struct err *err);
/* Of a table whose `rows` text asks for one key, as $1; key is borrowed until the end. */
bool walk_begin_of(struct walk *w, struct store *s, const struct digest_table *table,
                   const char *key, struct err *err);
/* true: there is a row, and it is what was once published. */
bool walk_next(struct walk *w, struct arena *a, struct err *err);
/* Ends the walk early, as a failure; err was set by whoever calls. */
void walk_fail(struct walk *w);
/* true: every row was seen. */
bool walk_end(struct walk *w);

/* Room for one more thing in an array of the arena; what it outgrows is left behind there. */
void *walk_grow(struct arena *a, void *old, size_t n, size_t *room, size_t size);

#endif
