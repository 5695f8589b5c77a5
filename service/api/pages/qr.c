/* qr.c - see qr.h.
 *
 * Runs of dark modules of a row are one rectangle of one path, so that no hairlines show between
 * modules when a browser scales it. */
#include "api/pages/qr.h"

#include "api/ogc/html.h"

#include <qrencode.h>
#include <string.h>

enum { QUIET = 4 }; /* modules, as the standard asks for */

static bool dark(const QRcode *code, int x, int y)
{
    return code->data[y * code->width + x] & 1;
}

static void put_row(struct buf *out, const QRcode *code, int y)
{
    for (int x = 0; x < code->width; x++) {
        int from = x;

        while (x < code->width && dark(code, x, y))
            x++;
        if (x > from)
            buf_printf(out, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
    }
}

bool qr_put(struct buf *out, const char *text, const char *label)
{
    QRcode *code =
        QRcode_encodeData((int)strlen(text), (const unsigned char *)text, 0, QR_ECLEVEL_M);

    if (!code)
        return false;
    int side = code->width + 2 * QUIET;
    buf_printf(out,
               "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" "
               "shape-rendering=\"crispEdges\"><title>",
               side, side);
    html_escape(out, label);
    buf_printf(out,
               "</title><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
               side, side);
    for (int y = 0; y < code->width; y++)
        put_row(out, code, y);
    buf_puts(out, "\"/></svg>");
    QRcode_free(code);
    return true;
}
