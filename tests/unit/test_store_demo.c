/* A demonstration is marked in an empty register and nowhere else, and the mark can neither be
 * taken off nor put on behind the register's back. */
#include "claims_in_place.h"
#include "store/demo.h"
#include "store/internal.h"

static const struct act_by command = {.command = "cli:demo", .now = 1000};

static void expect_demo(struct store *s, bool want)
{
    bool demo;

    assert_true(store_is_demo(s, &demo, NULL));
    assert_int_equal(demo, want);
}

static void the_mark_is_made_in_an_empty_register_alone(void **state)
{
    struct store *s = opened(((struct place *)*state)->file, STORE_WRITE);
    struct err why = {0};

    expect_demo(s, false);
    assert_true(store_demo_refuse(s, &why));
    IN_A_CHANGE(s, store_demo_begin(s, 7, &command, &err));
    expect_demo(s, true);
    assert_false(store_demo_refuse(s, &why));
    assert_int_equal(why.kind, ERR_CONFLICT);
    assert_nothing_found(s);
    assert_true(store_begin(s, NULL));
    assert_false(store_demo_begin(s, 7, &command, &why)); /* it is not empty any more */
    assert_int_equal(why.kind, ERR_CONFLICT);
    store_rollback(s);
    store_close(s);
}

static void a_real_register_never_becomes_one(void **state)
{
    struct store *s = opened(((struct place *)*state)->file, STORE_WRITE);
    struct some_facts f;
    struct err why = {0};

    IN_A_CHANGE(s, put_places(s, NULL, &err));
    fill_facts(&f);
    load_into(s, &f, 1000);
    assert_true(store_begin(s, NULL));
    assert_false(store_demo_begin(s, 7, &command, &why));
    store_rollback(s);
    expect_demo(s, false);
    assert_nothing_found(s);
    store_close(s);
}

static void a_mark_that_was_taken_off_is_found(void **state)
{
    static const struct harm rows[] = {
        {"DELETE FROM meta WHERE key = 'demo'", "mark 'demo'"},
        {"UPDATE meta SET value = '0' WHERE key = 'demo'", "mark 'demo'"},
        {"INSERT INTO input_file VALUES ('facts/titles', printf('%064d', 0), 1)",
         "facts/titles: this is a demonstration"},
    };
    const struct place *p = *state;
    struct store *s = opened(p->file, STORE_WRITE);

    IN_A_CHANGE(s, store_demo_begin(s, 7, &command, &err));
    store_close(s);
    assert_check_sees(p, check_demo, NULL, rows, COUNT(rows));
}

static void a_mark_that_was_put_on_is_found(void **state)
{
    static const struct harm rows[] = {
        {"INSERT INTO meta VALUES ('demo', '1')", "mark 'demo'"},
    };
    const struct place *p = *state;

    store_close(opened(p->file, STORE_WRITE));
    assert_check_sees(p, check_demo, NULL, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(the_mark_is_made_in_an_empty_register_alone),
        IN_PLACE(a_real_register_never_becomes_one),
        IN_PLACE(a_mark_that_was_taken_off_is_found),
        IN_PLACE(a_mark_that_was_put_on_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
