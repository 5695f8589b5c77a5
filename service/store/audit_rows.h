/* audit_rows.h - the rows of the chain, for the two files that read them. */
#ifndef STORE_AUDIT_ROWS_H
#define STORE_AUDIT_ROWS_H

#include "db/db.h"
#include "store/audit.h"

#define AUDIT_COLUMNS                                                                              \
    "SELECT seq, at_ms, person, action, object, outcome, revision, detail, sha256, sm3 FROM audit"
enum {
    AUDIT_SEQ,
    AUDIT_AT,
    AUDIT_PERSON,
    AUDIT_ACTION,
    AUDIT_OBJECT,
    AUDIT_OUTCOME,
    AUDIT_REVISION,
    AUDIT_DETAIL,
    AUDIT_SHA256,
    AUDIT_SM3
};

struct audit_entry audit_from_row(struct stmt *q, struct arena *a);

/* What is noted of the newest, under this key of meta: "SEQ SHA256 SM3", the hashes in hex. */
#define AUDIT_NEWEST_KEY "audit:newest"
enum { AUDIT_NEWEST_TEXT = 24 + 2 * SHA256_HEX };
const char *audit_newest_text(const struct audit_entry *e, char out[AUDIT_NEWEST_TEXT]);

#endif
