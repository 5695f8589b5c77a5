/* test_atlas_recent.c - what is kept of one revision: made once, by one thread; the least recently
 * wanted makes room, what is on loan never does. */
#include "atlas/internal.h"
#include "atlas/recent.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { THREADS = 8, ROUNDS = 4000, LARGE = 100000 };

/* What making a body does: counts itself, waits to be let go on, says its own name. */
struct making {
    const char *text;
    atomic_int n_made, n_begun;
    pthread_barrier_t *held; /* NULL: goes on at once */
};

static void make(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    struct making *m = (struct making *)(uintptr_t)arg;

    (void)a;
    atomic_fetch_add(&m->n_begun, 1);
    if (m->held)
        pthread_barrier_wait(m->held);
    buf_puts(&out[0], m->text);
    atomic_fetch_add(&m->n_made, 1);
}

static const char *numbered(char out[16], int i)
{
    snprintf(out, 16, "day %d", i);
    return out;
}

/* Asks for a body that says its own key, and gives it back. */
static void ask_and_return(struct recent *r, int i, struct making *m)
{
    char key[16];
    struct loan *l = recent_take(r, numbered(key, i), make, m);

    assert_non_null(l);
    loan_end(l);
}

struct asker {
    pthread_t thread;
    struct recent *recent;
    struct making *making;
    unsigned seed;
    int n_wrong, n_refused;
    struct loan *got;
};

static void *ask_once(void *arg)
{
    struct asker *a = arg;

    a->got = recent_take(a->recent, "day", make, a->making);
    return NULL;
}

static void what_many_ask_for_is_made_once(void **state)
{
    struct recent *r = recent_new(NULL);
    pthread_barrier_t held;
    struct making m = {.text = "a day", .held = &held};
    struct asker askers[THREADS];

    (void)state;
    pthread_barrier_init(&held, NULL, 2);
    for (int i = 0; i < THREADS; i++) {
        askers[i] = (struct asker){.recent = r, .making = &m};
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask_once, &askers[i]), 0);
    }
    for (int i = 0; i < 5000 && atomic_load(&m.n_begun) < 1; i++)
        usleep(1000);
    usleep(20000); /* time for the others to come and wait */
    assert_int_equal(atomic_load(&m.n_begun), 1);
    pthread_barrier_wait(&held);
    for (int i = 0; i < THREADS; i++)
        pthread_join(askers[i].thread, NULL);
    assert_int_equal(m.n_made, 1);
    for (int i = 0; i < THREADS; i++) {
        assert_ptr_equal(askers[i].got, askers[0].got);
        assert_int_equal(loan_bytes(askers[i].got)->body[0].size, 5);
        assert_memory_equal(loan_bytes(askers[i].got)->body[0].at, "a day", 5);
        assert_null(loan_bytes(askers[i].got)->body[1].at); /* what was not made is not there */
        loan_end(askers[i].got);
    }
    pthread_barrier_destroy(&held);
    recent_free(r);
}

static void the_one_that_was_not_wanted_for_longest_makes_room(void **state)
{
    struct recent *r = recent_new(NULL);
    struct making m = {.text = "x"};

    (void)state;
    for (int i = 0; i < RECENT_MAX; i++)
        ask_and_return(r, i, &m);
    ask_and_return(r, 0, &m); /* wanted again: now 1 is the oldest */
    assert_int_equal(m.n_made, RECENT_MAX);
    ask_and_return(r, RECENT_MAX, &m);
    assert_int_equal(m.n_made, RECENT_MAX + 1);
    ask_and_return(r, 0, &m);
    for (int i = 2; i <= RECENT_MAX; i++)
        ask_and_return(r, i, &m);
    assert_int_equal(m.n_made, RECENT_MAX + 1);
    ask_and_return(r, 1, &m);
    assert_int_equal(m.n_made, RECENT_MAX + 2);
    recent_free(r);
}

static void what_is_on_loan_never_makes_room(void **state)
{
    struct recent *r = recent_new(NULL);
    struct making first = {.text = "first"}, m = {.text = "x"};
    struct loan *loans[RECENT_MAX];
    char key[16];

    (void)state;
    loans[0] = recent_take(r, numbered(key, 0), make, &first);
    for (int i = 1; i < 5 * RECENT_MAX; i++)
        ask_and_return(r, i, &m);
    assert_memory_equal(loan_bytes(loans[0])->body[0].at, "first", 5);
    for (int i = 1; i < RECENT_MAX; i++)
        loans[i] = recent_take(r, numbered(key, i), make, &m);
    int made = m.n_made;
    assert_null(recent_take(r, "one more", make, &m));
    assert_int_equal(m.n_made, made);
    loan_end(loans[0]);
    struct loan *now = recent_take(r, "one more", make, &m);
    assert_non_null(now);
    loan_end(now);
    for (int i = 1; i < RECENT_MAX; i++)
        loan_end(loans[i]);
    recent_free(r);
}

static void its_memory_has_an_end_and_is_counted(void **state)
{
    struct recent *r = recent_new(NULL);
    static char text[LARGE + 1];
    struct making m = {.text = text};
    size_t before = recent_memory(r);

    (void)state;
    memset(text, 'a', LARGE);
    for (int i = 0; i < 100; i++)
        ask_and_return(r, i, &m);
    assert_int_equal(recent_memory(r), before + RECENT_MAX * (size_t)LARGE);
    recent_free(r);
    recent_free(NULL);
}

static void say_the_key(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    (void)a;
    for (int e = 0; e < SHELF_ENCODINGS; e++)
        buf_puts(&out[e], arg);
}

/* More keys than places, by more threads than one: whoever gets a body gets the one asked for. */
static void *ask_at_random(void *arg)
{
    struct asker *a = arg;
    char key[16];

    for (int i = 0; i < ROUNDS; i++) {
        numbered(key, (int)((unsigned)rand_r(&a->seed) % (2 * RECENT_MAX)));
        struct loan *l = recent_take(a->recent, key, say_the_key, key);
        if (!l) {
            a->n_refused++;
            continue;
        }
        for (int e = 0; e < SHELF_ENCODINGS; e++) {
            struct bytes b = loan_bytes(l)->body[e];
            a->n_wrong += b.size != strlen(key) || memcmp(b.at, key, b.size) != 0;
        }
        loan_end(l);
    }
    return NULL;
}

static void each_gets_what_was_asked_for(void **state)
{
    struct recent *r = recent_new(NULL);
    struct asker askers[THREADS];

    (void)state;
    for (unsigned i = 0; i < THREADS; i++) {
        askers[i] = (struct asker){.recent = r, .seed = i + 1};
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask_at_random, &askers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(askers[i].thread, NULL);
        assert_int_equal(askers[i].n_wrong, 0);
        assert_true(askers[i].n_refused < ROUNDS / 2);
    }
    recent_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_many_ask_for_is_made_once),
        cmocka_unit_test(the_one_that_was_not_wanted_for_longest_makes_room),
        cmocka_unit_test(what_is_on_loan_never_makes_room),
        cmocka_unit_test(its_memory_has_an_end_and_is_counted),
        cmocka_unit_test(each_gets_what_was_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
