/* facts_load.h - the facts of a load go into the register: codes asked, rows applied, the whole
 * looked at once more, all of it inside one transaction. */
#ifndef CLI_FACTS_LOAD_H
#define CLI_FACTS_LOAD_H

#include "cli/facts_read.h"

/* Inside a transaction, with the divisions already as they will be.  A fault is named by file and
 * line where a row of the files is to blame. */
bool facts_load(struct store *s, const struct facts_read *f, const char *who, moment_t now,
                struct facts_applied *out, struct err *err);

/* The register was loaded from files with just these digests. */
bool facts_loaded(struct store *s, const struct facts_read *f, bool *same, struct err *err);

/* One line about what was done. */
void facts_load_line(const struct facts_applied *done, char *out, size_t size);

#endif
