/* demo.h - a demonstration register: made up from a seed, marked as such for good.
 *
 * The mark is made in an empty register, before anything else, and stands in the chain; a load of
 * real facts is refused afterwards, and `sizhi check` holds the mark against the chain. */
#ifndef STORE_DEMO_H
#define STORE_DEMO_H

#include "store/people.h"
#include "store/report.h"
#include "store/store.h"

bool store_is_demo(struct store *s, bool *demo, struct err *err);
/* Inside a transaction.  ERR_CONFLICT where anything stands in the register already. */
bool store_demo_begin(struct store *s, int64_t seed, const struct act_by *by, struct err *err);
/* ERR_CONFLICT in a demonstration register: nothing real may come into it. */
bool store_demo_refuse(struct store *s, struct err *err);

bool check_demo(struct store *s, struct report *r, struct err *err);

#endif
