/* attached_body.h - a file that came as the body of a request. */
#ifndef API_ATTACHED_BODY_H
#define API_ATTACHED_BODY_H

#include "http/request.h"
#include "store/findings.h"

/* What it is by its bytes, its digest and a harmless name (name=); refuses what is not taken.  To
 * be called before the write is queued: hashing takes time. */
bool attached_read(const struct request *rq, struct attached *out, struct err *err);

#endif
