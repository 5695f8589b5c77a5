/* request_log.c - the request line.
 *
 * Where a person asks about is where a person is: coordinates, tiles and search words are left out,
 * and of the address only the network is kept. */
#include "http/request_log.h"

#include "base/log.h"
#include "base/mem.h"

#include <inttypes.h>
#include <string.h>

enum { PATH_MAX_BYTES = 512, NAME_MAX_BYTES = 32 };

/* Parameters whose values say nothing about where somebody is or whom they look for.  Those of any
 * other name are left out: a name that is mistyped must not give away what it was meant to hide. */
static const char *const shown[] = {
    "application", "asOf",  "bbox-crs", "code",     "crs",   "datetime", "datum",
    "deviation",   "f",     "kind",     "lang",     "level", "limit",    "object",
    "offset",      "on",    "place",    "province", "round", "simplify", "since",
    "state",       "track", "until",    "year",
};

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

static bool is_shown(const char *name, size_t len)
{
    for (size_t i = 0; i < COUNT(shown); i++)
        if (strlen(shown[i]) == len && memcmp(shown[i], name, len) == 0)
            return true;
    return false;
}

/* A name is letters; what is not may be a value without one. */
static bool is_name(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'))
            return false;
    }
    return len <= NAME_MAX_BYTES;
}

static void put_parameter(struct buf *out, const char *at, size_t len)
{
    const char *equals = memchr(at, '=', len);
    size_t name_len = equals ? (size_t)(equals - at) : len;

    if (is_shown(at, name_len)) {
        put_text(out, at, len < PATH_MAX_BYTES ? len : PATH_MAX_BYTES);
        return;
    }
    if (is_name(at, name_len))
        put_text(out, at, name_len);
    else
        buf_putc(out, '*');
    if (equals)
        buf_puts(out, "=*");
}

static void put_query(struct buf *out, const char *query, size_t end)
{
    for (const char *at = query; *at && out->len < end;) {
        size_t len = strcspn(at, "&");

        buf_putc(out, at == query ? '?' : '&');
        put_parameter(out, at, len);
        at += len;
        at += *at == '&';
    }
}

/* What follows these tells of a spot. */
static const char *const spots[] = {"/basemap/"};

static void put_path(struct buf *out, const char *path)
{
    for (size_t i = 0; i < COUNT(spots); i++) {
        if (strncmp(path, spots[i], strlen(spots[i])) != 0)
            continue;
        buf_puts(out, spots[i]);
        buf_putc(out, '*');
        return;
    }
    put_text(out, path, strnlen(path, PATH_MAX_BYTES));
}

void request_log_format(struct buf *out, const struct request_record *r)
{
    char when[MOMENT_TEXT];

    buf_puts(out, "{\"time\":\"");
    buf_puts(out, moment_format(r->now, when));
    buf_puts(out, "\",\"event\":\"request\",\"method\":\"");
    put_text(out, r->method, strnlen(r->method, 16));
    buf_puts(out, "\",\"path\":\"");
    put_path(out, r->path);
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
