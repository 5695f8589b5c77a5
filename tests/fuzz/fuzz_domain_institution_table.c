/* fuzz_domain_institution_table.c - any bytes as a table of institutions: refused with words, or
 * rows of which every one without a fault is whole. */
#include "domain/institution_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool has_fault(const struct institution_table *t, size_t line)
{
    for (size_t i = 0; i < t->faults.n && i < TABLE_FAULTS_TOLD; i++) {
        if (t->faults.at[i].line == line)
            return true;
    }
    return t->faults.n > TABLE_FAULTS_TOLD;
}

static void check_row(const struct institution_draft *d)
{
    must(d->name && *d->name && strlen(d->name) <= 4 * (size_t)INSTITUTION_NAME_MOST);
    must(d->uscc && uscc_valid(d->uscc));
    must(d->reason && d->source && d->admitted != DATE_NONE);
    must(d->size >= WORD_NONE && d->size < word_count(WORDS_SIZE));
    must(d->forms >> word_count(WORDS_FORM) == 0 && d->ip_kinds >> word_count(WORDS_IP_KIND) == 0);
    must(d->has_point == (d->datum != NULL));
    must(d->given[0] >= -180 && d->given[0] <= 180 && d->given[1] >= -90 && d->given[1] <= 90);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct institution_table t;
    struct err err = {0};

    if (!institution_table_read(a, (const char *)data, size, &t, &err)) {
        must(err.kind != ERR_NONE && err.kind != ERR_INTERNAL && err.text[0] && err.zh[0]);
    } else {
        for (size_t i = 0; i < t.faults.n && i < TABLE_FAULTS_TOLD; i++)
            must(t.faults.at[i].line >= 2 && t.faults.at[i].en[0] && t.faults.at[i].zh[0]);
        for (size_t i = 0; i < t.n_rows; i++) {
            if (!has_fault(&t, t.rows[i].line))
                check_row(&t.rows[i]);
        }
    }
    arena_free(a);
    return 0;
}
