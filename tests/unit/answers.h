/* answers.h - asking the service's routes as plain functions: no socket, no thread, one small
 * register (small_register.h). */
#ifndef TESTS_ANSWERS_H
#define TESTS_ANSWERS_H

#include "small_register.h"

#include "api/contract.h"
#include "api/service.h"
#include "atlas/internal.h"
#include "http/reply.h"

#define OWN_URL "http://127.0.0.1:8080"

/* 2023-06-01 in Shanghai. */
enum { TODAY = 19509 };

struct house {
    struct store *store;
    struct service service;
    struct buf contract;
};

/* Places, and all titles. */
static inline struct house house_open(void **state)
{
    struct house h = {.store = small_made(*state)};

    small_put_titles(h.store, 3, TITLES_AT);
    h.service = (struct service){.holder = atlas_holder_new(),
                                 .source_line = "a source",
                                 .map_approval = "a number",
                                 .own_url = OWN_URL};
    assert_true(contract_make(&h.contract, &(struct err){0}));
    h.service.contract = (struct bytes){h.contract.data, h.contract.len};
    atlas_publish(h.service.holder, small_atlas(h.store, NULL));
    return h;
}

static inline void house_close(struct house *h)
{
    atlas_holder_free(h->service.holder);
    store_close(h->store);
    buf_free(&h->contract);
}

/* Makes the next picture and hangs it up. */
static inline void house_publish(struct house *h)
{
    const struct atlas *before = atlas_take(h->service.holder);

    atlas_publish(h->service.holder, small_atlas(h->store, before));
    atlas_give(before);
}

/* How many hold the current atlas beside the holder. */
static inline int house_holders(struct house *h)
{
    const struct atlas *a = atlas_take(h->service.holder);
    int n = atomic_load(&((struct atlas *)(uintptr_t)a)->n_users) - 2;

    atlas_give(a);
    return n;
}

struct asked {
    struct request rq;
    struct reply rp;
};

/* What may differ from the usual question. */
struct how {
    const char *body, *type, *accept, *host;
    enum lang lang;
    date_t today;
};

static inline void ask_how(struct asked *q, struct house *h, const char *target,
                           const struct how *how)
{
    struct arena *arena = arena_new();
    const char *query = strchr(target, '?');

    *q = (struct asked){.rp = {.revision = -1}};
    q->rq = (struct request){
        .method = how->body ? METHOD_POST : METHOD_GET,
        .path = query ? arena_strndup(arena, target, (size_t)(query - target)) : target,
        .query_text = query ? query + 1 : "",
        .body = {how->body, how->body ? strlen(how->body) : 0},
        .content_type = how->type ? how->type : "",
        .accept = how->accept ? how->accept : "",
        .accept_language = "",
        .accept_encoding = "",
        .if_none_match = "",
        .if_match = "",
        .authorization = "",
        .cookie = "",
        .csrf = "",
        .idempotency_key = "",
        .origin = "",
        .fetch_site = "",
        .client = "127.0.0.0/24",
        .base_url = how->host ? how->host : OWN_URL,
        .lang = how->lang,
        .now = (moment_t)TODAY * 86400000,
        .today = how->today ? how->today : TODAY,
        .arena = arena,
        .context = &h->service,
    };
    route_answer(service_routes, n_service_routes, &q->rq, &q->rp);
}

static inline void ask(struct asked *q, struct house *h, const char *target)
{
    ask_how(q, h, target, &(struct how){0});
}

static inline void asked_done(struct asked *q)
{
    reply_clear(&q->rp);
    arena_free(q->rq.arena);
}

static inline bool says(const struct asked *q, const char *words)
{
    struct bytes b = q->rp.body[ENC_IDENTITY];
    return memmem(b.at, b.size, words, strlen(words)) != NULL;
}

#endif
