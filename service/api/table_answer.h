/* table_answer.h - what tables that are taken whole have in common: looked through with preview=1,
 * when nothing is changed and every fault is told; without, the first fault refuses all of it. */
#ifndef API_TABLE_ANSWER_H
#define API_TABLE_ANSWER_H

#include "base/json_write.h"
#include "domain/table_faults.h"
#include "http/request.h"

/* No parameter but preview is allowed. */
bool table_preview_asked(const struct request *rq, bool *preview, struct err *err);
bool table_is_whole(const struct table_faults *f, struct arena *a, struct err *err);
/* "total_faults" and "faults" of the object that is open. */
void table_put_faults(struct json_writer *w, const struct table_faults *f, enum lang lang);

#endif
