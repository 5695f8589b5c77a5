/* Draws in the register: the list before the seed, the seed not before its moment and only once,
 * outcomes of what was drawn alone; nothing is ever taken back, and harm is found. */
#include "directory_in_place.h"

enum { N_TARGETS = 5, N_INSPECTORS = 3, PROMISED = 10000 };

static const char *const digests[N_INSPECTORS] = {
    "1111111111111111111111111111111111111111111111111111111111111111",
    "2222222222222222222222222222222222222222222222222222222222222222",
    "3333333333333333333333333333333333333333333333333333333333333333",
};

struct prepared {
    struct draw_list list;
    const char *inspectors[N_INSPECTORS];
    struct draw_target targets[N_TARGETS];
    struct draw_exclusion exclusions[1];
};

static void prepare(struct prepared *p)
{
    *p = (struct prepared){
        .exclusions = {{1, 2, "亲属"}},
        .list = {.title = "年度抽查",
                 .seed_from = "某指数收盘值",
                 .not_before = PROMISED,
                 .n_drawn = 2,
                 .n_each = 2,
                 .n_inspectors = N_INSPECTORS,
                 .n_targets = N_TARGETS,
                 .n_exclusions = 1},
    };
    for (int i = 0; i < N_INSPECTORS; i++)
        p->inspectors[i] = digests[i];
    for (int i = 0; i < N_TARGETS; i++)
        p->targets[i] = (struct draw_target){i + 1, "91350100M000100Y43", "某所"};
    p->list.inspectors = p->inspectors;
    p->list.targets = p->targets;
    p->list.exclusions = p->exclusions;
}

static struct draw_row published(struct store *s, struct arena *a, moment_t now)
{
    struct draw_row d = {.unit = "320000", .zone = ZONE};
    const struct act_by by = officer_at(now);
    struct prepared p;

    prepare(&p);
    assert_int_equal(TRY(s, store_draw_publish(s, a, &p.list, &d, &by, &err)), ERR_NONE);
    return d;
}

static enum err_kind seed(struct store *s, struct arena *a, struct draw_row *d, const char *value,
                          moment_t now)
{
    const struct act_by by = officer_at(now);

    return TRY(s, store_draw_seed(s, a, d, value, "交易所公告", &by, &err));
}

static void the_list_comes_before_the_seed_and_the_seed_once(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    struct draw_row d = published(s, a, 5000), back;

    assert_true(store_draw(s, a, d.id, &back, NULL));
    assert_string_equal(back.list, d.list);
    assert_null(back.seed);
    assert_int_equal(seed(s, a, &back, "3052.1", PROMISED - 1), ERR_WRONG_STATE);
    assert_int_equal(seed(s, a, &back, "3052.1", PROMISED), ERR_NONE);
    assert_true(store_draw(s, a, d.id, &back, NULL));
    assert_string_equal(back.seed, "3052.1");
    assert_non_null(back.result);
    assert_int_equal(seed(s, a, &back, "3052.2", PROMISED + 1), ERR_WRONG_STATE);
    assert_true(store_draw(s, a, 99, &back, NULL));
    assert_int_equal(back.id, 0);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void a_seed_that_is_there_already_is_no_seed(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    struct draw_row d = {.unit = "national"};
    const struct act_by late = officer_at(PROMISED), now = officer_at(PROMISED - 1);
    struct prepared list;

    prepare(&list);
    assert_int_equal(TRY(s, store_draw_publish(s, a, &list.list, &d, &late, &err)), ERR_BAD_BODY);
    list.list.n_drawn = 9;
    assert_int_equal(TRY(s, store_draw_publish(s, a, &list.list, &d, &now, &err)), ERR_BAD_BODY);
    list.list.n_drawn = 2;
    assert_int_equal(TRY(s, store_draw_publish(s, a, &list.list, &d, &now, &err)), ERR_NONE);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static enum err_kind tell(struct store *s, struct arena *a, const struct draw_row *d,
                          int64_t institution, const char *words)
{
    const struct act_by by = officer_at(PROMISED + 100);
    struct draw_outcome o = {
        .institution = institution, .inspected = day("2026-03-01"), .words = words};

    return TRY(s, store_draw_tell(s, a, d, &o, &by, &err));
}

static void outcomes_are_told_of_what_was_drawn_alone(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    struct draw_row d = published(s, a, 5000);
    struct draw_outcome *all;
    int told = 0;
    size_t n;

    assert_int_equal(tell(s, a, &d, 1, "合格"), ERR_WRONG_STATE); /* nothing is drawn yet */
    assert_int_equal(seed(s, a, &d, "3052.1", PROMISED), ERR_NONE);
    for (int i = 1; i <= N_TARGETS; i++)
        told += tell(s, a, &d, i, "合格") == ERR_NONE;
    assert_int_equal(told, 2);
    assert_int_equal(tell(s, a, &d, 99, "合格"), ERR_BAD_BODY);
    assert_true(store_draw_outcomes(s, a, &all, &n, NULL));
    assert_int_equal(n, 2);
    assert_int_equal(tell(s, a, &d, all[0].institution, "整改"), ERR_NONE);
    assert_true(store_draw_outcomes(s, a, &all, &n, NULL));
    assert_int_equal(n, 3); /* the first one stays */
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void a_draw_is_only_added_to(void **state)
{
    static const char *const refused[] = {
        "UPDATE draw SET list = 'x'",
        "UPDATE draw SET seed_ms = seed_ms + 1",
        "DELETE FROM draw",
        "UPDATE draw_seed SET seed = 'x'",
        "UPDATE draw_seed SET result = 'x'",
        "DELETE FROM draw_seed",
        "UPDATE draw_outcome SET outcome = 'x'",
        "DELETE FROM draw_outcome",
    };
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    struct draw_row d = published(s, a, 5000);

    assert_int_equal(seed(s, a, &d, "3052.1", PROMISED), ERR_NONE);
    for (int i = 1; i <= N_TARGETS; i++)
        tell(s, a, &d, i, "合格");
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_false(db_exec(s->db, refused[i], NULL));
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void harm_done_behind_its_back_is_found(void **state)
{
    static const struct {
        const char *sql, *says;
        bool seal;
    } rows[] = {
        {"UPDATE draw_seed SET seed = '3052.2'", "draw_seed 1: the row was changed", false},
        {"UPDATE draw_seed SET seed = '3052.2'", "list and seed give another result", true},
        {"UPDATE draw_seed SET result = NULL", "list and seed give another result", true},
        {"UPDATE draw SET list = replace(list, '亲属', '同学')",
         "not the one that was committed to", true},
        {"UPDATE draw SET list = 'x'", "the bytes of the list cannot be read", true},
        {"UPDATE draw SET seed_ms = seed_ms + 5", "another title or moment", true},
        {"UPDATE draw_seed SET recorded_ms = 6000", "before the moment announced", true},
        {"PRAGMA foreign_keys = OFF; DELETE FROM draw_seed", "but has no seed", true},
    };
    static const char FREE[] =
        "DROP TRIGGER draw_stays; DROP TRIGGER draw_seed_stays; DROP TRIGGER draw_seed_kept";
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    struct draw_row d = published(s, a, 5000);

    assert_int_equal(seed(s, a, &d, "3052.1", PROMISED), ERR_NONE);
    for (int i = 1; i <= N_TARGETS; i++)
        tell(s, a, &d, i, "合格");
    assert_nothing_found(s);
    store_close(s);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct said said;
        char command[256];

        snprintf(command, sizeof command, "cp '%s' '%s'", p->file, p->other);
        assert_int_equal(system(command), 0);
        s = opened(p->other, STORE_WRITE);
        assert_true(db_exec(s->db, FREE, NULL) && db_exec(s->db, rows[i].sql, NULL));
        for (int t = 0; rows[i].seal && t < (int)INSTITUTION_TABLES; t++)
            assert_true(digest_seal(s, &institution_tables[t], NULL));
        if (findings_of(s, &said) == 0 || !strstr(said.text, rows[i].says))
            fail_msg("%s: %s", rows[i].sql, said.text);
        store_close(s);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(the_list_comes_before_the_seed_and_the_seed_once),
        IN_PLACE(a_seed_that_is_there_already_is_no_seed),
        IN_PLACE(outcomes_are_told_of_what_was_drawn_alone),
        IN_PLACE(a_draw_is_only_added_to),
        IN_PLACE(harm_done_behind_its_back_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
