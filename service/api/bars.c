/* bars.c - GET /api/v1/bars: places barred for fraud, and the public record of it. */
#include "api/handlers.h"
#include "api/page.h"
#include "api/place_json.h"
#include "api/service.h"
#include "api/title_json.h"
#include "domain/unit.h"

static bool is_now(const struct bar_row *b)
{
    return b->bar.retracted == MOMENT_NONE;
}

/* Both offices are named in the record: that of the place and that of its province (N23/五(二)). */
static void put_bar(struct json_writer *w, const struct request *rq, const struct atlas *a,
                    const struct bar_row *b)
{
    int place = atlas_find_code(a, b->bar.place);
    const struct unit *unit =
        place >= 0 && atlas_place(a, place)->unit ? unit_find(atlas_place(a, place)->unit) : NULL;

    json_object(w);
    json_put_int(w, "id", b->id);
    json_put_object(w, "place");
    json_put_string(w, "code", b->bar.place);
    json_put_string(w, "name", place >= 0 ? atlas_place(a, place)->name : NULL);
    json_end(w);
    json_put_object(w, "province");
    json_put_string(w, "code", unit ? unit->code : NULL);
    json_put_string(w, "name", !unit ? NULL : rq->lang == LANG_EN ? unit->en : unit->zh);
    json_end(w);
    json_put_string(w, "round", b->bar.round);
    json_put_date(w, "since", b->bar.since);
    json_put_date(w, "until", b->bar.until);
    json_put_string(w, "document", b->bar.document);
    json_put_string(w, "criticism", b->criticism);
    json_put_string(w, "clause", "N23/五(二)");
    json_put_moment(w, "recorded", b->bar.recorded);
    json_end(w);
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
