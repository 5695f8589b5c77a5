/* deadlines.h - the last day for an event of a round, and who may be late all the same.
 *
 * A day that was not published is not known (DATE_NONE), whether there is a row that says so or
 * none. */
#ifndef STORE_DEADLINES_H
#define STORE_DEADLINES_H

#include "base/arena.h"
#include "domain/application.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct deadline {
    const char *round, *source; /* the document that says so */
    enum title_kind track;
    enum application_event event;
    date_t last_day;
};

/* Every row, in order of round, track and event. */
bool store_deadlines(struct store *s, struct arena *a, struct deadline **out, size_t *n,
                     struct err *err);
bool store_deadline(struct store *s, const char *round, enum title_kind track,
                    enum application_event event, date_t *last_day, struct err *err);

struct late_excuse {
    enum application_event event;
    const char *reason;
    int64_t person;
    moment_t at;
};
/* Those of one application. */
bool store_late_excuses(struct store *s, struct arena *a, int64_t application,
                        struct late_excuse **out, size_t *n, struct err *err);
bool store_late_excused(struct store *s, int64_t application, enum application_event event,
                        bool *excused, struct err *err);

/* ---- changes: inside a transaction ---- */

/* Only events that have a last day are taken (deadline_applies).  A revision of its own. */
bool store_deadline_set(struct store *s, const struct deadline *d, const struct act_by *by,
                        struct err *err);
/* Does any step of this event, on this track, ask for the day? */
bool deadline_applies(enum title_kind track, enum application_event event);
/* Said again, the reason is replaced. */
bool store_late_excuse(struct store *s, int64_t application, enum application_event event,
                       const char *reason, const struct act_by *by, struct err *err);

#endif
