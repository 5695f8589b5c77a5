/* calendar.c - the days on which terms end and zones owe something, for people (JSON, CSV) and
 * their calendars (RFC 5545). */
#include "api/calendar.h"

#include "api/handlers.h"
#include "api/obligations.h"
#include "api/place_json.h"
#include "api/service.h"
#include "base/csv.h"
#include "base/mem.h"

#include <string.h>

static bool read_filter(const struct request *rq, struct calendar_filter *f, struct err *err)
{
    const char *kind = request_query(rq, "kind");

    *f = (struct calendar_filter){.any_kind = kind == NULL, .since = DATE_NONE, .until = DATE_NONE};
    if (kind && !title_kind_parse(kind, &f->kind))
        return err_say(err, ERR_BAD_PARAMETER, "kind",
                       "'%s' is no kind of title, such as demo-city or pilot-county",
                       "“%s”不是称号类别，例如 demo-city、pilot-county", kind);
    return unit_read(rq, &f->unit, err) && request_date(rq, "since", &f->since, err) &&
           request_date(rq, "until", &f->until, err) && when_read(rq, &f->when, err);
}

static bool wanted(const struct calendar_filter *f, const struct title *t)
{
    return (f->any_kind || t->kind == f->kind) &&
           (!f->unit || (t->unit && strcmp(t->unit, f->unit) == 0));
}

/* Open after everything that was told, and within the days that are asked for. */
static size_t find_owed(const struct atlas *a, const struct calendar_filter *f, struct arena *arena,
                        struct owed **out)
{
    const struct owed_filter wish = {
        .unit = f->unit,
        .any_track = f->any_kind,
        .track = f->kind,
        .before = f->until == DATE_NONE ? DATE_NONE : f->until + 1,
        .when = f->when,
    };
    size_t n = owed_find(a, &wish, DATE_NONE, arena, out), kept = 0;

    for (size_t i = 0; i < n; i++) {
        date_t due = (*out)[i].duty->due;

        if (due != DATE_NONE && (f->since == DATE_NONE || due >= f->since))
            (*out)[kept++] = (*out)[i];
    }
    return kept;
}

struct calendar calendar_find(const struct request *rq, const struct atlas *a, const struct view *v,
                              const struct calendar_filter *f)
{
    struct calendar c;

    c.titles = atlas_titles(a, &c.n_titles);
    c.ends = arena_alloc(rq->arena, c.n_titles, sizeof *c.ends);
    size_t n = term_ends(v, c.titles, c.n_titles, f->since, f->until, c.ends, c.n_titles);
    c.n_ends = 0;
    for (size_t i = 0; i < n; i++) {
        if (wanted(f, &c.titles[c.ends[i].title]))
            c.ends[c.n_ends++] = c.ends[i];
    }
    c.n_owed = find_owed(a, f, rq->arena, &c.owed);
    return c;
}

const char *calendar_holder(const struct atlas *a, const struct title *t)
{
    int place = atlas_title_place(a, t);
    return place >= 0 ? atlas_place(a, place)->name : t->name;
}

bool api_calendar_json(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"kind", "province", "since", "until", "asOf", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    struct calendar_filter f;
    enum format format;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err))
        return false;
    struct view v = atlas_view(a, f.when.as_of, rq->arena);
    struct calendar c = calendar_find(rq, a, &v, &f);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    put_as_of(&w, a, v.as_of);
    json_put_array(&w, "events");
    for (size_t i = 0; i < c.n_ends; i++) {
        json_object(&w);
        json_put_date(&w, "date", c.ends[i].day);
        json_put_string(&w, "event", "term_ends");
        json_put_bool(&w, "unless_superseded", c.ends[i].unless_superseded);
        json_key(&w, "title");
        put_title(&w, rq, a, &v, &c.titles[c.ends[i].title], c.ends[i].day);
        json_end(&w);
    }
    for (size_t i = 0; i < c.n_owed; i++) {
        json_object(&w);
        json_put_date(&w, "date", c.owed[i].duty->due);
        json_put_string(&w, "event", "obligation_due");
        json_key(&w, "obligation");
        put_owed(&w, &c.owed[i], rq->lang == LANG_EN);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

static void put_event(struct buf *out, const struct request *rq, const struct atlas *a,
                      const struct title *t, const struct term_end *end)
{
    bool english = rq->lang == LANG_EN;
    const char *label = title_kind_label(t->kind, english), *name = calendar_holder(a, t);

    ics_event(out, arena_printf(rq->arena, "title-%lld-term-end@sizhi", (long long)t->id),
              t->recorded, end->day,
              english ? arena_printf(rq->arena, "%s: last day as %s", name, label)
                      : arena_printf(rq->arena, "%s：%s到期", name, label),
              end->unless_superseded
                  ? (english ? "unless a later list raised it" : "除非已被后续名单取代")
                  : (t->document ? t->document : ""));
}

/* A calendar of an earlier moment says so, as the JSON does. */
static void put_moment(struct buf *out, const struct request *rq, moment_t as_of)
{
    char text[MOMENT_TEXT];

    if (as_of != MOMENT_NONE)
        ics_line(
            out, "X-WR-CALDESC",
            arena_printf(rq->arena,
                         rq->lang == LANG_EN ? "as the register stood at %s" : "登记簿于 %s 的记载",
                         moment_format(as_of, text)));
}

bool api_calendar_ics(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"kind", "province", "since", "until", "asOf", NULL};
    static const enum format formats[] = {FORMAT_ICS, FORMATS};
    struct calendar_filter f;
    enum format format;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err))
        return false;
    struct view v = atlas_view(a, f.when.as_of, rq->arena);
    struct calendar c = calendar_find(rq, a, &v, &f);
    ics_begin(&out, rq->lang == LANG_EN ? "Terms of titles that end" : "称号到期日");
    put_moment(&out, rq, v.as_of);
    for (size_t i = 0; i < c.n_ends; i++)
        put_event(&out, rq, a, &c.titles[c.ends[i].title], &c.ends[i]);
    for (size_t i = 0; i < c.n_owed; i++)
        owed_event(&out, rq, a, &c.owed[i]);
    ics_end(&out);
    answer_atlas(rp, a, TYPE_ICS, &out, NULL);
    return true;
}

/* ---- as a table ---- */

static void put_csv_row(struct buf *out, date_t day, const char *const *cells, size_t n)
{
    char text[DATE_TEXT];

    csv_put(out, true, date_format(day, text));
    for (size_t i = 0; i < n; i++)
        csv_put(out, false, cells[i]);
    csv_end_row(out);
}

static void put_csv_end(struct buf *out, const struct atlas *a, const struct title *t,
                        const struct term_end *end)
{
    const char *const cells[] = {"term_ends",
                                 t->holder,
                                 calendar_holder(a, t),
                                 title_kind_name(t->kind),
                                 NULL,
                                 NULL,
                                 end->unless_superseded ? "true" : "false",
                                 t->document};

    put_csv_row(out, end->day, cells, COUNT(cells));
}

static void put_csv_owed(struct buf *out, const struct owed *o)
{
    const struct zone_duty_rule *rule = zone_duty_rule(o->told->terms.programme, o->duty->kind);
    const char *const cells[] = {"obligation_due",
                                 o->told->zone->id,
                                 o->told->zone->name,
                                 title_kind_name(o->told->track),
                                 zone_duty_name(o->duty->kind),
                                 duty_state_name(o->duty->state),
                                 NULL,
                                 rule ? rule->clause : NULL};

    put_csv_row(out, o->duty->due, cells, COUNT(cells));
}

bool api_calendar_csv(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"kind", "province", "since", "until", "asOf", NULL};
    static const char *const columns[] = {"date", "event",      "holder", "name",
                                          "kind", "obligation", "state",  "unless_superseded",
                                          "by"};
    static const enum format formats[] = {FORMAT_CSV, FORMATS};
    struct calendar_filter f;
    enum format format;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err))
        return false;
    struct view v = atlas_view(a, f.when.as_of, rq->arena);
    struct calendar c = calendar_find(rq, a, &v, &f);
    buf_puts(&out, "\xEF\xBB\xBF"); /* spreadsheets take it for Latin-1 otherwise */
    for (size_t i = 0; i < COUNT(columns); i++)
        csv_put(&out, i == 0, columns[i]);
    csv_end_row(&out);
    for (size_t i = 0; i < c.n_ends; i++)
        put_csv_end(&out, a, &c.titles[c.ends[i].title], &c.ends[i]);
    for (size_t i = 0; i < c.n_owed; i++)
        put_csv_owed(&out, &c.owed[i]);
    answer_csv(rq, rp, a, "calendar", &out, NULL);
    return true;
}
