/* test_store_readers.c - connections lent out: one moment each, and nobody is left without. */
#include "in_place.h"

#include "store/readers.h"

#include <pthread.h>
#include <stdatomic.h>

enum { LENT = 3, ASKERS = 24, TIMES = 20 };

static void what_is_asked_through_one_taking_is_of_one_moment(void **state)
{
    struct place *p = *state;
    struct store *w = opened(p->file, STORE_WRITE);
    struct readers *r;
    struct err err = {0};

    add_revision(w, "first", 1000);
    assert_true(readers_open(&r, p->file, LENT, &err));
    struct store *early = readers_take(r);
    assert_int_equal(revision_of(early), 1);
    add_revision(w, "second", 2000);
    assert_int_equal(revision_of(early), 1);
    struct store *late = readers_take(r);
    assert_int_equal(revision_of(late), 2);
    readers_give(r, early);
    readers_give(r, late);
    early = readers_take(r);
    assert_int_equal(revision_of(early), 2);
    readers_give(r, early);
    readers_close(r);
    store_close(w);
}

struct lending {
    struct readers *readers;
    atomic_int out, most;
};

static void *ask_often(void *arg)
{
    struct lending *l = arg;

    for (int i = 0; i < TIMES; i++) {
        struct store *s = readers_take(l->readers);
        int now = atomic_fetch_add(&l->out, 1) + 1, most = atomic_load(&l->most);

        while (now > most && !atomic_compare_exchange_weak(&l->most, &most, now))
            continue;
        assert_int_equal(revision_of(s), 1);
        atomic_fetch_sub(&l->out, 1);
        readers_give(l->readers, s);
    }
    return NULL;
}

static void who_finds_none_free_waits(void **state)
{
    struct place *p = *state;
    struct store *w = opened(p->file, STORE_WRITE);
    struct lending l = {NULL, 0, 0};
    pthread_t threads[ASKERS];
    struct err err = {0};

    add_revision(w, "first", 1000);
    assert_true(readers_open(&l.readers, p->file, LENT, &err));
    for (int i = 0; i < ASKERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &l), 0);
    for (int i = 0; i < ASKERS; i++)
        pthread_join(threads[i], NULL);
    assert_true(atomic_load(&l.most) <= LENT);
    readers_close(l.readers);
    store_close(w);
}

static void a_register_that_is_not_there_is_not_made(void **state)
{
    struct place *p = *state;
    struct readers *r;
    struct err err = {0};

    assert_false(readers_open(&r, p->other, LENT, &err));
    assert_null(r);
    assert_int_not_equal(access(p->other, F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(what_is_asked_through_one_taking_is_of_one_moment),
        IN_PLACE(who_finds_none_free_waits),
        IN_PLACE(a_register_that_is_not_there_is_not_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
