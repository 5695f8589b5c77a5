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
};

/* How an application stands in its notice: DATE_NONE and 0 without one. */
struct notice_standing {
    int64_t notice;
    date_t since, until; /* first day it can be seen, last day */
    int open_objections;
};

bool store_notice(struct store *s, struct arena *a, int64_t id, struct notice *out,
                  struct err *err);
bool store_notices(struct store *s, struct arena *a, struct notice **out, size_t *n,
                   struct err *err);
bool store_notice_standing(struct store *s, int64_t notice, int64_t application,
                           struct notice_standing *out, struct err *err);

/* ---- changes: inside a transaction ---- */

/* Works out the window from the calendar on record: ERR_CALENDAR_UNKNOWN where it does not reach.
 * A revision of its own. */
bool store_notice_open(struct store *s, struct notice *n, const struct act_by *by, struct err *err);
/* Lists the application in it (publish). */
bool store_notice_enter(struct store *s, int64_t notice, int64_t application, moment_t now,
                        struct err *err);

#endif
