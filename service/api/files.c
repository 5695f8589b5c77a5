/* files.c - GET /api/v1/applications/{id}/files/{sha256}: what was handed in, as it was handed in.
 *
 * Never shown as a page: always to be saved, never guessed at, and without any right of its own
 * should a browser open it all the same. */
#include "store/files.h"
#include "api/application_asked.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "store/readers.h"

#include <assert.h>
#include <string.h>

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool digest_read(const char *text, struct sha256 *out)
{
    if (strlen(text) != 2 * (size_t)SHA256_SIZE)
        return false;
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out->bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* RFC 6266: a name in ASCII for old readers, and the name itself. */
static const char *disposition(struct arena *a, const char *name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    struct buf ascii = {0}, encoded = {0};
    const char *text;

    for (const char *p = name; *p; p++) {
        if (strchr(plain, *p)) {
            buf_putc(&ascii, *p);
            buf_putc(&encoded, *p);
        } else {
            buf_putc(&ascii, '_');
            buf_printf(&encoded, "%%%02X", (unsigned)(unsigned char)*p);
        }
    }
    text = arena_printf(a, "attachment; filename=\"%s\"; filename*=UTF-8''%s", ascii.data,
                        encoded.data);
    buf_free(&ascii);
    buf_free(&encoded);
    return text;
}

static bool read_file(struct store *s, const struct request *rq, const struct person *who,
                      struct attached *file, struct bytes *body, struct err *err)
{
    struct asked asked;
    struct sha256 digest;

    if (!application_ask(s, rq, who, path_row(rq, 0), &asked, err))
        return false;
    *file = (struct attached){.there = false};
    if (digest_read(rq->parts[1], &digest) &&
        !store_file_of(s, rq->arena, asked.app.id, &digest, file, body, err))
        return false;
    return file->there || err_say(err, ERR_NOT_FOUND, NULL, "the application has no such file",
                                  "该申报没有这一文件");
}

bool api_application_file(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct bytes body = {0};
    struct caller caller;
    struct attached file;

    if (!caller_need(rq, &caller, err) || !request_allow(rq, allowed, err))
        return false;
    struct store *s = readers_take(service_of(rq)->readers);
    bool ok = read_file(s, rq, &caller.in.person, &file, &body, err);
    readers_give(service_of(rq)->readers, s);
    if (!ok)
        return false;
    assert(file.type);
    reply_borrow(rp, 200,
                 strcmp(file.type, "text/plain") == 0 ? "text/plain; charset=utf-8" : file.type,
                 body, NULL, NULL);
    reply_header(rp, "Content-Disposition", disposition(rq->arena, file.name));
    reply_header(rp, "Content-Security-Policy", "sandbox; default-src 'none'");
    reply_header(rp, "X-Content-Type-Options", "nosniff");
    reply_header(rp, "Cross-Origin-Resource-Policy", "same-origin");
    return true;
}
