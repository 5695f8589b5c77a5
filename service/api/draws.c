/* draws.c - GET /api/v1/draws and one of them: the list as it was promised, its commitment, the
 * seed, and who inspects whom.
 *
 * One draw is a file that `sizhi verify` takes, so it holds the exact bytes beside what they say.
 */
#include "api/draw_json.h"
#include "api/handlers.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/service.h"
#include "api/title_json.h"

#include <string.h>

struct filter {
    const char *zone, *unit;
    bool any_state, drawn;
    struct page page;
};

static bool read_filter(const struct request *rq, struct filter *f, struct err *err)
{
    const char *state = request_query(rq, "state");

    *f = (struct filter){.zone = request_query(rq, "zone"), .any_state = state == NULL};
    f->drawn = state && strcmp(state, "drawn") == 0;
    if (state && !f->drawn && strcmp(state, "committed") != 0)
        return err_say(err, ERR_BAD_PARAMETER, "state", "state is committed or drawn",
                       "state 应为 committed 或 drawn");
    return unit_read(rq, &f->unit, err) && page_read(rq, &f->page, err);
}

static bool is_wanted(const struct filter *f, const struct draw_row *d)
{
    return (!f->zone || (d->zone && strcmp(d->zone, f->zone) == 0)) &&
           (!f->unit || strcmp(d->unit, f->unit) == 0) &&
           (f->any_state || f->drawn == (d->seed != NULL));
}

bool api_draws(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"zone", "province", "state", "limit", "offset", NULL};
    struct filter f;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    int64_t matched = 0;
    size_t n;

    if (!request_allow_json(rq, allowed, err) || !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct atlas_draw *draws = atlas_draws(a, &n);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_array(&w, "draws");
    for (size_t i = n; i-- > 0;) { /* the newest first */
        if (!is_wanted(&f, &draws[i].row) || !page_has(&f.page, matched++))
            continue;
        json_object(&w);
        put_draw_head(&w, rq, &draws[i].row, &draws[i].list);
        json_end(&w);
    }
    json_end(&w);
    page_put(&w, &f.page, matched);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

static const struct draw_outcome *outcome_in_atlas(const void *arg, int64_t draw,
                                                   int64_t institution)
{
    return atlas_draw_outcome(arg, draw, institution);
}

bool api_draw(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    if (!request_allow_json(rq, allowed, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct atlas_draw *d = atlas_draw(a, path_row(rq, 0));
    if (!d)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no draw '%.40s'",
                       "没有编号为“%.40s”的抽查", rq->parts[0]);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    put_draw(&w, rq, &d->row, &d->list, d->drawn ? &d->result : NULL, outcome_in_atlas, a);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}
