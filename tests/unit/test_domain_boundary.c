/* Kinds of lines: each needs its own proof, and what has none stays "other". */
#include "base/mem.h"
#include "domain/boundary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void a_kind_follows_from_how_a_line_is_drawn_and_where(void **state)
{
    static const struct {
        struct boundary_seen seen;
        const char *kind;
    } rows[] = {
        {{.strokes = 10, .provinces = 0}, "ten_dash_line"},
        {{.strokes = 9, .provinces = 0}, "other"}, /* the file of counties tears one off */
        {{.strokes = 11, .provinces = 0}, "other"},
        {{.strokes = 1, .provinces = 0}, "other"},
        {{.strokes = 1, .provinces = 1, .along = true}, "undefined_border"},
        {{.strokes = 3, .provinces = 1, .along = true}, "undefined_border"},
        {{.strokes = 1, .provinces = 1}, "other"},
        {{.strokes = 10, .provinces = 1}, "other"},
        {{.strokes = 7, .provinces = 2}, "province_border"},
        {{.strokes = 10, .provinces = 2}, "province_border"},
        {{.strokes = 1, .provinces = 3}, "province_border"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *kind = boundary_kind_name(boundary_kind_derive(&rows[i].seen));

        if (strcmp(kind, rows[i].kind) != 0)
            fail_msg("row %zu: %s instead of %s", i, kind, rows[i].kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_follows_from_how_a_line_is_drawn_and_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
