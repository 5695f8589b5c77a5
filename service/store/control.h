/* control.h - FILE.sock: how a command reaches the service that holds FILE.lock.
 *
 * The command sends one JSON line {"command":"load","args":["--from","x"]} (and "input", what it
 * read from its standard input).  The service answers with lines {"line":"…"} as they come, and
 * {"exit":0} at the end.  Only the service's own user and root are heard.  Paths in args must be
 * absolute: the two programs have different working directories. */
#ifndef STORE_CONTROL_H
#define STORE_CONTROL_H

#include "base/err.h"

#include <stddef.h>

enum { CONTROL_MAX_LINE = 65536, CONTROL_MAX_ARGS = 64, CONTROL_CANNOT = 2 };

struct control_request {
    const char *command;
    const char *const *args;
    size_t n_args;
    const char *input; /* NULL: none */
};

/* ---- in the service ---- */

struct control;
struct control_answer; /* where lines go */

/* Gives the exit code of the command.  Runs on the control thread, one request at a time. */
typedef int control_handler(void *context, const struct control_request *rq,
                            struct control_answer *answer);
/* One line for the person at the other end.  If they have gone, it is dropped and the work goes on.
 */
void control_say(struct control_answer *answer, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* path is the register's.  Whoever calls holds its lock, so a socket left there is nobody's. */
bool control_start(struct control **out, const char *path, control_handler *handler, void *context,
                   struct err *err);
void control_stop(struct control *c); /* waits for a request that runs; NULL is fine */

/* ---- in the command ---- */

/* false: no service answered, and nothing was asked of it unless err says so. */
bool control_call(const char *path, const struct control_request *rq,
                  void (*tell)(void *arg, const char *line), void *arg, int *exit_code,
                  struct err *err);

#endif
