/* json_write.c - commas, escapes, and a check that what was opened is closed. */
#include "base/json_write.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

struct json_writer json_writer_to(struct buf *out)
{
    return (struct json_writer){.out = out};
}

static void before_value(struct json_writer *w)
{
    assert(w->depth == 0 || w->closers[w->depth - 1] == ']' || w->after_key);
    if (w->comma && !w->after_key)
        buf_putc(w->out, ',');
    w->comma = true;
    w->after_key = false;
}

static void open_with(struct json_writer *w, char opener, char closer)
{
    before_value(w);
    assert(w->depth < JSON_WRITE_DEPTH);
    buf_putc(w->out, opener);
    w->closers[w->depth++] = closer;
    w->comma = false;
}

void json_object(struct json_writer *w)
{
    open_with(w, '{', '}');
}

void json_array(struct json_writer *w)
{
    open_with(w, '[', ']');
}

void json_end(struct json_writer *w)
{
    assert(w->depth > 0 && !w->after_key);
    buf_putc(w->out, w->closers[--w->depth]);
    w->comma = true;
}

/* Escapes what RFC 8259 demands, and '<' so that an answer shown as HTML by mistake runs nothing.
 */
static void put_quoted(struct buf *out, const char *s, size_t len)
{
    size_t done = 0;

    buf_reserve(out, len + 2);
    buf_putc(out, '"');
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7F)
            continue;
        buf_put(out, s + done, i - done);
        done = i + 1;
        if (c == '"' || c == '\\') {
            buf_putc(out, '\\');
            buf_putc(out, (char)c);
        } else if (c == '\n') {
            buf_puts(out, "\\n");
        } else {
            buf_printf(out, "\\u%04x", c);
        }
    }
    buf_put(out, s + done, len - done);
    buf_putc(out, '"');
}

void json_key(struct json_writer *w, const char *key)
{
    assert(w->depth > 0 && w->closers[w->depth - 1] == '}' && !w->after_key);
    if (w->comma)
        buf_putc(w->out, ',');
    put_quoted(w->out, key, strlen(key));
    buf_putc(w->out, ':');
    w->comma = true;
    w->after_key = true;
}

void json_string_n(struct json_writer *w, const char *s, size_t len)
{
    before_value(w);
    put_quoted(w->out, s, len);
}

void json_string(struct json_writer *w, const char *s)
{
    if (s)
        json_string_n(w, s, strlen(s));
    else
        json_null(w);
}

void json_int(struct json_writer *w, int64_t v)
{
    char text[24];
    size_t at = sizeof text;
    uint64_t left = v < 0 ? (uint64_t) - (v + 1) + 1 : (uint64_t)v;

    before_value(w);
    do
        text[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (v < 0)
        text[--at] = '-';
    buf_put(w->out, text + at, sizeof text - at);
}

void json_number(struct json_writer *w, double v, int decimals)
{
    if (!isfinite(v)) {
        json_null(w);
        return;
    }
    before_value(w);
    buf_put_number(w->out, v, decimals);
}

void json_bool(struct json_writer *w, bool v)
{
    before_value(w);
    buf_puts(w->out, v ? "true" : "false");
}

void json_null(struct json_writer *w)
{
    before_value(w);
    buf_puts(w->out, "null");
}

void json_raw(struct json_writer *w, const char *text, size_t len)
{
    before_value(w);
    buf_put(w->out, text, len);
}

void json_put_string(struct json_writer *w, const char *key, const char *s)
{
    json_key(w, key);
    json_string(w, s);
}

void json_put_int(struct json_writer *w, const char *key, int64_t v)
{
    json_key(w, key);
    json_int(w, v);
}

void json_put_number(struct json_writer *w, const char *key, double v, int decimals)
{
    json_key(w, key);
    json_number(w, v, decimals);
}

void json_put_bool(struct json_writer *w, const char *key, bool v)
{
    json_key(w, key);
    json_bool(w, v);
}

void json_put_null(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_null(w);
}

void json_put_date(struct json_writer *w, const char *key, date_t d)
{
    char text[DATE_TEXT];

    json_put_string(w, key, d == DATE_NONE ? NULL : date_format(d, text));
}

void json_put_moment(struct json_writer *w, const char *key, moment_t m)
{
    char text[MOMENT_TEXT];

    json_put_string(w, key, m == MOMENT_NONE ? NULL : moment_format(m, text));
}

void json_put_id(struct json_writer *w, const char *key, int64_t id)
{
    if (id)
        json_put_int(w, key, id);
    else
        json_put_null(w, key);
}

void json_put_object(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_object(w);
}

void json_put_array(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_array(w);
}
