/* Any query string: it is read or refused with words, and what was read is UTF-8 within bounds. */
#include "base/utf8.h"
#include "http/problem.h"
#include "http/request_log.h"
#include "http/route.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void refusal_is_sound(const struct err *err)
{
    if (problem_status(err->kind) != 400 || !utf8_valid(err->text, strlen(err->text)) ||
        !utf8_valid(err->zh, strlen(err->zh)) || err->text[0] == '\0')
        abort();
}

static void read_values(const struct request *rq)
{
    static const char *const names[] = {"lon", "limit", "on", "datetime", NULL};
    static const enum format offered[] = {FORMAT_JSON, FORMAT_HTML, FORMATS};
    struct err err = {0};
    enum format format = FORMATS;
    double lon = 0;
    long limit = 1;
    date_t day = 0;
    moment_t moment = 0;

    if (!request_allow(rq, names, &err) || !request_number(rq, "lon", -180, 180, &lon, &err) ||
        !request_int(rq, "limit", 1, 10000, &limit, &err) || !request_day(rq, "on", &day, &err) ||
        !request_date(rq, "on", &day, &err) || !request_moment(rq, "datetime", &moment, &err) ||
        !request_format(rq, offered, &format, &err))
        refusal_is_sound(&err);
    if (!(lon >= -180 && lon <= 180) || limit < 1 || limit > 10000)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct request rq = {.arena = arena,
                         .path = "/",
                         .accept = "",
                         .query_text = arena_strndup(arena, (const char *)data, size)};
    struct err err = {0};
    struct buf line = {0};

    if (query_parse(&rq, &err)) {
        for (size_t i = 0; i < rq.n_query; i++)
            if (!utf8_valid(rq.query[i].name, strlen(rq.query[i].name)) ||
                !utf8_valid(rq.query[i].value, strlen(rq.query[i].value)))
                abort();
        read_values(&rq);
    } else {
        refusal_is_sound(&err);
    }
    request_log_format(&line, &(struct request_record){.method = "GET",
                                                       .path = rq.query_text,
                                                       .query_text = rq.query_text,
                                                       .route = "-",
                                                       .client = "-"});
    for (size_t i = 0; i < line.len; i++)
        if ((unsigned char)line.data[i] < ' ' || (unsigned char)line.data[i] > '~')
            abort(); /* a line is one line, and plain */
    buf_free(&line);
    arena_free(arena);
    return 0;
}
