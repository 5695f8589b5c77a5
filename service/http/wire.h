/* wire.h - what the files that speak with libmicrohttpd share: server.c starts and stops,
 * connection.c sees sockets come and go, exchange.c answers, queues.c has others do so, large.c
 * keeps count of what takes much memory, refuse.c words the library's own refusals.
 *
 * Threads: a connection and its exchanges belong to the one pool thread that accepted it.  An
 * exchange goes to the slow queue and back while its connection is suspended; nothing else is
 * touched by two threads except what is atomic or says so. */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include "base/arena.h"
#include "http/answer.h"
#include "http/deadline.h"
#include "http/metrics.h"
#include "http/network.h"
#include "http/route.h"
#include "http/server.h"
#include "http/slow.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    URI_LIMIT = 8 * 1024,
    WIRE_MEMORY = 32 * 1024, /* for the head of a request and of its answer */
    IDLE_SECONDS = 65,       /* longer than the 60 s that proxies keep a connection open */
    SEND_SECONDS = 60,
    SEND_BYTES_PER_SECOND = 16 * 1024, /* who reads slower than this is cut */
    LARGE_FROM = 256 * 1024,           /* what is smaller is not counted */
};

typedef enum MHD_Result queue_fn(struct MHD_Connection *, unsigned int, struct MHD_Response *);

struct worker {
    struct server *server;
    unsigned number;
    bool claimed;
    pthread_t thread;
    struct exchange *spare; /* exchanges to use again, with their arenas */
    unsigned n_spare;
    _Atomic unsigned n_active; /* requests whose head has been read and whose answer is not sent */
};

struct server {
    struct server_options options;
    char *local_url; /* for requests without Host */
    uint16_t port;
    int listen_fd;
    struct MHD_Daemon *daemon;
    queue_fn *queue_response; /* the library's own; see refuse.c */
    struct deadlines *deadlines;
    struct slow_queue *slow;   /* what takes long */
    struct slow_queue *writes; /* what waits for the disk */
    struct slow_queue *waits;  /* what waits for other servers */
    struct metrics *metrics;
    pthread_mutex_t lock; /* of claiming a worker */
    struct worker *workers;
    unsigned n_workers;
    _Atomic bool running; /* the daemon has started */
    _Atomic bool stopping;
    _Atomic size_t held; /* bytes of large bodies and answers under way */
};

struct connection {
    struct watch watch;
    struct server *server;
    struct worker *worker;
    struct exchange *current;  /* NULL between requests */
    bool lingers;              /* was refused while it may still be sending */
    char client[NETWORK_TEXT]; /* its network */
};

enum stage {
    STAGE_HEAD, /* the request line has been seen */
    STAGE_BODY, /* the head is good, the body is being collected */
    STAGE_SLOW, /* in one of the queues, suspended */
    STAGE_DONE, /* the reply is there, to be queued at the next call */
};

struct exchange {
    struct slow_job job; /* first: the slow queue gives this back */
    struct exchange *next_spare;
    struct connection *connection;
    struct MHD_Connection *wire;
    struct arena *arena;
    enum stage stage;
    bool active, uri_too_long, must_close, over_limit, crowded;
    const char *method_text;
    const char *line_end; /* of the address in the request line, where it was received */
    int64_t started;      /* clock_microseconds */
    size_t body_limit, swallowed;
    struct buf body;
    struct route_match match;
    struct request rq;
    struct reply rp;
    struct answer answer;
    unsigned status; /* of the answer handed over; 0: none yet */
    size_t sent;
    size_t held; /* its part of what the server holds */
};

/* connection.c */
void connection_notify(void *cls, struct MHD_Connection *wire, void **socket_context,
                       enum MHD_ConnectionNotificationCode code);
struct connection *connection_of(struct MHD_Connection *wire);

/* exchange.c */
void *exchange_begin(void *cls, const char *uri, struct MHD_Connection *wire);
enum MHD_Result exchange_continue(void *cls, struct MHD_Connection *wire, const char *url,
                                  const char *method, const char *version, const char *upload_data,
                                  size_t *upload_data_size, void **con_cls);
void exchange_end(void *cls, struct MHD_Connection *wire, void **con_cls,
                  enum MHD_RequestTerminationCode why);
void exchange_free(struct exchange *ex);

/* queues.c */
/* Whose threads answer; NULL: the answer is there already. */
struct slow_queue *queue_for(const struct exchange *ex);
void exchange_run_slow(struct slow_job *job, bool late);

/* large.c */
/* This many bytes are wanted in all for a body and its answer; false: there is no room now. */
bool large_hold(struct exchange *ex, size_t size);
bool large_refuse(struct err *err);
/* Makes the answer of the reply, or of a refusal for want of room. */
void large_answer(struct exchange *ex);
void large_let_go(struct exchange *ex);

/* refuse.c */
queue_fn *refuse_find_queue(void);

#endif
