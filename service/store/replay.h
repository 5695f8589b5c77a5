/* replay.h - answers kept under the key that came with a request (Idempotency-Key).
 *
 * An answer is written in the transaction of what it tells about, so that a request sent again
 * after a crash either finds it or finds nothing done. */
#ifndef STORE_REPLAY_H
#define STORE_REPLAY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "store/store.h"

enum { REPLAY_KEY = 128, REPLAY_DAYS = 7 };

struct replay {
    struct sha256 request; /* of what was asked */
    unsigned status;
    const char *type, *etag, *location; /* "" for no type; NULL: none */
    int64_t revision;                   /* -1: none */
    struct bytes body;
};

/* Whose key it is: a person's or, where nobody is signed in, that of the network it came from. */
struct replay_owner {
    int64_t person;      /* 0: the public */
    struct sha256 scope; /* of the public */
};
struct replay_owner replay_owner(int64_t person, const char *network);

/* status 0 in *out: there is none under this key. */
bool replay_find(struct store *s, struct arena *a, const struct replay_owner *o, const char *key,
                 struct replay *out, struct err *err);
/* Inside a transaction. */
bool replay_keep(struct store *s, const struct replay_owner *o, const char *key,
                 const struct replay *r, moment_t now, struct err *err);
/* Those of persons and of the public. */
bool replay_forget(struct store *s, moment_t before, int64_t *n, struct err *err);

#endif
