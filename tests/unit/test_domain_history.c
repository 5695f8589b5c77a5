/* Random histories of titles against a naive recomputation.
 *
 * The naive side knows nothing of the rules' code: it paints the days of every title into arrays
 * and takes days away, and it keeps what a register without memory would have answered at each
 * moment. */
#include "base/mem.h"
#include "domain/title.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { DAYS = 60, HORIZON = 200, MOST = 12, LISTS = 3, ROUNDS = 3000, MOMENTS = 8 };

static const char *const holders[] = {"100100", "100200"};
static const char *const batches[LISTS] = {"a", "b", "c"};

struct dice {
    uint64_t state;
};

static unsigned roll(struct dice *d, unsigned sides)
{
    d->state = d->state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(d->state >> 33) % sides;
}

static date_t some_day(struct dice *d, unsigned none_in)
{
    return roll(d, none_in) == 0 ? DATE_NONE : (date_t)roll(d, DAYS);
}

static struct title some_title(struct dice *d, int64_t id)
{
    static const enum title_kind kinds[] = {TITLE_PILOT_CITY, TITLE_PILOT_CITY,  TITLE_DEMO_CITY,
                                            TITLE_DEMO_CITY,  TITLE_DEMO_COUNTY, TITLE_DEMO_PARK};
    struct title t = {.id = id,
                      .name = "x",
                      .unit = "100000",
                      .revoked = DATE_NONE,
                      .superseded = DATE_NONE,
                      .retracted = MOMENT_NONE};

    t.kind = kinds[roll(d, COUNT(kinds))];
    t.holder = t.kind == TITLE_DEMO_PARK ? NULL : holders[roll(d, COUNT(holders))];
    t.batch = batches[roll(d, LISTS)];
    t.confidence = (enum confidence)(roll(d, 4) == 0 ? roll(d, 3) : CONFIDENCE_STATED);
    t.since = some_day(d, 15);
    t.until = some_day(d, 15);
    if (t.since != DATE_NONE && t.until != DATE_NONE && t.until < t.since) {
        date_t swap = t.since;

        t.since = t.until;
        t.until = swap;
    }
    if (roll(d, 8) == 0)
        t.revoked = some_day(d, DAYS);
    if (roll(d, 12) == 0)
        t.superseded = some_day(d, DAYS);
    t.recorded = roll(d, MOMENTS);
    if (roll(d, 3) == 0)
        t.retracted = t.recorded + roll(d, MOMENTS);
    return t;
}

static struct roster some_list(struct dice *d, size_t i)
{
    struct roster r = {.kind = TITLE_DEMO_CITY, .batch = batches[i], .retracted = MOMENT_NONE};

    r.since = some_day(d, 10);
    r.until = r.since == DATE_NONE ? DATE_NONE : r.since + (date_t)roll(d, 30);
    r.declared = 5;
    r.known = roll(d, 3) == 0 ? 5 : 2;
    r.recorded = roll(d, MOMENTS);
    return r;
}

/* The days of one title: all that its own row allows. */
static void paint(const struct title *t, bool days[HORIZON])
{
    for (date_t day = 0; day < HORIZON; day++) {
        days[day] = (t->since == DATE_NONE || day >= t->since) &&
                    (t->until == DATE_NONE || day <= t->until) &&
                    (t->revoked == DATE_NONE || day < t->revoked) &&
                    (t->superseded == DATE_NONE || day < t->superseded);
    }
}

/* Takes away from the days of titles[i] what demonstrations of the same holder leave over. */
static void rub_out(const struct title *titles, size_t n, size_t i, bool days[HORIZON])
{
    bool own[HORIZON];

    for (date_t day = 0; day < HORIZON; day++)
        own[day] = titles[i].since <= day && day <= titles[i].until;
    for (size_t j = 0; j < n; j++) {
        const struct title *d = &titles[j];
        bool theirs[HORIZON], meet = false;
        date_t first = HORIZON;

        if (d->kind != TITLE_DEMO_CITY || d->confidence != CONFIDENCE_STATED ||
            d->since == DATE_NONE || strcmp(d->holder, titles[i].holder) != 0)
            continue;
        paint(d, theirs);
        for (date_t day = HORIZON - 1; day >= 0; day--) {
            meet = meet || (theirs[day] && own[day]);
            first = theirs[day] ? day : first;
        }
        for (date_t day = first; meet && day < HORIZON; day++)
            days[day] = false;
    }
}

/* Ids of the titles in force on a day, as bits, from rows that are all live. */
static unsigned naive_in_force(const struct title *titles, size_t n, date_t on)
{
    unsigned ids = 0;

    for (size_t i = 0; i < n; i++) {
        const struct title *t = &titles[i];
        bool days[HORIZON];

        if (t->confidence != CONFIDENCE_STATED || t->since == DATE_NONE || t->until == DATE_NONE)
            continue;
        paint(t, days);
        if (t->kind == TITLE_PILOT_CITY)
            rub_out(titles, n, i, days);
        if (days[on])
            ids |= 1U << t->id;
    }
    return ids;
}

/* Of a pilot in force: may a demonstration that we cannot see have ended it? */
static bool naive_open(const struct title *titles, size_t n, const struct roster *lists,
                       const struct title *t, date_t on)
{
    bool own[HORIZON];

    for (date_t day = 0; day < HORIZON; day++)
        own[day] = t->since <= day && day <= t->until;
    for (size_t i = 0; lists && i < LISTS; i++) {
        if (lists[i].kind == TITLE_DEMO_CITY && lists[i].since != DATE_NONE &&
            lists[i].since > t->since && lists[i].since <= on && lists[i].known < lists[i].declared)
            return true;
    }
    for (size_t j = 0; j < n; j++) {
        const struct title *d = &titles[j];
        bool theirs[HORIZON], meet = false;

        if (d->kind != TITLE_DEMO_CITY || d->confidence > CONFIDENCE_LOCAL_PLAN ||
            strcmp(d->holder, t->holder) != 0 || (d->since != DATE_NONE && d->since > on))
            continue;
        paint(d, theirs);
        for (date_t day = 0; day < HORIZON; day++)
            meet = meet || (theirs[day] && own[day]);
        if (meet && (d->since == DATE_NONE || d->confidence == CONFIDENCE_LOCAL_PLAN))
            return true;
    }
    return false;
}

static size_t live_at(const struct title *all, size_t n, moment_t at, struct title *live)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (all[i].recorded > at || (all[i].retracted != MOMENT_NONE && all[i].retracted <= at))
            continue;
        live[kept] = all[i];
        live[kept].recorded = 0;
        live[kept++].retracted = MOMENT_NONE;
    }
    return kept;
}

static unsigned asked_in_force(const struct view *v, const struct title *titles, size_t n,
                               date_t on)
{
    size_t found[MOST];
    unsigned ids = 0;
    size_t k = title_in_force(v, titles, n, on, found, MOST);

    for (size_t i = 0; i < k; i++)
        ids |= 1U << titles[found[i]].id;
    return ids;
}

struct history {
    struct title titles[MOST];
    struct roster lists[LISTS];
    size_t n;
};

static struct history some_history(struct dice *d)
{
    struct history h = {.n = 1 + roll(d, MOST)};

    for (size_t i = 0; i < h.n; i++)
        h.titles[i] = some_title(d, (int64_t)i);
    for (size_t i = 0; i < LISTS; i++)
        h.lists[i] = some_list(d, i);
    return h;
}

static uint64_t seed_of_run(void)
{
    const char *given = getenv("SIZHI_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);

    print_message("seed %llu (set SIZHI_SEED to repeat)\n", (unsigned long long)seed);
    return seed;
}

static void on_every_day_the_set_in_force_is_the_naive_one(void **state)
{
    struct dice d = {seed_of_run()};

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct history h = some_history(&d);
        struct view v = {.rosters = h.lists, .n_rosters = LISTS, .as_of = MOMENT_NONE};
        struct title live[MOST];
        size_t n = live_at(h.titles, h.n, HORIZON, live);

        for (date_t on = 0; on < DAYS; on++) {
            unsigned got = asked_in_force(&v, h.titles, h.n, on);
            unsigned want = naive_in_force(live, n, on);

            if (got != want)
                fail_msg("history %d, day %d: %x, want %x", round, on, got, want);
        }
    }
}

static void a_pilot_is_in_doubt_exactly_when_something_unseen_may_have_raised_it(void **state)
{
    struct dice d = {seed_of_run()};
    size_t doubts = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct history h = some_history(&d);
        struct view v = {.rosters = h.lists, .n_rosters = LISTS, .as_of = MOMENT_NONE};
        struct title live[MOST];
        size_t n = live_at(h.titles, h.n, HORIZON, live);

        for (size_t i = 0; i < n; i++) {
            date_t on = (date_t)roll(&d, DAYS);
            enum title_status s = title_status(&v, live, n, &live[i], on);

            if (!title_status_counts(s) || live[i].kind != TITLE_PILOT_CITY) {
                assert_int_not_equal(s, STATUS_IN_FORCE_UNLESS_SUPERSEDED);
                continue;
            }
            bool open = naive_open(live, n, h.lists, &live[i], on);

            doubts += open;
            if (open != (s == STATUS_IN_FORCE_UNLESS_SUPERSEDED))
                fail_msg("history %d, title %zu, day %d: %s", round, i, on, title_status_name(s));
        }
    }
    assert_true(doubts > 100);
}

static void as_of_a_past_moment_is_what_was_answered_then(void **state)
{
    struct dice d = {seed_of_run()};

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct history h = some_history(&d);

        for (moment_t at = 0; at < MOMENTS; at++) {
            date_t on = (date_t)roll(&d, DAYS);
            struct title live[MOST];
            size_t n = live_at(h.titles, h.n, at, live);
            struct view then = {.as_of = MOMENT_NONE};
            struct view now = {.as_of = at};
            unsigned answered = asked_in_force(&then, live, n, on);

            if (answered != naive_in_force(live, n, on) ||
                answered != asked_in_force(&now, h.titles, h.n, on))
                fail_msg("history %d, moment %d, day %d", round, (int)at, on);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_every_day_the_set_in_force_is_the_naive_one),
        cmocka_unit_test(a_pilot_is_in_doubt_exactly_when_something_unseen_may_have_raised_it),
        cmocka_unit_test(as_of_a_past_moment_is_what_was_answered_then),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
