/* institutions_parts.h - what the changes of the directory have in common; for the files of this
 * noun only. */
#ifndef STORE_INSTITUTIONS_PARTS_H
#define STORE_INSTITUTIONS_PARTS_H

#include "store/institutions.h"
#include "store/institutions_rows.h"

struct change institution_begin(struct store *s, const struct act_by *by, const char *what,
                                const char *why, const char *source, char who[CHANGE_WHO]);
/* sql ends the row $1 at the moment $2, in the revision $3. */
bool institution_end_row(struct change *c, const char *sql, int64_t row, struct err *err);
/* One more than the statement answers. */
bool institution_next_id(struct change *c, const char *sql, int64_t *id, struct err *err);
/* Everything on record of one entry; ERR_NOT_FOUND where there is none. */
bool institution_entry(struct store *s, struct arena *a, int64_t id,
                       struct institution_records *out, struct err *err);
bool institution_add_stay(struct change *c, const struct institution_stay *t, struct err *err);

#endif
