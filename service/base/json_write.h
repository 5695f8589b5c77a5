/* json_write.h - JSON text, written in order, commas and escapes taken care of.
 *
 *   json_object(&w); json_key(&w, "revision"); json_int(&w, 7); json_end(&w);
 *
 * Nesting mistakes are asserts: they are ours. */
#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

#include "base/buf.h"
#include "base/date.h"

#include <stdbool.h>
#include <stdint.h>

enum { JSON_WRITE_DEPTH = 32 };

struct json_writer {
    struct buf *out;
    int depth;
    bool comma, after_key;
    char closers[JSON_WRITE_DEPTH];
};

struct json_writer json_writer_to(struct buf *out);

void json_object(struct json_writer *w);
void json_array(struct json_writer *w);
void json_end(struct json_writer *w); /* closes the innermost object or array */
void json_key(struct json_writer *w, const char *key);

void json_string(struct json_writer *w, const char *s); /* NULL writes null */
void json_string_n(struct json_writer *w, const char *s, size_t len);
void json_int(struct json_writer *w, int64_t v);
void json_number(struct json_writer *w, double v, int decimals); /* not finite writes null */
void json_bool(struct json_writer *w, bool v);
void json_null(struct json_writer *w);
void json_raw(struct json_writer *w, const char *text, size_t len); /* already JSON */

/* key and value in one go */
void json_put_string(struct json_writer *w, const char *key, const char *s);
void json_put_int(struct json_writer *w, const char *key, int64_t v);
void json_put_number(struct json_writer *w, const char *key, double v, int decimals);
void json_put_bool(struct json_writer *w, const char *key, bool v);
void json_put_null(struct json_writer *w, const char *key);
/* What is none is null: DATE_NONE, MOMENT_NONE, the id 0. */
void json_put_date(struct json_writer *w, const char *key, date_t d);
void json_put_moment(struct json_writer *w, const char *key, moment_t m);
void json_put_id(struct json_writer *w, const char *key, int64_t id);
void json_put_object(struct json_writer *w, const char *key);
void json_put_array(struct json_writer *w, const char *key);

#endif
