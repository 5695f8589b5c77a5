/* table_faults.h - what is wrong with a table somebody sent, told all at once: each fault with its
 * line, the name of its column, and what is needed there. */
#ifndef DOMAIN_TABLE_FAULTS_H
#define DOMAIN_TABLE_FAULTS_H

#include "base/arena.h"

#include <stddef.h>

enum { TABLE_FAULTS_TOLD = 1000 };

struct table_fault {
    size_t line;       /* 1: the row that names the columns; of a list: the place in it, from 1 */
    const char *field; /* name of the column */
    const char *en, *zh;
};

struct table_faults {
    struct table_fault *at; /* the first TABLE_FAULTS_TOLD */
    size_t n;               /* all that were found */
};

/* One more; the texts are copied. */
void table_faults_add(struct table_faults *f, struct arena *a, size_t line, const char *field,
                      const char *en, const char *zh);
size_t table_faults_told(const struct table_faults *f); /* how many of them stand in at */

#endif
