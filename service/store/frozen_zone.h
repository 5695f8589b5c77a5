/* frozen_zone.h - the proposed zone and its parts in the text of a recommendation. */
#ifndef STORE_FROZEN_ZONE_H
#define STORE_FROZEN_ZONE_H

#include "base/json_write.h"
#include "store/applications.h"

/* "zone" and "parts"; nothing for an application that is not for a zone.  Bytes and shapes stand as
 * their digests. */
bool frozen_zone(struct store *s, struct arena *a, const struct application *app,
                 struct json_writer *w, struct err *err);

#endif
