/* qr.h - an address as a QR code, drawn as SVG. */
#ifndef API_PAGES_QR_H
#define API_PAGES_QR_H

#include "base/buf.h"

#include <stdbool.h>

/* <svg class="qr"> with the quiet zone around it, black on white whatever the page looks like,
 * named `label` for who cannot see it.  false: text is longer than a code takes, nothing was put.
 */
bool qr_put(struct buf *out, const char *text, const char *label);

#endif
