/* imports_put.h - the standing of a batch, for the files of this room that move it. */
#ifndef STORE_IMPORTS_PUT_H
#define STORE_IMPORTS_PUT_H

#include "store/imports.h"

/* One version more; everything but what was found. */
bool import_put_standing(struct store *s, struct import_batch *b, struct err *err);
/* ERR_WRONG_STATE says in which it is. */
bool import_must_be(const struct import_batch *b, enum import_state state, struct err *err);

#endif
