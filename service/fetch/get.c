/* get.c - libcurl, and the only file that knows it.
 *
 * Its own messages (CURLOPT_ERRORBUFFER) may quote an address, so only its fixed texts are used.
 * A handle keeps its connection, so handles are kept between requests. */
#include "fetch/get.h"

#include "base/mem.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_KEPT = 16 };

static const char agent[] = "Sizhi/" SIZHI_VERSION " (map tile proxy)";
static const char stopping_words[] = "the service is stopping";

struct getter {
    struct getter_limits limits;
    pthread_mutex_t lock;
    CURL *kept[MOST_KEPT];
    size_t n_kept;
    atomic_bool stopping;
};

struct transfer {
    struct getter *getter;
    struct buf *body;
    bool too_large;
};

static pthread_once_t library = PTHREAD_ONCE_INIT;
static CURLcode library_began;

static void library_begin(void)
{
    library_began = curl_global_init(CURL_GLOBAL_DEFAULT);
}

bool getter_open(struct getter **out, const struct getter_limits *limits, struct err *err)
{
    *out = NULL;
    pthread_once(&library, library_begin);
    if (library_began != CURLE_OK)
        return err_set(err, ERR_INTERNAL, "libcurl did not start: %s",
                       curl_easy_strerror(library_began));
    struct getter *g = mem_alloc(1, sizeof *g);
    g->limits = *limits;
    pthread_mutex_init(&g->lock, NULL);
    *out = g;
    return true;
}

static size_t on_bytes(char *data, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;
    size_t len = size * n;

    if (len > t->getter->limits.most_bytes - t->body->len) {
        t->too_large = true;
        return 0;
    }
    buf_put(t->body, data, len);
    return len;
}

static int on_progress(void *arg, curl_off_t total, curl_off_t now, curl_off_t up_total,
                       curl_off_t up)
{
    const struct transfer *t = arg;

    (void)total, (void)now, (void)up_total, (void)up;
    return atomic_load(&t->getter->stopping);
}

static CURL *handle_make(const struct getter *g)
{
    CURL *c = curl_easy_init();
    bool ok = c && !curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) &&
              !curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") &&
              !curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L) &&
              !curl_easy_setopt(c, CURLOPT_PROXY, "") &&
              !curl_easy_setopt(c, CURLOPT_HTTPGET, 1L) &&
              !curl_easy_setopt(c, CURLOPT_USERAGENT, agent) &&
              !curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, g->limits.connect_ms) &&
              !curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, g->limits.whole_ms) &&
              !curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)g->limits.most_bytes) &&
              !curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_bytes) &&
              !curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress) &&
              !curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);

    if (ok)
        return c;
    curl_easy_cleanup(c); /* half set up it might follow a redirect: rather none */
    return NULL;
}

static CURL *handle_take(struct getter *g)
{
    CURL *c = NULL;

    pthread_mutex_lock(&g->lock);
    if (g->n_kept > 0)
        c = g->kept[--g->n_kept];
    pthread_mutex_unlock(&g->lock);
    return c ? c : handle_make(g);
}

static void handle_give(struct getter *g, CURL *c)
{
    pthread_mutex_lock(&g->lock);
    if (g->n_kept < MOST_KEPT) {
        g->kept[g->n_kept++] = c;
        c = NULL;
    }
    pthread_mutex_unlock(&g->lock);
    curl_easy_cleanup(c);
}

static void type_read(CURL *c, char *out, size_t room)
{
    char *type = NULL;
    size_t len = 0;

    curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
    for (; type && len + 1 < room && type[len] && !strchr("; \t", type[len]); len++)
        out[len] =
            (char)(type[len] >= 'A' && type[len] <= 'Z' ? type[len] + ('a' - 'A') : type[len]);
    out[len] = '\0';
}

static bool transfer_run(CURL *c, const char *url, struct transfer *t, struct got *out,
                         const char **why)
{
    long status = 0;
    CURLcode code = curl_easy_setopt(c, CURLOPT_URL, url);

    if (code == CURLE_OK)
        code = curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
    if (code == CURLE_OK)
        code = curl_easy_setopt(c, CURLOPT_XFERINFODATA, t);
    if (code == CURLE_OK)
        code = curl_easy_perform(c);
    if (t->too_large || code == CURLE_FILESIZE_EXCEEDED)
        *why = "it sent more bytes than a picture may have";
    else if (code == CURLE_ABORTED_BY_CALLBACK)
        *why = stopping_words;
    else if (code != CURLE_OK)
        *why = curl_easy_strerror(code);
    if (t->too_large || code != CURLE_OK)
        return false;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    out->status = (unsigned)status;
    type_read(c, out->type, sizeof out->type);
    return true;
}

bool getter_get(struct getter *g, const char *url, struct got *out, const char **why)
{
    struct transfer t = {.getter = g, .body = &out->body};

    *out = (struct got){0};
    if (atomic_load(&g->stopping)) {
        *why = stopping_words;
        return false;
    }
    CURL *c = handle_take(g);
    if (!c) {
        *why = "libcurl has no handle to give";
        return false;
    }
    bool ok = transfer_run(c, url, &t, out, why);
    if (!ok)
        buf_free(&out->body);
    handle_give(g, c);
    return ok;
}

void getter_stop(struct getter *g)
{
    if (g)
        atomic_store(&g->stopping, true);
}

void getter_close(struct getter *g)
{
    if (!g)
        return;
    while (g->n_kept > 0)
        curl_easy_cleanup(g->kept[--g->n_kept]);
    pthread_mutex_destroy(&g->lock);
    free(g);
}
