/* control.c - the service's end: one thread, one request at a time. */
#include "store/control.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/json_write.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/control_request.h"
#include "store/local_socket.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REQUEST_MS = 5000, ANSWER_MS = 5000, LEAVE_MS = 1000, MAX_SAID = 4096 };

struct control {
    char *path;
    control_handler *handler;
    void *context;
    int listener, wake;
    pthread_t thread;
};

struct control_answer {
    int fd;
    bool gone;
};

static void send_object(struct control_answer *answer, struct buf *text)
{
    buf_putc(text, '\n');
    if (!answer->gone && !local_send(answer->fd, text->data, text->len, ANSWER_MS))
        answer->gone = true;
    buf_free(text);
}

void control_say(struct control_answer *answer, const char *fmt, ...)
{
    struct buf text = {0};
    struct json_writer w = json_writer_to(&text);
    char line[MAX_SAID];
    va_list args;

    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    json_object(&w);
    json_put_string(&w, "line", line);
    json_end(&w);
    send_object(answer, &text);
}

static void say_exit(struct control_answer *answer, int code)
{
    struct buf text = {0};
    struct json_writer w = json_writer_to(&text);

    json_object(&w);
    json_put_int(&w, "exit", code);
    json_end(&w);
    send_object(answer, &text);
}

/* The mode of the socket says the same; this also holds where a file system ignores modes. */
static bool is_ours(int fd)
{
    struct ucred who;
    socklen_t size = sizeof who;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
           (who.uid == geteuid() || who.uid == 0);
}

static const char *const refusals[] = {
    [LOCAL_TOO_LONG] = "the request is too long",
    [LOCAL_TOO_SLOW] = "the request took too long to arrive",
};

static int run_request(struct control *c, struct control_answer *answer, const struct buf *line)
{
    struct arena *a = arena_new();
    struct control_request rq;
    struct err err = {0};
    int code = CONTROL_CANNOT;

    if (control_request_read(line->data, line->len, a, &rq, &err)) {
        log_info("control", "%s", rq.command);
        code = c->handler(c->context, &rq, answer);
    } else {
        control_say(answer, "%s", err.text);
    }
    arena_free(a);
    return code;
}

static void serve_client(struct control *c, int fd)
{
    struct control_answer answer = {.fd = fd};
    struct buf pending = {0}, line = {0};
    enum local_read got;

    if (!is_ours(fd)) {
        control_say(&answer, "only the user of the service and root may ask this");
        say_exit(&answer, CONTROL_CANNOT);
        return;
    }
    got = local_read_line(fd, c->wake, &pending, &line, CONTROL_MAX_LINE, REQUEST_MS);
    if (got == LOCAL_LINE) {
        say_exit(&answer, run_request(c, &answer, &line));
    } else if (got == LOCAL_TOO_LONG || got == LOCAL_TOO_SLOW) {
        control_say(&answer, "%s", refusals[got]);
        say_exit(&answer, CONTROL_CANNOT);
    }
    buf_free(&pending);
    buf_free(&line);
}

static void *run(void *arg)
{
    struct control *c = arg;

    for (;;) {
        struct pollfd fds[] = {{.fd = c->listener, .events = POLLIN},
                               {.fd = c->wake, .events = POLLIN}};
        int fd;

        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            break;
        if (fds[1].revents)
            break;
        if (!fds[0].revents)
            continue;
        fd = accept4(c->listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        serve_client(c, fd);
        local_finish(fd, c->wake, LEAVE_MS);
    }
    return NULL;
}

static void control_free(struct control *c)
{
    if (c->listener >= 0) {
        close(c->listener);
        local_remove(c->path);
    }
    if (c->wake >= 0)
        close(c->wake);
    free(c->path);
    free(c);
}

bool control_start(struct control **out, const char *path, control_handler *handler, void *context,
                   struct err *err)
{
    struct control *c = mem_alloc(1, sizeof *c);
    int rc;

    *out = NULL;
    *c = (struct control){.path = mem_strdup(path), .handler = handler, .context = context};
    c->wake = eventfd(0, EFD_CLOEXEC);
    c->listener = local_listen(path, err);
    if (c->listener < 0 || c->wake < 0) {
        err_set(err, ERR_INTERNAL, "the control socket cannot be made: %s", strerror(errno));
        goto fail;
    }
    rc = pthread_create(&c->thread, NULL, run, c);
    if (rc != 0) {
        err_set(err, ERR_INTERNAL, "the control thread cannot start: %s", strerror(rc));
        goto fail;
    }
    *out = c;
    return true;

fail:
    control_free(c);
    return false;
}

void control_stop(struct control *c)
{
    if (!c)
        return;
    eventfd_write(c->wake, 1);
    pthread_join(c->thread, NULL);
    control_free(c);
}
