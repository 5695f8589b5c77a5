/* titles.h - lists, titles, rounds and quotas as one revision of the register has them.
 *
 * Every row ever recorded is here; what a moment sees is a view (domain/coverage.h).  All of it is
 * borrowed from the atlas. */
#ifndef ATLAS_TITLES_H
#define ATLAS_TITLES_H

#include "atlas/atlas.h"
#include "domain/coverage.h"
#include "domain/holding.h"
#include "domain/quota.h"
#include "domain/title.h"
#include "store/bars.h"

/* What the register said at as_of (MOMENT_NONE: now).  The rosters of an earlier moment are copied
 * into the arena, because what was known of them then differs. */
struct view atlas_view(const struct atlas *a, moment_t as_of, struct arena *arena);

/* All titles, in order of holder and then of recording; those without a holder come last. */
const struct title *atlas_titles(const struct atlas *a, size_t *n);
/* A place as the rules see it, with the titles that name it. */
struct holder atlas_place_holder(const struct atlas *a, int place);
/* Index of the place that holds a title, -1 where it has none. */
int atlas_title_place(const struct atlas *a, const struct title *t);

const struct round *atlas_rounds(const struct atlas *a, size_t *n);
const struct round *atlas_round(const struct atlas *a, const char *id); /* NULL: none */
/* In order of round, track and unit. */
const struct quota *atlas_quotas(const struct atlas *a, size_t *n);
const struct quota *atlas_quota(const struct atlas *a, const char *round, enum title_kind track,
                                const char *unit); /* NULL: none */

/* Every bar ever recorded, as the rules take them and, at the same index, with their public record.
 */
const struct bar *atlas_bars(const struct atlas *a, size_t *n);
const struct bar_row *atlas_bar_rows(const struct atlas *a, size_t *n);

#endif
