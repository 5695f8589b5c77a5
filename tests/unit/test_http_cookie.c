/* test_http_cookie.c - the session cookie, the bearer token, and whose page it was. */
#include "base/mem.h"
#include "http/cookie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_cookie_is_found_among_others_and_read_strictly(void **state)
{
    static const struct {
        const char *header;
        bool secure;
        const char *value; /* NULL: there is none */
    } rows[] = {
        {"", false, NULL},
        {"sid=abc_-9", false, "abc_-9"},
        {"theme=dark; sid=abc; lang=zh", false, "abc"},
        {"theme=dark;sid=abc ", false, "abc"},
        {" ; ;sid=abc", false, "abc"},
        {"sid=abc; sid=abc", false, "abc"},
        {"sid=abc; sid=abd", false, ""},
        {"sid=", false, ""},
        {"sid=a%20b", false, ""},
        {"sid=\"abc\"", false, ""},
        {"sid=abc def", false, ""},
        {"xsid=abc", false, NULL},
        {"sidx=abc", false, NULL},
        {"SID=abc", false, NULL},
        {"sid", false, NULL},
        {"__Host-sid=abc", false, NULL},
        {"sid=abc", true, NULL},
        {"__Host-sid=abc; sid=evil", true, "abc"},
        {"sid="
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "a"
         "aaaaaaaaaaaaaaaaaaaaaaaaaa",
         false, ""},
    };
    struct arena *a = arena_new();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *got = cookie_read(a, rows[i].header, rows[i].secure);

        if (!rows[i].value)
            assert_null(got);
        else if (!got)
            fail_msg("%s: not found", rows[i].header);
        else
            assert_string_equal(got, rows[i].value);
    }
    arena_free(a);
}

static void the_cookie_goes_nowhere_else(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_string_equal(cookie_write(a, "abc", false, 36000),
                        "sid=abc; Path=/; Max-Age=36000; HttpOnly; SameSite=Strict");
    assert_string_equal(cookie_write(a, "abc", true, 36000),
                        "__Host-sid=abc; Path=/; Max-Age=36000; HttpOnly; SameSite=Strict; Secure");
    assert_string_equal(cookie_write(a, "", false, 0),
                        "sid=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    arena_free(a);
}

static void an_origin_is_ours_or_it_is_not(void **state)
{
    static const struct {
        const char *origin, *base;
        bool ours;
    } rows[] = {
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080", true},
        {"http://127.0.0.1:8081", "http://127.0.0.1:8080", false},
        {"http://127.0.0.1", "http://127.0.0.1:80", true},
        {"https://sizhi.example", "https://sizhi.example", true},
        {"https://Sizhi.Example", "https://sizhi.example", true},
        {"https://sizhi.example", "https://sizhi.example:443", true},
        {"https://sizhi.example:443", "https://sizhi.example", true},
        {"https://sizhi.example:80", "https://sizhi.example", false},
        {"https://sizhi.example", "https://sizhi.example/under", true},
        {"http://sizhi.example", "https://sizhi.example", false},
        {"https://sizhi.example.evil", "https://sizhi.example", false},
        {"https://evil-sizhi.example", "https://sizhi.example", false},
        {"https://sizhi.exampl", "https://sizhi.example", false},
        {"https://sizhi.example/", "https://sizhi.example", false},
        {"null", "https://sizhi.example", false},
        {"", "https://sizhi.example", false},
        {"sizhi.example", "https://sizhi.example", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (origin_is(rows[i].origin, rows[i].base) != rows[i].ours)
            fail_msg("%s for %s", rows[i].origin, rows[i].base);
    }
}

static void a_bearer_token_is_one_word(void **state)
{
    static const char *const rows[][2] = {
        {"Bearer abc_-9", "abc_-9"},
        {"bearer abc", "abc"},
        {"Bearer   abc", "abc"},
        {"Bearer", ""},
        {"Bearer ", ""},
        {"Bearer a b", ""},
        {"Bearer a,b", ""},
        {"Basic abc", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(bearer_read(rows[i][0]), rows[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cookie_is_found_among_others_and_read_strictly),
        cmocka_unit_test(the_cookie_goes_nowhere_else),
        cmocka_unit_test(an_origin_is_ours_or_it_is_not),
        cmocka_unit_test(a_bearer_token_is_one_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
