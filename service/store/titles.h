/* titles.h - lists and titles as the register holds them, in two times.
 *
 * Reading gives every row that was ever recorded; the rules (domain/title.h, coverage.h) pick those
 * that a moment sees.  Writing never changes a row but to end it. */
#ifndef STORE_TITLES_H
#define STORE_TITLES_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/coverage.h"
#include "domain/quota.h"
#include "domain/title.h"
#include "store/store.h"

#include <stddef.h>

bool store_rosters(struct store *s, struct arena *a, struct roster **out, size_t *n,
                   struct err *err);
bool store_completeness(struct store *s, struct arena *a, struct completeness **out, size_t *n,
                        struct err *err);
/* In order of id, which is the order of recording. */
bool store_titles(struct store *s, struct arena *a, struct title **out, size_t *n, struct err *err);
/* Those of one holder alone. */
bool store_titles_of(struct store *s, struct arena *a, const char *holder, struct title **out,
                     size_t *n, struct err *err);
/* Fills in how many stated titles of each list are on record now; 0 where none is. */
bool store_rosters_count(struct store *s, struct roster *rosters, size_t n, struct err *err);
bool store_rounds(struct store *s, struct arena *a, struct round **out, size_t *n, struct err *err);

/* ---- corrections, each inside a transaction, each a revision of its own (r says who, why, and by
 * which document; r->recorded is the moment) ---- */

/* Checked against the rules and the division table first; a fault is ERR_BAD_BODY that names it. */
bool store_title_add(struct store *s, const struct title *t, const struct revision *r, int64_t *id,
                     struct err *err);
/* Ends a row that is on record now. */
bool store_title_retract(struct store *s, int64_t id, const struct revision *r, struct err *err);
/* From `since` on, title `by` stands in the place of title `id`. */
bool store_title_supersede(struct store *s, int64_t id, int64_t by, date_t since,
                           const struct revision *r, struct err *err);

/* ---- what is decided in this register: rows of origin 'register' ---- */

/* As store_title_add.  A list that is not on record yet is recorded as one of this register: with
 * the title's document and days, its length unknown, and whole, since nobody else adds to it. */
bool store_title_determine(struct store *s, const struct title *t, const struct revision *r,
                           int64_t *id, struct err *err);
/* From `since` on the title is taken away: its row ends, and is recorded again with that day. Where
 * it was corrected meanwhile, what stands in its place is; where it was taken back, nothing is left
 * to take away, and *again is id. */
bool store_title_revoke(struct store *s, int64_t id, date_t since, const struct revision *r,
                        int64_t *again, struct err *err);

#endif
