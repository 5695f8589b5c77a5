/* workflow_write.c - all that comes of a step: places, titles, bars and notices under one revision,
 * then the application itself, what was recommended, and the audit entry. */
#include "store/workflow_parts.h"

#include "base/json_write.h"
#include "store/bars.h"
#include "store/change.h"
#include "store/frozen.h"
#include "store/quotas.h"
#include "store/titles.h"

#include <string.h>

static bool is_notice(enum application_state s)
{
    return s == STATE_IN_NOTICE || s == STATE_IN_PROVINCIAL_NOTICE;
}

/* Does anything differ that the public may see? */
static bool is_published(const struct gathered *g, const struct application_outcome *o)
{
    return o->quota != QUOTA_STAYS || o->title != TITLE_STAYS || o->bars ||
           (o->to != g->now.state && (is_notice(o->to) || is_notice(g->now.state)));
}

/* Without having come to the end of it. */
static bool leaves_notice(const struct gathered *g, const struct application_outcome *o)
{
    return is_notice(g->now.state) && o->to != g->now.state && o->to != STATE_DESIGNATED &&
           o->to != STATE_DECLINED && o->to != STATE_RECOMMENDED;
}

/* Taken before the first row, so that all of them bear the same number. */
static bool take_revision(struct store *s, struct arena *a, const struct gathered *g,
                          struct revision *r, struct err *err)
{
    char *who = arena_alloc(a, CHANGE_WHO, 1);
    struct revision now;

    *r = (struct revision){
        .recorded = g->in->by.now,
        .what = arena_printf(a, "application %s", application_event_name(g->in->event)),
        .who = change_who(&g->in->by, who),
        .why = arena_printf(a, "application %lld", (long long)g->now.id),
        .source = g->in->document};
    if (!store_next_revision(s, r, &r->number, err) || !store_revision(s, a, &now, err))
        return false;
    r->recorded = now.recorded;
    return true;
}

static bool put_bar(struct store *s, const struct gathered *g, const struct revision *r,
                    struct err *err)
{
    const struct bar_row b = {.bar = {.place = g->now.place,
                                      .round = g->now.round,
                                      .since = g->in->today,
                                      .until = g->in->bar_until,
                                      .document = g->in->document},
                              .criticism = g->in->criticism,
                              .application = g->now.id};

    if (b.bar.until != DATE_NONE && b.bar.until < b.bar.since)
        return err_say(err, ERR_BAD_BODY, "bar_until",
                       "a bar begins today, so it cannot be over before",
                       "取消资格自今日起生效，截止日期不能早于今日");
    return store_bar_add(s, &b, r, err);
}

/* ---- everything published ---- */

static bool move_place(struct store *s, const struct gathered *g, enum quota_effect effect,
                       const struct revision *r, struct err *err)
{
    const struct quota_key key = {g->now.round, g->now.unit, g->now.track};

    switch (effect) {
    case QUOTA_TAKES:
        return store_quota_take(s, &key, g->now.place, r, err);
    case QUOTA_GIVES:
        return store_quota_give_back(s, &key, g->now.place, r, err);
    case QUOTA_STAYS:
        break;
    }
    return true;
}

static bool move_title(struct store *s, struct arena *a, const struct gathered *g,
                       enum title_effect effect, const struct revision *r, int64_t *title,
                       struct err *err)
{
    switch (effect) {
    case TITLE_GRANTED:
        return workflow_grant(s, a, g, r, title, err);
    case TITLE_REVOKED:
        return workflow_revoke(s, a, g, r, title, err);
    case TITLE_STAYS:
        break;
    }
    return true;
}

static bool publish(struct store *s, struct arena *a, const struct gathered *g,
                    const struct application_outcome *o, struct application *next, struct err *err)
{
    struct revision r;

    return take_revision(s, a, g, &r, err) && move_place(s, g, o->quota, &r, err) &&
           move_title(s, a, g, o->title, &r, &next->title, err) &&
           (!o->bars || put_bar(s, g, &r, err)) &&
           (g->in->event != EVENT_PUBLISH ||
            store_notice_enter(s, g->notice, g->now.id, &r, err)) &&
           (!leaves_notice(g, o) || store_notice_leave(s, g->now.notice, g->now.id, &r, err));
}

/* ---- the application ---- */

/* The order among others ends when the check is undone or the application is over without having
 * been decided; the notice is left with the way back. */
static void settle(const struct gathered *g, const struct application_outcome *o,
                   struct application *next)
{
    next->state = o->to;
    next->rank = g->rank;
    next->notice = g->notice;
    switch (o->to) {
    case STATE_DRAFT:
    case STATE_FILED:
        next->notice = next->rank = 0;
        break;
    case STATE_CHECKED:
        next->notice = 0;
        break;
    case STATE_REJECTED:
    case STATE_WITHDRAWN:
    case STATE_CANCELLED:
        next->rank = 0;
        break;
    default:
        break;
    }
}

static void put_standing(struct json_writer *w, const struct application *app)
{
    json_put_string(w, "state", application_state_name(app->state));
    json_put_int(w, "version", app->version);
    if (app->rank)
        json_put_int(w, "rank", app->rank);
    if (app->notice)
        json_put_int(w, "notice", app->notice);
    if (app->title)
        json_put_int(w, "title", app->title);
}

static bool note(struct store *s, const struct gathered *g, const struct application_outcome *o,
                 const struct application *next, struct err *err)
{
    struct buf before = {0}, after = {0};
    struct json_writer b = json_writer_to(&before), w = json_writer_to(&after);
    bool ok;

    json_object(&b);
    put_standing(&b, &g->now);
    json_end(&b);
    json_object(&w);
    json_put_string(&w, "event", application_event_name(g->in->event));
    put_standing(&w, next);
    if (g->in->reason)
        json_put_string(&w, "reason", g->in->reason);
    if (o->quota != QUOTA_STAYS)
        json_put_int(&w, "quota_step", o->quota == QUOTA_TAKES ? 1 : -1);
    json_end(&w);
    ok = application_note(s, &g->in->by, "application-event", next->id, before.data, after.data,
                          err);
    buf_free(&before);
    buf_free(&after);
    return ok;
}

bool workflow_write(struct store *s, struct arena *a, const struct gathered *g,
                    const struct application_outcome *o, struct application *next, struct err *err)
{
    const struct event_written e = {.event = application_event_name(g->in->event),
                                    .reason = g->in->reason,
                                    .quota_step = o->quota == QUOTA_TAKES   ? 1
                                                  : o->quota == QUOTA_GIVES ? -1
                                                                            : 0};

    *next = g->now;
    settle(g, o, next);
    return (!is_published(g, o) || publish(s, a, g, o, next, err)) &&
           store_application_step(s, &g->now, next, &e, &g->in->by, err) &&
           (!o->freezes || frozen_put(s, a, next, &g->as, err)) && note(s, g, o, next, err);
}
