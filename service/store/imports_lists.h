/* imports_lists.h - lists that come on record with the first titles of theirs, for the files of
 * this room that apply and undo imports. */
#ifndef STORE_IMPORTS_LISTS_H
#define STORE_IMPORTS_LISTS_H

#include "store/change.h"
#include "store/imports.h"

/* Records each list that rows would stand on and that is not on record: with the document, source
 * and days that all its rows have in common; how many entries it has is not known. */
bool import_lists_record(struct change *c, const struct import_row *rows, size_t n,
                         struct err *err);
/* Ends those that were recorded at this revision. */
bool import_lists_take_back(struct change *c, int64_t revision, struct err *err);

#endif
