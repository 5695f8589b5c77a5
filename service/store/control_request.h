/* control_request.h - a request as a line of JSON, and back. */
#ifndef STORE_CONTROL_REQUEST_H
#define STORE_CONTROL_REQUEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/control.h"

/* Strings of *rq are in the arena. */
bool control_request_read(const char *line, size_t len, struct arena *a, struct control_request *rq,
                          struct err *err);
void control_request_write(const struct control_request *rq, struct buf *out);
/* A line of an answer: text, or (text NULL) the exit code. */
bool control_answer_read(const char *line, size_t len, struct arena *a, const char **text,
                         int *exit_code, struct err *err);

#endif
