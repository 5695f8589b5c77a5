/* institution_table.h - institutions to be admitted, as a table (CSV) that somebody fills in.
 *
 * The first row names the columns, in any order, in English or Chinese: name, uscc, admitted,
 * reason and source must be there; forms, ip_kinds, size, address, lon, lat, datum may be.  What is
 * wrong with a cell is noted with its line and column, and reading goes on, so that all faults are
 * told at once. */
#ifndef DOMAIN_INSTITUTION_TABLE_H
#define DOMAIN_INSTITUTION_TABLE_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/institution.h"
#include "domain/table_faults.h"
#include "domain/uscc.h"

enum {
    INSTITUTION_NAME_MOST = 100, /* characters */
    INSTITUTION_WORDS_MOST = 400,
    INSTITUTION_ROWS_MOST = 5000,
};

/* What is said of an institution when it is admitted. */
struct institution_draft {
    const char *name, *uscc;
    unsigned forms, ip_kinds;
    int size;
    const char *address; /* NULL: not known */
    bool has_point;
    double given[2];   /* longitude, latitude */
    const char *datum; /* of given, as written; NULL without a point */
    date_t admitted;
    const char *reason, *source;
    size_t line; /* in the table; 0: of none */
};

/* As it is entered from the day of its admission on; the point is that of given, in our datum. */
struct institution institution_drafted(const struct institution_draft *d, const double lon_lat[2]);

struct institution_table {
    struct institution_draft *rows; /* also those with faults */
    size_t n_rows;
    struct table_faults faults;
};

/* false: it is no such table at all (not CSV, a column is missing or unknown, too many rows). */
bool institution_table_read(struct arena *a, const char *text, size_t len,
                            struct institution_table *out, struct err *err);

#endif
