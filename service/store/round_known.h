/* round_known.h - is there a round of that name? */
#ifndef STORE_ROUND_KNOWN_H
#define STORE_ROUND_KNOWN_H

#include "store/store.h"

bool store_round_there(struct store *s, const char *round, bool *there, struct err *err);
/* ERR_NOT_FOUND where there is none. */
bool store_round_known(struct store *s, const char *round, struct err *err);

#endif
