/* Forms: rows of what is read and what is refused, and which bodies a route takes. */
#include "base/mem.h"
#include "http/body_type.h"
#include "http/form.h"
#include "http/problem.h"
#include "http/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Bytes, for what a text literal cannot hold. */
#define ROW(literal, want)                                                                         \
    {                                                                                              \
        {literal, sizeof(literal) - 1}, want                                                       \
    }

static void forms_are_split_and_decoded(void **state)
{
    static const struct {
        struct bytes body;
        const char *want; /* name=value|name=value|; NULL: refused */
    } rows[] = {
        ROW("", ""),
        ROW("&&", ""),
        ROW("text=a", "text=a|"),
        ROW("text=a&contact=b", "text=a|contact=b|"),
        ROW("text", "text=|"),
        ROW("text=", "text=|"),
        ROW("=a", "=a|"),
        ROW("text=a=b", "text=a=b|"),
        ROW("text=a+b%2Bc", "text=a b+c|"),
        ROW("text=%E5%BC%82%E8%AE%AE", "text=异议|"),
        ROW("text=异议", "text=异议|"),
        ROW("text=%3Cb%3E%26%22", "text=<b>&\"|"),
        ROW("te%78t=1", "text=1|"),
        ROW("text=a%0D%0Ab%0Ac%0Dd", "text=a\nb\nc\nd|"),
        ROW("text=%0D%0D%0A%0A%0D", "text=\n\n\n\n|"),
        ROW("text=a&text=b", NULL),
        ROW("text=a&te%78t=", NULL),
        ROW("text=%", NULL),
        ROW("text=%4", NULL),
        ROW("text=%4g", NULL),
        ROW("text=%00", NULL),
        ROW("text=a\0b", NULL),
        ROW("\0", NULL),
        ROW("text=a b", NULL),
        ROW("text=a\r\nb", NULL),
        ROW("text=%FF", NULL),
        ROW("text=%ED%A0%80", NULL), /* half a surrogate pair */
        ROW("text=%C0%80", NULL),    /* NUL, written too long */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct form form;
        struct err err = {0};
        char text[256] = "";
        bool good = form_parse(arena, rows[i].body, &form, &err);
        for (size_t k = 0; good && k < form.n; k++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s=%s|", form.fields[k].name,
                     form.fields[k].value);
        if (good != (rows[i].want != NULL) || (good && strcmp(text, rows[i].want) != 0))
            fail_msg("row %zu, '%s': '%s' %s", i, rows[i].body.at, text, err.text);
        if (!good)
            assert_int_equal(problem_status(err.kind), 400);
    }
}

static void more_fields_than_there_is_room_for_are_refused(void **state)
{
    struct buf body = {0};
    (void)state;
    for (int n = 1; n <= FORM_FIELDS + 1; n++) {
        struct form form;
        buf_printf(&body, "a%d=1&", n);
        assert_int_equal(form_parse(arena, (struct bytes){body.data, body.len}, &form, NULL),
                         n <= FORM_FIELDS);
    }
    buf_free(&body);
}

static void a_field_that_was_not_sent_is_empty(void **state)
{
    static const char body[] = "text=a&empty=";
    struct form form;
    (void)state;
    assert_true(form_parse(arena, (struct bytes){body, sizeof body - 1}, &form, NULL));
    assert_string_equal(form_value(&form, "text"), "a");
    assert_string_equal(form_value(&form, "empty"), "");
    assert_string_equal(form_value(&form, "contact"), "");
}

static void a_form_is_taken_where_forms_are_taken_and_nowhere_else(void **state)
{
    static const char form[] = "application/x-www-form-urlencoded";
    static const struct {
        const char *type;
        unsigned is;
        bool fits;
    } rows[] = {
        {form, ROUTE_FORM | ROUTE_WRITES, true},
        {form, ROUTE_WRITES, false},
        {form, ROUTE_FILES | ROUTE_WRITES, false},
        {"multipart/form-data", ROUTE_FORM, false},
        {"text/plain", ROUTE_FORM, false},
        {"application/json", ROUTE_FORM, false},
        {"", ROUTE_FORM, false},
        {"application/json", ROUTE_WRITES, true},
        {"text/plain", ROUTE_WRITES, false},
        {"text/plain", ROUTE_FILES, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};
        if (body_type_fits(rows[i].type, rows[i].is, &err) != rows[i].fits)
            fail_msg("row %zu: '%s' %s", i, rows[i].type, err.text);
        assert_int_equal(err.kind, rows[i].fits ? ERR_NONE : ERR_MEDIA_TYPE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_split_and_decoded),
        cmocka_unit_test(more_fields_than_there_is_room_for_are_refused),
        cmocka_unit_test(a_field_that_was_not_sent_is_empty),
        cmocka_unit_test(a_form_is_taken_where_forms_are_taken_and_nowhere_else),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
