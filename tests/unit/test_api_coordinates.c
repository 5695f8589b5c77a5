/* Points as people write them, and texts that are none, from the table that the page is held to as
 * well: tests/fixtures/coordinates.tsv. */
#include "api/pages/coordinates.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

enum { LINE_MOST = 400 };

/* Cuts the line at its tabs.  false: a comment. */
static bool cut_line(char *line, char *cells[3])
{
    if (*line == '#')
        return false;
    line[strcspn(line, "\n")] = '\0';
    cells[0] = line;
    for (int i = 1; i < 3; i++) {
        cells[i] = strchr(cells[i - 1], '\t');
        if (!cells[i]) {
            fail_msg("'%s' is no row of the table", line);
            return false;
        }
        *cells[i]++ = '\0';
    }
    return true;
}

static void check_row(char *const cells[3])
{
    double lon = NAN, lat = NAN;
    bool wanted = strcmp(cells[0], "-") != 0, found = coordinates_parse(cells[2], &lon, &lat);

    if (found != wanted)
        fail_msg("'%s' was %s", cells[2], found ? "read as a point" : "not read");
    if (found &&
        (fabs(lon - strtod(cells[0], NULL)) > 1e-9 || fabs(lat - strtod(cells[1], NULL)) > 1e-9))
        fail_msg("'%s' was read as %.9f, %.9f", cells[2], lon, lat);
}

static void every_row_of_the_table_is_read_as_it_says(void **state)
{
    FILE *f = fopen("tests/fixtures/coordinates.tsv", "r");
    char line[LINE_MOST], *cells[3];
    int points = 0, others = 0;

    (void)state;
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        if (!cut_line(line, cells))
            continue;
        check_row(cells);
        *(strcmp(cells[0], "-") ? &points : &others) += 1;
    }
    fclose(f);
    assert_true(points > 20 && others > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_table_is_read_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
