/* facts_workdays.h - the calendar of a load goes into the register, as a part of the facts. */
#ifndef STORE_FACTS_WORKDAYS_H
#define STORE_FACTS_WORKDAYS_H

#include "store/change.h"
#include "store/facts.h"

/* The files' days, and no others, are on record afterwards; sealed where anything differed. */
bool facts_put_workdays(struct change *c, const struct facts *f, struct facts_applied *out,
                        struct err *err);

#endif
