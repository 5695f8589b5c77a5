/* test_api_qr.c - the drawing of a QR code: what a reader needs to find it, and nothing outside.
 * That readers read it is shown where there is one: tests/http/certificate.test.mjs. */
#include "api/pages/qr.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE_MOST = 200, QUIET = 4 };

struct grid {
    int side;
    bool dark[SIDE_MOST][SIDE_MOST];
};

/* The number after `before`, which must stand there; at moves on behind it. */
static int number(const char **at, const char *before)
{
    char *end;

    assert_int_equal(strncmp(*at, before, strlen(before)), 0);
    long n = strtol(*at + strlen(before), &end, 10);
    *at = end;
    assert_true(n >= 0 && n <= SIDE_MOST);
    return (int)n;
}

/* Reads the path back into modules. */
static struct grid *read_back(const char *svg)
{
    struct grid *g = mem_alloc(1, sizeof *g);
    const char *at = strstr(svg, "viewBox=\"0 0 ");

    assert_non_null(at);
    g->side = number(&at, "viewBox=\"0 0 ");
    at = strstr(svg, " d=\"");
    assert_non_null(at);
    at += strlen(" d=\"");
    while (*at == 'M') {
        int x = number(&at, "M"), y = number(&at, " "), wide = number(&at, "h");

        assert_int_equal(number(&at, "v1h-"), wide);
        assert_int_equal(*at++, 'z');
        for (int i = 0; i < wide; i++) {
            assert_true(x + i < g->side && y < g->side);
            g->dark[y][x + i] = true;
        }
    }
    assert_int_equal(*at, '"');
    return g;
}

static struct grid *draw(const char *text)
{
    struct buf out = {0};

    assert_true(qr_put(&out, text, "a <label>"));
    assert_non_null(strstr(out.data, "<title>a &lt;label&gt;</title>"));
    struct grid *g = read_back(out.data);
    buf_free(&out);
    return g;
}

static void three_corners_have_the_finder_pattern(void **state)
{
    static const char *const finder[] = {"1111111", "1000001", "1011101", "1011101",
                                         "1011101", "1000001", "1111111"};
    struct grid *g = draw("https://example.cn/place/110108/certificate?on=2026-11-21");
    int far = g->side - QUIET - 7;
    const int corners[][2] = {{QUIET, QUIET}, {far, QUIET}, {QUIET, far}};

    (void)state;
    for (size_t c = 0; c < COUNT(corners); c++) {
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 7; x++)
                assert_int_equal(g->dark[corners[c][1] + y][corners[c][0] + x],
                                 finder[y][x] == '1');
        }
    }
    free(g);
}

static void four_modules_around_stay_light(void **state)
{
    struct grid *g = draw("https://example.cn/");

    (void)state;
    for (int i = 0; i < g->side; i++) {
        for (int k = 0; k < QUIET; k++)
            assert_false(g->dark[k][i] || g->dark[i][k] || g->dark[g->side - 1 - k][i] ||
                         g->dark[i][g->side - 1 - k]);
    }
    free(g);
}

static void another_text_is_another_code(void **state)
{
    struct grid *a = draw("https://example.cn/place/110108"), *b, *again;

    (void)state;
    b = draw("https://example.cn/place/110107");
    again = draw("https://example.cn/place/110108");
    assert_memory_not_equal(a->dark, b->dark, sizeof a->dark);
    assert_memory_equal(a->dark, again->dark, sizeof a->dark);
    free(a);
    free(b);
    free(again);
}

static void a_text_longer_than_any_code_is_refused(void **state)
{
    char *text = mem_alloc(4000, 1);
    struct buf out = {0};

    (void)state;
    memset(text, 'a', 3999);
    assert_false(qr_put(&out, text, "label"));
    assert_int_equal(out.len, 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_corners_have_the_finder_pattern),
        cmocka_unit_test(four_modules_around_stay_light),
        cmocka_unit_test(another_text_is_another_code),
        cmocka_unit_test(a_text_longer_than_any_code_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
