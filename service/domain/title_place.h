/* title_place.h - which place a published list means by a name, and whether a name fits a code.
 *
 * A list may write 海淀区, 北京市海淀区 or 海淀; what several places are called is not guessed. */
#ifndef DOMAIN_TITLE_PLACE_H
#define DOMAIN_TITLE_PLACE_H

#include "base/arena.h"
#include "domain/place.h"
#include "domain/title_table.h"

/* Those above it, by name; NULL: none. */
struct place_brief {
    const char *code, *name, *parent, *province;
    enum place_kind kind;
};

/* Is it a way to write the place? */
bool place_is_called(const struct place_brief *p, const char *name);

/* The place a row means, by its code or else its name, among all there are.  NULL: none, and the
 * row is told why; or it means no place at all. */
const struct place_brief *title_place_find(const struct place_brief *all, size_t n,
                                           struct title_draft *d, struct arena *a);

#endif
