/* lock.h - FILE.lock: whoever holds it is the only one who writes FILE.
 *
 * The lock goes with the descriptor, so it ends with the process however that ends.  The lock file
 * is never removed: two processes could then each hold a different one. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "base/err.h"

/* *fd holds the lock until lock_give.  ERR_BUSY names the process that has it. */
bool lock_take(const char *path, int *fd, struct err *err);
void lock_give(int fd); /* -1 is fine */

#endif
