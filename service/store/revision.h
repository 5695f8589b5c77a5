/* revision.h - what this room itself asks of the revisions; the rest is in store.h. */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include "store/report.h"
#include "store/store.h"

/* The newest number alone; 0: nothing was published yet. */
bool revision_number(struct store *s, int64_t *out, struct err *err);
/* Walks the chain of digests and reports each break.  false: could not look. */
bool revision_verify(struct store *s, struct report *r, struct err *err);

#endif
