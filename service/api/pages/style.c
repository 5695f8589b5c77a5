/* style.c - GET /pages.css: how the public pages look. */
#include "api/handlers.h"
#include "base/hash.h"
#include "pages_style.h"

bool api_pages_style(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct bytes css = {pages_style[0].text, pages_style[0].size};
    struct sha256 digest = sha256_of(css.at, css.size);
    char hex[SHA256_HEX];

    (void)err;
    reply_borrow(rp, 200, "text/css; charset=utf-8", css, NULL, NULL);
    rp->cacheable = true;
    rp->etag_key = arena_printf(rq->arena, "pages-%.16s", sha256_hex(&digest, hex));
    return true;
}
