/* test_atlas_claims.c - titles, lists and quotas of a revision, now and as an earlier moment saw
 * them. */
#include "small_register.h"

#include "atlas/titles.h"
#include "domain/unit.h"

/* The places at LOADED_AT, one title at TITLES_AT, all three at MORE_TITLES_AT. */
static struct store *told_in_three_steps(void **state)
{
    struct store *s = small_made(*state);

    small_put_titles(s, 1, TITLES_AT);
    small_put_titles(s, 3, MORE_TITLES_AT);
    return s;
}

static size_t visible(const struct atlas *a, moment_t as_of)
{
    size_t n, found = 0;
    const struct title *titles = atlas_titles(a, &n);

    for (size_t i = 0; i < n; i++)
        found += title_visible(&titles[i], as_of);
    return found;
}

static void a_moment_sees_what_was_on_record_then(void **state)
{
    static const struct {
        moment_t as_of;
        size_t titles, rosters;
        int known; /* of the list, when it was on record */
    } rows[] = {
        {LOADED_AT, 0, 0, 0},          {TITLES_AT - 1, 0, 0, 0},  {TITLES_AT, 1, 1, 1},
        {MORE_TITLES_AT - 1, 1, 1, 1}, {MORE_TITLES_AT, 3, 1, 2}, {MORE_TITLES_AT + 1, 3, 1, 2},
        {MOMENT_NONE, 3, 1, 2},
    };
    struct store *s = told_in_three_steps(state);
    const struct atlas *a = small_atlas(s, NULL);
    struct arena *arena = arena_new();

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct view v = atlas_view(a, rows[i].as_of, arena);
        size_t n_rosters = 0;

        assert_int_equal(visible(a, rows[i].as_of), rows[i].titles);
        for (size_t k = 0; k < v.n_rosters; k++) {
            const struct roster *r = &v.rosters[k];
            if (!view_shows(v.as_of, r->recorded, r->retracted))
                continue;
            n_rosters++;
            assert_int_equal(r->known, rows[i].known);
            assert_int_equal(r->declared, 5);
            assert_true(roster_complete(&v, r, "110000"));
            assert_false(roster_complete(&v, r, "440000"));
        }
        assert_int_equal(n_rosters, rows[i].rosters);
    }
    arena_free(arena);
    atlas_give(a);
    store_close(s);
}

/* Counting for a moment must not touch what others are reading. */
static void a_view_of_the_past_leaves_the_present_alone(void **state)
{
    struct store *s = told_in_three_steps(state);
    const struct atlas *a = small_atlas(s, NULL);
    struct arena *arena = arena_new();
    struct view now = atlas_view(a, MOMENT_NONE, arena);
    struct view then = atlas_view(a, TITLES_AT, arena);

    assert_ptr_not_equal(now.rosters, then.rosters);
    assert_int_equal(now.rosters[0].known, 2);
    assert_int_equal(then.rosters[0].known, 1);
    assert_ptr_equal(now.complete, then.complete);
    arena_free(arena);
    atlas_give(a);
    store_close(s);
}

static void what_was_taken_back_stays_visible_to_its_time(void **state)
{
    struct store *s = told_in_three_steps(state);

    small_put_titles(s, 1, MORE_TITLES_AT + 1000);
    const struct atlas *a = small_atlas(s, NULL);
    struct arena *arena = arena_new();
    int guangzhou = atlas_find_code(a, "440100");
    struct holder h = atlas_place_holder(a, guangzhou);

    assert_int_equal(h.n_titles, 1);
    assert_false(title_visible(&h.titles[0], MOMENT_NONE));
    assert_true(title_visible(&h.titles[0], MORE_TITLES_AT));
    assert_int_equal(visible(a, MOMENT_NONE), 1);
    assert_int_equal(visible(a, MORE_TITLES_AT), 3);
    assert_int_equal(atlas_view(a, MOMENT_NONE, arena).rosters[0].known, 1);
    assert_int_equal(atlas_view(a, MORE_TITLES_AT, arena).rosters[0].known, 2);
    arena_free(arena);
    atlas_give(a);
    store_close(s);
}

static void titles_are_found_by_their_holder(void **state)
{
    static const struct {
        const char *code;
        size_t n;
    } rows[] = {{"110108", 1}, {"440100", 1}, {"110105", 0}, {"441900", 0}, {"820000", 0}};
    struct store *s = told_in_three_steps(state);
    const struct atlas *a = small_atlas(s, NULL);
    size_t n;
    const struct title *titles = atlas_titles(a, &n);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct holder h = atlas_place_holder(a, atlas_find_code(a, rows[i].code));
        assert_int_equal(h.n_titles, rows[i].n);
        assert_string_equal(h.code, rows[i].code);
        for (size_t k = 0; k < h.n_titles; k++)
            assert_string_equal(h.titles[k].holder, rows[i].code);
    }
    /* What nobody holds comes last, and belongs to no place; a guess at one is not a holder. */
    assert_int_equal(n, 3);
    assert_null(titles[2].holder);
    assert_string_equal(titles[2].host_guess, "110105");
    assert_int_equal(atlas_title_place(a, &titles[2]), -1);
    assert_int_equal(atlas_title_place(a, &titles[0]), atlas_find_code(a, "110108"));
    atlas_give(a);
    store_close(s);
}

static void rounds_and_quotas_are_found_by_name(void **state)
{
    struct store *s = told_in_three_steps(state);
    const struct atlas *a = small_atlas(s, NULL);
    size_t n_rounds, n_quotas;
    const struct quota *quotas = atlas_quotas(a, &n_quotas);

    atlas_rounds(a, &n_rounds);
    assert_int_equal(n_rounds, 1);
    assert_string_equal(atlas_round(a, "2023")->id, "2023");
    assert_null(atlas_round(a, "2024"));
    assert_null(atlas_round(a, ""));
    assert_int_equal(n_quotas, TRACKS * UNITS); /* one row for each, all unknown */
    for (size_t i = 0; i < n_quotas; i++) {
        assert_int_equal(quotas[i].status, QUOTA_UNKNOWN);
        assert_ptr_equal(atlas_quota(a, "2023", quotas[i].track, quotas[i].unit), &quotas[i]);
    }
    assert_null(atlas_quota(a, "2024", TITLE_DEMO_CITY, "110000"));
    assert_null(atlas_quota(a, "2023", TITLE_DEMO_CITY, "820000"));
    atlas_give(a);
    store_close(s);
}

static void before_there_are_titles_everything_is_empty(void **state)
{
    struct store *s = small_made(*state);
    const struct atlas *a = small_atlas(s, NULL);
    struct arena *arena = arena_new();
    size_t n = 99;

    atlas_titles(a, &n);
    assert_int_equal(n, 0);
    assert_int_equal(atlas_place_holder(a, 0).n_titles, 0);
    assert_int_equal(atlas_view(a, MOMENT_NONE, arena).n_rosters, 0);
    assert_int_equal(atlas_view(a, LOADED_AT, arena).n_rosters, 0);
    assert_null(atlas_round(a, "2023"));
    atlas_quotas(a, &n);
    assert_int_equal(n, 0);
    arena_free(arena);
    atlas_give(a);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(a_moment_sees_what_was_on_record_then),
        WITH_SMALL(a_view_of_the_past_leaves_the_present_alone),
        WITH_SMALL(what_was_taken_back_stays_visible_to_its_time),
        WITH_SMALL(titles_are_found_by_their_holder),
        WITH_SMALL(rounds_and_quotas_are_found_by_name),
        WITH_SMALL(before_there_are_titles_everything_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
