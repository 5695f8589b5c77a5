/* facts_columns.h - one file of facts, row by row, each field held against what its column is.
 *
 * Whoever reads on gets fields that can be parsed; a field that was empty is NULL. */
#ifndef CLI_FACTS_COLUMNS_H
#define CLI_FACTS_COLUMNS_H

#include "base/date.h"
#include "cli/load_inputs.h"

#include <stdbool.h>
#include <stddef.h>

enum fact_cell {
    CELL_TEXT,
    CELL_DAY,         /* 2022-07-01 */
    CELL_NUMBER,      /* 0 to 100000 */
    CELL_KIND,        /* of a title */
    CELL_UNIT,        /* recommending unit */
    CELL_UNIT_OR_ALL, /* or "*" */
    CELL_CODE,        /* six digits */
    CELL_CONFIDENCE,
    CELL_SOURCE_KIND, /* of published sources */
    CELL_OFF_OR_WORK,
    CELL_ZONE,      /* id of a zone */
    CELL_ZONE_KIND, /* kind of title that a zone holds */
    CELL_HOST_KIND,
    CELL_AREA,   /* whole square metres */
    CELL_TRACKS, /* what may be applied for, blanks between them */
    FACT_CELL_KINDS,
};

struct fact_column {
    const char *name;
    enum fact_cell cell;
    bool required;
};

enum { FACT_COLUMNS = 16 };

struct fact_file {
    const struct fact_column *columns;
    size_t n_columns;
    struct load_table table;
    const char *fields[FACT_COLUMNS]; /* of the row just read; NULL where nothing stands */
    size_t line;
};

bool fact_file_open(struct fact_file *f, const struct load_input *in,
                    const struct fact_column *columns, size_t n_columns, struct arena *a,
                    struct err *err);
/* 1: a row; 0: no more; -1: err names file and line. */
int fact_file_next(struct fact_file *f, struct err *err);
void fact_file_close(struct fact_file *f);

/* Fields that were checked. */
date_t fact_day(const char *field);
int fact_number(const char *field, int none);

#endif
