/* store.h - the register: one SpatiaLite file, seen as nouns.
 *
 * Other rooms never see db.h: they ask store/<noun>.h and get values back.  A store is one
 * connection and belongs to one thread at a time. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

enum store_mode {
    STORE_READ,      /* must exist, be whole and fully migrated */
    STORE_WRITE,     /* created or migrated when needed (a copy is kept before a migration); holds
                        FILE.lock until it is closed, so there is never a second writer */
    STORE_READ_MORE, /* STORE_READ beside a store this process has open already: the file is not
                        checked page by page once more */
};

/* On failure *out is NULL and err says what to do: a newer, locked, damaged or foreign file. */
bool store_open(struct store **out, const char *path, enum store_mode mode, struct err *err);
void store_close(struct store *s);     /* NULL is fine */
void store_give_back(struct store *s); /* what reading left in memory, before a long rest */

/* A revision counts what is published.  0: nothing was published yet. */
struct revision {
    int64_t number;
    moment_t recorded;
    const char *what, *who, *why, *source; /* in the arena; NULL where not given */
};
bool store_revision(struct store *s, struct arena *a, struct revision *out, struct err *err);
/* When the first revision was recorded; MOMENT_NONE when there is none yet. */
bool store_first_recorded(struct store *s, moment_t *out, struct err *err);
/* Inside a transaction: the next revision, recorded at r->recorded (never before the one it
 * follows: a clock that went back must not turn history round). */
bool store_next_revision(struct store *s, const struct revision *r, int64_t *number,
                         struct err *err);

bool store_begin(struct store *s, struct err *err);
bool store_commit(struct store *s, struct err *err);
void store_rollback(struct store *s);
/* A part of a transaction that can be taken back by itself. */
bool store_part_begin(struct store *s, struct err *err);
bool store_part_keep(struct store *s, struct err *err);
void store_part_take_back(struct store *s);
/* One change: runs inside a transaction somebody else begins and ends, so it never does so itself.
 * The same function serves a command that holds the file (store_change) and the running service
 * (writer_submit). */
typedef bool store_job(struct store *s, void *arg, struct err *err);
bool store_change(struct store *s, store_job *job, void *arg, struct err *err);

/* What a load was made of: the digest (64 hex digits) recorded for an input, NULL when it is new.
 */
bool store_input(struct store *s, struct arena *a, const char *name, const char **sha256,
                 struct err *err);
bool store_set_input(struct store *s, const char *name, const char *sha256, int64_t revision,
                     struct err *err);

/* Everything `sizhi check` looks at; each finding is one line given to tell.  false: could not
 * look. *n_findings counts them. */
bool store_check(struct store *s, void (*tell)(void *arg, const char *line), void *arg,
                 size_t *n_findings, struct err *err);
/* A consistent copy while serving; refuses to overwrite. */
bool store_backup(const char *path, const char *to, struct err *err);
/* Brings the backup `from` to `to` after checking all of it.  What stood at `to` is kept under the
 * name put into *kept (NULL: nothing stood there).  Refused while anybody writes to `to`. */
bool store_restore(const char *from, const char *to, struct arena *a, moment_t now,
                   void (*tell)(void *arg, const char *line), void *arg, const char **kept,
                   struct err *err);

#endif
