/* bars.c - GET /api/v1/bars: places barred for fraud, and the public record of it. */
#include "api/bar_json.h"
#include "api/handlers.h"
#include "api/page.h"
#include "api/place_json.h"
#include "api/service.h"
#include "api/title_json.h"

static bool is_now(const struct bar_row *b)
{
    return b->bar.retracted == MOMENT_NONE;
}

bool api_bars(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"limit", "offset", NULL};
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    size_t n;
    int64_t seen = 0;
    struct page page;

    if (!request_allow_json(rq, allowed, err) || !page_read(rq, &page, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct bar_row *rows = atlas_bar_rows(a, &n);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_array(&w, "bars");
    for (size_t i = 0; i < n; i++) {
        if (!is_now(&rows[i]))
            continue;
        if (page_has(&page, seen++))
            put_bar(&w, rq, a, &rows[i]);
    }
    json_end(&w);
    page_put(&w, &page, seen);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out,
                 arena_printf(rq->arena, "%lld-%s-bars-%ld-%ld", (long long)atlas_revision(a),
                              rq->lang == LANG_EN ? "en" : "zh", page.limit, page.offset));
    return true;
}
