/* build.h - making an atlas from the register, and hanging it where readers find it. */
#ifndef ATLAS_BUILD_H
#define ATLAS_BUILD_H

#include "atlas/atlas.h"
#include "store/store.h"

struct atlas_holder *atlas_holder_new(void);
void atlas_holder_free(struct atlas_holder *h); /* readers must have given back what they took */

/* Reads one revision in one read transaction.  Shapes that did not change since `before` (may be
 * NULL) are shared with it, not read again.  The caller publishes the result or gives it back. */
bool atlas_build(struct store *s, const struct atlas *before, const struct atlas **out,
                 struct err *err);
/* Takes a; from now on atlas_take gives this one.  Older ones go when their last reader is done. */
void atlas_publish(struct atlas_holder *h, const struct atlas *a);

#endif
