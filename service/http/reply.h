/* reply.h - what a handler hands back.
 *
 * The body is one of: text the reply owns (reply_take), bytes of the request's arena or of
 * something held until it is sent (reply_borrow with a release function).  server.c adds what every
 * answer carries: Vary, security headers, CORS, compression, 304, HEAD. */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include "base/buf.h"
#include "base/err.h"
#include "http/request.h"

#include <stdbool.h>
#include <stdint.h>

enum encoding { ENC_IDENTITY, ENC_GZIP, ENC_BR, ENCODINGS };

enum { REPLY_MAX_HEADERS = 14 };

struct reply {
    unsigned status;
    const char *type;             /* media type, with its parameters */
    struct bytes body[ENCODINGS]; /* identity always; gzip and br where ready-made */
    char *owned;                  /* malloc'd identity body, freed after sending */
    void (*release)(void *held);  /* called once after sending, also when nothing was sent */
    void *held;
    bool must_wait;   /* the handler is to be called once more, on a thread that may wait for others
                       * (rq->may_wait); nothing else of this reply counts */
    int64_t revision; /* of the register the answer rests on; -1: none */
    bool cacheable;   /* public: gets an ETag and answers If-None-Match */
    const char *etag_key;      /* NULL: revision, language and format; else this text instead */
    const char *cache_control; /* NULL: "no-cache" where cacheable, else "no-store" */
    struct {
        const char *name, *value; /* borrowed: static or of the request's arena */
    } headers[REPLY_MAX_HEADERS];
    size_t n_headers;
};

extern const char TYPE_JSON[], TYPE_GEOJSON[], TYPE_HTML[], TYPE_CSV[], TYPE_ICS[], TYPE_TEXT[],
    TYPE_OPENAPI[], TYPE_PROBLEM[], TYPE_SCHEMA[];

/* Takes the text of out, which is empty afterwards. */
void reply_take(struct reply *rp, unsigned status, const char *type, struct buf *out);
void reply_borrow(struct reply *rp, unsigned status, const char *type, struct bytes body,
                  void (*release)(void *held), void *held);
void reply_header(struct reply *rp, const char *name, const char *value);
/* Says err the way this service always says it: application/problem+json (RFC 9457). */
void reply_problem(struct reply *rp, const struct request *rq, const struct err *err);
/* Says when to come back, in place of what reply_problem said. */
void reply_retry_after(struct reply *rp, struct arena *a, int64_t milliseconds);
/* Takes the session cookie back, where one was sent and nothing else says who asks; the answer is
 * then for nobody else.  reply_problem does so whenever somebody is asked to sign in. */
void reply_forget_session(struct reply *rp, const struct request *rq);
/* Lets go of the body alone, once nothing of it is needed any more. */
void reply_drop_body(struct reply *rp);
void reply_clear(struct reply *rp);

#endif
