/* query.c - the part of the address behind the '?': pairs, decoded, in the order they came.
 *
 * Whether a name may stand there, and only once, is the resource's question (request_allow). */
#include "http/percent.h"
#include "http/route.h"

#include <string.h>

static bool pair_parse(struct request *rq, const char *s, size_t len, struct err *err)
{
    const char *equals = memchr(s, '=', len);
    size_t name_len = equals ? (size_t)(equals - s) : len;
    const char *value = equals ? equals + 1 : s + len;
    struct query_pair pair;

    if (rq->n_query == REQUEST_MAX_QUERY)
        return err_say(err, ERR_BAD_REQUEST, NULL, "there are more than %d query parameters",
                       "查询参数超过 %d 个", REQUEST_MAX_QUERY);
    if (!percent_decode(rq->arena, s, name_len, true, &pair.name, err) ||
        !percent_decode(rq->arena, value, (size_t)(s + len - value), true, &pair.value, err))
        return false;
    if (*pair.name == '\0')
        return err_say(err, ERR_BAD_REQUEST, NULL, "a query parameter has no name",
                       "有一个查询参数没有名称");
    rq->query[rq->n_query++] = pair;
    return true;
}

bool query_parse(struct request *rq, struct err *err)
{
    const char *at = rq->query_text;

    rq->n_query = 0;
    while (*at) {
        size_t len = strcspn(at, "&");
        if (len > 0 && !pair_parse(rq, at, len, err))
            return false;
        at += len;
        at += *at == '&';
    }
    return true;
}

const char *request_query(const struct request *rq, const char *name)
{
    for (size_t i = 0; i < rq->n_query; i++)
        if (strcmp(rq->query[i].name, name) == 0)
            return rq->query[i].value;
    return NULL;
}
