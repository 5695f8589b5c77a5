/* notices.h - public notices (公示), their windows, and what was objected to them. */
#ifndef STORE_NOTICES_H
#define STORE_NOTICES_H

#include "base/arena.h"
#include "domain/notice.h"
#include "domain/track.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct notice {
    int64_t id;                                   /* 0: there is none */
    const char *round, *level, *title, *document; /* level: a unit, or "national" */
    enum title_kind track;
    struct notice_terms terms;
    struct notice_window window;
    moment_t recorded;
    const char *withdrawn_why; /* NULL: it stands; else its days count for nothing any more */
    moment_t withdrawn;
};

/* How an application stands in its notice: DATE_NONE and 0 without one. */
struct notice_standing {
    int64_t notice;
    date_t since, until; /* first day it can be seen, last day */
    int open_objections;
};

/* One application in one notice, as it is published. */
struct notice_entry {
    int64_t notice, application;
    const char *place, *unit; /* the place, and the unit that recommends it */
    moment_t entered, left;   /* left before it was decided; MOMENT_NONE: it did not */
    int open, answered;       /* objections to it */
};

bool store_notice(struct store *s, struct arena *a, int64_t id, struct notice *out,
                  struct err *err);
bool store_notices(struct store *s, struct arena *a, struct notice **out, size_t *n,
                   struct err *err);
/* Of all notices, in the order in which they entered. */
bool store_notice_entries(struct store *s, struct arena *a, struct notice_entry **out, size_t *n,
                          struct err *err);
/* Its window, and the open objections to the application, also those of notices it left; it need
 * not be listed there (yet). */
bool store_notice_standing(struct store *s, int64_t notice, int64_t application,
                           struct notice_standing *out, struct err *err);

/* ---- changes: inside a transaction ---- */

/* Works out the window from the calendar on record: ERR_CALENDAR_UNKNOWN where it does not reach.
 * Fills in id, window and recorded.  A revision of its own. */
bool store_notice_open(struct store *s, struct notice *n, const struct act_by *by, struct err *err);
/* It was opened by mistake: it stays on record, with the reason.  ERR_CONFLICT once anything was
 * listed in it. */
bool store_notice_withdraw(struct store *s, int64_t notice, const char *why,
                           const struct act_by *by, struct err *err);
/* Lists the application in it (publish): both are of one round and track, and the notice is of
 * whoever publishes there (the nation, or the unit of a pilot).  r may be a revision taken already.
 */
bool store_notice_enter(struct store *s, int64_t notice, int64_t application,
                        const struct revision *r, struct err *err);
/* It stands there no more, and was not decided: the entry stays, and says so. */
bool store_notice_leave(struct store *s, int64_t notice, int64_t application,
                        const struct revision *r, struct err *err);

#endif
