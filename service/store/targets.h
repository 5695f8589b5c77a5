/* targets.h - targets of zones and of the nation, and what was measured, as the register holds them
 * in two times. */
#ifndef STORE_TARGETS_H
#define STORE_TARGETS_H

#include "base/arena.h"
#include "domain/target.h"
#include "store/store.h"

#include <stddef.h>

/* All rows ever recorded, in order of recording. */
bool store_targets(struct store *s, struct arena *a, struct target **out, size_t *n,
                   struct err *err);
bool store_measures(struct store *s, struct arena *a, struct measure **out, size_t *n,
                    struct err *err);

/* ---- changes: inside a transaction.  What is the same stays untouched; *changed counts rows. ----
 */

/* The targets of a zone (NULL: of the nation), whole: what is not among them is taken back. */
bool store_targets_put(struct store *s, const char *zone, const struct target *rows, size_t n,
                       struct revision *r, size_t *changed, struct err *err);
/* What was measured, by code and year; a value that is NAN takes back what stands there.  r becomes
 * the revision taken, if any. */
bool store_measures_put(struct store *s, const char *zone, const struct measure *rows, size_t n,
                        struct revision *r, size_t *changed, struct err *err);

#endif
