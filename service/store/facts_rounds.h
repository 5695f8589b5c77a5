/* facts_rounds.h - the rounds of a load go into the register, as a part of the facts. */
#ifndef STORE_FACTS_ROUNDS_H
#define STORE_FACTS_ROUNDS_H

#include "store/change.h"
#include "store/facts.h"

/* The files' rounds are on record afterwards, beside those entered here, which no load touches. */
bool facts_put_rounds(struct change *c, const struct facts *f, struct facts_applied *out,
                      struct err *err);

#endif
