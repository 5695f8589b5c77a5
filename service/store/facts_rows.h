/* facts_rows.h - a published fact as a row of texts, in the order of its table's columns.
 *
 * Two rows are the same fact exactly when all their texts are; there is no other key. */
#ifndef STORE_FACTS_ROWS_H
#define STORE_FACTS_ROWS_H

#include "store/claims_rows.h"
#include "store/facts.h"

enum { FACT_CELLS = 16 };

/* How one table in two times takes facts. */
struct fact_table {
    int n_cells;
    size_t (*count)(const struct facts *f);
    /* Texts of the i-th fact, NULL where nothing is known. */
    void (*cells)(const struct facts *f, size_t i, struct arena *a, const char **cells);
    /* The id, then the cells, of the rows on record now that came with facts. */
    const char *now;
    /* The same of rows an operator took back; NULL where operators cannot. */
    const char *taken_back;
    /* Is there a row, entered by hand, that says as much?  May be NULL; its parameters are numbers
     * of cells, ended by -1. */
    const char *by_hand;
    int by_hand_cells[8];
    const char *put; /* the cells, then the moment and the revision */
    const char *end; /* $1 the moment, $2 the revision, $3 the id */
};

enum { FACT_TABLES = 7 };
extern const struct fact_table fact_tables[FACT_TABLES];

#endif
