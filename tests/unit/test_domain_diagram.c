/* What service/APPLICATIONS.md draws is what the table says today. */
#include "base/file.h"
#include "base/mem.h"
#include "domain/application_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char PAGE[] = "service/APPLICATIONS.md";
static const char OPENS[] = "```mermaid\n", CLOSES[] = "```\n";

/* The text of the next drawing from *at on, which then stands behind it; NULL: there is none. */
static char *next_drawing(const char **at)
{
    const char *begin = strstr(*at, OPENS), *end;
    char *text;

    if (!begin)
        return NULL;
    begin += strlen(OPENS);
    end = strstr(begin, CLOSES);
    assert_non_null(end);
    text = mem_alloc((size_t)(end - begin) + 1, 1);
    memcpy(text, begin, (size_t)(end - begin));
    *at = end + strlen(CLOSES);
    return text;
}

static char *drawing_of(enum programme p)
{
    size_t len = application_diagram(p, DIAGRAM_MERMAID, true, NULL, 0);
    char *text = mem_alloc(len + 1, 1);

    application_diagram(p, DIAGRAM_MERMAID, true, text, len + 1);
    return text;
}

static void the_page_draws_what_the_table_says(void **state)
{
    char *page;
    const char *at;
    size_t size;

    (void)state;
    assert_true(file_read(PAGE, 1 << 20, &page, &size, NULL));
    at = page;
    for (int p = 0; p < PROGRAMMES; p++) {
        char *shown = next_drawing(&at), *want = drawing_of((enum programme)p);

        if (!shown || strcmp(shown, want) != 0)
            fail_msg("drawing %d of %s is not what `sizhi diagram` writes now", p + 1, PAGE);
        free(shown);
        free(want);
    }
    assert_null(next_drawing(&at));
    free(page);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_draws_what_the_table_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
