/* links.c - see links.h. */
#include "api/ogc/links.h"

#include "http/reply.h"

#include <string.h>

void put_link(struct json_writer *w, const struct request *rq, const char *path, const char *rel,
              const char *type, const char *title)
{
    json_object(w);
    json_key(w, "href");
    json_string(w, arena_printf(rq->arena, "%s%s", rq->base_url, path));
    json_put_string(w, "rel", rel);
    json_put_string(w, "type", type);
    if (title)
        json_put_string(w, "title", title);
    json_end(w);
}

static const char *with_format(const struct request *rq, const char *path, const char *f)
{
    return arena_printf(rq->arena, "%s%cf=%s", path, strchr(path, '?') ? '&' : '?', f);
}

void put_self_links(struct json_writer *w, const struct request *rq, const char *path,
                    const char *json_type, enum format current)
{
    bool html = current == FORMAT_HTML;

    put_link(w, rq, with_format(rq, path, "json"), html ? "alternate" : "self", json_type, NULL);
    put_link(w, rq, with_format(rq, path, "html"), html ? "self" : "alternate", "text/html", NULL);
}

const char *encode_query_value(struct arena *arena, const char *value)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~,:/";
    struct buf out = {0};

    for (; *value; value++) {
        if (strchr(plain, *value))
            buf_putc(&out, *value);
        else
            buf_printf(&out, "%%%02X", (unsigned char)*value);
    }
    const char *copy = arena_strndup(arena, out.data ? out.data : "", out.len);
    buf_free(&out);
    return copy;
}

const char *in_language(const struct request *rq, const char *zh, const char *en)
{
    return rq->lang == LANG_EN ? en : zh;
}

const char *fixed_key(const struct request *rq, enum format format)
{
    return arena_printf(rq->arena, "v%s-%s-%d", SIZHI_VERSION, in_language(rq, "zh", "en"),
                        (int)format);
}
