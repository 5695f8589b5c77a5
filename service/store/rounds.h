/* rounds.h - rounds opened here: those of another programme or another year than the published
 * facts speak of. */
#ifndef STORE_ROUNDS_H
#define STORE_ROUNDS_H

#include "domain/quota.h"
#include "store/store.h"

/* One round; *there false: there is none. */
bool store_round(struct store *s, struct arena *a, const char *id, struct round *out, bool *there,
                 struct err *err);

/* Opens a round, or says anew what is known of one that was opened here.  Refuses one that the
 * published facts speak of (ERR_CONFLICT), a track less in which somebody applies (ERR_CONFLICT),
 * and what cannot be (ERR_BAD_BODY).  Inside a transaction; a revision of its own, whose source is
 * that of the round. */
bool store_round_put(struct store *s, struct arena *a, const struct round *r,
                     const struct revision *why, struct err *err);

/* Is there such a round, and is it for this track?  ERR_NOT_FOUND, ERR_BAD_BODY. */
bool store_round_for(struct store *s, const char *round, enum title_kind track, struct err *err);

/* "2024-js": 4 to 20 of a-z, 0-9 and single hyphens between them. */
bool round_id_valid(const char *id);

#endif
