/* compress.c - the two encodings that clients ask for.
 *
 * FAST is what an answer made on the spot can afford; SMALL is for bytes made once per revision and
 * sent many times. */
#include "http/compress.h"

#include <brotli/encode.h>
#include <limits.h>
#include <zlib.h>

static const struct {
    int gzip, brotli, brotli_window;
} levels[] = {
    [COMPRESS_FAST] = {4, 4, 19},
    [COMPRESS_SMALL] = {9, 9, 22},
};

bool compress_gzip(struct bytes in, enum compress_effort effort, struct buf *out)
{
    enum { WINDOW_AND_GZIP = 15 + 16, MEMORY = 8 };
    z_stream z = {0};

    if (in.size > UINT_MAX / 2 || deflateInit2(&z, levels[effort].gzip, Z_DEFLATED, WINDOW_AND_GZIP,
                                               MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t room = deflateBound(&z, in.size);
    buf_reserve(out, room);
    z.next_in = (z_const Bytef *)in.at;
    z.avail_in = (uInt)in.size;
    z.next_out = (Bytef *)out->data + out->len;
    z.avail_out = (uInt)room;
    bool done = deflate(&z, Z_FINISH) == Z_STREAM_END;
    if (done)
        out->len += z.total_out;
    out->data[out->len] = '\0';
    deflateEnd(&z);
    return done;
}

bool compress_brotli(struct bytes in, enum compress_effort effort, struct buf *out)
{
    size_t size = BrotliEncoderMaxCompressedSize(in.size);

    if (size == 0)
        return false; /* too much for one go */
    buf_reserve(out, size);
    bool done = BrotliEncoderCompress(levels[effort].brotli, levels[effort].brotli_window,
                                      BROTLI_MODE_TEXT, in.size, (const uint8_t *)in.at, &size,
                                      (uint8_t *)out->data + out->len) == BROTLI_TRUE;
    if (done)
        out->len += size;
    out->data[out->len] = '\0';
    return done;
}
