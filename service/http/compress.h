/* compress.h - gzip and brotli. */
#ifndef HTTP_COMPRESS_H
#define HTTP_COMPRESS_H

#include "base/buf.h"

#include <stdbool.h>

enum compress_effort { COMPRESS_FAST, COMPRESS_SMALL }; /* one answer now; once per revision */

/* Appends to out.  false: the compressor refused (out is as it was); send the bytes as they are. */
bool compress_gzip(struct bytes in, enum compress_effort effort, struct buf *out);
bool compress_brotli(struct bytes in, enum compress_effort effort, struct buf *out);

#endif
