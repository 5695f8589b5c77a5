/* demo_mark.c - the mark goes into the bytes themselves, so that it stays with what is saved.
 *
 * Objects get their first two members, pages a line above everything, tables and calendars their
 * first line.  What is kept packed is let go: it was packed without the mark. */
#include "api/demo_mark.h"

#include "base/mem.h"

#include <string.h>

#define WORDS_ZH "演示数据：本库内容由程序生成，均非真实，不得引用。"
#define WORDS_EN "Demonstration data: made up by a program, none of it real."

static const char HEADER[] = "X-Sizhi-Demo", VALUE[] = "true; none of these data are real";
static const char OBJECT[] = "\"demo\":true,\"demo_notice\":\"" WORDS_ZH " " WORDS_EN "\"";
static const char PAGE[] =
    "<p id=\"demo-banner\" class=\"demo-banner\" role=\"note\"><strong>" WORDS_ZH
    "</strong> <span lang=\"en\">" WORDS_EN "</span></p>";
static const char LINE[] = "# " WORDS_ZH " " WORDS_EN "\r\n";
static const char FEED[] = "X-SIZHI-DEMO:" WORDS_ZH " " WORDS_EN "\r\n";

static bool is(const struct reply *rp, const char *start)
{
    return rp->type && strncmp(rp->type, start, strlen(start)) == 0;
}

/* Where the mark goes, and what it is; NULL: these bytes bear none. */
static const char *mark_for(const struct reply *rp, size_t *at)
{
    struct bytes b = rp->body[ENC_IDENTITY];
    const char *text = b.at, *found;

    *at = 0;
    if (b.size == 0)
        return NULL;
    if (is(rp, TYPE_OPENAPI) || is(rp, TYPE_SCHEMA))
        return NULL; /* a description of the interface, which holds no data */
    if (is(rp, "application/") && text[0] == '{') {
        *at = 1;
        return OBJECT;
    }
    if (is(rp, "text/csv"))
        return LINE;
    if (is(rp, "text/calendar") && (found = memchr(text, '\n', b.size))) {
        *at = (size_t)(found - text) + 1;
        return FEED;
    }
    if (is(rp, "text/html") && (found = memmem(text, b.size, "<body", 5)) &&
        (found = memchr(found, '>', b.size - (size_t)(found - text)))) {
        *at = (size_t)(found - text) + 1;
        return PAGE;
    }
    return NULL;
}

/* An entity that was kept from a real register at the same address must not stand for this one. */
static void rename_entity(const struct request *rq, struct reply *rp)
{
    if (!rp->cacheable || (!rp->etag_key && rp->revision < 0))
        return;
    rp->etag_key = rp->etag_key
                       ? arena_printf(rq->arena, "demo-%s", rp->etag_key)
                       : arena_printf(rq->arena, "demo-%lld-%s-%s", (long long)rp->revision,
                                      rq->lang == LANG_EN ? "en" : "zh", rp->type ? rp->type : "");
}

/* ';', blanks and slashes of a media type have no place in a tag. */
static void tidy(struct reply *rp, struct arena *a)
{
    char *text;

    if (!rp->etag_key)
        return;
    text = arena_strdup(a, rp->etag_key);
    for (char *c = text; *c; c++) {
        if (*c == ' ' || *c == ';' || *c == '/' || *c == '"')
            *c = '-';
    }
    rp->etag_key = text;
}

static void put_mark(struct reply *rp, size_t at, const char *mark)
{
    struct bytes b = rp->body[ENC_IDENTITY];
    const char *text = b.at;
    bool object = mark == OBJECT;
    bool empty = object && b.size > 1 && text[1] == '}';
    struct buf out = {0};
    unsigned status = rp->status;

    buf_put(&out, text, at);
    buf_puts(&out, mark);
    if (object && !empty)
        buf_putc(&out, ',');
    buf_put(&out, text + at, b.size - at);
    reply_take(rp, status, rp->type, &out);
}

void demo_mark(const struct request *rq, struct reply *rp)
{
    const char *mark;
    size_t at;

    for (size_t i = 0; i < rp->n_headers; i++) {
        if (rp->headers[i].name == HEADER)
            return; /* it was refused once more, and bears it */
    }
    reply_header(rp, HEADER, VALUE);
    rename_entity(rq, rp);
    tidy(rp, rq->arena);
    mark = mark_for(rp, &at);
    if (mark)
        put_mark(rp, at, mark);
}
