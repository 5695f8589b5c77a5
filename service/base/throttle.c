/* throttle.c - a table of fixed size: a name's hash says which row, and a row holds eight.
 *
 * The hash begins with a secret of this process, so nobody can choose names that share a row. */
#include "base/throttle.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/secret.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 1024, PLACES = 8, KEY = 16, DOUBLINGS_MOST = 40 };

struct tried {
    uint8_t key[KEY];
    unsigned count; /* 0: the place is free */
    moment_t until; /* nothing is counted before */
    moment_t last;
    int64_t forget_ms;
};

struct throttle {
    pthread_mutex_t lock;
    uint8_t secret[32];
    struct tried rows[ROWS][PLACES];
};

struct throttle *throttle_new(void)
{
    struct throttle *t = mem_alloc(1, sizeof *t);

    pthread_mutex_init(&t->lock, NULL);
    secret_random(t->secret, sizeof t->secret);
    return t;
}

void throttle_free(struct throttle *t)
{
    if (!t)
        return;
    pthread_mutex_destroy(&t->lock);
    free(t);
}

static struct sha256 key_of(const struct throttle *t, const char *rule, const char *a,
                            const char *b)
{
    struct hasher *h = hasher_new();

    hasher_add(h, t->secret, sizeof t->secret);
    hasher_add_text(h, rule);
    hasher_add_text(h, a);
    hasher_add_text(h, b);
    return hasher_done(h);
}

static struct tried *row_of(struct throttle *t, const struct sha256 *key)
{
    size_t row = ((size_t)key->bytes[KEY] << 8 | key->bytes[KEY + 1]) % ROWS;

    return t->rows[row];
}

static bool is_over(const struct tried *e, moment_t now)
{
    return e->count == 0 || now - e->last > e->forget_ms;
}

static struct tried *find(struct throttle *t, const struct sha256 *key)
{
    struct tried *row = row_of(t, key);

    for (size_t i = 0; i < PLACES; i++) {
        if (row[i].count > 0 && memcmp(row[i].key, key->bytes, KEY) == 0)
            return &row[i];
    }
    return NULL;
}

/* Whose going costs least: what is over, then who tried least, then who tried longest ago. */
static bool goes_first(const struct tried *a, const struct tried *b, moment_t now)
{
    if (is_over(a, now) != is_over(b, now))
        return is_over(a, now);
    return a->count != b->count ? a->count < b->count : a->last < b->last;
}

static struct tried *place_for(struct throttle *t, const struct sha256 *key, moment_t now)
{
    struct tried *row = row_of(t, key), *place = row;

    for (size_t i = 1; i < PLACES; i++) {
        if (goes_first(&row[i], place, now))
            place = &row[i];
    }
    return place;
}

/* A name that was forgotten keeps its place, so that none ever has two. */
static struct tried *begin_anew(struct throttle *t, const struct sha256 *key, moment_t now)
{
    struct tried *place = find(t, key);

    if (!place)
        place = place_for(t, key, now);
    *place = (struct tried){.until = MOMENT_NONE};
    memcpy(place->key, key->bytes, KEY);
    return place;
}

static int64_t wait_after(const struct throttle_rule *rule, unsigned count)
{
    int64_t wait = rule->first_ms;

    if (count < rule->free)
        return 0;
    for (unsigned i = rule->free; i < count && i < rule->free + DOUBLINGS_MOST; i++) {
        if (wait >= rule->most_ms)
            break;
        wait *= 2;
    }
    return wait < rule->most_ms ? wait : rule->most_ms;
}

/* Requests do not come here in the order they came in: where nobody has to wait, no moment is set
 * that an earlier one would have to wait for. */
static moment_t until_after(const struct throttle_rule *rule, unsigned count, moment_t now)
{
    int64_t wait = wait_after(rule, count);

    return wait > 0 ? now + wait : MOMENT_NONE;
}

/* A clock that was put back must not keep anybody out for longer than the rule says. */
static int64_t wait_left(const struct throttle_rule *rule, const struct tried *e, moment_t now)
{
    if (e->until <= now)
        return 0;
    return e->until - now < rule->most_ms ? e->until - now : rule->most_ms;
}

int64_t throttle_wait(struct throttle *t, const struct throttle_rule *rule, const char *a,
                      const char *b, moment_t now)
{
    struct sha256 key = key_of(t, rule->name, a, b);

    pthread_mutex_lock(&t->lock);
    const struct tried *e = find(t, &key);
    int64_t wait = e && !is_over(e, now) ? wait_left(rule, e, now) : 0;
    pthread_mutex_unlock(&t->lock);
    return wait;
}

int64_t throttle_try(struct throttle *t, const struct throttle_rule *rule, const char *a,
                     const char *b, moment_t now)
{
    struct sha256 key = key_of(t, rule->name, a, b);
    int64_t wait;

    pthread_mutex_lock(&t->lock);
    struct tried *e = find(t, &key);
    if (!e || is_over(e, now))
        e = begin_anew(t, &key, now);
    wait = wait_left(rule, e, now);
    if (wait > 0) {
        e->until = now + wait;
    } else {
        e->count++;
        e->last = now;
        e->forget_ms = rule->forget_ms;
        e->until = until_after(rule, e->count, now);
    }
    pthread_mutex_unlock(&t->lock);
    return wait;
}

bool throttle_knows(struct throttle *t, const struct throttle_rule *rule, const char *a,
                    const char *b, moment_t now)
{
    struct sha256 key = key_of(t, rule->name, a, b);

    pthread_mutex_lock(&t->lock);
    const struct tried *e = find(t, &key);
    bool known = e && !is_over(e, now);
    pthread_mutex_unlock(&t->lock);
    return known;
}

/* What was tried before it still counts: who succeeds now and then does not guess any faster. */
void throttle_forgive(struct throttle *t, const struct throttle_rule *rule, const char *a,
                      const char *b, bool all, moment_t now)
{
    struct sha256 key = key_of(t, rule->name, a, b);

    pthread_mutex_lock(&t->lock);
    struct tried *e = find(t, &key);
    if (e) {
        e->count = all ? 0 : e->count - 1;
        e->until = until_after(rule, e->count, now);
    }
    pthread_mutex_unlock(&t->lock);
}
