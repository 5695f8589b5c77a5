/* notices.c - GET /api/v1/notices and one of them, and the calendar their days are counted by: what
 * anybody may read, from the published picture alone. */
#include "api/handlers.h"
#include "api/notice_json.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/service.h"
#include "api/title_json.h"

#include <string.h>

struct notice_filter {
    bool any_state, any_track;
    enum notice_state state;
    enum title_kind track;
    const char *round, *unit, *place;
    struct page page;
};

static bool read_state(const struct request *rq, struct notice_filter *f, struct err *err)
{
    const char *state = request_query(rq, "state");

    f->any_state = !state || strcmp(state, "all") == 0;
    return f->any_state || notice_state_parse(state, &f->state) ||
           err_say(err, ERR_BAD_PARAMETER, "state",
                   "'%.40s' is no state of a notice: running, coming, past, withdrawn or all",
                   "“%.40s”不是公示的状态：应为 running、coming、past、withdrawn 或 all", state);
}

static bool read_place(const struct request *rq, struct notice_filter *f, struct err *err)
{
    f->place = request_query(rq, "place");
    return !f->place || (strlen(f->place) == 6 && strspn(f->place, "0123456789") == 6) ||
           err_say(err, ERR_BAD_PARAMETER, "place", "'place' is the six-digit code of a place",
                   "“place”应为六位行政区划代码");
}

static bool read_filter(const struct request *rq, struct notice_filter *f, struct err *err)
{
    *f = (struct notice_filter){.round = request_query(rq, "round")};
    f->any_track = request_query(rq, "track") == NULL;
    return read_state(rq, f, err) && (f->any_track || applied_read(rq, &f->track, err)) &&
           unit_read(rq, &f->unit, err) && read_place(rq, f, err) && page_read(rq, &f->page, err);
}

/* What left it stands in it no more. */
static bool lists_place(const struct atlas *a, const struct notice *n, const char *place)
{
    size_t n_entries;
    const struct notice_entry *entries = atlas_notice_entries(a, n->id, &n_entries);

    for (size_t i = 0; i < n_entries; i++) {
        if (entries[i].left == MOMENT_NONE && strcmp(entries[i].place, place) == 0)
            return true;
    }
    return false;
}

static bool wanted(const struct notice_filter *f, const struct atlas *a, const struct notice *n,
                   date_t today)
{
    return (f->any_state || notice_state_on(n, today) == f->state) &&
           (f->any_track || n->track == f->track) &&
           (!f->round || strcmp(n->round, f->round) == 0) &&
           (!f->unit || strcmp(n->level, f->unit) == 0) &&
           (!f->place || lists_place(a, n, f->place));
}

/* Running today is past tomorrow, at the same revision. */
static const char *today_key(const struct request *rq, const struct atlas *a)
{
    return when_key(rq, a, &(struct when){rq->today, MOMENT_NONE});
}

static void put_in_list(struct json_writer *w, const struct request *rq, const struct atlas *a,
                        const struct notice *n)
{
    size_t n_entries;
    const struct notice_entry *entries = atlas_notice_entries(a, n->id, &n_entries);

    json_object(w);
    put_notice(w, rq, n, entries, n_entries);
    json_end(w);
}

bool api_notices(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"state", "round", "track",  "province",
                                          "place", "limit", "offset", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    enum format format;
    struct notice_filter f;
    struct buf out = {0};
    size_t n;
    int64_t matched = 0;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct notice *notices = atlas_notices(a, &n);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_date(&w, "on", rq->today);
    json_put_array(&w, "notices");
    for (size_t i = 0; i < n; i++) {
        if (wanted(&f, a, &notices[i], rq->today) && page_has(&f.page, matched++))
            put_in_list(&w, rq, a, &notices[i]);
    }
    json_end(&w);
    page_put(&w, &f.page, matched);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, today_key(rq, a));
    return true;
}

bool api_notice(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    enum format format;
    struct buf out = {0};
    size_t n_entries;
    int64_t id = path_row(rq, 0);

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct notice *n = atlas_notice(a, id);
    if (!n)
        return say_no_notice(rq, 0, err);
    const struct notice_entry *entries = atlas_notice_entries(a, id, &n_entries);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_date(&w, "on", rq->today);
    put_notice(&w, rq, n, entries, n_entries);
    put_notice_entries(&w, rq, a, n, entries, n_entries);
    put_objection_log(&w, a, entries, n_entries);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, today_key(rq, a));
    return true;
}

bool api_workdays(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"year", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    enum format format;
    struct buf out = {0};
    long year = 0;
    size_t n;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !request_int(rq, "year", 1, 9999, &year, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct workday *days = atlas_workdays(a, &n);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_array(&w, "years");
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || days[i].year != days[i - 1].year)
            json_int(&w, days[i].year);
    }
    json_end(&w);
    json_put_array(&w, "exceptions");
    for (size_t i = 0; i < n; i++) {
        if (year && days[i].year != year)
            continue;
        json_object(&w);
        json_put_date(&w, "date", days[i].date);
        json_put_bool(&w, "workday", days[i].is_workday);
        json_put_string(&w, "holiday", days[i].holiday);
        json_put_string(&w, "source", days[i].source);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}
