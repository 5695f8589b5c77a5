/* institutions_rows.h - how the tables of the directory of institutions and of draws are walked,
 * for reading, sealing and checking alike. */
#ifndef STORE_INSTITUTIONS_ROWS_H
#define STORE_INSTITUTIONS_ROWS_H

#include "store/change.h"
#include "store/digest.h"

enum institution_table_row {
    ROWS_INSTITUTION,
    ROWS_STAY,
    ROWS_MISCONDUCT,
    ROWS_ASSESSMENT,
    ROWS_DRAW,
    ROWS_DRAW_SEED,
    ROWS_DRAW_OUTCOME,
    INSTITUTION_TABLES,
};

/* By enum; one row more, without a name, ends the list. */
extern const struct digest_table institution_tables[INSTITUTION_TABLES + 1];
/* The first four, of one entry ($1, a number); for reading only. */
extern const struct digest_table institution_tables_of[ROWS_ASSESSMENT + 1];

/* At the end of a change of this table; nothing is done when nothing differed. */
bool institution_seal(struct change *c, enum institution_table_row table, struct err *err);

/* The columns of their `rows` texts; all begin with the key and the digest. */
enum { COL_DIRECTORY_KEY, COL_DIRECTORY_DIGEST, COL_DIRECTORY_FIRST };
enum institution_column {
    COL_INSTITUTION_ID = COL_DIRECTORY_FIRST,
    COL_INSTITUTION_ZONE,
    COL_INSTITUTION_NAME,
    COL_INSTITUTION_USCC,
    COL_INSTITUTION_FORMS,
    COL_INSTITUTION_IP_KINDS,
    COL_INSTITUTION_SIZE,
    COL_INSTITUTION_ADDRESS,
    COL_INSTITUTION_LON,
    COL_INSTITUTION_LAT,
    COL_INSTITUTION_GIVEN_LON,
    COL_INSTITUTION_GIVEN_LAT,
    COL_INSTITUTION_DATUM,
    COL_INSTITUTION_SINCE,
    COL_INSTITUTION_UNTIL,
    COL_INSTITUTION_SOURCE,
    COL_INSTITUTION_ORIGIN,
    COL_INSTITUTION_RECORDED,
    COL_INSTITUTION_RETRACTED,
};
enum stay_column {
    COL_STAY_INSTITUTION = COL_DIRECTORY_FIRST,
    COL_STAY_ADMITTED,
    COL_STAY_ADMISSION_REASON,
    COL_STAY_EXITED,
    COL_STAY_EXIT_KIND,
    COL_STAY_EXIT_REASON,
    COL_STAY_MISCONDUCT,
    COL_STAY_SOURCE,
    COL_STAY_RECORDED,
    COL_STAY_RETRACTED,
};
enum misconduct_column {
    COL_MISCONDUCT_ID = COL_DIRECTORY_FIRST,
    COL_MISCONDUCT_INSTITUTION,
    COL_MISCONDUCT_KIND,
    COL_MISCONDUCT_DAY,
    COL_MISCONDUCT_SERIOUS,
    COL_MISCONDUCT_WORDS,
    COL_MISCONDUCT_DOCUMENT,
    COL_MISCONDUCT_LIFTED,
    COL_MISCONDUCT_LIFTED_BY,
    COL_MISCONDUCT_RECORDED,
    COL_MISCONDUCT_RETRACTED,
};
enum assessment_column {
    COL_ASSESSMENT_INSTITUTION = COL_DIRECTORY_FIRST,
    COL_ASSESSMENT_YEAR,
    COL_ASSESSMENT_GRADE,
    COL_ASSESSMENT_WORDS,
    COL_ASSESSMENT_DOCUMENT,
    COL_ASSESSMENT_RECORDED,
    COL_ASSESSMENT_RETRACTED,
};
enum draw_column {
    COL_DRAW_TITLE = COL_DIRECTORY_FIRST,
    COL_DRAW_UNIT,
    COL_DRAW_ZONE,
    COL_DRAW_LIST,
    COL_DRAW_COMMITMENT,
    COL_DRAW_SEED_MS,
    COL_DRAW_RECORDED,
};
enum draw_seed_column {
    COL_SEED_SEED = COL_DIRECTORY_FIRST,
    COL_SEED_SOURCE,
    COL_SEED_RESULT,
    COL_SEED_RECORDED,
};
enum draw_outcome_column {
    COL_OUTCOME_DRAW = COL_DIRECTORY_FIRST,
    COL_OUTCOME_TARGET,
    COL_OUTCOME_INSPECTED,
    COL_OUTCOME_WORDS,
    COL_OUTCOME_DOCUMENT,
    COL_OUTCOME_RECORDED,
};

#endif
