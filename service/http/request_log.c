/* request_log.c - the request line.
 *
 * Where a person asks about is where a person is: coordinates and search words are left out, and of
 * the address only the network is kept. */
#include "http/request_log.h"

#include "base/log.h"
#include "base/mem.h"

#include <inttypes.h>
#include <string.h>

enum { PATH_MAX_BYTES = 512 };

static const char *const masked[] = {"lon",  "lat", "points", "point",    "q",      "bbox",
                                     "name", "x",   "y",      "accuracy", "coords", "token"};

/* Printable ASCII as it is, the rest as %XX: a line can then neither be broken nor be invalid. */
static void put_text(struct buf *out, const char *s, size_t len)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c > ' ' && c < 0x7F && c != '"' && c != '\\') {
            buf_putc(out, (char)c);
        } else {
            char escape[3] = {'%', hex[c >> 4], hex[c & 15]};
            buf_put(out, escape, sizeof escape);
        }
    }
}

/* A name that is written with escapes is masked whatever it says. */
static bool is_masked(const char *name, size_t len)
{
    if (memchr(name, '%', len))
        return true;
    for (size_t i = 0; i < COUNT(masked); i++)
        if (strlen(masked[i]) == len && memcmp(masked[i], name, len) == 0)
            return true;
    return false;
}

static void put_query(struct buf *out, const char *query, size_t end)
{
    for (const char *at = query; *at && out->len < end;) {
        size_t len = strcspn(at, "&");
        const char *equals = memchr(at, '=', len);
        size_t name_len = equals ? (size_t)(equals - at) : len;

        buf_putc(out, at == query ? '?' : '&');
        if (equals && is_masked(at, name_len)) {
            put_text(out, at, name_len + 1);
            buf_putc(out, '*');
        } else {
            put_text(out, at, len < PATH_MAX_BYTES ? len : PATH_MAX_BYTES);
        }
        at += len;
        at += *at == '&';
    }
}

void request_log_format(struct buf *out, const struct request_record *r)
{
    char when[MOMENT_TEXT];
    size_t path_len = strnlen(r->path, PATH_MAX_BYTES);

    buf_puts(out, "{\"time\":\"");
    buf_puts(out, moment_format(r->now, when));
    buf_puts(out, "\",\"event\":\"request\",\"method\":\"");
    put_text(out, r->method, strnlen(r->method, 16));
    buf_puts(out, "\",\"path\":\"");
    put_text(out, r->path, path_len);
    put_query(out, r->query_text, out->len + PATH_MAX_BYTES);
    buf_puts(out, "\",\"status\":");
    buf_put_number(out, r->status, 0);
    buf_puts(out, ",\"bytes\":");
    buf_put_number(out, (double)r->bytes, 0);
    buf_puts(out, ",\"us\":");
    buf_put_number(out, (double)r->microseconds, 0);
    buf_puts(out, ",\"route\":\"");
    buf_puts(out, r->route);
    buf_puts(out, "\",\"client\":\"");
    buf_puts(out, r->client);
    buf_puts(out, "\"}");
}

void request_log(const struct request_record *r)
{
    struct buf line = {0};

    buf_reserve(&line, 500);
    request_log_format(&line, r);
    log_line(line.data, line.len);
    buf_free(&line);
}
