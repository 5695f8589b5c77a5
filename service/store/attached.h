/* attached.h - the file of a finding or material as two columns of its row, for this room only. */
#ifndef STORE_ATTACHED_H
#define STORE_ATTACHED_H

#include "db/db.h"
#include "store/findings.h"

/* Four columns: digest, name, type, size. */
struct attached attached_from_row(struct stmt *row, int column, struct arena *a);
/* Two parameters: digest and name. */
void bind_attached(struct stmt *q, int param, const struct attached *f);

#endif
