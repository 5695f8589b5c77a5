/* test_store_control.c - a command's request reaches the service, and nobody else's does. */
#include "in_place.h"
#include "store/control.h"
#include "store/local_socket.h"

#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static int echo(void *context, const struct control_request *rq, struct control_answer *answer)
{
    atomic_int *n_asked = context;

    atomic_fetch_add(n_asked, 1);
    control_say(answer, "command %s", rq->command);
    for (size_t i = 0; i < rq->n_args; i++)
        control_say(answer, "%zu: %s", i, rq->args[i]);
    if (rq->input)
        control_say(answer, "input: %s", rq->input);
    return (int)rq->n_args;
}

static void collect_line(void *arg, const char *line)
{
    struct said *said = arg;

    size_t at = strlen(said->text);

    snprintf(said->text + at, sizeof said->text - at, "%s|", line);
}

static struct control *started(const char *path, atomic_int *n_asked)
{
    struct control *c;
    struct err err = {0};

    if (!control_start(&c, path, echo, n_asked, &err))
        fail_msg("%s", err.text);
    return c;
}

static void a_request_goes_there_and_its_lines_come_back(void **state)
{
    static const char *const args[] = {"--from", "a \"b\"\n四至", ""};
    static const struct {
        struct control_request rq;
        const char *said;
    } rows[] = {
        {{"check", NULL, 0, NULL}, "command check|"},
        {{"load", args, 3, NULL}, "command load|0: --from|1: a \"b\"\n四至|2: |"},
        {{"user add", args, 1, "secret"}, "command user add|0: --from|input: secret|"},
    };
    struct place *p = *state;
    atomic_int n_asked = 0;
    struct control *c = started(p->file, &n_asked);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct said said = {""};
        struct err err = {0};
        int code = -1;

        if (!control_call(p->file, &rows[i].rq, collect_line, &said, &code, &err))
            fail_msg("%s", err.text);
        assert_string_equal(said.text, rows[i].said);
        assert_int_equal(code, rows[i].rq.n_args);
    }
    assert_int_equal(atomic_load(&n_asked), COUNT(rows));
    control_stop(c);
}

static void what_is_no_request_never_reaches_the_handler(void **state)
{
    static const char *const rows[] = {
        "hello",
        "{}",
        "[]",
        "null",
        "{\"command\":1}",
        "{\"command\":\"x\",\"args\":\"y\"}",
        "{\"command\":\"x\",\"args\":[1]}",
        "{\"command\":\"x\",\"command\":\"y\"}",
        "{\"command\":\"x\"} {}",
        "{\"args\":[]}",
        "{\"command\":\"\\u0000\"}",
        "{\"command\":\"\xff\"}",
        "{\"command\":\"x\",\"args\":[[[[[[]]]]]]}",
    };
    struct place *p = *state;
    atomic_int n_asked = 0;
    struct control *c = started(p->file, &n_asked);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf pending = {0}, line = {0};
        int fd = local_connect(p->file, NULL);

        assert_true(fd >= 0 && local_send(fd, rows[i], strlen(rows[i]), 1000) &&
                    local_send(fd, "\n", 1, 1000));
        assert_int_equal(local_read_line(fd, -1, &pending, &line, 4096, 2000), LOCAL_LINE);
        assert_int_equal(memcmp(line.data, "{\"line\":", 8), 0);
        assert_int_equal(local_read_line(fd, -1, &pending, &line, 4096, 2000), LOCAL_LINE);
        assert_string_equal(line.data, "{\"exit\":2}");
        buf_free(&pending);
        buf_free(&line);
        close(fd);
    }
    assert_int_equal(atomic_load(&n_asked), 0);
    control_stop(c);
}

static void what_is_too_long_is_refused_at_both_ends(void **state)
{
    struct place *p = *state;
    atomic_int n_asked = 0;
    struct control *c = started(p->file, &n_asked);
    char *much = mem_alloc(CONTROL_MAX_LINE * 2, 1);
    const char *const args[] = {much};
    const struct control_request rq = {"load", args, 1, NULL};
    struct buf pending = {0}, line = {0};
    struct err err = {0};
    int code, fd;

    memset(much, 'x', CONTROL_MAX_LINE * 2 - 1);
    assert_false(control_call(p->file, &rq, NULL, NULL, &code, &err));
    assert_int_equal(err.kind, ERR_TOO_LARGE);
    fd = local_connect(p->file, NULL);
    local_send(fd, much, CONTROL_MAX_LINE + 4097, 1000);
    assert_int_equal(local_read_line(fd, -1, &pending, &line, 4096, 2000), LOCAL_LINE);
    assert_non_null(strstr(line.data, "too long"));
    close(fd);
    buf_free(&pending);
    buf_free(&line);
    free(much);
    assert_int_equal(atomic_load(&n_asked), 0);
    control_stop(c);
}

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void a_silent_client_holds_up_neither_the_next_one_nor_the_stop(void **state)
{
    static const struct control_request rq = {"check", NULL, 0, NULL};
    struct place *p = *state;
    atomic_int n_asked = 0;
    struct control *c = started(p->file, &n_asked);
    int fd = local_connect(p->file, NULL), code = -1;
    int64_t before = now_ms();

    assert_true(fd >= 0);
    assert_true(control_call(p->file, &rq, NULL, NULL, &code, NULL)); /* after 5 s of silence */
    assert_int_equal(code, 0);
    assert_true(now_ms() - before < 8000);
    close(fd);
    fd = local_connect(p->file, NULL);
    before = now_ms();
    control_stop(c);
    assert_true(now_ms() - before < 2000);
    close(fd);
}

static void a_client_that_leaves_does_not_stop_the_work(void **state)
{
    static const char REQUEST[] = "{\"command\":\"x\",\"args\":[\"a\",\"b\"]}\n";
    struct place *p = *state;
    atomic_int n_asked = 0;
    struct control *c = started(p->file, &n_asked);

    for (int i = 0; i < 20; i++) {
        int fd = local_connect(p->file, NULL);

        assert_true(local_send(fd, REQUEST, sizeof REQUEST - 1, 1000));
        close(fd);
    }
    for (int i = 0; i < 500 && atomic_load(&n_asked) < 20; i++)
        usleep(10000);
    assert_int_equal(atomic_load(&n_asked), 20);
    control_stop(c);
}

static void without_a_service_the_call_says_so(void **state)
{
    static const struct control_request rq = {"check", NULL, 0, NULL};
    struct place *p = *state;
    struct err err = {0};
    atomic_int n_asked = 0;
    int code;

    assert_false(control_call(p->file, &rq, NULL, NULL, &code, &err));
    assert_non_null(strstr(err.text, ".sock"));
    control_stop(started(p->file, &n_asked));
    err_clear(&err);
    assert_false(control_call(p->file, &rq, NULL, NULL, &code, &err)); /* its name is gone too */
    assert_non_null(strstr(err.text, "No such file"));
}

static void a_socket_left_behind_is_replaced_and_long_paths_work(void **state)
{
    static const struct control_request rq = {"check", NULL, 0, NULL};
    struct place *p = *state;
    char folder[256], path[300];
    atomic_int n_asked = 0;
    int code = -1;

    snprintf(folder, sizeof folder, "%s/%0120d", p->folder, 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(path, sizeof path, "%s/register.sqlite", folder);
    for (int i = 0; i < 2; i++) {
        struct control *c = started(path, &n_asked);
        struct err err = {0};

        if (!control_call(path, &rq, NULL, NULL, &code, &err))
            fail_msg("%s", err.text);
        control_stop(c);
        close(local_listen(path, NULL)); /* as a killed service leaves it */
    }
    assert_int_equal(atomic_load(&n_asked), 2);
}

static void only_the_same_user_and_root_are_heard(void **state)
{
    static const struct control_request rq = {"check", NULL, 0, NULL};
    struct place *p = *state;
    atomic_int n_asked = 0;
    struct control *c = started(p->file, &n_asked);
    char path[128];
    struct stat st;

    snprintf(path, sizeof path, "%s.sock", p->file);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    if (geteuid() == 0) { /* only root can become somebody else */
        for (int open_to_all = 0; open_to_all <= 1; open_to_all++) {
            int status;
            pid_t child;

            assert_int_equal(chmod(p->folder, 0711), 0);
            assert_int_equal(chmod(path, open_to_all ? 0666 : 0600), 0);
            child = fork();
            if (child == 0) {
                int code = 0;

                if (setuid(65534) != 0)
                    _exit(9);
                _exit(control_call(p->file, &rq, NULL, NULL, &code, NULL) ? 10 + code : 1);
            }
            waitpid(child, &status, 0);
            assert_true(WIFEXITED(status));
            assert_int_equal(WEXITSTATUS(status), open_to_all ? 10 + CONTROL_CANNOT : 1);
        }
    }
    assert_int_equal(atomic_load(&n_asked), 0);
    control_stop(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_request_goes_there_and_its_lines_come_back),
        IN_PLACE(what_is_no_request_never_reaches_the_handler),
        IN_PLACE(what_is_too_long_is_refused_at_both_ends),
        IN_PLACE(a_silent_client_holds_up_neither_the_next_one_nor_the_stop),
        IN_PLACE(a_client_that_leaves_does_not_stop_the_work),
        IN_PLACE(without_a_service_the_call_says_so),
        IN_PLACE(a_socket_left_behind_is_replaced_and_long_paths_work),
        IN_PLACE(only_the_same_user_and_root_are_heard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
