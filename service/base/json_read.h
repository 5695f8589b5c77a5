/* json_read.h - a checking scanner for JSON from outside, one token at a time, no tree.
 *
 * Strict RFC 8259 over bytes that need no NUL at the end: depth and size are limited, text must be
 * UTF-8, numbers finite (1e999 is refused), a key may not stand twice in one object, \u0000 is
 * refused.  Strings come back decoded, in memory of the reader's arena.  Nothing here recurses. */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_token {
    JSON_END, /* the document is complete */
    JSON_OBJECT_BEGIN,
    JSON_OBJECT_END,
    JSON_ARRAY_BEGIN,
    JSON_ARRAY_END,
    JSON_KEY,
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
    JSON_BROKEN, /* err says what and where; every later call says the same */
};

enum { JSON_READ_DEPTH = 64 };

struct json_reader {
    const char *text;
    size_t len, at; /* at: offset of the next byte to read */
    struct arena *arena;
    struct err *err;
    int depth, max_depth;
    bool done, broken, expect_value, first;
    char stack[JSON_READ_DEPTH];
    struct json_seen *seen[JSON_READ_DEPTH]; /* the keys of each open object */
    /* the token just read */
    const char *string; /* JSON_KEY, JSON_STRING: NUL-terminated, owned by the arena */
    size_t string_len;
    double number;      /* JSON_NUMBER */
    size_t token_start; /* offset of its first byte */
};

/* Borrows text, arena and err until the reading is over.  max_depth is at most JSON_READ_DEPTH. */
void json_reader_init(struct json_reader *r, const char *text, size_t len, int max_depth,
                      struct arena *arena, struct err *err);
enum json_token json_next(struct json_reader *r);
/* After a JSON_KEY, or when an array's next value has not been read: pass over one whole value.
 * false: broken. */
bool json_skip_value(struct json_reader *r);
/* Is the whole text one well-formed document within the limits?  For bytes that cJSON will read. */
bool json_check(const char *text, size_t len, int max_depth, struct err *err);

#endif
