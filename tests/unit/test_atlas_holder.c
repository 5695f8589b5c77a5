/* test_atlas_holder.c - readers take and give while pictures are swapped under them; each picture
 * lives exactly as long as somebody reads from it, and the ground outlives those that share it. */
#include "small_register.h"

#include "atlas/builder.h"
#include "atlas/internal.h"
#include "atlas/titles.h"
#include "store/internal.h"

enum { READERS = 4, PUBLISHED = 200 };

/* ---- many readers ---- */

struct reader {
    pthread_t thread;
    struct atlas_holder *holder;
    atomic_bool *stop;
    long n_taken;
    bool backwards, torn;
};

/* Whole: the revision, the titles and the places belong together; an odd revision has one title,
 * an even one two (every row ever recorded is there, so only those on record count). */
static bool is_whole(const struct atlas *a)
{
    size_t n, n_now = 0;
    const struct title *titles = atlas_titles(a, &n);
    int haidian = atlas_find_code(a, "110108");

    for (size_t i = 0; i < n; i++)
        n_now += title_visible(&titles[i], MOMENT_NONE);
    return haidian >= 0 && n_now == (atlas_revision(a) % 2 ? 1u : 2u) &&
           atlas_place_holder(a, haidian).n_titles == 1 &&
           atlas_locate(a, EAST + 0.5, NORTH + 0.5).n == 2;
}

static void *read_on(void *arg)
{
    struct reader *r = arg;
    int64_t last = 0;

    while (!atomic_load(r->stop)) {
        const struct atlas *a = atlas_take(r->holder);
        r->backwards |= atlas_revision(a) < last;
        r->torn |= !is_whole(a);
        last = atlas_revision(a);
        r->n_taken++;
        atlas_give(a);
    }
    return NULL;
}

static void start_readers(struct reader *readers, struct atlas_holder *holder, atomic_bool *stop)
{
    for (int i = 0; i < READERS; i++) {
        readers[i] = (struct reader){.holder = holder, .stop = stop};
        assert_int_equal(pthread_create(&readers[i].thread, NULL, read_on, &readers[i]), 0);
    }
}

static void join_readers(struct reader *readers, atomic_bool *stop)
{
    atomic_store(stop, true);
    for (int i = 0; i < READERS; i++) {
        pthread_join(readers[i].thread, NULL);
        assert_false(readers[i].backwards);
        assert_false(readers[i].torn);
        assert_true(readers[i].n_taken > 0);
    }
}

static void readers_always_have_one_whole_revision(void **state)
{
    struct store *s = small_made(*state);
    struct atlas_holder *holder = atlas_holder_new();
    struct reader readers[READERS];
    atomic_bool stop = false;

    small_put_titles(s, 2, TITLES_AT);
    assert_null(atlas_take(holder));
    atlas_publish(holder, small_atlas(s, NULL));
    start_readers(readers, holder, &stop);
    for (int i = 0; i < PUBLISHED; i++) {
        const struct atlas *before = atlas_take(holder);
        small_put_titles(s, i % 2 ? 2 : 1, TITLES_AT + 1000 * (i + 1));
        const struct atlas *next = small_atlas(s, before);

        assert_int_equal(atlas_revision(next), atlas_revision(before) + 1);
        assert_ptr_equal(next->ground, before->ground);
        atlas_publish(holder, next);
        atlas_give(before);
    }
    join_readers(readers, &stop);
    /* All but the last have gone: it stands on the ground alone. */
    const struct atlas *last = atlas_take(holder);
    assert_int_equal(atomic_load(&last->ground->n_users), 1);
    assert_int_equal(atomic_load(&last->n_users), 2);
    atlas_give(last);
    atlas_holder_free(holder);
    store_close(s);
}

/* ---- who keeps what alive ---- */

static void a_picture_in_use_outlives_its_successor(void **state)
{
    struct store *s = small_made(*state);
    struct atlas_holder *holder = atlas_holder_new();

    small_put_titles(s, 1, TITLES_AT);
    atlas_publish(holder, small_atlas(s, NULL));
    const struct atlas *old = atlas_take(holder);
    small_rename(s, *state, 'b', "海甸区", MORE_TITLES_AT);
    atlas_publish(holder, small_atlas(s, old));
    const struct atlas *new = atlas_take(holder);
    assert_string_equal(atlas_place(old, atlas_find_code(old, "110108"))->name, "海淀区");
    assert_string_equal(atlas_place(new, atlas_find_code(new, "110108"))->name, "海甸区");
    assert_int_equal(atlas_revision(new), atlas_revision(old) + 1);
    atlas_holder_free(holder); /* what was taken is ours all the same */
    assert_int_equal(atlas_locate(old, EAST + 0.5, NORTH + 0.5).n, 2);
    atlas_give(old);
    assert_int_equal(atlas_locate(new, EAST + 0.5, NORTH + 0.5).n, 2);
    atlas_give(new);
    atlas_give(NULL);
    store_close(s);
}

static void the_ground_is_shared_while_the_divisions_stay(void **state)
{
    struct store *s = small_made(*state);
    const struct atlas *first = small_atlas(s, NULL);

    small_put_titles(s, 1, TITLES_AT);
    const struct atlas *second = small_atlas(s, first);
    assert_ptr_equal(second->ground, first->ground);
    assert_int_equal(atomic_load(&first->ground->n_users), 2);
    small_rename(s, *state, 'b', "海甸区", MORE_TITLES_AT);
    const struct atlas *third = small_atlas(s, second);
    assert_ptr_not_equal(third->ground, first->ground);
    assert_int_equal(atomic_load(&first->ground->n_users), 2);
    atlas_give(first);
    assert_int_equal(atomic_load(&second->ground->n_users), 1);
    assert_string_equal(atlas_place(second, 0)->code, "110000");
    atlas_give(second);
    assert_int_equal(atlas_revision(third), 3);
    assert_true(atlas_recorded(third) == MORE_TITLES_AT);
    assert_true(atlas_first_recorded(third) == LOADED_AT);
    atlas_give(third);
    store_close(s);
}

/* ---- the builder's thread ---- */

struct prepared {
    atomic_uint n_steps, n_rounds;
};

static bool prepare(void *arg, unsigned step)
{
    struct prepared *p = arg;

    atomic_fetch_add(&p->n_steps, 1);
    if (step < 2)
        return true;
    atomic_fetch_add(&p->n_rounds, 1);
    return false;
}

static void wait_for_revision(struct atlas_holder *holder, int64_t wanted)
{
    int64_t got = 0;

    for (int i = 0; i < 10000 && got < wanted; i++) {
        const struct atlas *a = atlas_take(holder);
        got = atlas_revision(a);
        atlas_give(a);
        usleep(1000);
    }
    assert_int_equal(got, wanted);
}

static void the_builder_follows_the_revision(void **state)
{
    const struct small *at = *state;
    struct store *s = small_made(at);
    struct atlas_holder *holder = atlas_holder_new();
    struct prepared prepared = {0};
    const struct builder_options options = {
        .path = at->file, .holder = holder, .prepare = prepare, .arg = &prepared};
    struct reader readers[READERS];
    struct builder *b;
    atomic_bool stop = false;

    small_put_titles(s, 2, TITLES_AT);
    MUST(builder_start(&b, &options, &err));
    wait_for_revision(holder, 2); /* before it returned */
    assert_int_equal(atomic_load(&prepared.n_steps), 0);
    builder_prepare(b);
    start_readers(readers, holder, &stop);
    for (int i = 0; i < 20; i++) {
        small_put_titles(s, i % 2 ? 2 : 1, TITLES_AT + 1000 * (i + 1));
        builder_wake(b);
        builder_wake(b); /* one too many does no harm */
    }
    wait_for_revision(holder, 22);
    join_readers(readers, &stop);
    builder_stop(b);
    assert_true(atomic_load(&prepared.n_rounds) > 0);
    builder_stop(NULL);
    atlas_holder_free(holder);
    store_close(s);
}

static void alter(struct store *s, const char *sql)
{
    MUST(db_exec(s->db, sql, &err));
}

static void what_could_not_be_built_is_tried_again(void **state)
{
    const struct small *at = *state;
    struct store *s = small_made(at);
    struct atlas_holder *holder = atlas_holder_new();
    const struct builder_options options = {.path = at->file, .holder = holder};
    struct builder *b;

    small_put_titles(s, 2, TITLES_AT);
    MUST(builder_start(&b, &options, &err));
    small_put_titles(s, 1, MORE_TITLES_AT);
    alter(s, "ALTER TABLE completeness RENAME TO elsewhere");
    builder_wake(b);
    usleep(300000);
    wait_for_revision(holder, 2);
    alter(s, "ALTER TABLE elsewhere RENAME TO completeness");
    wait_for_revision(holder, 3); /* and nobody woke it */
    builder_stop(b);
    atlas_holder_free(holder);
    store_close(s);
}

static void a_register_that_is_not_there_is_said(void **state)
{
    const struct small *at = *state;
    struct atlas_holder *holder = atlas_holder_new();
    const struct builder_options options = {.path = at->file, .holder = holder};
    struct err err = {0};
    struct builder *b;

    assert_false(builder_start(&b, &options, &err));
    assert_null(b);
    assert_true(err.kind != ERR_NONE && err.text[0]);
    assert_null(atlas_take(holder));
    atlas_holder_free(holder);
    atlas_holder_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(readers_always_have_one_whole_revision),
        WITH_SMALL(a_picture_in_use_outlives_its_successor),
        WITH_SMALL(the_ground_is_shared_while_the_divisions_stay),
        WITH_SMALL(the_builder_follows_the_revision),
        WITH_SMALL(what_could_not_be_built_is_tried_again),
        WITH_SMALL(a_register_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
