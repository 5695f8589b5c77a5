/* demo_zones.c - applications for zones in every state, and the zones that came of them. */
#include "cli/demo_zones.h"

#include "base/mem.h"
#include "geo/geodesic.h"
#include "geo/wkb.h"
#include "store/notices.h"
#include "store/proposed_zones.h"
#include "store/zones.h"

#include <math.h>
#include <string.h>

enum { NOTICE_DAYS = 7, ZONES = 120 };

static const struct {
    enum title_kind track;
    struct demo_plan plan[12];
} fields[] = {
    {TITLE_TRIAL_ZONE,
     {{STATE_DESIGNATED, 18},
      {STATE_DECLINED, 3},
      {STATE_REJECTED, 3},
      {STATE_WITHDRAWN, 3},
      {STATE_CANCELLED, 2},
      {STATE_DRAFT, 4},
      {STATE_FILED, 4},
      {STATE_CHECKED, 3},
      {STATE_RECOMMENDED, 3},
      {STATE_IN_REVIEW, 3},
      {STATE_IN_NOTICE, 4}}},
    {TITLE_DEMO_ZONE,
     {{STATE_DESIGNATED, 10},
      {STATE_DECLINED, 2},
      {STATE_REJECTED, 2},
      {STATE_WITHDRAWN, 2},
      {STATE_CANCELLED, 2},
      {STATE_DRAFT, 2},
      {STATE_FILED, 2},
      {STATE_CHECKED, 2},
      {STATE_RECOMMENDED, 2},
      {STATE_IN_REVIEW, 2},
      {STATE_IN_NOTICE, 2}}},
    {TITLE_JS_ZONE,
     {{STATE_DESIGNATED, 12},
      {STATE_DECLINED, 3},
      {STATE_REJECTED, 3},
      {STATE_WITHDRAWN, 3},
      {STATE_CANCELLED, 3},
      {STATE_DRAFT, 4},
      {STATE_FILED, 4},
      {STATE_ENDORSED, 3},
      {STATE_CHECKED, 2},
      {STATE_VISITED, 3}}},
};

static const char *const functions[DEMO_PARTS] = {"成熟机构集聚（演示）", "成长机构集聚（演示）",
                                                  "初创机构孵化（演示）"};
static const char *const stages[DEMO_PARTS] = {"成熟", "成长", "初创"};

/* ---- what is proposed ---- */

/* A block near the middle of the host, sides along the meridians. */
static struct multipolygon block(double xy[10], struct ring *ring, const double corner[2],
                                 double side)
{
    const double x = corner[0], y = corner[1];
    const double points[10] = {x, y, x + side, y, x + side, y + side, x, y + side, x, y};
    struct multipolygon m = {.xy = xy, .rings = ring, .n_points = 5, .n_rings = 1};

    memcpy(xy, points, sizeof points);
    *ring = (struct ring){.first = 0, .n_points = 5, .hole = false};
    multipolygon_measure(&m);
    return m;
}

static void lay_out_blocks(struct demo *d, struct demo_zone *z)
{
    for (int i = 0; i < z->n_parts; i++) {
        double away = 0.012 * i;

        z->side[i] = 0.004 + demo_below(d, 60) / 10000.0;
        z->corner[i][0] = z->host->label_x - 0.015 + away;
        z->corner[i][1] = z->host->label_y - 0.005 + demo_below(d, 40) / 10000.0;
    }
}

static bool propose_part(struct demo *d, struct demo_zone *z, int i, const struct person *who,
                         struct err *err)
{
    double xy[10];
    struct ring ring;
    const struct multipolygon m = block(xy, &ring, z->corner[i], z->side[i]);
    const struct act_by by = demo_by(d, who->id);
    struct application now, after;
    struct buf wkb = {0};
    double area = geodesic_area(&m);

    wkb_put_area(&wkb, &m);
    struct proposed_part p = {
        .number = i + 1,
        .name = arena_printf(d->a, "演示片区%d", i + 1),
        .function = functions[i],
        .stage = stages[i],
        .extent_text = arena_printf(d->a, "东至演示东路，南至演示南路，西至演示西路，北至演示北路"),
        .declared_m2 = round(area * (0.995 + demo_below(d, 11) / 1000.0)),
        .area_m2 = area,
        .method = METHOD_GEOJSON,
        .crs = "cgcs2000",
        .shape = {wkb.data, wkb.len},
        .given = {NAN, NAN, NAN, NAN},
    };
    bool ok = store_application(d->s, d->a, z->app.id, &now, err) &&
              store_proposed_part_put(d->s, &now, &p, &by, &after, err);
    buf_free(&wkb);
    return ok;
}

static bool propose(struct demo *d, struct demo_zone *z, struct err *err)
{
    const struct person *who;
    struct application now, after;
    const struct proposed_zone p = {
        .name = z->name,
        .host_kind = HOST_DIVISION,
        .host_name = z->host->name,
        .host_code = z->host->code,
        .declared_m2 = NAN,
        .outstanding_reason = z->app.track == TITLE_DEMO_ZONE ? "演示理由：特别突出" : NULL,
    };

    if (!demo_person(d, ROLE_APPLICANT, z->app.place, &who, err))
        return false;
    const struct act_by by = demo_by(d, who->id);
    if (!store_application(d->s, d->a, z->app.id, &now, err) ||
        !store_proposed_zone_put(d->s, &now, &p, &by, &after, err))
        return false;
    for (int i = 0; i < z->n_parts; i++) {
        if (!propose_part(d, z, i, who, err))
            return false;
    }
    return true;
}

/* ---- laying out ---- */

static bool is_early(enum application_state s)
{
    return s == STATE_DESIGNATED || s == STATE_DECLINED || s == STATE_REJECTED ||
           s == STATE_WITHDRAWN || s == STATE_CANCELLED;
}

static void lay_out_one(struct demo *d, struct demo_zone *z, enum title_kind track,
                        enum application_state end, struct demo_places *cities,
                        struct demo_places *counties)
{
    bool js = track == TITLE_JS_ZONE;
    const struct division *place = demo_next(js ? counties : cities);

    *z = (struct demo_zone){.app = {.track = track,
                                    .round = js ? DEMO_ROUND_JIANGSU : DEMO_ROUND_ZONES,
                                    .place = place->code,
                                    .since = DATE_NONE,
                                    .until = DATE_NONE},
                            .end = end,
                            .n_parts = end == STATE_DESIGNATED ? DEMO_PARTS : 1};
    z->host = js ? place : demo_county_in(d, place->code);
    z->name = arena_printf(d->a, "演示集聚区%03zu（%s）", d->n_zones + 1, place->name);
    lay_out_blocks(d, z);
    d->n_zones++;
}

static void lay_out(struct demo *d)
{
    static const char *const jiangsu[] = {"320000"};
    struct demo_places cities = demo_cities(d);
    struct demo_places counties = demo_places_for(d, TITLE_JS_ZONE, jiangsu, 1);

    d->zones = arena_alloc(d->a, ZONES, sizeof *d->zones);
    for (size_t f = 0; f < COUNT(fields); f++) {
        for (size_t i = 0; i < COUNT(fields[f].plan); i++) {
            for (int k = 0; k < fields[f].plan[i].n; k++)
                lay_out_one(d, &d->zones[d->n_zones], fields[f].track, fields[f].plan[i].state,
                            &cities, &counties);
        }
    }
}

/* ---- on their way ---- */

static bool open_notice(struct demo *d, enum title_kind track, int64_t *id, struct err *err)
{
    const struct person *who;
    struct notice n = {.round = DEMO_ROUND_ZONES,
                       .level = "national",
                       .title = "演示公示（非真实）",
                       .document = DEMO_SOURCE,
                       .track = track,
                       .terms = {NOTICE_DAYS, DAYS_CALENDAR, true},
                       .window.published = demo_today(d)};

    if (!demo_person(d, ROLE_NATIONAL, NULL, &who, err))
        return false;
    const struct act_by by = demo_by(d, who->id);
    if (!store_notice_open(d->s, &n, &by, err))
        return false;
    *id = n.id;
    return true;
}

static bool begin_one(struct demo *d, struct demo_zone *z, const int64_t notices[2],
                      struct err *err)
{
    z->app.notice = z->app.track == TITLE_JS_ZONE ? 0 : notices[z->app.track == TITLE_TRIAL_ZONE];
    return demo_open(d, &z->app, err) && propose(d, z, err) &&
           (z->end == STATE_DRAFT || demo_hand_in(d, &z->app, err));
}

static bool bring_early(struct demo *d, struct demo_zone *z, struct err *err)
{
    bool js = z->app.track == TITLE_JS_ZONE;

    switch (z->end) {
    case STATE_DECLINED:
        return demo_bring(d, &z->app, js ? STATE_CHECKED : STATE_IN_REVIEW, err) &&
               demo_step(d, &z->app, EVENT_DECLINE, "演示理由", err);
    case STATE_REJECTED:
        return demo_bring(d, &z->app, STATE_FILED, err) &&
               demo_step(d, &z->app, EVENT_REJECT, "演示理由", err);
    case STATE_WITHDRAWN:
        return demo_bring(d, &z->app, STATE_FILED, err) &&
               demo_step(d, &z->app, EVENT_WITHDRAW, NULL, err);
    case STATE_CANCELLED:
        return demo_bring(d, &z->app, STATE_FILED, err) &&
               demo_step(d, &z->app, EVENT_CANCEL_FRAUD, "演示理由", err);
    default:
        return demo_bring(d, &z->app, js ? STATE_VISITED : STATE_IN_NOTICE, err);
    }
}

static bool begin_all(struct demo *d, bool early, struct err *err)
{
    int64_t notices[2];

    if (!open_notice(d, TITLE_DEMO_ZONE, &notices[0], err) ||
        !open_notice(d, TITLE_TRIAL_ZONE, &notices[1], err))
        return false;
    for (size_t i = 0; i < d->n_zones; i++) {
        struct demo_zone *z = &d->zones[i];

        if (is_early(z->end) != early)
            continue;
        if (!begin_one(d, z, notices, err) ||
            !(early ? bring_early(d, z, err) : demo_bring(d, &z->app, z->end, err)))
            return false;
    }
    return true;
}

bool demo_zones_begin(struct demo *d, struct err *err)
{
    lay_out(d);
    return begin_all(d, true, err);
}

bool demo_zones_decide(struct demo *d, struct err *err)
{
    struct zone zone;
    bool there;

    for (size_t i = 0; i < d->n_zones; i++) {
        struct demo_zone *z = &d->zones[i];

        if (z->end != STATE_DESIGNATED)
            continue;
        z->app.since = demo_today(d);
        if (!demo_bring(d, &z->app, STATE_DESIGNATED, err) ||
            !store_zone_of_name(d->s, d->a, z->name, z->app.since, &zone, &there, err))
            return false;
        if (!there)
            return err_set(err, ERR_INTERNAL, "demonstration: %s was not published", z->name);
        z->id = zone.id;
    }
    return true;
}

bool demo_zones_now(struct demo *d, struct err *err)
{
    return begin_all(d, false, err);
}
