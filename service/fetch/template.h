/* template.h - the address of a tile, as the operator writes it:
 * https://t{s}.tianditu.gov.cn/{layer}_w/wmts?...&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={token}
 *
 * {layer}, {z}, {x} and {y} must stand behind the host, {token} may; {s}, a digit from 0 to 7 that
 * spreads the tiles over servers, may stand anywhere.  An address with the token in it is never to
 * be logged or shown. */
#ifndef FETCH_TEMPLATE_H
#define FETCH_TEMPLATE_H

#include "base/err.h"
#include "fetch/tile.h"

extern const char TEMPLATE_TIANDITU[];

enum { TEMPLATE_MOST = 512, TOKEN_MOST = 256 };

/* Says what is wrong with it, for the one who wrote it; the words quote nothing of it but its first
 * unknown placeholder. */
bool template_check(const char *text, struct err *err);
bool template_has_token(const char *text);
/* Letters, digits, '-', '_', '.' and '~', 1 to TOKEN_MOST of them: nothing that could break out of
 * its place in an address. */
bool token_is_plain(const char *token);

/* Of a template that was checked; token may be NULL where it has none. */
void template_fill(struct buf *out, const char *text, const struct tile_at *at, const char *token);

#endif
