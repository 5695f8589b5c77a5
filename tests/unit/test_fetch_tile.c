/* test_fetch_tile.c - where tiles are, what a picture is, and which of them are kept. */
#include "base/mem.h"
#include "fetch/tile_cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *layer, *z, *x, *y;
    bool there;
} places[] = {
    {"vec", "1", "0", "0", true},
    {"cia", "18", "262143", "262143", true},
    {"img", "1", "1", "1", true},
    {"cva", "10", "1023", "0", true},
    {"vec", "0", "0", "0", false},
    {"vec", "19", "0", "0", false},
    {"vec", "1", "2", "0", false},
    {"vec", "1", "0", "2", false},
    {"vec", "10", "1024", "0", false},
    {"vec", "18", "262144", "0", false},
    {"ter", "1", "0", "0", false},
    {"VEC", "1", "0", "0", false},
    {"", "1", "0", "0", false},
    {"vec", "01", "0", "0", false},
    {"vec", "1", "00", "0", false},
    {"vec", "1", "-0", "0", false},
    {"vec", "1", "+1", "0", false},
    {"vec", "1", "0", " 1", false},
    {"vec", "1", "0", "1.png", false},
    {"vec", "1", "0", "", false},
    {"vec", "1e1", "0", "0", false},
    {"vec", "18446744073709551617", "0", "0", false},
    {"vec", "1", "4294967296", "0", false},
    {"vec_w/wmts?x=", "1", "0", "0", false},
};

static void only_plain_numbers_within_the_level_are_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(places); i++) {
        struct tile_at at;
        if (tile_at_read(places[i].layer, places[i].z, places[i].x, places[i].y, &at) !=
            places[i].there)
            fail_msg("row %zu: %s/%s/%s/%s", i, places[i].layer, places[i].z, places[i].x,
                     places[i].y);
    }
}

static void places_of_two_tiles_never_have_one_key(void **state)
{
    const struct tile_at some[] = {
        {TILE_VEC, 18, 262143, 0}, {TILE_VEC, 18, 0, 262143}, {TILE_CVA, 18, 262143, 0},
        {TILE_VEC, 17, 0, 1},      {TILE_VEC, 17, 1, 0},      {TILE_VEC, 18, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(some); i++)
        for (size_t k = 0; k < i; k++)
            assert_true(tile_at_key(&some[i]) != tile_at_key(&some[k]));
}

static void a_picture_is_known_by_its_first_bytes(void **state)
{
    static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg'/>", gif[] = "GIF89a,......";

    (void)state;
    assert_string_equal(tile_sniff("\x89PNG\r\n\x1a\n.", 9), "image/png");
    assert_string_equal(tile_sniff("\xff\xd8\xff\xe0", 4), "image/jpeg");
    assert_null(tile_sniff("\x89PNG\r\n\x1a\n", 8));
    assert_null(tile_sniff(svg, sizeof svg));
    assert_null(tile_sniff(gif, sizeof gif));
    assert_null(tile_sniff("<!doctype html>", 15));
    assert_null(tile_sniff(NULL, 0));
}

static const struct tile *tile_of(size_t size, char fill)
{
    struct buf body = {0};

    for (size_t i = 0; i < size; i++)
        buf_putc(&body, fill);
    return tile_new("image/png", &body);
}

static void put(struct tile_cache *c, uint64_t key, size_t size)
{
    const struct tile *t = tile_of(size, 'a');

    tile_cache_put(c, key, t, (int64_t)key);
    tile_give(t);
}

static bool has(struct tile_cache *c, uint64_t key)
{
    int64_t since = -1;
    const struct tile *t = tile_cache_find(c, key, &since);

    tile_give(t);
    if (t)
        assert_int_equal(since, key);
    return t != NULL;
}

static void what_was_used_last_is_kept_when_there_are_too_many_bytes(void **state)
{
    struct tile_cache *c = tile_cache_new(40000);

    (void)state;
    for (uint64_t key = 1; key <= 3; key++)
        put(c, key, 10000);
    assert_true(has(c, 1)); /* now 2 is the one that was not used for longest */
    put(c, 4, 10000);
    assert_true(has(c, 1) && has(c, 3) && has(c, 4));
    assert_false(has(c, 2));
    put(c, 5, 25000);
    assert_true(has(c, 5) && has(c, 4));
    assert_false(has(c, 1) || has(c, 3));
    assert_in_range(tile_cache_bytes(c), 35000, 40000);
    tile_cache_free(c);
}

static void what_does_not_fit_at_all_drives_nothing_out(void **state)
{
    struct tile_cache *c = tile_cache_new(5000);

    (void)state;
    put(c, 1, 1000);
    put(c, 2, 5000);
    assert_true(has(c, 1));
    assert_false(has(c, 2));
    tile_cache_free(c);
}

static void the_bytes_never_pass_the_limit_and_all_are_accounted_for(void **state)
{
    struct tile_cache *c = tile_cache_new(200000);

    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        put(c, (i * 7919u) % 4099u, i % 3000u);
        assert_true(tile_cache_bytes(c) <= 200000);
    }
    assert_true(tile_cache_count(c) > 50);
    tile_cache_free(c);
}

static void a_tile_that_is_being_sent_outlives_its_place(void **state)
{
    struct tile_cache *c = tile_cache_new(5000);
    int64_t since;

    (void)state;
    put(c, 1, 3000);
    const struct tile *t = tile_cache_find(c, 1, &since);
    put(c, 2, 3000);
    assert_false(has(c, 1));
    assert_int_equal(t->body.at[2999], 'a');
    tile_give(t);
    tile_cache_free(c);
}

static void the_tag_tells_the_bytes_apart(void **state)
{
    const struct tile *a = tile_of(10, 'a'), *b = tile_of(10, 'b'), *same = tile_of(10, 'a');

    (void)state;
    assert_string_equal(a->tag, same->tag);
    assert_string_not_equal(a->tag, b->tag);
    assert_int_equal(strlen(a->tag), TILE_TAG - 1);
    tile_give(a);
    tile_give(b);
    tile_give(same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_plain_numbers_within_the_level_are_places),
        cmocka_unit_test(places_of_two_tiles_never_have_one_key),
        cmocka_unit_test(a_picture_is_known_by_its_first_bytes),
        cmocka_unit_test(what_was_used_last_is_kept_when_there_are_too_many_bytes),
        cmocka_unit_test(what_does_not_fit_at_all_drives_nothing_out),
        cmocka_unit_test(the_bytes_never_pass_the_limit_and_all_are_accounted_for),
        cmocka_unit_test(a_tile_that_is_being_sent_outlives_its_place),
        cmocka_unit_test(the_tag_tells_the_bytes_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
