/* buf.c - growing text; numbers are printed without printf because answers are mostly numbers. */
#include "base/buf.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_reserve(struct buf *b, size_t more)
{
    assert(more < SIZE_MAX / 4 && b->len < SIZE_MAX / 4);
    size_t want = b->len + more + 1;
    if (want <= b->room)
        return;
    size_t room = b->room ? b->room : 256;
    while (room < want)
        room *= 2;
    b->data = mem_resize(b->data, room, 1);
    b->room = room;
}

void buf_put(struct buf *b, const void *data, size_t len)
{
    buf_reserve(b, len);
    if (len)
        memcpy(b->data + b->len, data, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
    buf_put(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    assert(len >= 0);
    buf_reserve(b, (size_t)len);
    va_start(args, fmt);
    vsnprintf(b->data + b->len, (size_t)len + 1, fmt, args);
    va_end(args);
    b->len += (size_t)len;
}

void buf_free(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}

char *buf_steal(struct buf *b, size_t *len)
{
    buf_reserve(b, 0);
    b->data[b->len] = '\0';
    char *data = b->data;
    if (len)
        *len = b->len;
    *b = (struct buf){0};
    return data;
}

static const double scales[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

void buf_put_number(struct buf *b, double value, int decimals)
{
    assert(decimals >= 0 && decimals < (int)COUNT(scales));
    double scaled = fabs(value) * scales[decimals];
    if (!(scaled < 9e15)) { /* too large for whole numbers in a double; rare, so printf may do it */
        buf_printf(b, "%.17g", value);
        return;
    }
    uint64_t whole = (uint64_t)llround(scaled);
    char text[32];
    size_t at = sizeof text;
    int left = decimals;
    bool printing = false;

    for (; left > 0; left--, whole /= 10) {
        char digit = (char)('0' + whole % 10);
        printing |= digit != '0';
        if (printing)
            text[--at] = digit;
    }
    if (printing)
        text[--at] = '.';
    bool zero = whole == 0 && !printing;
    do {
        text[--at] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole);
    if (value < 0 && !zero)
        text[--at] = '-';
    buf_put(b, text + at, sizeof text - at);
}
