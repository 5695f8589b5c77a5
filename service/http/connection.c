/* connection.c - sockets as they come and go: which thread has them, how long they may stay. */
#include "http/wire.h"

#include "base/mem.h"
#include "http/clock.h"

#include <stdlib.h>

/* A connection stays with the thread that accepted it, which is the one calling. */
static struct worker *claim_worker(struct server *s)
{
    struct worker *mine = NULL;

    pthread_mutex_lock(&s->lock);
    for (unsigned i = 0; i < s->n_workers && !mine; i++) {
        struct worker *w = &s->workers[i];
        if (!w->claimed) {
            w->claimed = true;
            w->thread = pthread_self();
            mine = w;
        } else if (pthread_equal(w->thread, pthread_self())) {
            mine = w;
        }
    }
    pthread_mutex_unlock(&s->lock);
    return mine;
}

struct connection *connection_of(struct MHD_Connection *wire)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(wire, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static struct connection *connection_new(struct server *s, struct MHD_Connection *wire)
{
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(wire, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *address =
        MHD_get_connection_info(wire, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct connection *c = mem_alloc(1, sizeof *c);

    c->server = s;
    c->worker = claim_worker(s);
    if (!c->worker)
        abort(); /* more threads than were asked for: the library is not the one we know */
    network_of(address->client_addr, c->client);
    deadlines_add(s->deadlines, &c->watch, fd->connect_fd,
                  clock_microseconds() + (int64_t)s->options.head_seconds * 1000000);
    return c;
}

void connection_notify(void *cls, struct MHD_Connection *wire, void **socket_context,
                       enum MHD_ConnectionNotificationCode code)
{
    struct server *s = cls;
    struct connection *c = *socket_context;

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = connection_new(s, wire);
    } else if (c) {
        deadlines_remove(s->deadlines, &c->watch, c->lingers);
        *socket_context = NULL;
        free(c);
    }
}
