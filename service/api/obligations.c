/* obligations.c - GET /api/v1/obligations: what zones owe on a day, by office and last day; nothing
 * of it is stored, all follows from what happened. */
#include "api/obligations.h"

#include "api/handlers.h"
#include "api/page.h"
#include "api/place_json.h"
#include "api/service.h"
#include "domain/unit.h"

#include <string.h>

/* ---- what is asked for ---- */

bool owed_scope_read(const struct request *rq, struct owed_filter *f, struct err *err)
{
    const char *track = request_query(rq, "track");

    *f = (struct owed_filter){.unit = request_query(rq, "unit"),
                              .zone = request_query(rq, "zone"),
                              .any_track = track == NULL,
                              .before = DATE_NONE};
    if (f->unit && !unit_find(f->unit))
        return err_say(err, ERR_BAD_PARAMETER, "unit",
                       "'%.40s' recommends nobody: a province code such as 320000, or XPCC",
                       "“%.40s”不是推荐单位：应为省级代码（如 320000）或 XPCC", f->unit);
    return !track || (title_kind_parse(track, &f->track) && title_kind_is_zone(f->track)) ||
           err_say(err, ERR_BAD_PARAMETER, "track",
                   "'%.40s' is no track of zones: demo-zone, trial-zone or js-zone",
                   "“%.40s”不是集聚区类别：应为 demo-zone、trial-zone 或 js-zone", track);
}

bool owed_zone_known(const struct atlas *a, const struct owed_filter *f, struct err *err)
{
    return !f->zone || atlas_zone_find(a, f->zone) >= 0 ||
           err_say(err, ERR_BAD_PARAMETER, "zone", "there is no zone '%.64s'",
                   "没有标识为“%.64s”的集聚区", f->zone);
}

static bool read_yes(const struct request *rq, const char *name, bool *yes, bool *no,
                     struct err *err)
{
    const char *text = request_query(rq, name);

    *yes = text && strcmp(text, "true") == 0;
    *no = text && strcmp(text, "false") == 0;
    return !text || *yes || *no ||
           err_say(err, ERR_BAD_PARAMETER, name, "'%s' is true or false", "“%s”应为 true 或 false",
                   name);
}

static bool read_filter(const struct request *rq, struct owed_filter *f, struct err *err)
{
    const char *state = request_query(rq, "state");

    if (!owed_scope_read(rq, f, err) || !when_read(rq, &f->when, err) ||
        !request_date(rq, "before", &f->before, err) ||
        !read_yes(rq, "overdue", &f->only_overdue, &f->only_not_overdue, err))
        return false;
    f->all = state && strcmp(state, "all") == 0;
    return !state || f->all || strcmp(state, "open") == 0 ||
           err_say(err, ERR_BAD_PARAMETER, "state", "state is open or all",
                   "state 应为 open 或 all");
}

static bool wanted(const struct owed_filter *f, const struct owed *o)
{
    bool overdue = o->duty->state == DUTY_OVERDUE;

    return (f->all || owed_is_open(o)) && (f->any_track || o->told->track == f->track) &&
           (f->before == DATE_NONE || (o->duty->due != DATE_NONE && o->duty->due < f->before)) &&
           (!f->only_overdue || overdue) && (!f->only_not_overdue || !overdue);
}

static size_t find_in(const struct atlas *a, const struct zone *z, const struct owed_filter *f,
                      date_t on, struct arena *arena, struct owed **out)
{
    struct zone_told *told;
    size_t n_told = atlas_zone_told(a, z, on, f->when.as_of, arena, &told), kept = 0;
    size_t n = owed_of(told, n_told, arena, out);

    for (size_t i = 0; i < n; i++) {
        if (wanted(f, &(*out)[i]))
            (*out)[kept++] = (*out)[i];
    }
    return kept;
}

static const struct zone *zone_row(const struct atlas *a, size_t i, const struct owed_filter *f,
                                   date_t on)
{
    const struct zone *z = atlas_zone(a, i, on, f->when.as_of);

    if (!z)
        z = atlas_zone(a, i, DATE_NONE, f->when.as_of);
    if (!z || (f->zone && strcmp(z->id, f->zone) != 0) ||
        (f->unit && (!z->unit || strcmp(z->unit, f->unit) != 0)))
        return NULL;
    return z;
}

size_t owed_find(const struct atlas *a, const struct owed_filter *f, date_t on, struct arena *arena,
                 struct owed **out)
{
    size_t n_zones = atlas_n_zones(a), n = 0, at = 0;
    struct owed **lists = arena_alloc(arena, n_zones + 1, sizeof(struct owed *));
    size_t *sizes = arena_alloc(arena, n_zones + 1, sizeof *sizes);

    for (size_t i = 0; i < n_zones; i++) {
        const struct zone *z = zone_row(a, i, f, on);

        sizes[i] = z ? find_in(a, z, f, on, arena, &lists[i]) : 0;
        n += sizes[i];
    }
    *out = arena_alloc(arena, n + 1, sizeof **out);
    for (size_t i = 0; i < n_zones; i++) {
        if (sizes[i])
            memcpy(*out + at, lists[i], sizes[i] * sizeof **out);
        at += sizes[i];
    }
    owed_sort(*out, n);
    return n;
}

/* ---- the list ---- */

static void put_counts(struct json_writer *w, const struct owed *owed, size_t n)
{
    size_t by_state[DUTY_STATES] = {0};

    for (size_t i = 0; i < n; i++)
        by_state[owed[i].duty->state]++;
    json_put_object(w, "counts");
    for (int s = 0; s < DUTY_STATES; s++)
        json_put_int(w, duty_state_name((enum duty_state)s), (int64_t)by_state[s]);
    json_end(w);
}

bool api_obligations(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"unit", "zone", "track", "before", "overdue", "state",
                                          "on",   "asOf", "limit", "offset", NULL};
    bool english = rq->lang == LANG_EN;
    struct owed_filter f;
    struct page page;
    struct buf out = {0};
    struct owed *owed;

    if (!request_allow_json(rq, allowed, err) || !read_filter(rq, &f, err) ||
        !page_read(rq, &page, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err) || !owed_zone_known(a, &f, err))
        return false;
    size_t n = owed_find(a, &f, f.when.on, rq->arena, &owed);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_provenance(&w, a);
    json_put_date(&w, "on", f.when.on);
    put_as_of(&w, a, f.when.as_of);
    json_put_array(&w, "obligations");
    for (size_t i = 0; i < n; i++) {
        if (page_has(&page, (int64_t)i))
            put_owed(&w, &owed[i], english);
    }
    json_end(&w);
    put_counts(&w, owed, n);
    page_put(&w, &page, (int64_t)n);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &f.when));
    return true;
}
