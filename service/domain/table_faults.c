/* table_faults.c - faults are counted to the end, and kept as far as anybody would read them. */
#include "domain/table_faults.h"

void table_faults_add(struct table_faults *f, struct arena *a, size_t line, const char *field,
                      const char *en, const char *zh)
{
    if (!f->at)
        f->at = arena_alloc(a, TABLE_FAULTS_TOLD, sizeof *f->at);
    if (f->n < TABLE_FAULTS_TOLD)
        f->at[f->n] = (struct table_fault){line, arena_strdup(a, field), arena_strdup(a, en),
                                           arena_strdup(a, zh)};
    f->n++;
}

size_t table_faults_told(const struct table_faults *f)
{
    return f->n < TABLE_FAULTS_TOLD ? f->n : TABLE_FAULTS_TOLD;
}
