/* measure_table.h - a table of measures as somebody sent it: every fault is told with its line and
 * field, and a table with one is no table at all.
 *
 * The header names the columns target, year, value, source and, if wished, note, in any order.  An
 * empty value takes back what was measured. */
#ifndef DOMAIN_MEASURE_TABLE_H
#define DOMAIN_MEASURE_TABLE_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/table_faults.h"
#include "domain/target.h"

#include <stddef.h>

enum { MEASURES_MOST = 2000 };

struct measure_table {
    struct measure *rows;
    size_t *lines;
    size_t n;
    struct table_faults faults;
};

/* false: it is no table, or too long; everything else is a fault of its row. */
bool measure_table_read(struct arena *a, const char *text, size_t len, struct measure_table *out,
                        struct err *err);
/* Codes that name no target, and rows that stand twice. */
void measure_table_check(struct measure_table *t, struct arena *a,
                         const struct target *const *targets, size_t n_targets);

/* "12", "-3.5", "0.25": digits, at most one point, at most 15 of them; nothing else. */
bool measure_value_read(const char *s, double *out);

#endif
