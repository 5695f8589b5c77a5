/* prepare.c - asks the handler itself, so that what is kept is exactly what will be answered. */
#include "api/ogc/prepare.h"

#include "api/handlers.h"
#include "base/mem.h"

#include <stdio.h>

static const struct {
    const char *collection, *simplify;
} usual[] = {
    {"provinces", "0.05"}, {"counties", "0.05"},   {"cities", "0.05"},    {"provinces", "0.015"},
    {"cities", "0.015"},   {"provinces", "0.003"}, {"counties", "0.015"}, {"cities", "0.003"},
    {"counties", "0.003"}, {"provinces", "0"},     {"cities", "0"},       {"counties", "0"},
};

/* What the first page draws with; the rest of it comes province by province. */
static const struct {
    const char *layer, *detail;
} drawn[] = {{"provinces", "1"}, {"cities", "2"}, {"provinces", "2"}};

static void ask(const struct service *service, struct request *rq, handler_fn *handle,
                struct err *err)
{
    struct reply rp = {0};

    rq->method = METHOD_GET;
    rq->path = rq->query_text = rq->content_type = rq->accept = rq->accept_language = "";
    rq->if_none_match = "";
    rq->base_url = service->public_url ? service->public_url : service->own_url;
    rq->arena = arena_new();
    rq->context = (void *)(uintptr_t)service;
    handle(rq, &rp, err);
    reply_clear(&rp);
    arena_free(rq->arena);
}

static void ask_drawn(const struct service *service, unsigned step, struct err *err)
{
    const struct atlas *a = atlas_take(service->holder);
    char revision[24];
    struct request rq = {.parts = {revision, drawn[step].layer, "all"},
                         .n_parts = 3,
                         .query = {{"detail", drawn[step].detail}},
                         .n_query = 1};

    snprintf(revision, sizeof revision, "%lld", a ? (long long)atlas_revision(a) : 0);
    atlas_give(a);
    ask(service, &rq, api_outlines, err);
}

bool ogc_prepare(const struct service *service, unsigned step)
{
    struct err err = {0};

    if (step < COUNT(drawn)) {
        ask_drawn(service, step, &err);
        return err.kind == ERR_NONE;
    }
    step -= (unsigned)COUNT(drawn);
    if (step >= COUNT(usual))
        return false;
    struct request rq = {
        .parts = {usual[step].collection},
        .n_parts = 1,
        .query = {{"simplify", usual[step].simplify}, {"limit", "10000"}, {"f", "json"}},
        .n_query = 3};
    ask(service, &rq, ogc_items, &err);
    return err.kind == ERR_NONE;
}
