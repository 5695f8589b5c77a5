/* Any path, for every method: a route with its parts, or a refusal; what {*} takes never climbs. */
#include "base/mem.h"
#include "base/utf8.h"
#include "http/problem.h"
#include "http/route.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool answer(const struct request *rq, struct reply *rp, struct err *err)
{
    (void)err;
    for (size_t i = 0; i < rq->n_parts; i++)
        if (!utf8_valid(rq->parts[i], strlen(rq->parts[i])))
            abort();
    reply_borrow(rp, 200, TYPE_TEXT, (struct bytes){"", 0}, NULL, NULL);
    return true;
}

static bool answer_rest(const struct request *rq, struct reply *rp, struct err *err)
{
    const char *rest = rq->parts[0];
    size_t len = rq->n_parts == 1 ? strlen(rest) : 0;
    bool climbs = strncmp(rest, "../", 3) == 0 || strstr(rest, "/../") || strcmp(rest, "..") == 0 ||
                  (len >= 3 && strcmp(rest + len - 3, "/..") == 0);

    if (rq->n_parts != 1 || climbs || strchr(rest, '\\'))
        abort();
    return answer(rq, rp, err);
}

static const struct route routes[] = {
    {METHOD_GET, "/", answer, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/a/{b}", answer, 0, ROUTE_PUBLIC},
    {METHOD_POST, "/a/{b}/c", answer, 9, ROUTE_PUBLIC},
    {METHOD_GET, "/a/{b}/{c}/{d}", answer, 0, ROUTE_PUBLIC},
    {METHOD_PUT, "/{a}/{b}/{c}/{d}/{e}/{f}", answer, 9, ROUTE_PUBLIC},
    {METHOD_GET, "/web/{*}", answer_rest, 0, 0},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    char *path = arena_strndup(arena, (const char *)data, size);

    for (unsigned m = METHOD_GET; m <= METHOD_OTHER; m++) {
        struct request rq = {
            .arena = arena, .path = path, .query_text = "", .method = (enum method)m};
        struct reply rp = {.revision = -1};
        route_answer(routes, COUNT(routes), &rq, &rp);
        if (rp.status != 200 && rp.status != 204 && rp.status != 400 && rp.status != 404 &&
            rp.status != 405)
            abort();
        if (rp.status >= 400 && rp.type != TYPE_PROBLEM)
            abort();
        reply_clear(&rp);
    }
    arena_free(arena);
    return 0;
}
