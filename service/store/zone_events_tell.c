/* zone_events_tell.c - an officer's event and what comes of it for the titles, under one revision.
 *
 * A lapse needs no writing: the title's own last day ends it. */
#include "store/titles.h"
#include "store/zone_events_write.h"

#include <assert.h>
#include <string.h>

struct telling {
    struct store *s;
    struct arena *a;
    const struct zone *zone;
    struct zone_event *event;
    const struct revision *r;
    const struct zone_terms *after;
    const struct title **titles; /* before it */
    size_t n_titles;
};

static const struct title *newest_title(const struct telling *t)
{
    return t->n_titles ? t->titles[t->n_titles - 1] : NULL;
}

/* A title for days that the register itself determines. */
static bool determine(struct telling *t, const char *batch, date_t since, date_t until,
                      struct err *err)
{
    const struct title *before = newest_title(t);
    const struct title title = {
        .kind = t->event->track,
        .confidence = CONFIDENCE_STATED,
        .source_kind = SOURCE_REGISTER,
        .name = t->zone->name,
        .host_guess = before ? before->host_guess : NULL,
        .unit = before && before->unit ? before->unit : t->zone->unit,
        .batch = batch,
        .document = t->event->document,
        .source = t->event->source,
        .since = since,
        .until = until,
        .revoked = DATE_NONE,
        .superseded = DATE_NONE,
        .recorded = MOMENT_NONE,
        .retracted = MOMENT_NONE,
    };

    return store_title_determine(t->s, &title, t->r, &t->event->title, err);
}

/* The day of an approval becomes known: the title without days goes, one with them comes. */
static bool date_title(struct telling *t, struct err *err)
{
    const struct title *undated = NULL;
    const struct zone_term *term = &t->after->terms[0];

    for (size_t i = 0; !undated && i < t->n_titles; i++) {
        if (t->titles[i]->since == DATE_NONE)
            undated = t->titles[i];
    }
    if (!undated)
        return err_say(err, ERR_WRONG_STATE, "event",
                       "zone %s has no title of this kind that waits for its first day: a new one "
                       "is designated on an application",
                       "集聚区 %s 没有待补批准日期的此类称号；新的称号由申报评定产生", t->zone->id);
    return store_title_retract(t->s, undated->id, t->r, err) &&
           determine(t,
                     undated->batch ? undated->batch
                                    : arena_printf(t->a, "approved-%lld", (long long)undated->id),
                     term->since, term->until, err);
}

/* Without days there is nothing that could be said about a further term. */
static bool keep_title(struct telling *t, date_t since, date_t until, struct err *err)
{
    char day[DATE_TEXT];

    return since == DATE_NONE ||
           determine(t, arena_printf(t->a, "kept-%s-%s", t->zone->id, date_format(since, day)),
                     since, until, err);
}

static bool take_titles(struct telling *t, struct err *err)
{
    date_t day = t->event->day;

    for (size_t i = 0; i < t->n_titles; i++) {
        const struct title *one = t->titles[i];

        if ((one->until != DATE_NONE && one->until < day) || one->revoked != DATE_NONE)
            continue;
        if (!store_title_revoke(t->s, one->id, day, t->r, &t->event->title, err))
            return false;
    }
    return true;
}

static bool titles_follow(struct telling *t, struct err *err)
{
    const struct zone_term *last = &t->after->terms[t->after->n - 1];

    assert(t->after->n > 0);
    switch (t->event->kind) {
    case ZONE_APPROVED:
        return date_title(t, err);
    case ZONE_NEW_PLAN_FILED:
        return keep_title(t, last->since, last->until, err);
    case ZONE_EXCELLENT:
    case ZONE_QUALIFIED:
        return keep_title(t, last->until == DATE_NONE ? DATE_NONE : last->until + 1, DATE_NONE,
                          err);
    case ZONE_REVOKED:
    case ZONE_FRAUD:
        return take_titles(t, err);
    default:
        return true;
    }
}

bool store_zone_event_tell(struct store *s, const struct zone *z, struct zone_event *e,
                           struct revision *r, int64_t *id, struct err *err)
{
    struct change c = change_of(s, r, "zone event");
    struct arena *a = arena_new();
    struct zone_terms after;
    struct telling t = {.s = s, .a = a, .zone = z, .event = e, .r = r, .after = &after};
    bool ok = zone_event_fits(s, a, z, e, &after, err) &&
              zone_titles_now(s, a, z->name, e->track, &t.titles, &t.n_titles, err) &&
              change_begin(&c, err);

    if (ok) {
        r->number = c.number;
        r->recorded = c.recorded;
    }
    ok = ok && titles_follow(&t, err) && zone_event_put(&c, e, z->id, id, err);
    arena_free(a);
    return ok;
}
