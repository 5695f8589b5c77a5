/* facts_indicators.h - published trees of indicators go into the register, as a part of the facts.
 */
#ifndef STORE_FACTS_INDICATORS_H
#define STORE_FACTS_INDICATORS_H

#include "store/change.h"
#include "store/facts.h"

/* A tree that somebody entered stays as it is. */
bool facts_put_indicators(struct change *c, const struct facts *f, struct facts_applied *out,
                          struct err *err);

#endif
