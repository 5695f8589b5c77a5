/* workflow_grant.c - what is published when an application ends in a title, and when that title is
 * taken away for fraud.
 *
 * The title of a zone bears the zone's name and no holder; with it, under the same revision, come
 * the zone with its parts and what happened to it. */
#include "store/workflow_parts.h"

#include "domain/zone_term.h"
#include "store/proposed_zones.h"
#include "store/quotas.h"
#include "store/titles.h"
#include "store/zone_events.h"
#include "store/zones.h"

#include <string.h>

static const struct roster *find_roster(const struct roster *all, size_t n, enum title_kind kind,
                                        const char *batch)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i].kind == kind && all[i].retracted == MOMENT_NONE &&
            strcmp(all[i].batch, batch) == 0)
            return &all[i];
    }
    return NULL;
}

static date_t first_known(date_t a, date_t b, date_t c)
{
    return a != DATE_NONE ? a : b != DATE_NONE ? b : c;
}

/* What the step does not say is what its list says.  A list that is not on record is that of the
 * round; its titles begin on the day they are determined.  A zone's ends with its three years, a
 * place's on a day that is not known. */
static bool put_title(struct store *s, struct arena *a, const struct gathered *g,
                      const struct revision *r, const char *zone_name, struct title *out,
                      struct err *err)
{
    const struct step *in = g->in;
    const char *batch = in->batch ? in->batch : g->now.round;
    struct roster *rosters, unknown = {.since = DATE_NONE, .until = DATE_NONE};
    const struct roster *list;
    size_t n;

    if (!store_rosters(s, a, &rosters, &n, err))
        return false;
    list = find_roster(rosters, n, g->now.track, batch);
    if (!list)
        list = &unknown;
    const char *document = in->document ? in->document : list->document;
    date_t since = first_known(in->since, list->since, in->today);

    *out = (struct title){
        .kind = g->now.track,
        .confidence = CONFIDENCE_STATED,
        .source_kind = SOURCE_REGISTER,
        .holder = zone_name ? NULL : g->now.place,
        .name = zone_name,
        .unit = zone_name ? g->now.unit : NULL,
        .batch = batch,
        .document = document,
        .source = document ? document : r->what,
        .since = since,
        .until =
            first_known(in->until, list->until, zone_name ? zone_term_until(since) : DATE_NONE),
        .revoked = DATE_NONE,
        .superseded = DATE_NONE,
        .recorded = MOMENT_NONE,
        .retracted = MOMENT_NONE,
    };
    if (out->until != DATE_NONE && out->until < out->since)
        return err_say(err, ERR_BAD_BODY, "until", "the title would end before it begins",
                       "称号的终止日期早于起始日期");
    return store_title_determine(s, out, r, &out->id, err);
}

/* ---- zones ---- */

static bool tell_zone(struct store *s, struct arena *a, const struct gathered *g,
                      const struct revision *r, const char *id, struct zone_event *e,
                      struct err *err)
{
    struct zone zone;
    bool there;
    int64_t row;

    e->zone = id;
    e->track = g->now.track;
    e->application = g->now.id;
    e->limit = DATE_NONE;
    e->document = g->in->document;
    e->source = e->document ? e->document : r->why;
    if (!store_zone(s, a, id, e->day, &zone, &there, err))
        return false;
    if (!there)
        return err_set(err, ERR_INTERNAL, "application %lld is about zone %s, which is not there",
                       (long long)g->now.id, id);
    return store_zone_event_add(s, &zone, e, r, &row, err);
}

static bool grant_zone(struct store *s, struct arena *a, const struct gathered *g,
                       const struct revision *r, int64_t *id, struct err *err)
{
    struct proposed_zone proposed;
    struct title title;
    const char *zone;

    if (!store_proposed_zone(s, a, g->now.id, &proposed, err) ||
        !put_title(s, a, g, r, proposed.name, &title, err))
        return false;
    *id = title.id;
    const struct zone_grant grant = {.application = g->now.id,
                                     .title = title.id,
                                     .kind = title.kind,
                                     .unit = g->now.unit,
                                     .applicant = g->now.place,
                                     .document = title.document,
                                     .since = title.since};
    struct zone_event approved = {.kind = ZONE_APPROVED, .day = title.since, .title = title.id};

    return store_zone_publish(s, a, &grant, r, &zone, err) &&
           tell_zone(s, a, g, r, zone, &approved, err);
}

/* The zone whose title it was: a new one got its id when it was published. */
static bool find_zone(struct store *s, struct arena *a, const struct gathered *g, const char **id,
                      struct err *err)
{
    struct proposed_zone proposed;
    struct zone zone;
    bool there;

    if (!store_proposed_zone(s, a, g->now.id, &proposed, err) ||
        !store_zone_of_name(s, a, proposed.name, g->in->today, &zone, &there, err))
        return false;
    *id = proposed.zone ? proposed.zone : there ? zone.id : NULL;
    return *id || err_set(err, ERR_INTERNAL, "there is no zone by the name of %s", proposed.name);
}

static bool revoke_zone(struct store *s, struct arena *a, const struct gathered *g,
                        const struct revision *r, int64_t title, struct err *err)
{
    struct zone_event fraud = {.kind = ZONE_FRAUD, .day = g->in->today, .title = title};
    const char *zone;

    return find_zone(s, a, g, &zone, err) && tell_zone(s, a, g, r, zone, &fraud, err);
}

/* ---- either ---- */

bool workflow_grant(struct store *s, struct arena *a, const struct gathered *g,
                    const struct revision *r, int64_t *id, struct err *err)
{
    const struct quota_key key = {g->now.round, g->now.unit, g->now.track};
    struct title title;

    if (title_kind_is_zone(g->now.track))
        return grant_zone(s, a, g, r, id, err);
    if (!put_title(s, a, g, r, NULL, &title, err))
        return false;
    *id = title.id;
    return store_quota_designate(s, &key, r, err);
}

bool workflow_revoke(struct store *s, struct arena *a, const struct gathered *g,
                     const struct revision *r, int64_t *id, struct err *err)
{
    return store_title_revoke(s, g->now.title, g->in->today, r, id, err) &&
           (!title_kind_is_zone(g->now.track) || revoke_zone(s, a, g, r, *id, err));
}
