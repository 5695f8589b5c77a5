/* test_base_secret.c - which passwords are taken, that they are known again, and tokens. */
#include "base/mem.h"
#include "base/secret.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void passwords_that_are_tried_first_are_refused(void **state)
{
    static const struct {
        const char *password;
        const char *says; /* NULL: taken */
    } rows[] = {
        {"Uh7-lantern-ferry", NULL},
        {"碧水东流至此回两岸青山", "at least 12"},
        {"碧水东流至此回两岸青山相对", NULL},
        {"eleven char", "at least 12"},
        {"", "at least 12"},
        {"Password1234", "tried first"},
        {"PASSWORDPASSWORD", "tried first"},
        {"ZhiShiChanQuan", "tried first"},
        {"111111111111", "tried first"},
        {"123456789012", "tried first"},
        {"abcdefghijklmn", "tried first"},
        {"zyxwvutsrqpon", "tried first"},
        {"abcabcabcabcabc", "tried first"},
        {"1234123412341234", "tried first"},
        {"aabbccddaabbccdd", "tried first"},
        {"twelve chars\xff", "not valid UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};
        bool fits = password_fits(rows[i].password, &err);

        if (fits != (rows[i].says == NULL) || (!fits && !strstr(err.text, rows[i].says)))
            fail_msg("%s: %s", rows[i].password, fits ? "taken" : err.text);
        if (!fits)
            assert_string_equal(err.field, "password");
    }
}

static void a_password_has_an_end(void **state)
{
    char most[PASSWORD_MOST + 2];
    struct err err = {0};

    (void)state;
    for (int i = 0; i <= PASSWORD_MOST; i++)
        most[i] = (char)('a' + (i * 7 + i / 5) % 26);
    most[PASSWORD_MOST + 1] = '\0';
    assert_false(password_fits(most, &err));
    most[PASSWORD_MOST] = '\0';
    assert_true(password_fits(most, &(struct err){0}));
}

static void a_password_does_not_hold_the_name(void **state)
{
    struct err err = {0};

    (void)state;
    assert_true(password_fits_name("Uh7-lantern-ferry", "wang", &err));
    assert_true(password_fits_name("Uh7-lantern-ferry", "la", &err));
    assert_false(password_fits_name("Uh7-lantern-ferry", "Lantern", &err));
    assert_string_equal(err.field, "password");
    assert_false(password_fits_name("碧水东流至此回两岸青山相对", "青山", &(struct err){0}));
}

static void a_password_is_known_again_and_no_other_is(void **state)
{
    char one[PASSWORD_STORED], two[PASSWORD_STORED];
    struct err err = {0};
    bool same;

    (void)state;
    assert_true(password_store("Uh7-lantern-ferry", one, &err));
    assert_true(password_store("Uh7-lantern-ferry", two, &err));
    assert_string_not_equal(one, two); /* salted */
    assert_memory_equal(one, "$argon2id$v=19$m=65536,t=2,p=1$", 31);
    assert_true(password_check(one, "Uh7-lantern-ferry", &same, &err));
    assert_true(same);
    assert_true(password_check(one, "Uh7-lantern-ferrY", &same, &err));
    assert_false(same);
    assert_true(password_check(one, "", &same, &err));
    assert_false(same);
    assert_true(password_check("not one of ours", "Uh7-lantern-ferry", &same, &err));
    assert_false(same);
}

static int64_t nanoseconds(const char *stored)
{
    struct timespec a, b;
    struct err err = {0};
    bool same;

    clock_gettime(CLOCK_MONOTONIC, &a);
    assert_true(password_check(stored, "something else", &same, &err));
    clock_gettime(CLOCK_MONOTONIC, &b);
    assert_false(same);
    return (b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec;
}

/* The fastest of a few, so that a busy machine does not decide. */
static void nobody_takes_as_long_as_somebody(void **state)
{
    char stored[PASSWORD_STORED];
    int64_t known = INT64_MAX, unknown = INT64_MAX;
    struct err err = {0};

    (void)state;
    assert_true(password_store("Uh7-lantern-ferry", stored, &err));
    for (int i = 0; i < 5; i++) {
        int64_t k = nanoseconds(stored), u = nanoseconds(NULL);
        known = k < known ? k : known;
        unknown = u < unknown ? u : unknown;
    }
    assert_true(known < 2 * unknown && unknown < 2 * known);
}

enum { CROWD = 60 };

static void *check_one(void *arg)
{
    enum err_kind *kind = arg;
    struct err err = {0};
    bool same;

    password_check(NULL, "something else", &same, &err);
    *kind = err.kind;
    return NULL;
}

static void a_crowd_is_told_to_come_back(void **state)
{
    pthread_t threads[CROWD];
    enum err_kind kinds[CROWD];
    int served = 0, busy = 0;

    (void)state;
    for (int i = 0; i < CROWD; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, check_one, &kinds[i]), 0);
    for (int i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
        served += kinds[i] == ERR_NONE;
        busy += kinds[i] == ERR_BUSY;
    }
    assert_int_equal(served + busy, CROWD);
    assert_true(served >= 18); /* two at work, 16 waiting */
    assert_int_equal(check_one(&kinds[0]) == NULL && kinds[0] == ERR_NONE, 1);
}

static void tokens_are_long_random_and_fit_an_address(void **state)
{
    char seen[100][TOKEN_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT(seen); i++) {
        token_make(seen[i]);
        assert_int_equal(strlen(seen[i]), 43);
        assert_int_equal(strspn(seen[i], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789-_"),
                         43);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(seen[i], seen[k]);
    }
    struct sha256 a = token_digest(seen[0]), b = token_digest(seen[1]);
    assert_true(secret_same(&a, &a, sizeof a));
    assert_false(secret_same(&a, &b, sizeof a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_that_are_tried_first_are_refused),
        cmocka_unit_test(a_password_has_an_end),
        cmocka_unit_test(a_password_does_not_hold_the_name),
        cmocka_unit_test(a_password_is_known_again_and_no_other_is),
        cmocka_unit_test(nobody_takes_as_long_as_somebody),
        cmocka_unit_test(a_crowd_is_told_to_come_back),
        cmocka_unit_test(tokens_are_long_random_and_fit_an_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
