/* obligation_feeds.c - the dated obligations as a calendar (RFC 5545), and as a feed of what falls
 * due within so many days (JSON Feed 1.1). */
#include "api/handlers.h"
#include "api/obligations.h"
#include "api/service.h"

#include <string.h>

enum { DAYS_MOST = 400, DAYS_ELSE = 30 };

static const char TYPE_FEED[] = "application/feed+json";
static const moment_t DAY_MS = 24 * 60 * 60 * 1000, SHANGHAI_MS = 8 * 60 * 60 * 1000;

const char *owed_title(const struct owed *o, struct arena *a, bool english)
{
    const char *label = zone_duty_label(o->duty->kind, english), *name = o->told->zone->name;

    if (!o->duty->year)
        return arena_printf(a, english ? "%s: %s" : "%s：%s", name, label);
    return arena_printf(a, english ? "%s: %s for %d" : "%s：%s（%d年度）", name, label,
                        o->duty->year);
}

static const char *describe(const struct owed *o, struct arena *a, bool english)
{
    const struct zone_duty_rule *rule = zone_duty_rule(o->told->terms.programme, o->duty->kind);
    const char *label = title_kind_label(o->told->track, english);

    if (!rule)
        return label;
    return arena_printf(a, english ? "%s; %s; owed by %s" : "%s；%s；责任单位：%s", label,
                        rule->clause, role_label(rule->owner, english));
}

void owed_event(struct buf *out, const struct request *rq, const struct atlas *a,
                const struct owed *o)
{
    bool english = rq->lang == LANG_EN;

    ics_event(out, arena_printf(rq->arena, "%s@sizhi", owed_id(o, rq->arena)), atlas_recorded(a),
              o->duty->due, owed_title(o, rq->arena, english), describe(o, rq->arena, english));
}

/* Open ones with a last day, after everything that was told. */
bool api_obligations_ics(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"unit", "zone", "track", "asOf", NULL};
    static const enum format formats[] = {FORMAT_ICS, FORMATS};
    struct owed_filter f;
    enum format format;
    struct owed *owed;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !owed_scope_read(rq, &f, err) || !when_read(rq, &f.when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err) || !owed_zone_known(a, &f, err))
        return false;
    size_t n = owed_find(a, &f, DATE_NONE, rq->arena, &owed);
    ics_begin(&out, rq->lang == LANG_EN ? "What zones owe" : "集聚区报送事项");
    for (size_t i = 0; i < n; i++) {
        if (owed[i].duty->due != DATE_NONE)
            owed_event(&out, rq, a, &owed[i]);
    }
    ics_end(&out);
    answer_atlas(rp, a, TYPE_ICS, &out, NULL);
    return true;
}

static void put_item(struct json_writer *w, const struct request *rq, const struct owed *o,
                     date_t first)
{
    bool english = rq->lang == LANG_EN, overdue = o->duty->state == DUTY_OVERDUE;
    char day[DATE_TEXT];
    moment_t from = (moment_t)first * DAY_MS - SHANGHAI_MS;

    json_object(w);
    json_put_string(w, "id", owed_id(o, rq->arena));
    json_put_string(w, "url",
                    arena_printf(rq->arena, "%s/api/v1/zones/%s", rq->base_url, o->told->zone->id));
    json_put_string(w, "title", owed_title(o, rq->arena, english));
    json_put_string(w, "content_text",
                    arena_printf(rq->arena, english ? "%s %s. %s" : "%s %s。%s",
                                 english ? (overdue ? "Was due on" : "Due on")
                                         : (overdue ? "已逾期，期限为" : "期限为"),
                                 date_format(o->duty->due, day), describe(o, rq->arena, english)));
    json_put_moment(w, "date_published", from);
    json_put_array(w, "tags");
    json_string(w, zone_duty_name(o->duty->kind));
    if (overdue)
        json_string(w, duty_state_name(DUTY_OVERDUE));
    json_end(w);
    json_put_object(w, "_sizhi");
    json_put_string(w, "zone", o->told->zone->id);
    json_put_date(w, "due", o->duty->due);
    json_put_int(w, "days_left", o->duty->due - rq->today);
    json_end(w);
    json_end(w);
}

/* An item is published on the day from which it falls within the days that are asked about. */
bool api_reminders(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"unit", "zone", "track", "days", NULL};
    struct owed_filter f;
    long days = DAYS_ELSE;
    struct owed *owed;
    struct buf out = {0};

    if (!request_allow_json(rq, allowed, err) || !owed_scope_read(rq, &f, err) ||
        !request_int(rq, "days", 0, DAYS_MOST, &days, err))
        return false;
    f.when = (struct when){rq->today, MOMENT_NONE};
    f.before = rq->today + (date_t)days + 1;
    f.any_track = request_query(rq, "track") == NULL;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !owed_zone_known(a, &f, err))
        return false;
    size_t n = owed_find(a, &f, rq->today, rq->arena, &owed);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_string(&w, "version", "https://jsonfeed.org/version/1.1");
    json_put_string(&w, "title",
                    rq->lang == LANG_EN ? "What zones owe soon" : "集聚区近期报送事项");
    json_put_string(&w, "language", rq->lang == LANG_EN ? "en" : "zh-CN");
    json_put_array(&w, "items");
    for (size_t i = 0; i < n; i++)
        put_item(&w, rq, &owed[i], owed[i].duty->due - (date_t)days);
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_FEED, &out, when_key(rq, a, &f.when));
    return true;
}
