/* answer.c - what every answer carries, in one place.
 *
 * The order matters: the encoding is chosen before the entity tag, because a strong tag names the
 * very bytes, and the tag before 304, because a 304 repeats it. */
#include "http/answer.h"

#include "base/mem.h"
#include "http/compress.h"
#include "http/negotiate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COMPRESS_FROM = 1024 }; /* less than this fits in one packet anyway */

static const char *const encoding_names[ENCODINGS] = {
    [ENC_IDENTITY] = "id", [ENC_GZIP] = "gzip", [ENC_BR] = "br"};

static const struct {
    const char *name, *value;
} everywhere[] =
    {
        {"Vary", "Accept, Accept-Encoding, Accept-Language"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
},
  pages[] =
      {
          {"Content-Security-Policy",
           "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
           "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
           "form-action 'self'; frame-ancestors 'none'"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=()"},
},
  shared[] =
      {
          {"Access-Control-Allow-Origin", "*"},
          {"Access-Control-Expose-Headers", "Content-Crs, ETag, Link, X-Sizhi-Revision"},
},
  preflight[] = {
      {"Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"},
      {"Access-Control-Max-Age", "86400"},
};

static void put(struct answer *a, const char *name, const char *value)
{
    if (a->n_headers == ANSWER_MAX_HEADERS)
        return;
    a->headers[a->n_headers].name = name;
    a->headers[a->n_headers].value = value;
    a->n_headers++;
}

/* A handler's own word on a header goes before ours. */
static void put_unless_said(struct answer *a, const struct reply *rp, const char *name,
                            const char *value)
{
    for (size_t i = 0; i < rp->n_headers; i++)
        if (strcasecmp(rp->headers[i].name, name) == 0)
            return;
    put(a, name, value);
}

#define PUT_ALL(a, rp, table)                                                                      \
    for (size_t i_ = 0; i_ < COUNT(table); i_++)                                                   \
    put_unless_said(a, rp, (table)[i_].name, (table)[i_].value)

static bool is_compressible(const char *type)
{
    static const char *const starts[] = {"application/json",          "application/geo+json",
                                         "application/problem+json",  "application/vnd.oai",
                                         "application/schema+json",   "application/javascript",
                                         "application/manifest+json", "image/svg+xml"};

    if (strncmp(type, "text/", 5) == 0)
        return true;
    for (size_t i = 0; i < COUNT(starts); i++)
        if (strncmp(type, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* Ready-made bytes where there are any; else made now where it pays. */
static enum encoding body_choose(struct answer *a, const struct request *rq, const struct reply *rp)
{
    struct bytes plain = rp->body[ENC_IDENTITY];
    bool spot = rp->type && plain.size > COMPRESS_FROM && is_compressible(rp->type);
    bool ready = rp->body[ENC_GZIP].at || rp->body[ENC_BR].at;
    bool has[ENCODINGS] = {true, spot, spot};
    struct buf out = {0};

    if (ready)
        for (int e = ENC_GZIP; e < ENCODINGS; e++)
            has[e] = rp->body[e].at != NULL;
    enum encoding e = spot || ready ? negotiate_encoding(rq->accept_encoding, has) : ENC_IDENTITY;
    a->body = rp->body[e];
    if (e == ENC_IDENTITY || ready)
        return e;
    bool done = e == ENC_BR ? compress_brotli(plain, COMPRESS_FAST, &out)
                            : compress_gzip(plain, COMPRESS_FAST, &out);
    if (!done || out.len >= plain.size) {
        buf_free(&out);
        a->body = plain;
        return ENC_IDENTITY;
    }
    a->body.size = out.len;
    a->body.at = a->compressed = buf_steal(&out, NULL);
    return e;
}

/* "7-zh-geo+json-br", quoted; a handler's key stands for the first three. */
static const char *etag_make(const struct request *rq, const struct reply *rp, enum encoding e)
{
    const char *subtype = strchr(rp->type, '/');
    size_t len = subtype ? strcspn(++subtype, "; ") : 0;
    char text[256];

    if (rp->etag_key)
        return arena_printf(rq->arena, "\"%s-%s\"", rp->etag_key, encoding_names[e]);
    snprintf(text, sizeof text, "\"%lld-%s-%.*s-%s\"", (long long)rp->revision,
             rq->lang == LANG_EN ? "en" : "zh", (int)(len < 64 ? len : 64), subtype ? subtype : "",
             encoding_names[e]);
    return arena_strdup(rq->arena, text);
}

static bool is_tagged(const struct request *rq, const struct reply *rp)
{
    return rp->cacheable && rp->status == 200 && rp->type && (rp->etag_key || rp->revision >= 0) &&
           (rq->method == METHOD_GET || rq->method == METHOD_HEAD);
}

static void put_caching(struct answer *a, const struct request *rq, const struct reply *rp,
                        enum encoding e)
{
    if (is_tagged(rq, rp)) {
        const char *etag = etag_make(rq, rp, e);
        put(a, "ETag", etag);
        if (*rq->if_none_match && negotiate_etag_matches(rq->if_none_match, etag))
            a->status = 304;
    }
    const char *usual = rp->cacheable ? "no-cache" : "no-store";
    put_unless_said(a, rp, "Cache-Control", rp->cache_control ? rp->cache_control : usual);
}

static void put_sharing(struct answer *a, const struct request *rq, const struct reply *rp)
{
    PUT_ALL(a, rp, shared);
    if (rq->method != METHOD_OPTIONS)
        return;
    PUT_ALL(a, rp, preflight);
    for (size_t i = 0; i < rp->n_headers; i++)
        if (strcasecmp(rp->headers[i].name, "Allow") == 0)
            put(a, "Access-Control-Allow-Methods", rp->headers[i].value);
}

void answer_make(struct answer *a, const struct request *rq, const struct reply *rp, bool is_public)
{
    *a = (struct answer){.status = rp->status};
    enum encoding e = body_choose(a, rq, rp);

    put_caching(a, rq, rp, e);
    PUT_ALL(a, rp, everywhere);
    if (is_public)
        put_sharing(a, rq, rp);
    if (rp->revision >= 0)
        put(a, "X-Sizhi-Revision", arena_printf(rq->arena, "%lld", (long long)rp->revision));
    if (strncmp(rq->base_url, "https:", 6) == 0)
        put(a, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    for (size_t i = 0; i < rp->n_headers; i++)
        put(a, rp->headers[i].name, rp->headers[i].value);
    if (a->status == 304 || !rp->type) {
        a->body = (struct bytes){0};
        return;
    }
    put(a, "Content-Type", rp->type);
    if (e != ENC_IDENTITY)
        put(a, "Content-Encoding", encoding_names[e]);
    if (strncmp(rp->type, "text/html", 9) == 0)
        PUT_ALL(a, rp, pages);
}

void answer_free(struct answer *a)
{
    free(a->compressed);
    *a = (struct answer){0};
}
