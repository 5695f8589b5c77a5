/* zone_term_sections.c - "term", "terms" and "obligations" on the sheet of a zone. */
#include "api/zone_sections.h"
#include "api/zone_terms_json.h"

void zone_put_term(struct json_writer *w, const struct zone_asked *q)
{
    struct zone_told *told;
    size_t n = atlas_zone_told(q->atlas, q->zone, q->on, q->as_of, q->rq->arena, &told), at = 0;
    const struct zone_told *now = told_now(told, n, q->on, &at);

    json_key(w, "term");
    if (now)
        put_zone_term(w, now, at, q->english);
    else
        json_null(w);
    json_put_array(w, "terms");
    for (size_t i = 0; i < n; i++) {
        for (size_t t = 0; t < told[i].terms.n; t++)
            put_zone_term(w, &told[i], t, q->english);
    }
    json_end(w);
}

void zone_put_obligations(struct json_writer *w, const struct zone_asked *q)
{
    struct zone_told *told;
    size_t n = atlas_zone_told(q->atlas, q->zone, q->on, q->as_of, q->rq->arena, &told);
    struct owed *owed;

    n = owed_of(told, n, q->rq->arena, &owed);
    owed_sort(owed, n);
    json_put_array(w, "obligations");
    for (size_t i = 0; i < n; i++)
        put_owed(w, &owed[i], q->english);
    json_end(w);
}
