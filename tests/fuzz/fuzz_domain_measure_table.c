/* fuzz_domain_measure_table.c - any bytes as a table of measures: refused with words, or rows whose
 * faults name a line of the text; without faults every row can be recorded. */
#include "domain/measure_table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct target staff = {.code = "staff"};
    static const struct target *const targets[] = {&staff};
    struct arena *a = arena_new();
    struct measure_table t;
    struct err err = {0};

    if (measure_table_read(a, (const char *)data, size, &t, &err)) {
        measure_table_check(&t, a, targets, 1);
        must(t.n <= MEASURES_MOST);
        for (size_t i = 0; i < t.faults.n && i < TABLE_FAULTS_TOLD; i++)
            must(t.faults.at[i].line > 1 && *t.faults.at[i].field && *t.faults.at[i].en &&
                 *t.faults.at[i].zh);
        for (size_t i = 0; t.faults.n == 0 && i < t.n; i++)
            must(t.rows[i].year >= 1900 && t.rows[i].year <= 2100 && *t.rows[i].source &&
                 strcmp(t.rows[i].target, "staff") == 0 && !isinf(t.rows[i].value));
    } else {
        must((err.kind == ERR_BAD_BODY || err.kind == ERR_TOO_LARGE) && err.text[0] && err.zh[0]);
    }
    arena_free(a);
    return 0;
}
