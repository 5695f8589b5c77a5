/* throttle.h - who may try again, and when.
 *
 * Attempts are counted under a pair of names (an account and a network, say, or a network alone); a
 * few are free, each further one waits twice as long as the one before.  Memory is bounded: when it
 * is full, who tried least is forgotten.  Any thread may call; time comes with the call. */
#ifndef BASE_THROTTLE_H
#define BASE_THROTTLE_H

#include "base/date.h"

#include <stdbool.h>

struct throttle;

struct throttle_rule {
    const char *name; /* attempts under different rules are counted apart */
    unsigned free;
    int64_t first_ms, most_ms; /* the first wait, and the longest */
    int64_t forget_ms;         /* without an attempt for so long, all is forgotten */
};

struct throttle *throttle_new(void);
void throttle_free(struct throttle *t); /* NULL is fine */

/* The milliseconds to wait, 0: none; nothing is counted. */
int64_t throttle_wait(struct throttle *t, const struct throttle_rule *rule, const char *a,
                      const char *b, moment_t now);
/* Counts an attempt and gives 0; or counts nothing and gives the milliseconds to wait. */
int64_t throttle_try(struct throttle *t, const struct throttle_rule *rule, const char *a,
                     const char *b, moment_t now);
/* Was there an attempt that is not forgotten yet? */
bool throttle_knows(struct throttle *t, const struct throttle_rule *rule, const char *a,
                    const char *b, moment_t now);
/* The attempt was none: takes one back; all: forgets every one. */
void throttle_forgive(struct throttle *t, const struct throttle_rule *rule, const char *a,
                      const char *b, bool all, moment_t now);

#endif
