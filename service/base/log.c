/* log.c - whole lines to standard error; buffered between log_start and log_stop.
 *
 * The buffer is emptied four times a second, or by the writer itself when it is large, so a request
 * costs a copy and not a system call. */
#include "base/log.h"

#include "base/date.h"
#include "base/json_write.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FLUSH_AT = 256 * 1024, TEXT_MAX = 1024 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    struct buf pending;
    bool buffering, stopping;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static void write_all(const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(STDERR_FILENO, data, len);
        if (n <= 0)
            return; /* nobody is left to tell */
        data += n;
        len -= (size_t)n;
    }
}

/* With the lock held; lets it go while writing. */
static void flush_locked(void)
{
    struct buf out = state.pending;
    state.pending = (struct buf){0};
    pthread_mutex_unlock(&state.lock);
    write_all(out.data, out.len);
    buf_free(&out);
    pthread_mutex_lock(&state.lock);
}

static void *flusher(void *arg)
{
    (void)arg;
    pthread_mutex_lock(&state.lock);
    while (!state.stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 250 * 1000 * 1000;
        if (until.tv_nsec >= 1000000000) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000;
        }
        pthread_cond_timedwait(&state.wake, &state.lock, &until);
        flush_locked();
    }
    pthread_mutex_unlock(&state.lock);
    return NULL;
}

void log_start(void)
{
    pthread_mutex_lock(&state.lock);
    state.stopping = false;
    state.buffering = pthread_create(&state.thread, NULL, flusher, NULL) == 0;
    pthread_mutex_unlock(&state.lock);
}

void log_stop(void)
{
    pthread_mutex_lock(&state.lock);
    bool running = state.buffering;
    state.buffering = false;
    state.stopping = true;
    pthread_cond_signal(&state.wake);
    pthread_mutex_unlock(&state.lock);
    if (running)
        pthread_join(state.thread, NULL);
    pthread_mutex_lock(&state.lock);
    flush_locked();
    pthread_mutex_unlock(&state.lock);
}

void log_line(const char *line, size_t len)
{
    pthread_mutex_lock(&state.lock);
    buf_put(&state.pending, line, len);
    buf_putc(&state.pending, '\n');
    if (!state.buffering || state.pending.len > FLUSH_AT)
        flush_locked();
    pthread_mutex_unlock(&state.lock);
}

static void log_event(const char *level, const char *event, const char *fmt, va_list args)
{
    char text[TEXT_MAX], when[MOMENT_TEXT];
    struct timespec ts;
    struct buf line = {0};
    struct json_writer w = json_writer_to(&line);

    clock_gettime(CLOCK_REALTIME, &ts);
    vsnprintf(text, sizeof text, fmt, args);
    json_object(&w);
    json_put_string(&w, "time",
                    moment_format((moment_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000, when));
    json_put_string(&w, "level", level);
    json_put_string(&w, "event", event);
    json_put_string(&w, "text", text);
    json_end(&w);
    log_line(line.data, line.len);
    buf_free(&line);
}

void log_info(const char *event, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    log_event("info", event, fmt, args);
    va_end(args);
}

void log_error(const char *event, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    log_event("error", event, fmt, args);
    va_end(args);
}
