/* test_geo_wkb.c - shapes come back as they were stored; every damaged row is an error. */
#include "base/mem.h"
#include "geo/wkb.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static double xy[] = {0, 0, 10, 0, 10, 10, 0,  0, 6,  1, 7,  2,
                      7, 1, 6,  1, 20, 0,  24, 0, 20, 4, 20, 0};
static struct ring rings[] = {{0, 4, false}, {4, 4, true}, {8, 4, false}};

static struct multipolygon shape(uint32_t n_rings)
{
    return (struct multipolygon){
        .xy = xy, .rings = rings, .n_points = 4 * n_rings, .n_rings = n_rings};
}

static void areas_come_back_as_they_were(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= 3; n++) {
        struct arena *arena = arena_new();
        struct multipolygon m = shape(n), back;
        struct buf b = {0};
        struct err err = {0};

        wkb_put_area(&b, &m);
        if (!wkb_read_area((struct bytes){b.data, b.len}, arena, &back, &err))
            fail_msg("%u: %s", n, err.text);
        assert_int_equal(back.n_points, 4 * n);
        assert_int_equal(back.n_rings, n);
        assert_memory_equal(back.xy, xy, 8 * n * sizeof *xy);
        for (uint32_t i = 0; i < n; i++)
            assert_true(back.rings[i].first == rings[i].first && back.rings[i].n_points == 4 &&
                        back.rings[i].hole == rings[i].hole);
        assert_true(back.box.max_x == (n == 3 ? 24 : 10));
        arena_free(arena);
        buf_free(&b);
    }
}

static void lines_come_back_as_they_were(void **state)
{
    uint32_t first[] = {0, 3, 12};
    struct multiline l = {xy, first, 12, 2}, back;
    struct arena *arena = arena_new();
    struct buf b = {0};
    struct err err = {0};

    (void)state;
    wkb_put_lines(&b, &l);
    assert_true(wkb_read_lines((struct bytes){b.data, b.len}, arena, &back, &err));
    assert_int_equal(back.n_lines, 2);
    assert_int_equal(back.n_points, 12);
    assert_memory_equal(back.first, first, sizeof first);
    assert_memory_equal(back.xy, xy, sizeof xy);
    arena_free(arena);
    buf_free(&b);
}

static size_t from_hex(const char *hex, char *out)
{
    size_t n = 0;

    for (; hex[0] && hex[1]; hex += 2) {
        char pair[3] = {hex[0], hex[1], '\0'};
        out[n++] = (char)strtol(pair, NULL, 16);
    }
    return n;
}

#define P00 "00000000000000000000000000000000"
#define P10 "000000000000F03F0000000000000000"
#define P11 "000000000000F03F000000000000F03F"
#define TRIANGLE "04000000" P00 P10 P11 P00

static void single_geometries_are_read_too_and_lies_are_refused(void **state)
{
    static const struct {
        const char *hex, *says; /* NULL: taken */
    } rows[] = {
        {"010300000001000000" TRIANGLE, NULL},
        {"010600000001000000010300000001000000" TRIANGLE, NULL},
        {"", "too early"},
        {"01", "too early"},
        {"0103000000", "too early"},
        {"01020000000000006068", "another kind"}, /* crashes SpatiaLite 5.0.1 */
        {"010300000000000000", "a count that cannot be"},
        {"0103000000FFFFFFFF" TRIANGLE, "a count that cannot be"},
        {"010300000001000000FFFFFF0F" P00 P10 P11 P00, "a count that cannot be"},
        {"010300000002000000" TRIANGLE, "too early"},
        {"01030000000100000003000000" P00 P10 P00, "too few points"},
        {"01030000000100000004000000" P00 P10 P11 P11, "not closed"},
        {"01030000000100000004000000" P00 P10 "000000000000F87F0000000000000000" P00,
         "out of range"},
        {"01030000000100000004000000" P00 P10 "0000000000C06640000000000000F03F" P00,
         "out of range"},
        {"010300000001000000" TRIANGLE "00", "something follows"},
        {"000000000300000001", "byte order"},
        {"010100000000000000000000000000000000000000", "another kind"},
        {"010700000001000000010700000001000000", "another kind"}, /* a nest of collections */
        {"010600000001000000010600000001000000", "a member of another kind"},
        {"010600000002000000010300000001000000" TRIANGLE, "too early"},
        {"0106000000FFFFFF7F010300000001000000" TRIANGLE, "a count that cannot be"},
        {"01EB03000001000000" TRIANGLE, "another kind"},        /* with heights */
        {"0103000020E6100000010000000400" P00, "another kind"}, /* with an SRID */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        char *bytes = mem_alloc(strlen(rows[i].hex) + 1, 1);
        struct multipolygon m;
        struct err err = {0};
        size_t n = from_hex(rows[i].hex, bytes);
        bytes = mem_resize(bytes, n, 1); /* so that a read past the end is seen */
        bool taken = wkb_read_area((struct bytes){bytes, n}, arena, &m, &err);

        if (taken != (rows[i].says == NULL) || (!taken && !strstr(err.text, rows[i].says)))
            fail_msg("row %zu: %s", i, taken ? "taken" : err.text);
        if (!taken)
            assert_int_equal(err.kind, ERR_INTERNAL);
        free(bytes);
        arena_free(arena);
    }
}

static void every_cut_and_every_flipped_bit_is_survived(void **state)
{
    uint32_t first[] = {0, 3, 12};
    struct multipolygon m = shape(3);
    struct multiline l = {xy, first, 12, 2};
    struct buf stored[2] = {{0}, {0}};

    (void)state;
    wkb_put_area(&stored[0], &m);
    wkb_put_lines(&stored[1], &l);
    for (int kind = 0; kind < 2; kind++) {
        size_t len = stored[kind].len;
        for (size_t i = 0; i < len * 9; i++) {
            size_t n = i < len ? i : len, bit = i - len;
            char *bytes = mem_alloc(n, 1);
            struct arena *arena = arena_new();
            struct err err = {0};
            memcpy(bytes, stored[kind].data, n);
            if (i >= len)
                bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
            bool taken = kind == 0 ? wkb_read_area((struct bytes){bytes, n}, arena,
                                                   &(struct multipolygon){0}, &err)
                                   : wkb_read_lines((struct bytes){bytes, n}, arena,
                                                    &(struct multiline){0}, &err);
            assert_true(i >= len || !taken);
            assert_int_equal(taken, err.kind == ERR_NONE);
            arena_free(arena);
            free(bytes);
        }
        buf_free(&stored[kind]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_come_back_as_they_were),
        cmocka_unit_test(lines_come_back_as_they_were),
        cmocka_unit_test(single_geometries_are_read_too_and_lies_are_refused),
        cmocka_unit_test(every_cut_and_every_flipped_bit_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
