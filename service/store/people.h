/* people.h - those who sign in: accounts, sessions, tokens, and who is an expert of which round.
 *
 * Secrets come in as digests or as stored passwords; this room never sees one in the clear.  Every
 * change writes its audit entry.  A closed account is known to nobody any more, but its row stays,
 * because what it did stays. */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include "base/arena.h"
#include "base/hash.h"
#include "domain/authority.h"
#include "store/store.h"

#include <stddef.h>

enum {
    SESSION_IDLE_MS = 30 * 60 * 1000,
    SESSION_MOST_MS = 10 * 60 * 60 * 1000,
    SEEN_EVERY_MS = 60000
};

struct person {
    int64_t id;
    const char *name;
    enum role role;
    const char *unit, *place; /* NULL: none */
    const char *password;     /* as stored */
    bool password_due;        /* somebody else gave it: to be changed before anything else */
    moment_t made, closed;    /* MOMENT_NONE: open */
};

/* *out with id 0: nobody of that name, or closed. */
bool store_person_named(struct store *s, struct arena *a, const char *name, struct person *out,
                        struct err *err);
bool store_person(struct store *s, struct arena *a, int64_t id, struct person *out,
                  struct err *err);
bool store_people(struct store *s, struct arena *a, struct person **out, size_t *n,
                  struct err *err);

/* How an account could be used at this moment; in the order of store_people. */
struct person_use {
    int64_t sessions, tokens;
};
bool store_people_use(struct store *s, struct arena *a, moment_t now, struct person_use **out,
                      size_t *n, struct err *err);

/* Who is behind a session or a token right now; id 0 in *out: nobody (unknown, ended, closed). */
struct signed_in {
    struct person person;
    bool by_session;
    const char *csrf;     /* of a session */
    moment_t begun, used; /* of a session; used of a token too */
    moment_t ends;        /* the last moment it can be used at if it is not used again */
    bool stale_use;       /* the last use on record is old enough to be written anew */
};
bool store_session(struct store *s, struct arena *a, const struct sha256 *digest, moment_t now,
                   struct signed_in *out, struct err *err);
bool store_token(struct store *s, struct arena *a, const struct sha256 *digest, moment_t now,
                 struct signed_in *out, struct err *err);

/* The actor of a round: the person, with the capability of an expert where it was given. The unit
 * of an expert is where the expert comes from; an account that is nothing but an expert has none in
 * a round it was not named for, so it judges nothing there.  round NULL: none. */
bool store_actor(struct store *s, struct arena *a, const struct person *p, const char *round,
                 struct actor *out, struct err *err);

/* ---- changes: inside a transaction ---- */
struct act_by { /* who did it: person 0 and a text for a command, or a person */
    int64_t person;
    const char *command; /* "cli:NAME" */
    moment_t now;
};
bool store_person_add(struct store *s, const struct person *p, const struct act_by *by, int64_t *id,
                      struct err *err);
/* Ends the other sessions than the one whose digest is given.  NULL: it was set by somebody else,
 * because the account may be in wrong hands, so all sessions end and all tokens are revoked; where
 * a person did so, its owner has to change it. */
bool store_person_password(struct store *s, int64_t id, const char *stored,
                           const struct sha256 *keep, const struct act_by *by, struct err *err);
bool store_person_close(struct store *s, int64_t id, const struct act_by *by, struct err *err);
bool store_session_begin(struct store *s, int64_t person, const struct sha256 *digest,
                         const char *csrf, const struct act_by *by, struct err *err);
bool store_session_end(struct store *s, const struct sha256 *digest, const struct act_by *by,
                       struct err *err);
bool store_token_add(struct store *s, int64_t person, const struct sha256 *digest,
                     const char *label, moment_t ends, const struct act_by *by, int64_t *id,
                     struct err *err);
bool store_token_revoke(struct store *s, int64_t id, const struct act_by *by, struct err *err);
struct token_row {
    int64_t id, person;
    const char *label;
    moment_t made, ends, revoked, used;
};
/* person 0: of everybody. */
bool store_tokens(struct store *s, struct arena *a, int64_t person, struct token_row **out,
                  size_t *n, struct err *err);
/* How many of the account could be used at this moment. */
bool store_tokens_good(struct store *s, int64_t person, moment_t now, int64_t *n, struct err *err);
/* Notes that a session or token was used; no audit entry. */
bool store_seen(struct store *s, const struct sha256 *digest, moment_t now, struct err *err);

bool store_expert_name(struct store *s, int64_t person, const char *round, const char *unit,
                       const struct act_by *by, struct err *err);
bool store_expert_end(struct store *s, int64_t person, const char *round, const struct act_by *by,
                      struct err *err);

#endif
