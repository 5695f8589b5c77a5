/* people_in_place.h - accounts, sessions and tokens in a register of claims_in_place.h, each made
 * in a transaction of its own. */
#ifndef TESTS_PEOPLE_IN_PLACE_H
#define TESTS_PEOPLE_IN_PLACE_H

#include "claims_in_place.h"
#include "store/audit.h"
#include "store/people.h"

enum { MADE = 10000, HOUR = 3600 * 1000, MINUTE = 60 * 1000 };

static const struct act_by by_command = {.command = "cli:wang", .now = MADE};

static inline struct sha256 digest_of(const char *secret)
{
    return sha256_of(secret, strlen(secret));
}

static inline int64_t add(struct store *s, const char *name, enum role role, const char *unit,
                          const char *place)
{
    const struct person p = {
        .name = name, .role = role, .unit = unit, .place = place, .password = "stored"};
    int64_t id = 0;

    IN_A_CHANGE(s, store_person_add(s, &p, &by_command, &id, &err));
    return id;
}

static inline struct person named(struct store *s, struct arena *a, const char *name)
{
    struct person p;

    assert_true(store_person_named(s, a, name, &p, NULL));
    return p;
}

static inline struct signed_in session_at(struct store *s, struct arena *a, const char *secret,
                                          moment_t now)
{
    struct sha256 d = digest_of(secret);
    struct signed_in in;

    assert_true(store_session(s, a, &d, now, &in, NULL));
    return in;
}

static inline void begin_at(struct store *s, int64_t person, const char *secret, moment_t now)
{
    const struct act_by by = {.person = person, .now = now};
    struct sha256 d = digest_of(secret);

    IN_A_CHANGE(s, store_session_begin(s, person, &d, "csrf", &by, &err));
}

static inline void seen_at(struct store *s, const char *secret, moment_t now)
{
    struct sha256 d = digest_of(secret);

    IN_A_CHANGE(s, store_seen(s, &d, now, &err));
}

static inline int64_t token_add(struct store *s, int64_t person, const char *secret, moment_t ends)
{
    struct sha256 d = digest_of(secret);
    int64_t id = 0;

    IN_A_CHANGE(s, store_token_add(s, person, &d, "a label", ends, &by_command, &id, &err));
    return id;
}

#endif
