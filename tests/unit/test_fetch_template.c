/* test_fetch_template.c - which addresses with gaps are taken, and what comes of filling them. */
#include "base/mem.h"
#include "fetch/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ALL "/{layer}/{z}/{x}/{y}"

static const struct {
    const char *text, *why; /* why: part of the complaint; NULL: it is taken */
} rows[] = {
    {"https://tiles.example" ALL, NULL},
    {"http://10.1.2.3:8080" ALL "?tk={token}", NULL},
    {"http://[fd00::1]:80" ALL, NULL},
    {"https://t{s}.tiles.example" ALL "?a=%20&s={s}", NULL},
    {"ftp://tiles.example" ALL, "begins with neither"},
    {"tiles.example" ALL, "begins with neither"},
    {"file:///etc" ALL, "begins with neither"},
    {"https://" ALL, "names no host"},
    {"https://user:word@tiles.example" ALL, "the host is"},
    {"https://{layer}.example/{z}/{x}/{y}", "the host is"},
    {"https://{token}.example" ALL, "the host is"},
    {"https://tiles.example", "{layer} is missing"},
    {"https://tiles.example/{layer}/{z}/{x}", "{y} is missing"},
    {"https://tiles.example/{layer}/{x}/{y}", "{z} is missing"},
    {"https://tiles.example" ALL "{q}", "{q} is no placeholder"},
    {"https://tiles.example" ALL "{", "is no placeholder"},
    {"https://tiles.example" ALL "}", "a character"},
    {"https://tiles.example" ALL "#a", "a character"},
    {"https://tiles.example" ALL " b", "a character"},
    {"https://tiles.example" ALL "\r\nX: y", "a character"},
    {"https://tiles.example" ALL "图", "a character"},
};

static void templates_are_taken_or_refused_with_the_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};
        bool ok = template_check(rows[i].text, &err);
        if (ok != (rows[i].why == NULL) || (!ok && !strstr(err.text, rows[i].why)))
            fail_msg("%s: %s", rows[i].text, ok ? "taken" : err.text);
    }
}

static void one_that_is_too_long_is_refused(void **state)
{
    char text[TEMPLATE_MOST + 64] = "https://tiles.example" ALL "?";
    struct err err = {0};

    (void)state;
    size_t len = strlen(text);
    memset(text + len, 'a', TEMPLATE_MOST + 1 - len);
    assert_false(template_check(text, &err));
    text[TEMPLATE_MOST] = '\0';
    err_clear(&err);
    assert_true(template_check(text, &err));
}

static const char *fill(struct buf *out, const char *text, struct tile_at at, const char *token)
{
    buf_free(out);
    template_fill(out, text, &at, token);
    return out->data;
}

static void every_gap_is_filled_and_nothing_else_changes(void **state)
{
    struct buf out = {0};
    struct tile_at at = {.layer = TILE_CIA, .z = 12, .x = 3371, .y = 1552};

    (void)state;
    assert_string_equal(
        fill(&out, "http://h{s}/{layer}_w/{z}/{y}/{x}?k={token}&again={z}", at, "T-1"),
        "http://h3/cia_w/12/1552/3371?k=T-1&again=12");
    buf_free(&out);
}

static void a_tile_always_comes_from_the_same_of_eight_servers(void **state)
{
    struct buf out = {0};
    unsigned seen = 0;

    (void)state;
    for (unsigned x = 0; x < 8; x++) {
        struct tile_at at = {.layer = TILE_VEC, .z = 4, .x = x, .y = 5};
        const char *text = fill(&out, "{s}", at, NULL);
        assert_int_equal(strlen(text), 1);
        assert_in_range(text[0], '0', '7');
        seen |= 1u << (text[0] - '0');
    }
    assert_int_equal(seen, 0xFF);
    buf_free(&out);
}

static void tianditus_own_is_one_that_is_taken_and_has_a_token(void **state)
{
    struct err err = {0};
    struct buf out = {0};
    struct tile_at at = {.layer = TILE_VEC, .z = 5, .x = 26, .y = 12};

    (void)state;
    assert_true(template_check(TEMPLATE_TIANDITU, &err));
    assert_true(template_has_token(TEMPLATE_TIANDITU));
    fill(&out, TEMPLATE_TIANDITU, at, "abc");
    assert_non_null(strstr(out.data, "https://t6.tianditu.gov.cn/vec_w/wmts?"));
    assert_non_null(strstr(out.data, "&LAYER=vec&"));
    assert_non_null(strstr(out.data, "&TILEMATRIX=5&TILEROW=12&TILECOL=26&tk=abc"));
    assert_null(strchr(out.data, '{'));
    buf_free(&out);
}

static void a_token_cannot_break_out_of_its_place(void **state)
{
    static const char *const bad[] = {"",     "a b",  "a&b=c", "a/b", "a#b",
                                      "a%20", "a\nb", "天",    "{z}"};
    char text[TOKEN_MOST + 2];

    (void)state;
    assert_true(token_is_plain("0123abcXYZ-_.~"));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(token_is_plain(bad[i]));
    memset(text, 'a', sizeof text);
    text[TOKEN_MOST + 1] = '\0';
    assert_false(token_is_plain(text));
    text[TOKEN_MOST] = '\0';
    assert_true(token_is_plain(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_are_taken_or_refused_with_the_reason),
        cmocka_unit_test(one_that_is_too_long_is_refused),
        cmocka_unit_test(every_gap_is_filled_and_nothing_else_changes),
        cmocka_unit_test(a_tile_always_comes_from_the_same_of_eight_servers),
        cmocka_unit_test(tianditus_own_is_one_that_is_taken_and_has_a_token),
        cmocka_unit_test(a_token_cannot_break_out_of_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
