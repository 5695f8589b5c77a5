/* request_log.h - one line a request, without what could say where somebody was. */
#ifndef HTTP_REQUEST_LOG_H
#define HTTP_REQUEST_LOG_H

#include "base/buf.h"
#include "base/date.h"

#include <stddef.h>
#include <stdint.h>

struct request_record {
    moment_t now;
    const char *method, *path, *query_text; /* as they came */
    const char *route;                      /* its pattern; "-" when there is none */
    const char *client;                     /* a network, never an address */
    unsigned status;                        /* 0: cut before an answer */
    size_t bytes;
    uint64_t microseconds;
};

/* The line without its newline.  Values of parameters that may hold a place or a name are '*'. */
void request_log_format(struct buf *out, const struct request_record *r);
void request_log(const struct request_record *r);

#endif
