/* write.h - how every change over HTTP is made: one request, one transaction, one audit entry.
 *
 * Runs on the writer's thread: the person behind the request is read again, a replay of the same
 * request (Idempotency-Key) gives the answer on record, the job runs under a savepoint, and what it
 * refuses is taken back and recorded as refused.  Only then the answer goes out. */
#ifndef API_WRITE_H
#define API_WRITE_H

#include "api/caller.h"
#include "store/audit.h"

struct write {
    struct store *s; /* inside the transaction */
    const struct request *rq;
    struct arena *arena; /* the request's */
    struct person who;   /* read again; id 0: the public */
    struct act_by by;
    const char *action; /* for the audit entry: set by the route's row in write_answer */
    const char *object; /* the job sets it as soon as it knows what it acts on */
    bool secret; /* set by the job: neither the body nor its answer may be kept for a replay */
};

/* Does the work and fills the reply (status, type, body, ETag and Location headers).  It writes its
 * own audit entry of what was done (write_done); what it refuses is recorded for it. */
typedef bool write_job(struct write *w, void *arg, struct reply *rp, struct err *err);

enum write_by { WRITE_SIGNED_IN, WRITE_ANYBODY };

/* Who sends it, with the CSRF token that a change by cookie needs.  A known person without it is
 * entered in the chain as refused. */
bool write_caller(const struct request *rq, enum write_by by, const char *action,
                  struct caller *out, struct err *err);
/* Enters in the chain what a known person was refused before any job ran: once a minute for each
 * action, so that nobody fills it.  For the handler of a `writes` route. */
void write_refused(const struct request *rq, const struct caller *c, const char *action,
                   const struct err *why);
/* Signs in, checks the CSRF token, and hands the job over.  For the handler of a `writes` route. */
bool write_answer(const struct request *rq, struct reply *rp, enum write_by by, const char *action,
                  write_job *job, void *arg, struct err *err);

/* The same for who is signed in, at an address that knows no parameters. */
bool write_signed_in(const struct request *rq, struct reply *rp, const char *action, write_job *job,
                     struct err *err);

/* Is there an answer on record under the key of this request, be it of another request? */
bool write_is_known(const struct request *rq, bool *known, struct err *err);

/* The audit entry of a job that succeeded; before and after are JSON values as text, NULL: none. */
bool write_done(struct write *w, const char *object, const char *before, const char *after,
                struct err *err);

/* If-Match, which every change of an application needs: ERR_IF_MATCH_REQUIRED without one. */
bool write_if_match(const struct request *rq, int64_t *version, struct err *err);
/* ETag: "v7" */
void write_etag(struct reply *rp, struct arena *a, int64_t version);

/* The body as one JSON object (scanned first, then cJSON); NULL with err. The caller frees it with
 * cJSON_Delete. */
struct cJSON;
struct cJSON *write_body(const struct request *rq, const char *const *members, struct err *err);

#endif
