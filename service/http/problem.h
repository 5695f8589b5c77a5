/* problem.h - how a failure looks to a client (RFC 9457). */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "base/buf.h"
#include "base/err.h"
#include "http/request.h"

unsigned problem_status(enum err_kind kind);
/* Which kind a bare status stands for: 414 is ERR_URI_TOO_LONG; an unknown one is ERR_BAD_REQUEST,
 * or ERR_INTERNAL for 500. */
enum err_kind problem_kind(unsigned status);
/* The document.  What went wrong inside (5xx) is not told; what another
 * server did (502) is, in the words of whoever asked it. */
void problem_write(struct buf *out, const struct err *err, enum lang lang);

#endif
