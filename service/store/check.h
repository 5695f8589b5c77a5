/* check.h - the list of everything `sizhi check` looks at.
 *
 * A new noun of the store adds its function to the table in check.c, and its digest tables to the
 * list beside it. */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "store/report.h"
#include "store/store.h"

/* false: could not look. */
typedef bool check_look(struct store *s, struct report *r, struct err *err);

/* Only what holds for every schema: pages, references, spatial index.  For an older backup. */
bool check_structure(struct store *s, struct report *r, struct err *err);

#endif
