/* prepare.c - asks the handler itself, so that what is kept is exactly what will be answered. */
#include "api/ogc/prepare.h"

#include "api/handlers.h"
#include "base/mem.h"

static const struct {
    const char *collection, *simplify;
} usual[] = {
    {"provinces", "0.05"}, {"counties", "0.05"},   {"cities", "0.05"},    {"provinces", "0.015"},
    {"cities", "0.015"},   {"provinces", "0.003"}, {"counties", "0.015"}, {"cities", "0.003"},
    {"counties", "0.003"}, {"provinces", "0"},     {"cities", "0"},       {"counties", "0"},
};

bool ogc_prepare(const struct service *service, unsigned step)
{
    struct err err = {0};
    struct reply rp = {0};

    if (step >= COUNT(usual))
        return false;
    struct request rq = {
        .method = METHOD_GET,
        .path = "",
        .query_text = "",
        .parts = {usual[step].collection},
        .n_parts = 1,
        .query = {{"simplify", usual[step].simplify}, {"limit", "10000"}, {"f", "json"}},
        .n_query = 3,
        .content_type = "",
        .accept = "",
        .accept_language = "",
        .if_none_match = "",
        .base_url = service->public_url ? service->public_url : service->own_url,
        .arena = arena_new(),
        .context = (void *)(uintptr_t)service,
    };
    ogc_items(&rq, &rp, &err);
    reply_clear(&rp);
    arena_free(rq.arena);
    return err.kind == ERR_NONE;
}
