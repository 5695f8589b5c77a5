/* Text files as people's programs save them. */
#include "base/charset.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *in, *out, *encoding;
} good[] = {
    {"", "", "UTF-8"},
    {"kind,name\n", "kind,name\n", "UTF-8"},
    {"\xEF\xBB\xBF称号", "\xEF\xBB\xBF称号", "UTF-8"},
    {"\xB3\xC6\xBA\xC5,a", "称号,a", "GB18030"}, /* 称号 in GB 2312 */
    {"\x95\x32\x83\x37", "𠀋", "GB18030"},       /* four bytes, beyond the first plane */
};

static void what_is_utf_8_or_gb18030_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        const struct bytes in = {good[i].in, strlen(good[i].in)};
        struct arena *a = arena_new();
        struct err err = {0};
        const char *encoding;
        struct bytes out;

        assert_true(charset_read(a, in, &out, &encoding, &err));
        assert_string_equal(encoding, good[i].encoding);
        assert_int_equal(out.size, strlen(good[i].out));
        assert_memory_equal(out.at, good[i].out, out.size);
        arena_free(a);
    }
}

#define BYTES(text)                                                                                \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

static const struct {
    struct bytes in;
    const char *says;
} bad[] = {
    {BYTES("PK\x03\x04more"), "spreadsheet"}, {BYTES("\xFF\xFEk\0i\0"), "UTF-16"},
    {BYTES("\xFE\xFF\0k"), "UTF-16"},         {BYTES("kind\n\xFF\xFF"), "neither"},
    {BYTES("\xB3\xC6\0"), "neither"},         {BYTES("abc\xB3"), "neither"},
};

static void what_is_neither_is_refused_with_what_to_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct arena *a = arena_new();
        struct err err = {0};
        const char *encoding;
        struct bytes out;

        assert_false(charset_read(a, bad[i].in, &out, &encoding, &err));
        assert_int_equal(err.kind, ERR_BAD_BODY);
        assert_non_null(strstr(err.text, bad[i].says));
        assert_non_null(strstr(err.zh, "CSV UTF-8"));
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_utf_8_or_gb18030_is_read),
        cmocka_unit_test(what_is_neither_is_refused_with_what_to_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
