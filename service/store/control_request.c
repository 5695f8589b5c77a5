/* control_request.c - members that are not known are passed over, so either end may be newer. */
#include "store/control_request.h"

#include "base/json_read.h"
#include "base/json_write.h"

#include <string.h>

enum { DEPTH = 4 };

static bool fail(struct err *err)
{
    return err_set(err, ERR_BAD_BODY, "the line is no request of this program");
}

static bool read_args(struct json_reader *r, struct arena *a, struct control_request *rq,
                      struct err *err)
{
    const char **args = arena_alloc(a, CONTROL_MAX_ARGS, sizeof *args);
    enum json_token t;

    if (json_next(r) != JSON_ARRAY_BEGIN)
        return fail(err);
    for (rq->n_args = 0; (t = json_next(r)) == JSON_STRING; rq->n_args++) {
        if (rq->n_args == CONTROL_MAX_ARGS)
            return err_set(err, ERR_BAD_BODY, "more than %d arguments", (int)CONTROL_MAX_ARGS);
        args[rq->n_args] = r->string;
    }
    rq->args = args;
    return t == JSON_ARRAY_END || fail(err);
}

static bool read_text(struct json_reader *r, const char **out, struct err *err)
{
    if (json_next(r) != JSON_STRING)
        return fail(err);
    *out = r->string;
    return true;
}

bool control_request_read(const char *line, size_t len, struct arena *a, struct control_request *rq,
                          struct err *err)
{
    struct json_reader r;
    enum json_token t;
    bool ok = true;

    *rq = (struct control_request){0};
    json_reader_init(&r, line, len, DEPTH, a, err);
    if (json_next(&r) != JSON_OBJECT_BEGIN)
        return fail(err);
    while (ok && (t = json_next(&r)) == JSON_KEY) {
        if (strcmp(r.string, "command") == 0)
            ok = read_text(&r, &rq->command, err);
        else if (strcmp(r.string, "input") == 0)
            ok = read_text(&r, &rq->input, err);
        else if (strcmp(r.string, "args") == 0)
            ok = read_args(&r, a, rq, err);
        else
            ok = json_skip_value(&r);
    }
    if (!ok || t != JSON_OBJECT_END || json_next(&r) != JSON_END || !rq->command)
        return fail(err);
    return true;
}

void control_request_write(const struct control_request *rq, struct buf *out)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "command", rq->command);
    json_put_array(&w, "args");
    for (size_t i = 0; i < rq->n_args; i++)
        json_string(&w, rq->args[i]);
    json_end(&w);
    if (rq->input)
        json_put_string(&w, "input", rq->input);
    json_end(&w);
}

bool control_answer_read(const char *line, size_t len, struct arena *a, const char **text,
                         int *exit_code, struct err *err)
{
    struct json_reader r;
    bool known = false;

    *text = NULL;
    json_reader_init(&r, line, len, DEPTH, a, err);
    if (json_next(&r) != JSON_OBJECT_BEGIN)
        return fail(err);
    if (json_next(&r) != JSON_KEY)
        return fail(err);
    if (strcmp(r.string, "line") == 0) {
        known = read_text(&r, text, err);
    } else if (strcmp(r.string, "exit") == 0 && json_next(&r) == JSON_NUMBER && r.number >= 0 &&
               r.number <= 255) {
        *exit_code = (int)r.number;
        known = true;
    }
    return known || fail(err);
}
