/* test_store_sessions.c - sessions and tokens, at moments that are given. */
#include "people_in_place.h"

/* ---- sessions ---- */

static void a_session_ends_half_an_hour_after_its_last_use(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    int64_t id = add(s, "wang", ROLE_NATIONAL, NULL, NULL);

    begin_at(s, id, "one", MADE);
    struct signed_in in = session_at(s, a, "one", MADE);
    assert_int_equal(in.person.id, id);
    assert_string_equal(in.person.name, "wang");
    assert_true(in.by_session);
    assert_string_equal(in.csrf, "csrf");
    assert_int_equal(in.ends, MADE + SESSION_IDLE_MS);
    assert_false(in.stale_use);
    assert_true(session_at(s, a, "one", MADE + SEEN_EVERY_MS).stale_use);
    assert_int_equal(session_at(s, a, "one", MADE + 30 * MINUTE).person.id, id);
    assert_int_equal(session_at(s, a, "one", MADE + 30 * MINUTE + 1).person.id, 0);
    assert_int_equal(session_at(s, a, "two", MADE).person.id, 0);

    seen_at(s, "one", MADE + 20 * MINUTE);
    in = session_at(s, a, "one", MADE + 50 * MINUTE);
    assert_int_equal(in.person.id, id);
    assert_int_equal(in.used, MADE + 20 * MINUTE);
    seen_at(s, "one", MADE); /* late news do not turn time back */
    assert_int_equal(session_at(s, a, "one", MADE + 50 * MINUTE).person.id, id);
    assert_int_equal(session_at(s, a, "one", MADE + 50 * MINUTE + 1).person.id, 0);
    arena_free(a);
    store_close(s);
}

static void a_session_ends_ten_hours_after_its_beginning_whatever_is_done(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    int64_t id = add(s, "wang", ROLE_NATIONAL, NULL, NULL);

    begin_at(s, id, "one", MADE);
    for (int m = 20; m < 600; m += 20) {
        assert_int_equal(session_at(s, a, "one", MADE + m * MINUTE).person.id, id);
        seen_at(s, "one", MADE + m * MINUTE);
    }
    assert_int_equal(session_at(s, a, "one", MADE + 590 * MINUTE).ends, MADE + 10 * HOUR);
    assert_int_equal(session_at(s, a, "one", MADE + 10 * HOUR).person.id, id);
    assert_int_equal(session_at(s, a, "one", MADE + 10 * HOUR + 1).person.id, 0);
    arena_free(a);
    store_close(s);
}

static int64_t ask(struct store *s, const char *sql)
{
    struct stmt *q = stmt_get(s->db, sql, NULL);

    assert_int_equal(stmt_step(q, NULL), 1);
    int64_t value = column_int(q, 0);
    stmt_done(q);
    return value;
}

static const char SESSIONS[] = "SELECT count(*) FROM session";

static void what_is_over_is_swept_out_and_nobody_has_very_many(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    int64_t id = add(s, "wang", ROLE_NATIONAL, NULL, NULL);
    int64_t other = add(s, "li", ROLE_NATIONAL, NULL, NULL);
    char secret[16];

    begin_at(s, other, "other", MADE);
    for (int i = 0; i < 30; i++) {
        snprintf(secret, sizeof secret, "s%d", i);
        begin_at(s, id, secret, MADE + i);
    }
    assert_int_equal(ask(s, SESSIONS), 21);
    assert_int_equal(session_at(s, a, "s9", MADE + 30).person.id, 0);
    assert_int_equal(session_at(s, a, "s10", MADE + 30).person.id, id);
    assert_int_equal(session_at(s, a, "other", MADE + 30).person.id, other);
    begin_at(s, id, "late", MADE + HOUR);
    assert_int_equal(ask(s, SESSIONS), 1);
    arena_free(a);
    store_close(s);
}

static struct signed_in token_at(struct store *s, struct arena *a, const char *secret, moment_t now)
{
    struct sha256 d = digest_of(secret);
    struct signed_in in;

    assert_true(store_token(s, a, &d, now, &in, NULL));
    return in;
}

static void another_password_ends_the_other_sessions_and_set_by_others_the_tokens(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    int64_t id = add(s, "wang", ROLE_NATIONAL, NULL, NULL);
    int64_t other = add(s, "li", ROLE_NATIONAL, NULL, NULL);
    struct sha256 kept = digest_of("one");
    int64_t n;

    begin_at(s, id, "one", MADE);
    begin_at(s, id, "two", MADE);
    begin_at(s, other, "other", MADE);
    token_add(s, id, "program", MOMENT_NONE);
    token_add(s, id, "short", MADE + HOUR);
    token_add(s, other, "theirs", MOMENT_NONE);
    IN_A_CHANGE(s, store_person_password(s, id, "new", &kept, &by_command, &err));
    assert_int_equal(token_at(s, a, "program", MADE).person.id, id);
    assert_true(store_tokens_good(s, id, MADE, &n, NULL) && n == 2);
    assert_true(store_tokens_good(s, id, MADE + HOUR, &n, NULL) && n == 1);
    assert_string_equal(named(s, a, "wang").password, "new");
    assert_int_equal(session_at(s, a, "one", MADE).person.id, id);
    assert_int_equal(session_at(s, a, "two", MADE).person.id, 0);
    assert_int_equal(session_at(s, a, "other", MADE).person.id, other);
    IN_A_CHANGE(s, store_person_password(s, id, "newer", NULL, &by_command, &err));
    assert_int_equal(session_at(s, a, "one", MADE).person.id, 0);
    assert_int_equal(token_at(s, a, "program", MADE).person.id, 0);
    assert_true(store_tokens_good(s, id, MADE, &n, NULL) && n == 0);
    assert_int_equal(token_at(s, a, "theirs", MADE).person.id, other);
    begin_at(s, other, "leaves", MADE);
    kept = digest_of("leaves");
    IN_A_CHANGE(s, store_session_end(s, &kept, &by_command, &err));
    assert_int_equal(session_at(s, a, "leaves", MADE).person.id, 0);
    IN_A_CHANGE(s, store_session_end(s, &kept, &by_command, &err)); /* twice is fine */
    arena_free(a);
    store_close(s);
}

/* ---- tokens ---- */

static void a_token_is_good_until_it_ends_or_is_revoked(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    int64_t id = add(s, "wang", ROLE_NATIONAL, NULL, NULL);
    int64_t forever = token_add(s, id, "forever", MOMENT_NONE);
    struct token_row *rows;
    struct err why = {0};
    size_t n;

    token_add(s, id, "short", MADE + HOUR);
    assert_int_equal(token_at(s, a, "forever", MADE + 1000L * HOUR).person.id, id);
    assert_false(token_at(s, a, "forever", MADE).by_session);
    assert_true(token_at(s, a, "forever", MADE).ends == MOMENT_NONE);
    assert_true(token_at(s, a, "forever", MADE).stale_use);
    assert_int_equal(token_at(s, a, "short", MADE + HOUR).person.id, id);
    assert_int_equal(token_at(s, a, "short", MADE + HOUR + 1).person.id, 0);
    assert_int_equal(session_at(s, a, "forever", MADE).person.id, 0);

    seen_at(s, "forever", MADE + 5);
    assert_true(store_tokens(s, a, id, &rows, &n, NULL) && n == 2);
    assert_int_equal(rows[0].id, forever);
    assert_int_equal(rows[0].used, MADE + 5);
    assert_string_equal(rows[0].label, "a label");
    assert_true(rows[1].used == MOMENT_NONE && rows[1].ends == MADE + HOUR);
    assert_true(store_tokens(s, a, id + 1, &rows, &n, NULL) && n == 0);
    assert_true(store_tokens(s, a, 0, &rows, &n, NULL) && n == 2);

    IN_A_CHANGE(s, store_token_revoke(s, forever, &by_command, &err));
    assert_int_equal(token_at(s, a, "forever", MADE).person.id, 0);
    assert_true(store_begin(s, NULL));
    assert_false(store_token_revoke(s, forever, &by_command, &why));
    store_rollback(s);
    assert_int_equal(why.kind, ERR_NOT_FOUND);
    arena_free(a);
    store_close(s);
}

static void a_closed_account_has_neither_session_nor_token(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    int64_t id = add(s, "wang", ROLE_NATIONAL, NULL, NULL);

    begin_at(s, id, "one", MADE);
    token_add(s, id, "t", MOMENT_NONE);
    IN_A_CHANGE(s, store_person_close(s, id, &by_command, &err));
    assert_int_equal(session_at(s, a, "one", MADE).person.id, 0);
    assert_int_equal(token_at(s, a, "t", MADE).person.id, 0);
    assert_int_equal(ask(s, SESSIONS), 0);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_session_ends_half_an_hour_after_its_last_use),
        IN_PLACE(a_session_ends_ten_hours_after_its_beginning_whatever_is_done),
        IN_PLACE(what_is_over_is_swept_out_and_nobody_has_very_many),
        IN_PLACE(another_password_ends_the_other_sessions_and_set_by_others_the_tokens),
        IN_PLACE(a_token_is_good_until_it_ends_or_is_revoked),
        IN_PLACE(a_closed_account_has_neither_session_nor_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
