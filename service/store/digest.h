/* digest.h - SHA-256 over what is published, row by row, so that a flipped bit is noticed.
 *
 * A page check misses most single-bit damage inside values.  Every published table therefore has a
 * column `digest` over the row's published columns, and meta keeps one digest over all of those,
 * which also notices a row that is gone. */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include "base/hash.h"
#include "db/db.h"
#include "store/report.h"
#include "store/store.h"

/* How to walk one table.  All three texts are constants. */
struct digest_table {
    const char *name;
    /* Columns: the key, the stored digest, then the published columns; in order of the key. */
    const char *rows;
    /* $1 the digest, $2 the key: "UPDATE place SET digest = $1 WHERE code = $2" */
    const char *put;
};

/* Over the key and every column after the stored digest of the row a statement stands on. */
struct sha256 digest_row(struct stmt *row);
/* Does the row's stored digest agree?  For readers that walk a table's `rows` text anyway. */
bool digest_row_holds(struct stmt *row);

/* Inside the transaction that changed the table: writes the digests that are missing or no longer
 * agree, then the one over all of them. */
bool digest_seal(struct store *s, const struct digest_table *t, struct err *err);
/* Reports each row that does not agree, and a total that does not.  false: could not look. */
bool digest_verify(struct store *s, const struct digest_table *t, struct report *r,
                   struct err *err);

#endif
