/* buf.h - text that grows.  Always ends in a NUL that is not counted, so data is a C string too. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes that somebody else owns. */
struct bytes {
    const char *at;
    size_t size;
};

struct buf {
    char *data; /* NULL until something was put */
    size_t len, room;
};

void buf_put(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_reserve(struct buf *b, size_t more);
void buf_free(struct buf *b);
/* Takes the text out: the caller frees it with free(), the buf is empty again. */
char *buf_steal(struct buf *b, size_t *len);
/* The shortest plain decimal of at most `decimals` places, without trailing zeros: 116.3, -0 as 0.
 */
void buf_put_number(struct buf *b, double value, int decimals);

#endif
