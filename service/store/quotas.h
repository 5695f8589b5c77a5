/* quotas.h - places of a round: how many there are, and who has taken one.
 *
 * The counter row carries a CHECK, so that no path through any program can take one too many; the
 * ledger beside it says who took which place when. */
#ifndef STORE_QUOTAS_H
#define STORE_QUOTAS_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/quota.h"
#include "store/store.h"

#include <stddef.h>

/* Every row, in order of round, track and unit. */
bool store_quotas(struct store *s, struct arena *a, struct quota **out, size_t *n, struct err *err);

struct quota_key {
    const char *round, *unit;
    enum title_kind track;
};

/* One row; *out has no round when there is none. */
bool store_quota(struct store *s, struct arena *a, const struct quota_key *k, struct quota *out,
                 struct err *err);
/* Says why no place can be taken, with the present numbers.  Always false. */
bool store_quota_refuse(struct store *s, const struct quota_key *k, struct err *err);

/* Sets the number of places (QUOTA_NOT_KNOWN: it is not known after all).  ERR_QUOTA_BELOW_USE when
 * more are taken already, ERR_NOT_FOUND for a round, track or unit that is not there. Inside a
 * transaction; a revision of its own. */
bool store_quota_set(struct store *s, const struct quota_key *k, int places,
                     enum quota_status status, const struct revision *r, struct err *err);

/* Takes a place for `place`, or gives it back.  ERR_QUOTA_EXHAUSTED, ERR_QUOTA_UNKNOWN; giving back
 * what was not taken is ERR_CONFLICT. Inside a transaction; a revision of its own. */
bool store_quota_take(struct store *s, const struct quota_key *k, const char *place,
                      const struct revision *r, struct err *err);
bool store_quota_give_back(struct store *s, const struct quota_key *k, const char *place,
                           const struct revision *r, struct err *err);
/* A place that was taken ended in a title.  It stays taken, whatever becomes of the title. */
bool store_quota_designate(struct store *s, const struct quota_key *k, const struct revision *r,
                           struct err *err);

#endif
