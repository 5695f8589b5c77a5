/* revision.h - what the check asks of the revisions; the rest of them is in store.h. */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include "store/store.h"

#include <stddef.h>

/* Walks the chain of digests.  Each break is told and counted; false: could not look. */
bool revision_verify(struct store *s, void (*tell)(void *arg, const char *line), void *arg,
                     size_t *n_findings, struct err *err);

#endif
