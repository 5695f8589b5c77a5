/* The draw: exact bytes, what a list may be, results that a script made from the description alone
 * (tests/lib/draw_again.mjs), and what must hold of every result. */
#include "base/mem.h"
#include "domain/draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 40 };

struct some_list {
    struct draw_list list;
    const char *inspectors[MOST];
    char digests[MOST][SHA256_HEX];
    struct draw_target targets[MOST];
    char names[MOST][32];
    struct draw_exclusion exclusions[MOST];
};

static void make_list(struct some_list *s, int n_drawn, int n_each, int n_inspectors, int n_targets)
{
    moment_t when;

    *s = (struct some_list){0};
    assert_true(moment_parse("2026-12-01T20:00:00+08:00", &when));
    s->list = (struct draw_list){.title = "第一次抽查",
                                 .seed_from = "某日收盘指数",
                                 .not_before = when,
                                 .n_drawn = n_drawn,
                                 .n_each = n_each,
                                 .inspectors = s->inspectors,
                                 .targets = s->targets,
                                 .exclusions = s->exclusions,
                                 .n_inspectors = n_inspectors,
                                 .n_targets = n_targets};
    for (int i = 0; i < n_inspectors; i++) {
        for (int k = 0; k < 32; k++) {
            s->digests[i][2 * k] = "0123456789abcdef"[(i + 1) / 16];
            s->digests[i][2 * k + 1] = "0123456789abcdef"[(i + 1) % 16];
        }
        s->inspectors[i] = s->digests[i];
    }
    for (int i = 0; i < n_targets; i++) {
        snprintf(s->names[i], sizeof s->names[i], "机构%d", i + 1);
        s->targets[i] = (struct draw_target){100 + i, "91350100M000100Y43", s->names[i]};
    }
}

static void exclude(struct some_list *s, int inspector, int target, const char *reason)
{
    s->exclusions[s->list.n_exclusions++] = (struct draw_exclusion){inspector, target, reason};
}

static void the_script_and_this_draw_the_same(void **state)
{
    static const int drawn[] = {3, 4, 7}, inspectors[] = {2, 4, 3, 5, 1, 4};
    struct some_list s;
    struct draw_result r;
    struct buf bytes = {0}, result = {0};
    struct arena *a = arena_new();
    struct err err = {0};
    char hex[SHA256_HEX];

    (void)state;
    make_list(&s, 3, 2, 5, 8);
    exclude(&s, 1, 2, "亲属");
    exclude(&s, 2, 2, "曾任职");
    exclude(&s, 1, 5, "亲属");
    assert_true(draw_sound(&s.list, a, &err));
    draw_list_bytes(&s.list, &bytes);
    struct sha256 commitment = draw_commitment(bytes.data, bytes.len);
    assert_string_equal(sha256_hex(&commitment, hex),
                        "ad8d7dc55213f4b146e1a049d6ce443954cca154a137e4436bd75e6c3f59911c");
    assert_true(draw_run(&s.list, &commitment, "3052.1", a, &r));
    assert_memory_equal(r.targets, drawn, sizeof drawn);
    assert_memory_equal(r.inspectors, inspectors, sizeof inspectors);
    draw_result_bytes(&r, &commitment, "3052.1", &result);
    assert_string_equal(result.data,
                        "19:sizhi-draw-result-1,"
                        "64:ad8d7dc55213f4b146e1a049d6ce443954cca154a137e4436bd75e6c3f59911c,"
                        "6:3052.1,1:3,1:3,1:2,1:4,1:4,1:3,1:5,1:7,1:1,1:4,");
    buf_free(&bytes);
    buf_free(&result);
    arena_free(a);
}

static void bytes_are_read_back_and_every_changed_byte_is_noticed(void **state)
{
    struct some_list s;
    struct draw_list back;
    struct buf bytes = {0};
    struct arena *a = arena_new();
    struct err err = {0};

    (void)state;
    make_list(&s, 2, 1, 3, 4);
    exclude(&s, 3, 4, "股东");
    draw_list_bytes(&s.list, &bytes);
    struct sha256 commitment = draw_commitment(bytes.data, bytes.len);
    assert_true(draw_list_read(a, bytes.data, bytes.len, &back, &err));
    assert_int_equal(back.n_targets, 4);
    assert_int_equal(back.targets[3].id, 103);
    assert_string_equal(back.exclusions[0].reason, "股东");
    assert_int_equal(back.not_before, s.list.not_before);
    for (size_t i = 0; i < bytes.len; i++) {
        bytes.data[i] ^= 1;
        struct sha256 other = draw_commitment(bytes.data, bytes.len);
        assert_memory_not_equal(&other, &commitment, sizeof other);
        err_clear(&err);
        draw_list_read(a, bytes.data, bytes.len, &back, &err); /* whatever it says, no harm */
        bytes.data[i] ^= 1;
        assert_false(draw_list_read(a, bytes.data, i, &back, &err));
    }
    buf_free(&bytes);
    arena_free(a);
}

struct spoiled {
    const char *field;
    void (*spoil)(struct some_list *s);
};

static void no_title(struct some_list *s)
{
    s->list.title = "";
}
static void no_seed_words(struct some_list *s)
{
    s->list.seed_from = "";
}
static void no_moment(struct some_list *s)
{
    s->list.not_before = MOMENT_NONE;
}
static void too_many_drawn(struct some_list *s)
{
    s->list.n_drawn = 9;
}
static void none_drawn(struct some_list *s)
{
    s->list.n_drawn = 0;
}
static void more_each_than_there_are(struct some_list *s)
{
    s->list.n_each = 6;
}
static void no_inspectors(struct some_list *s)
{
    s->list.n_inspectors = 0;
}
static void a_name_for_a_digest(struct some_list *s)
{
    s->inspectors[1] = "张三";
}
static void one_digest_twice(struct some_list *s)
{
    s->inspectors[4] = s->inspectors[0];
}
static void one_institution_twice(struct some_list *s)
{
    s->targets[7].id = 100;
}
static void an_unlisted_inspector(struct some_list *s)
{
    exclude(s, 6, 1, "亲属");
}
static void no_reason(struct some_list *s)
{
    exclude(s, 1, 1, "");
}
static void an_exclusion_twice(struct some_list *s)
{
    exclude(s, 1, 1, "亲属");
    exclude(s, 1, 1, "亲属");
}
static void too_few_left(struct some_list *s)
{
    for (int i = 1; i <= 4; i++)
        exclude(s, i, 8, "亲属");
}

static const struct spoiled spoiled[] = {
    {"title", no_title},
    {"seed_from", no_seed_words},
    {"seed_not_before", no_moment},
    {"draw", too_many_drawn},
    {"draw", none_drawn},
    {"each", more_each_than_there_are},
    {"inspectors", no_inspectors},
    {"inspectors[1]", a_name_for_a_digest},
    {"inspectors", one_digest_twice},
    {"institutions", one_institution_twice},
    {"exclusions[0]", an_unlisted_inspector},
    {"exclusions[0]", no_reason},
    {"exclusions[1]", an_exclusion_twice},
    {"exclusions[3]", too_few_left},
};

static void lists_that_cannot_be_drawn_from_are_refused_by_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(spoiled); i++) {
        struct some_list s;
        struct arena *a = arena_new();
        struct err err = {0};

        make_list(&s, 3, 2, 5, 8);
        spoiled[i].spoil(&s);
        assert_false(draw_sound(&s.list, a, &err));
        assert_string_equal(err.field, spoiled[i].field);
        assert_true(err.zh[0]);
        arena_free(a);
    }
}

/* ---- what holds of every result ---- */

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static int up_to(uint64_t *state, int most)
{
    return (int)(next(state) % (uint64_t)most) + 1;
}

static void holds(const struct draw_list *l, const struct draw_result *r)
{
    int load[MOST + 1] = {0}, largest = 0, smallest = MOST;
    bool drawn[MOST + 1] = {false};
    const char *reason;

    for (int t = 0; t < r->n_drawn; t++) {
        assert_in_range(r->targets[t], 1, l->n_targets);
        assert_false(drawn[r->targets[t]]);
        drawn[r->targets[t]] = true;
        for (int i = 0; i < l->n_each; i++) {
            int inspector = r->inspectors[t * l->n_each + i];

            assert_in_range(inspector, 1, l->n_inspectors);
            assert_true(i == 0 || r->inspectors[t * l->n_each + i - 1] < inspector);
            assert_false(draw_excluded(l, inspector, r->targets[t], &reason));
            load[inspector]++;
        }
    }
    for (int i = 1; i <= l->n_inspectors; i++) {
        largest = load[i] > largest ? load[i] : largest;
        smallest = load[i] < smallest ? load[i] : smallest;
    }
    if (l->n_exclusions == 0)
        assert_true(largest - smallest <= 1);
}

static void every_sound_list_gives_a_result_that_respects_its_exclusions(void **state)
{
    uint64_t random = 88172645463325252U;
    int with_exclusions = 0;

    (void)state;
    for (int round = 0; round < 600; round++) {
        struct some_list s;
        struct draw_result r;
        struct buf bytes = {0};
        struct arena *a = arena_new();
        struct err err = {0};
        int n_inspectors = up_to(&random, 8), n_targets = up_to(&random, 12);
        int wanted = round % 3 ? up_to(&random, 30) : 0;
        char seed[24];

        make_list(&s, up_to(&random, n_targets),
                  up_to(&random, n_inspectors < 4 ? n_inspectors : 4), n_inspectors, n_targets);
        for (int i = 0; i < wanted; i++) {
            exclude(&s, up_to(&random, n_inspectors), up_to(&random, n_targets), "亲属");
            if (!draw_sound(&s.list, a, &err))
                s.list.n_exclusions--;
            err_clear(&err);
        }
        with_exclusions += s.list.n_exclusions > 0;
        draw_list_bytes(&s.list, &bytes);
        struct sha256 commitment = draw_commitment(bytes.data, bytes.len);
        snprintf(seed, sizeof seed, "%d", round);
        assert_true(draw_run(&s.list, &commitment, seed, a, &r));
        holds(&s.list, &r);
        buf_free(&bytes);
        arena_free(a);
    }
    assert_true(with_exclusions > 200);
}

static void every_institution_is_drawn_about_as_often(void **state)
{
    int drawn[6] = {0};
    struct some_list s;
    struct buf bytes = {0};

    (void)state;
    make_list(&s, 2, 1, 3, 6);
    draw_list_bytes(&s.list, &bytes);
    struct sha256 commitment = draw_commitment(bytes.data, bytes.len);
    for (int round = 0; round < 3000; round++) {
        struct arena *a = arena_new();
        struct draw_result r;
        char seed[16];

        snprintf(seed, sizeof seed, "seed %d", round);
        assert_true(draw_run(&s.list, &commitment, seed, a, &r));
        drawn[r.targets[0] - 1]++;
        drawn[r.targets[1] - 1]++;
        arena_free(a);
    }
    for (int i = 0; i < 6; i++) /* 1,000 each; the deviation is 26 */
        assert_in_range(drawn[i], 890, 1110);
    buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_script_and_this_draw_the_same),
        cmocka_unit_test(bytes_are_read_back_and_every_changed_byte_is_noticed),
        cmocka_unit_test(lists_that_cannot_be_drawn_from_are_refused_by_name),
        cmocka_unit_test(every_sound_list_gives_a_result_that_respects_its_exclusions),
        cmocka_unit_test(every_institution_is_drawn_about_as_often),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
