/* guard.h - is the head of this request one that everybody reads the same way?
 *
 * libmicrohttpd 0.9.75 accepts shapes that a proxy in front may split differently (request
 * smuggling).  They are refused here, before anything is answered, and the connection is closed. */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct head {
    /* "" where the request has none; borrowed from the caller of head_add */
    const char *host, *content_type, *accept, *accept_language, *accept_encoding, *if_none_match;
    const char *authorization, *cookie, *csrf, *if_match, *idempotency_key, *origin;
    const char *fetch_site;
    const char *forwarded_for; /* of a repeated one the last: who wrote it came last */
    const char *content_length, *transfer_encoding, *expect;
    unsigned n_host, n_content_length, n_transfer_encoding;
    bool chunked;
    uint64_t length;      /* from Content-Length; 0 without one */
    const char *fault[2]; /* what was wrong with a header, English and Chinese */
};

void head_init(struct head *h);
void head_add(struct head *h, const char *name, size_t name_len, const char *value,
              size_t value_len);
/* After the last header: fills chunked and length, or says what is wrong. */
bool head_check(struct head *h, const char *version, struct err *err);

/* "example.org", "127.0.0.1:8080", "[::1]:8080" */
bool host_is_plain(const char *host);

#endif
