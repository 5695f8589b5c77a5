/* template.c - checking and filling an address with gaps. */
#include "fetch/template.h"

#include "base/mem.h"

#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* 矢量底图 vec, its names cva, 影像底图 img, its names cia; tile set "w" is web Mercator. */
const char TEMPLATE_TIANDITU[] =
    "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={token}";

enum gap { GAP_LAYER, GAP_Z, GAP_X, GAP_Y, GAP_TOKEN, GAP_S, GAPS };

static const char *const gap_names[GAPS] = {"{layer}", "{z}", "{x}", "{y}", "{token}", "{s}"};

enum { SERVERS = 8 };

/* The gap that begins at text; GAPS where it is none of them. */
static enum gap gap_at(const char *text)
{
    unsigned i = 0;

    while (i < GAPS && strncmp(text, gap_names[i], strlen(gap_names[i])) != 0)
        i++;
    return (enum gap)i;
}

static const char *rest_after_scheme(const char *text)
{
    if (strncmp(text, "https://", 8) == 0)
        return text + 8;
    return strncmp(text, "http://", 7) == 0 ? text + 7 : NULL;
}

/* A name or an address with a port; of the gaps only {s} may stand in it. */
static bool host_check(const char *host, size_t len, struct err *err)
{
    for (size_t i = 0; i < len;) {
        if (gap_at(host + i) == GAP_S)
            i += strlen(gap_names[GAP_S]);
        else if (strchr(LETTERS DIGITS ".-:[]", host[i]))
            i++;
        else
            return err_set(err, ERR_BAD_PARAMETER,
                           "the host is a name or an address, with a port where needed; of the "
                           "placeholders only {s} may stand in it");
    }
    return len > 0 || err_set(err, ERR_BAD_PARAMETER, "it names no host");
}

static bool rest_check(const char *rest, struct err *err)
{
    bool has[GAPS] = {false};

    while (*rest) {
        enum gap gap = *rest == '{' ? gap_at(rest) : GAPS;
        if (gap < GAPS) {
            has[gap] = true;
            rest += strlen(gap_names[gap]);
        } else if (*rest == '{') {
            return err_set(err, ERR_BAD_PARAMETER,
                           "%.20s is no placeholder; there are {layer} {z} {x} {y} {token} {s}",
                           rest);
        } else if (strchr(LETTERS DIGITS "-._~/?&=%:@!$'()*+,;", *rest)) {
            rest++;
        } else {
            return err_set(
                err, ERR_BAD_PARAMETER,
                "it holds a character that may not stand in an address; write it as %%XX");
        }
    }
    for (unsigned i = GAP_LAYER; i <= GAP_Y; i++)
        if (!has[i])
            return err_set(err, ERR_BAD_PARAMETER, "%s is missing", gap_names[i]);
    return true;
}

bool template_check(const char *text, struct err *err)
{
    const char *host = rest_after_scheme(text);

    if (!host)
        return err_set(err, ERR_BAD_PARAMETER, "it begins with neither https:// nor http://");
    if (strlen(text) > TEMPLATE_MOST)
        return err_set(err, ERR_BAD_PARAMETER, "it is longer than %d bytes", TEMPLATE_MOST);
    size_t len = strcspn(host, "/?");
    return host_check(host, len, err) && rest_check(host + len, err);
}

bool template_has_token(const char *text)
{
    return strstr(text, gap_names[GAP_TOKEN]) != NULL;
}

bool token_is_plain(const char *token)
{
    size_t len = strspn(token, LETTERS DIGITS "-_.~");

    return len > 0 && len <= TOKEN_MOST && token[len] == '\0';
}

static void gap_fill(struct buf *out, enum gap gap, const struct tile_at *at, const char *token)
{
    switch (gap) {
    case GAP_LAYER:
        buf_puts(out, tile_layer_name(at->layer));
        break;
    case GAP_Z:
        buf_printf(out, "%u", at->z);
        break;
    case GAP_X:
        buf_printf(out, "%u", at->x);
        break;
    case GAP_Y:
        buf_printf(out, "%u", at->y);
        break;
    case GAP_TOKEN:
        buf_puts(out, token ? token : "");
        break;
    case GAP_S: /* by place, so that a tile always comes from the same server */
        buf_printf(out, "%u", (at->x + at->y) % SERVERS);
        break;
    case GAPS:
        break;
    }
}

void template_fill(struct buf *out, const char *text, const struct tile_at *at, const char *token)
{
    while (*text) {
        enum gap gap = *text == '{' ? gap_at(text) : GAPS;
        if (gap < GAPS) {
            gap_fill(out, gap, at, token);
            text += strlen(gap_names[gap]);
        } else {
            buf_putc(out, *text++);
        }
    }
}
