/* migrate.h - bringing a file to the schema this program knows, one numbered step at a time. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "db/db.h"

enum register_state {
    REGISTER_EMPTY, /* no tables at all: becomes a register */
    REGISTER_OLDER, /* steps are missing */
    REGISTER_CURRENT,
};

/* Whose file is this, and how old?  A foreign or newer file is a failure that says what to do. */
bool migrate_inspect(struct db *db, const char *path, enum register_state *state, int *version,
                     struct err *err);
/* Each missing step in one transaction together with its number.  before sees every statement and
 * may stop there (tests do); NULL otherwise. */
bool migrate_run(struct db *db, db_before_statement *before, void *arg, struct err *err);
/* A copy of an older file under FILE.before-N before the first step touches it. */
bool migrate_keep_copy(const char *path, int version, struct err *err);

#endif
