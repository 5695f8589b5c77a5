/* test_store_people.c - accounts, and experts of a round. */
#include "people_in_place.h"

static enum err_kind refused(struct store *s, const struct person *p, char field[64])
{
    struct err err = {0};
    int64_t id;

    assert_true(store_begin(s, &err));
    assert_false(store_person_add(s, p, &by_command, &id, &err));
    store_rollback(s);
    snprintf(field, 64, "%s", err.field);
    return err.kind;
}

/* ---- accounts ---- */

static void an_account_is_opened_found_and_closed(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    int64_t id = add(s, "jiangsu", ROLE_PROVINCE, "320000", NULL);
    struct person p = named(s, a, "jiangsu");
    struct person *all;
    size_t n;

    assert_int_equal(p.id, id);
    assert_int_equal(p.role, ROLE_PROVINCE);
    assert_string_equal(p.unit, "320000");
    assert_null(p.place);
    assert_string_equal(p.password, "stored");
    assert_int_equal(p.made, MADE);
    assert_true(p.closed == MOMENT_NONE);
    assert_int_equal(named(s, a, "Jiangsu").id, 0);
    assert_int_equal(named(s, a, "nobody").id, 0);

    IN_A_CHANGE(s, store_person_close(s, id, &by_command, &err));
    assert_int_equal(named(s, a, "jiangsu").id, 0);
    assert_true(store_person(s, a, id, &p, NULL) && p.id == 0);
    assert_true(store_people(s, a, &all, &n, NULL) && n == 1);
    assert_int_equal(all[0].closed, MADE);

    struct err err = {0};
    assert_true(store_begin(s, NULL));
    assert_false(store_person_close(s, id, &by_command, &err));
    store_rollback(s);
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void an_account_has_the_scope_of_its_role_and_no_other(void **state)
{
    static const struct {
        const char *name;
        enum role role;
        const char *unit, *place;
        const char *field; /* NULL: taken */
    } rows[] = {
        {"n1", ROLE_NATIONAL, NULL, NULL, NULL},
        {"n2", ROLE_NATIONAL, "320000", NULL, "unit"},
        {"n3", ROLE_NATIONAL, NULL, "320100", "place"},
        {"p1", ROLE_PROVINCE, "320000", NULL, NULL},
        {"p2", ROLE_PROVINCE, "XPCC", NULL, NULL},
        {"p3", ROLE_PROVINCE, NULL, NULL, "unit"},
        {"p4", ROLE_PROVINCE, "810000", NULL, "unit"},
        {"p5", ROLE_PROVINCE, "320100", NULL, "unit"},
        {"p6", ROLE_PROVINCE, "320000", "320100", "place"},
        {"c1", ROLE_CITY, NULL, "320100", NULL},
        {"c2", ROLE_CITY, NULL, NULL, "place"},
        {"c3", ROLE_CITY, NULL, "320115", "place"},
        {"c4", ROLE_CITY, NULL, "320000", "place"},
        {"a1", ROLE_APPLICANT, NULL, "320115", NULL},
        {"a2", ROLE_APPLICANT, NULL, "320100", NULL},
        {"a3", ROLE_APPLICANT, NULL, "110108", NULL},
        {"a4", ROLE_APPLICANT, NULL, "110000", "place"},
        {"a5", ROLE_APPLICANT, NULL, "320999", "place"},
        {"a6", ROLE_APPLICANT, NULL, NULL, "place"},
        {"a7", ROLE_APPLICANT, "320000", "320115", "unit"},
        {"e1", ROLE_EXPERT, NULL, NULL, NULL},
        {"e2", ROLE_EXPERT, "110000", NULL, NULL},
        {"e3", ROLE_EXPERT, NULL, "320115", "place"},
        {"o1", ROLE_OPERATOR, NULL, NULL, NULL},
        {"o2", ROLE_OPERATOR, "320000", NULL, "unit"},
        {"x1", ROLE_ANONYMOUS, NULL, NULL, "role"},
        {"王某", ROLE_OPERATOR, NULL, NULL, NULL},
        {"a.b-c_d@e+f", ROLE_OPERATOR, NULL, NULL, NULL},
        {"x", ROLE_OPERATOR, NULL, NULL, "name"},
        {"", ROLE_OPERATOR, NULL, NULL, "name"},
        {"two words", ROLE_OPERATOR, NULL, NULL, "name"},
        {"tab\tname", ROLE_OPERATOR, NULL, NULL, "name"},
        {"zero\xE2\x80\x8Bwidth", ROLE_OPERATOR, NULL, NULL, "name"},
        {"bad\xff", ROLE_OPERATOR, NULL, NULL, "name"},
        {"<b>", ROLE_OPERATOR, NULL, NULL, "name"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ROLE_OPERATOR, NULL,
         NULL, "name"},
    };
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    char field[64];

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct person p = {.name = rows[i].name,
                                 .role = rows[i].role,
                                 .unit = rows[i].unit,
                                 .place = rows[i].place,
                                 .password = "stored"};

        if (!rows[i].field) {
            add(s, p.name, p.role, p.unit, p.place);
            continue;
        }
        assert_int_equal(refused(s, &p, field), ERR_BAD_BODY);
        assert_string_equal(field, rows[i].field);
    }
    assert_nothing_found(s);
    store_close(s);
}

static void a_name_is_given_once_for_good(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    const struct person again = {.name = "Wang", .role = ROLE_NATIONAL, .password = "stored"};
    char field[64];
    int64_t id = add(s, "wang", ROLE_NATIONAL, NULL, NULL);

    assert_int_equal(refused(s, &again, field), ERR_CONFLICT);
    assert_string_equal(field, "name");
    IN_A_CHANGE(s, store_person_close(s, id, &by_command, &err));
    assert_int_equal(refused(s, &again, field), ERR_CONFLICT);
    store_close(s);
}

/* ---- experts ---- */

static struct actor actor_of(struct store *s, struct arena *a, const char *name, const char *round)
{
    struct person p = named(s, a, name);
    struct actor actor;

    assert_true(store_actor(s, a, &p, round, &actor, NULL));
    return actor;
}

static enum err_kind expert_refused(struct store *s, int64_t id, const char *round,
                                    const char *unit)
{
    const struct act_by by = {.person = 1, .now = MADE};
    struct err err = {0};

    assert_true(store_begin(s, NULL));
    assert_false(store_expert_name(s, id, round, unit, &by, &err));
    store_rollback(s);
    return err.kind;
}

static void an_expert_judges_in_the_round_it_was_named_for(void **state)
{
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    const struct subject beijing = {.unit = "110000"}, jiangsu = {.unit = "320000"};
    int64_t national = add(s, "wang", ROLE_NATIONAL, NULL, NULL);
    int64_t expert = add(s, "expert", ROLE_EXPERT, "110000", NULL);
    int64_t officer = add(s, "jiangsu", ROLE_PROVINCE, "320000", NULL);
    int64_t applicant = add(s, "jiangning", ROLE_APPLICANT, NULL, "320115");
    const struct act_by by = {.person = national, .now = MADE};

    struct actor actor = actor_of(s, a, "expert", "2023");
    assert_false(actor.expert);
    assert_int_not_equal(authority_decide(&actor, ACTION_SCORE, &jiangsu), AUTHORITY_MAY);

    IN_A_CHANGE(s, store_expert_name(s, expert, "2023", "110000", &by, &err));
    IN_A_CHANGE(s, store_expert_name(s, officer, "2023", "320000", &by, &err));
    actor = actor_of(s, a, "expert", "2023");
    assert_true(actor.expert);
    assert_int_equal(authority_decide(&actor, ACTION_SCORE, &jiangsu), AUTHORITY_MAY);
    assert_int_equal(authority_decide(&actor, ACTION_SCORE, &beijing), AUTHORITY_OWN_PROVINCE);
    actor = actor_of(s, a, "expert", NULL);
    assert_int_not_equal(authority_decide(&actor, ACTION_SCORE, &jiangsu), AUTHORITY_MAY);
    actor = actor_of(s, a, "jiangsu", "2023");
    assert_int_equal(authority_decide(&actor, ACTION_SCORE, &jiangsu), AUTHORITY_OWN_PROVINCE);
    assert_int_equal(authority_decide(&actor, ACTION_SET_RANK, &jiangsu), AUTHORITY_MAY);

    assert_int_equal(expert_refused(s, officer, "2023", "110000"), ERR_CONFLICT);
    assert_int_equal(expert_refused(s, applicant, "2023", "110000"), ERR_CONFLICT);
    assert_int_equal(expert_refused(s, applicant, "2023", "810000"), ERR_BAD_BODY);
    assert_int_equal(expert_refused(s, applicant, "1999", "320000"), ERR_NOT_FOUND);
    assert_int_equal(expert_refused(s, 99, "2023", "320000"), ERR_NOT_FOUND);

    IN_A_CHANGE(s, store_expert_end(s, expert, "2023", &by, &err));
    assert_false(actor_of(s, a, "expert", "2023").expert);
    assert_int_equal(expert_refused(s, expert, "2023", "320000"), ERR_CONFLICT);
    IN_A_CHANGE(s, store_expert_name(s, expert, "2023", "110000", &by, &err));
    assert_true(actor_of(s, a, "expert", "2023").expert);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

/* ---- what is told of it ---- */

static void every_change_is_entered_and_names_nobody(void **state)
{
    static const char *const expected[] = {"person-add",  "session-begin", "token-add",
                                           "session-end", "token-revoke",  "person-password",
                                           "person-close"};
    const struct place *at = *state;
    struct store *s = made(at->file, MADE);
    struct arena *a = arena_new();
    struct sha256 d = digest_of("one");
    struct audit_entry *entries;
    size_t n, k = 0;
    int64_t id = add(s, "zhangsan", ROLE_PROVINCE, "320000", NULL), token;

    begin_at(s, id, "one", MADE);
    token = token_add(s, id, "t", MOMENT_NONE);
    seen_at(s, "one", MADE + 1); /* not entered */
    IN_A_CHANGE(s, store_session_end(s, &d, &by_command, &err));
    IN_A_CHANGE(s, store_token_revoke(s, token, &by_command, &err));
    IN_A_CHANGE(s, store_person_password(s, id, "new", NULL, &by_command, &err));
    IN_A_CHANGE(s, store_person_close(s, id, &by_command, &err));
    assert_true(audit_since(s, a, 0, 100, &entries, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        if (strchr(entries[i].action, ' ') || k == COUNT(expected))
            continue; /* revisions of the load */
        if (strcmp(entries[i].action, expected[k]) == 0)
            k++;
        assert_null(strstr(entries[i].detail, "zhangsan"));
        assert_null(strstr(entries[i].detail, "a label"));
        assert_null(strstr(entries[i].object, "zhangsan"));
    }
    assert_int_equal(k, COUNT(expected));
    arena_free(a);
    store_close(s);
}

static void an_account_changed_behind_our_back_is_found(void **state)
{
    static const struct {
        const char *harm, *says;
    } rows[] = {
        {"UPDATE person SET role = 'national', unit = NULL WHERE id = 2", "account 2: its role"},
        {"UPDATE person SET unit = '110000' WHERE id = 2", "account 2: its role or scope"},
        {"INSERT INTO person (name, role, password, password_ms, made_ms) VALUES ('evil',"
         " 'national', 'x', 1, 1)",
         "account 4: its role"},
        {"INSERT INTO expert (person, round, unit, named_by, named_ms) VALUES (2, '2023', '110000',"
         " 1, 1)",
         "account 2: is an expert"},
        {"UPDATE person SET closed_ms = NULL WHERE id = 3", "account 3: was closed and is open"},
        {"INSERT INTO session (digest, person, csrf, begun_ms, used_ms) VALUES (zeroblob(32), 3,"
         " 'x', 1, 1)",
         "account 3: is closed and can still be used"},
    };
    const struct place *at = *state;
    struct said said;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct store *s = made(at->file, MADE);

        add(s, "wang", ROLE_NATIONAL, NULL, NULL);
        add(s, "jiangsu", ROLE_PROVINCE, "320000", NULL);
        int64_t gone = add(s, "gone", ROLE_OPERATOR, NULL, NULL);
        IN_A_CHANGE(s, store_person_close(s, gone, &by_command, &err));
        assert_nothing_found(s);
        store_close(s);
        harm(at->file, rows[i].harm);
        s = opened(at->file, STORE_READ);
        findings_of(s, &said);
        if (!strstr(said.text, rows[i].says))
            fail_msg("%s: %s", rows[i].harm, said.text);
        store_close(s);
        assert_int_equal(unlink(at->file), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(an_account_is_opened_found_and_closed),
        IN_PLACE(an_account_has_the_scope_of_its_role_and_no_other),
        IN_PLACE(a_name_is_given_once_for_good),
        IN_PLACE(an_expert_judges_in_the_round_it_was_named_for),
        IN_PLACE(every_change_is_entered_and_names_nobody),
        IN_PLACE(an_account_changed_behind_our_back_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
