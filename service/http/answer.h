/* answer.h - a reply made ready for the wire: encoding chosen, every header in place, 304 decided.
 *
 * Knows nothing of sockets, so what every answer carries can be tested as a plain function. */
#ifndef HTTP_ANSWER_H
#define HTTP_ANSWER_H

#include "http/reply.h"
#include "http/request.h"

enum { ANSWER_MAX_HEADERS = 32 };

struct answer {
    unsigned status;
    struct bytes body; /* borrowed from the reply, or of `compressed` */
    char *compressed;
    struct {
        const char *name, *value;
    } headers[ANSWER_MAX_HEADERS]; /* static, or of the reply or the request's arena */
    size_t n_headers;
};

/* Borrows rq and rp until answer_free. */
void answer_make(struct answer *a, const struct request *rq, const struct reply *rp,
                 bool is_public);
void answer_free(struct answer *a);

#endif
