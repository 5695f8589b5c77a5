/* control_call.c - the command's end: ask, and pass on what comes back. */
#include "base/arena.h"
#include "store/control.h"
#include "store/control_request.h"
#include "store/local_socket.h"

#include <unistd.h>

/* Between two lines: a load says what it does far more often than this. */
enum { ASK_MS = 5000, SILENCE_MS = 600000 };

/* 1: there is more to come; 0: *exit_code is the end; -1: err. */
static int pass_on(const struct buf *line, void (*tell)(void *arg, const char *line), void *arg,
                   int *exit_code, struct err *err)
{
    struct arena *a = arena_new();
    const char *text;
    int rc = -1;

    if (control_answer_read(line->data, line->len, a, &text, exit_code, err)) {
        rc = text != NULL;
        if (text && tell)
            tell(arg, text);
    }
    arena_free(a);
    return rc;
}

static int next_answer(int fd, struct buf *pending, struct buf *line,
                       void (*tell)(void *arg, const char *line), void *arg, int *exit_code,
                       struct err *err)
{
    if (local_read_line(fd, -1, pending, line, CONTROL_MAX_LINE, SILENCE_MS) == LOCAL_LINE)
        return pass_on(line, tell, arg, exit_code, err);
    err_set(err, ERR_INTERNAL,
            "the service broke off before the end; ask it whether the change was made before "
            "trying again");
    return -1;
}

static bool ask(int fd, const struct control_request *rq, struct err *err)
{
    struct buf text = {0};
    bool ok;

    control_request_write(rq, &text);
    buf_putc(&text, '\n');
    ok = text.len <= CONTROL_MAX_LINE
             ? local_send(fd, text.data, text.len, ASK_MS) ||
                   err_set(err, ERR_BUSY, "the service does not take the request")
             : err_set(err, ERR_TOO_LARGE, "the request is larger than %d bytes",
                       (int)CONTROL_MAX_LINE);
    buf_free(&text);
    return ok;
}

bool control_call(const char *path, const struct control_request *rq,
                  void (*tell)(void *arg, const char *line), void *arg, int *exit_code,
                  struct err *err)
{
    struct buf pending = {0}, line = {0};
    int fd = local_connect(path, err), more = -1;

    if (fd < 0)
        return false;
    if (ask(fd, rq, err)) {
        do
            more = next_answer(fd, &pending, &line, tell, arg, exit_code, err);
        while (more == 1);
    }
    close(fd);
    buf_free(&pending);
    buf_free(&line);
    return more == 0;
}
