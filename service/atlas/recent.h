/* recent.h - bytes about the titles of one revision, kept while they are among the few asked for
 * last.
 *
 * The shelf (atlas.h) is for what stays as long as the divisions do.  This goes with its atlas, so
 * it may speak of titles and of the revision; and since outsiders choose the day they ask about,
 * the one that nobody has wanted for longest makes room for the next. */
#ifndef ATLAS_RECENT_H
#define ATLAS_RECENT_H

#include "atlas/atlas.h"

enum { RECENT_MAX = 8 };

/* Bytes on loan; nothing on loan is thrown out, so give it back. */
struct loan;

/* Made by whoever asks first, while others who want the same wait.  The loan keeps the atlas as
 * well.  NULL when all that is kept is on loan: then nothing was made. */
struct loan *atlas_recent(const struct atlas *a, const char *key, shelf_make *make,
                          const void *arg);
const struct shelf_bytes *loan_bytes(const struct loan *l);
void loan_end(struct loan *l);

#endif
