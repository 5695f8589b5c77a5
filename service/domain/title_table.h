/* title_table.h - a published list of titles, as a table (CSV) that somebody typed off or copied.
 *
 * The first row names the columns, in any order, in English or Chinese; kind or title must be among
 * them.  What a cell does not say stays unknown.  What is wrong with a row is noted in words and
 * reading goes on, so that all of it is told at once. */
#ifndef DOMAIN_TITLE_TABLE_H
#define DOMAIN_TITLE_TABLE_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/title.h"

enum {
    TITLE_ROWS_MOST = 5000, /* more than there are places that could hold one */
    TITLE_WORD_MOST = 40,   /* characters */
    TITLE_NAME_MOST = 200,
    TITLE_WORDS_MOST = 500,
};

/* What a row says; NULL and 0 where it says nothing. */
struct title_draft {
    size_t line;   /* in the table; 1: the row that names the columns */
    bool retract;  /* it takes a title back; else it records one */
    int64_t title; /* the number of one on record that is meant */
    int kind;      /* enum title_kind, -1: not said */
    const char *code, *name;
    const char *unit; /* recommending unit */
    const char *batch, *document, *source, *note;
    date_t since, until;
    bool says_since, says_until; /* also where it says that the day is not known */
    int confidence, source_kind; /* of their enums, -1: not said */
    const char *field;           /* the first column at fault, NULL: none */
    const char *en, *zh;         /* what is wrong with the row, every fault */
};

struct title_table {
    struct title_draft *rows; /* also those with faults */
    size_t n_rows;
};

/* false: it is no such table at all (not CSV, a column is unknown or there twice, too many rows).
 */
bool title_table_read(struct arena *a, const char *text, size_t len, struct title_table *out,
                      struct err *err);

/* One more fault of the row; the texts are kept in the arena. */
void title_draft_fault(struct title_draft *d, struct arena *a, const char *field, const char *en,
                       const char *zh);

/* "2022-07-01", "2022/7/1", "2022.7.1" or "2022年7月1日". */
bool title_table_day(const char *s, date_t *out);

#endif
