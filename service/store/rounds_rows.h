/* rounds_rows.h - how a round is written, whoever says it: its row, what it is for, and a quota not
 * known for every unit of each of its tracks that has numbers. */
#ifndef STORE_ROUNDS_ROWS_H
#define STORE_ROUNDS_ROWS_H

#include "domain/quota.h"
#include "store/change.h"

struct round_row {
    struct round round;
    const char *note, *origin, *source;
};

/* Begins the change where anything differs; sealing ROWS_ROUND, ROWS_ROUND_SCOPE and ROWS_QUOTA is
 * for the caller. */
bool round_row_put(struct change *c, const struct round_row *r, bool *differed, struct err *err);

#endif
