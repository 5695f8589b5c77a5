/* percent.h - what %XX in an address stands for. */
#ifndef HTTP_PERCENT_H
#define HTTP_PERCENT_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Decodes len bytes at s into *out, NUL-terminated, in the arena.  Refuses a broken escape, NUL and
 * what is not UTF-8.  plus_is_space: as in a query; in a path '+' is itself. */
bool percent_decode(struct arena *arena, const char *s, size_t len, bool plus_is_space,
                    const char **out, struct err *err);

#endif
