/* test_atlas_shelf.c - bodies kept with an atlas are made once, by one thread, and hold nobody up
 * who wants something else. */
#include "atlas/internal.h"
#include "base/mem.h"

#include <assert.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { THREADS = 8 };

/* What making a body does: counts itself, waits to be let go on, says its own name. */
struct making {
    const char *text;
    atomic_int n_made, n_begun;
    pthread_barrier_t *held; /* NULL: goes on at once */
};

static void make(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    struct making *m = (struct making *)(uintptr_t)arg;

    assert(!a); /* a shelf needs none */
    atomic_fetch_add(&m->n_begun, 1);
    if (m->held)
        pthread_barrier_wait(m->held);
    buf_puts(&out[0], m->text);
    atomic_fetch_add(&m->n_made, 1);
}

struct asker {
    pthread_t thread;
    struct shelf *shelf;
    const char *key;
    struct making *making;
    const struct shelf_bytes *got;
};

static void *ask(void *arg)
{
    struct asker *a = arg;

    a->got = shelf_get(a->shelf, NULL, a->key, make, a->making);
    return NULL;
}

static void start(struct asker *a)
{
    assert_int_equal(pthread_create(&a->thread, NULL, ask, a), 0);
}

static void wait_until(atomic_int *n, int wanted)
{
    for (int i = 0; i < 5000 && atomic_load(n) < wanted; i++)
        usleep(1000);
    assert_int_equal(atomic_load(n), wanted);
}

static void what_many_ask_for_is_made_once(void **state)
{
    struct shelf *shelf = shelf_new();
    pthread_barrier_t held;
    struct making m = {.text = "a layer", .held = &held};
    struct asker askers[THREADS];

    (void)state;
    pthread_barrier_init(&held, NULL, 2);
    for (int i = 0; i < THREADS; i++) {
        askers[i] = (struct asker){.shelf = shelf, .key = "layer", .making = &m};
        start(&askers[i]);
    }
    wait_until(&m.n_begun, 1);
    usleep(20000); /* time for the others to come and wait */
    assert_int_equal(atomic_load(&m.n_begun), 1);
    pthread_barrier_wait(&held);
    for (int i = 0; i < THREADS; i++)
        pthread_join(askers[i].thread, NULL);
    assert_int_equal(m.n_made, 1);
    for (int i = 0; i < THREADS; i++) {
        assert_ptr_equal(askers[i].got, askers[0].got);
        assert_int_equal(askers[i].got->body[0].size, 7);
        assert_memory_equal(askers[i].got->body[0].at, "a layer", 7);
        assert_null(askers[i].got->body[1].at); /* what was not made is not there */
    }
    pthread_barrier_destroy(&held);
    shelf_free(shelf);
}

static void who_wants_something_else_does_not_wait(void **state)
{
    struct shelf *shelf = shelf_new();
    pthread_barrier_t held;
    struct making slow = {.text = "slow", .held = &held}, quick = {.text = "quick"};
    struct asker waits = {.shelf = shelf, .key = "slow", .making = &slow};

    (void)state;
    pthread_barrier_init(&held, NULL, 2);
    start(&waits);
    wait_until(&slow.n_begun, 1);
    /* On this thread: were it to wait, nobody would ever let the other one go on. */
    const struct shelf_bytes *got = shelf_get(shelf, NULL, "quick", make, &quick);
    assert_memory_equal(got->body[0].at, "quick", 5);
    assert_true(shelf_memory(shelf) > 0);
    assert_int_equal(slow.n_made, 0);
    pthread_barrier_wait(&held);
    pthread_join(waits.thread, NULL);
    assert_memory_equal(waits.got->body[0].at, "slow", 4);
    pthread_barrier_destroy(&held);
    shelf_free(shelf);
}

static void a_full_shelf_takes_nothing_new_and_keeps_what_it_has(void **state)
{
    struct shelf *shelf = shelf_new();
    struct making m = {.text = "x"};
    char key[16];

    (void)state;
    for (int i = 0; i < SHELF_MAX; i++) {
        snprintf(key, sizeof key, "key %d", i);
        assert_non_null(shelf_get(shelf, NULL, key, make, &m));
    }
    assert_null(shelf_get(shelf, NULL, "one more", make, &m));
    assert_int_equal(m.n_made, SHELF_MAX);
    assert_non_null(shelf_get(shelf, NULL, "key 0", make, &m));
    assert_non_null(shelf_get(shelf, NULL, key, make, &m));
    assert_int_equal(m.n_made, SHELF_MAX);
    shelf_free(shelf);
}

static void its_memory_is_counted(void **state)
{
    struct shelf *shelf = shelf_new();
    static char text[100001];
    struct making m = {.text = text};
    size_t before = shelf_memory(shelf);

    (void)state;
    memset(text, 'a', sizeof text - 1);
    shelf_get(shelf, NULL, "long", make, &m);
    assert_true(shelf_memory(shelf) >= before + sizeof text - 1);
    shelf_free(shelf);
    shelf_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_many_ask_for_is_made_once),
        cmocka_unit_test(who_wants_something_else_does_not_wait),
        cmocka_unit_test(a_full_shelf_takes_nothing_new_and_keeps_what_it_has),
        cmocka_unit_test(its_memory_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
