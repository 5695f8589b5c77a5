/* test_http_crowd.c - whoever asks at the same moment is answered, however many they are: while the
 * only worker is held, each of N connections sends a request, so that all of them are ready at once
 * when it looks again.  At 128 and 256 libmicrohttpd 0.9.75 fell asleep over them. */
#include "http_service.h"

#include <semaphore.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MOST = 256, PATIENCE_MS = 3000 };

struct gate {
    sem_t inside, open;
};

static bool hold(const struct request *rq, struct reply *rp, struct err *err)
{
    struct gate *gate = rq->context;

    sem_post(&gate->inside);
    while (sem_wait(&gate->open) != 0)
        continue;
    return hello(rq, rp, err);
}

static const struct route routes[] = {
    {METHOD_GET, "/hello", hello, 0, 0},
    {METHOD_GET, "/hold", hold, 0, 0},
};

static void ask(int fd, const char *path)
{
    char text[128];
    int len = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path);

    assert_true(client_send(fd, text, (size_t)len));
}

static void all_are_answered(struct gate *gate, int holder, const int *fds, size_t n)
{
    char some[64];

    ask(holder, "/hold");
    while (sem_wait(&gate->inside) != 0)
        continue;
    for (size_t i = 0; i < n; i++)
        ask(fds[i], "/hello");
    usleep(20000); /* all of it has arrived */
    sem_post(&gate->open);
    for (size_t i = 0; i < n; i++) {
        if (!client_readable(fds[i], PATIENCE_MS))
            fail_msg("%zu at once: connection %zu was left alone", n, i);
    }
    for (size_t i = 0; i <= n; i++) {
        int fd = i < n ? fds[i] : holder;

        while (client_readable(fd, i < n ? 0 : PATIENCE_MS) &&
               recv(fd, some, sizeof some, 0) == (ssize_t)sizeof some)
            continue;
    }
}

static void whoever_asks_at_the_same_moment_is_answered(void **state)
{
    static const size_t crowds[] = {1, 64, 126, 127, 128, 129, 130, 200, 254, 255, 256};
    struct err err = {0};
    struct gate gate;
    struct server *s;
    int fds[MOST], holder;

    (void)state;
    sem_init(&gate.inside, 0, 0);
    sem_init(&gate.open, 0, 0);
    const struct server_options options = {.address = "127.0.0.1",
                                           .n_threads = 1,
                                           .max_per_address = MOST + 8,
                                           .routes = routes,
                                           .n_routes = COUNT(routes),
                                           .context = &gate};
    if (!server_start(&s, &options, &err))
        fail_msg("%s", err.text);
    holder = client_connect(server_port(s));
    for (size_t i = 0; i < MOST; i++)
        fds[i] = client_connect(server_port(s));
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT(crowds); i++)
            all_are_answered(&gate, holder, fds, crowds[i]);
    }
    for (size_t i = 0; i < MOST; i++)
        close(fds[i]);
    close(holder);
    server_stop(s, 5);
    sem_destroy(&gate.inside);
    sem_destroy(&gate.open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_asks_at_the_same_moment_is_answered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
