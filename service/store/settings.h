/* settings.h - what is set for a register by name: how many days things are kept.
 *
 * Without a row a detail is kept for good, and answers for replays as long as REPLAY_DAYS says. */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "base/arena.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

enum { SETTING_MOST_DAYS = 36500 };

struct setting {
    const char *name, *about;
    int64_t days; /* -1: not set */
};

/* Every setting there is, in a fixed order. */
bool store_settings(struct store *s, struct arena *a, struct setting **out, size_t *n,
                    struct err *err);
/* Inside a transaction, with its audit entry.  days -1 takes the setting back. */
bool store_setting_set(struct store *s, const char *name, int64_t days, const struct act_by *by,
                       struct err *err);

struct purged {
    int64_t objectors, liaisons, reporters; /* details taken out */
    int64_t sessions;                       /* ended ones */
    int64_t replays;
};
/* Inside a transaction: takes out whatever is older than its setting, with one audit entry. */
bool store_purge(struct store *s, const struct act_by *by, struct purged *out, struct err *err);

#endif
