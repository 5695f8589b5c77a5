/* charset.h - a text file as people's programs save it, as UTF-8.
 *
 * UTF-8 is taken as it is, with or without a byte-order mark; what is not is read as GB18030, which
 * holds GBK and GB 2312, as spreadsheets in China save it.  What is neither is refused in words. */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/* *out lies in the arena or in `in` itself; *encoding is "UTF-8" or "GB18030". */
bool charset_read(struct arena *a, struct bytes in, struct bytes *out, const char **encoding,
                  struct err *err);

#endif
