/* backups.h - what lies in the folder where scripts/backup keeps its copies, and how large the
 * register is on disk.  Only looked at, never changed. */
#ifndef STORE_BACKUPS_H
#define STORE_BACKUPS_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

#include <stdint.h>

struct backups {
    int64_t n;
    const char *name; /* of the newest; NULL: there is none */
    int64_t bytes;
    moment_t at;     /* when the newest was finished */
    moment_t failed; /* since when the last try has failed; MOMENT_NONE: it did not */
};

bool store_backups(const char *folder, struct arena *a, struct backups *out, struct err *err);

struct register_size {
    int64_t file, log; /* bytes; log: written ahead, not carried over yet */
};
bool store_register_size(const char *path, struct arena *a, struct register_size *out,
                         struct err *err);

#endif
