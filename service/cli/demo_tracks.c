/* demo_tracks.c - rounds, made-up numbers of places, the pilots there were before, and applications
 * of cities and counties in every state. */
#include "cli/demo_world.h"

#include "base/mem.h"
#include "domain/title.h"
#include "store/notices.h"
#include "store/quotas.h"
#include "store/rounds.h"
#include "store/titles.h"

#include <string.h>

enum { PLACES = 40, NOTICE_DAYS = 7, TERM_DAYS = 3 * 365 };

static const char *const provinces[] = {"320000", "330000", "440000", "510000",
                                        "110000", "370000", "340000", "430000"};

static const struct demo_plan demonstrations[] = {
    {STATE_DESIGNATED, 12}, {STATE_DECLINED, 4},  {STATE_REJECTED, 4},  {STATE_WITHDRAWN, 4},
    {STATE_CANCELLED, 3},   {STATE_DRAFT, 4},     {STATE_FILED, 4},     {STATE_CHECKED, 3},
    {STATE_RECOMMENDED, 3}, {STATE_IN_REVIEW, 2}, {STATE_IN_NOTICE, 2},
};
static const struct demo_plan pilots[] = {
    {STATE_DESIGNATED, 14}, {STATE_DECLINED, 4},  {STATE_REJECTED, 4},
    {STATE_WITHDRAWN, 4},   {STATE_CANCELLED, 3}, {STATE_DRAFT, 4},
    {STATE_FILED, 4},       {STATE_CHECKED, 3},   {STATE_IN_PROVINCIAL_NOTICE, 3},
    {STATE_RECOMMENDED, 2},
};
enum { EACH = 45 };

/* ---- rounds and numbers ---- */

static bool put_round(struct demo *d, const char *id, const char *title, unsigned tracks,
                      const char *unit, struct err *err)
{
    const struct revision r = demo_revision(d, "demonstration");
    const struct round round = {.id = id,
                                .year = 2024,
                                .title = title,
                                .document = DEMO_SOURCE,
                                .window_since = DATE_NONE,
                                .window_until = DATE_NONE,
                                .tracks = tracks,
                                .unit = unit};

    return store_round_put(d->s, d->a, &round, &r, err);
}

static bool put_places(struct demo *d, struct err *err)
{
    for (int track = 0; track < (int)TRACKS; track++) {
        for (size_t i = 0; i < COUNT(provinces); i++) {
            const struct revision r = demo_revision(d, "demonstration");
            const struct quota_key k = {DEMO_ROUND, provinces[i], (enum title_kind)track};

            if (!store_quota_set(d->s, &k, PLACES, QUOTA_ILLUSTRATIVE, &r, err))
                return false;
        }
    }
    return true;
}

bool demo_rounds(struct demo *d, struct err *err)
{
    return put_round(d, DEMO_ROUND, "演示评定批次（城市、县域）", TRACKS_OF_PLACES, NULL, err) &&
           put_round(d, DEMO_ROUND_ZONES, "演示集聚区申报批次",
                     1U << TITLE_DEMO_ZONE | 1U << TITLE_TRIAL_ZONE, NULL, err) &&
           put_round(d, DEMO_ROUND_JIANGSU, "演示省级集聚区申报批次", 1U << TITLE_JS_ZONE, "320000",
                     err) &&
           put_places(d, err);
}

/* ---- titles there were before ---- */

static bool put_title(struct demo *d, enum title_kind kind, const char *holder, struct err *err)
{
    const struct revision r = demo_revision(d, "demonstration");
    const struct title t = {.kind = kind,
                            .confidence = CONFIDENCE_STATED,
                            .source_kind = SOURCE_REGISTER,
                            .holder = holder,
                            .batch = "demo-before",
                            .document = DEMO_SOURCE,
                            .source = DEMO_SOURCE,
                            .since = moment_shanghai_date(d->end) - 590,
                            .until = moment_shanghai_date(d->end) + 505,
                            .revoked = DATE_NONE,
                            .superseded = DATE_NONE,
                            .recorded = MOMENT_NONE,
                            .retracted = MOMENT_NONE};
    int64_t id;

    return store_title_determine(d->s, &t, &r, &id, err);
}

/* ---- applications ---- */

struct demo_field {
    enum title_kind track;
    struct demo_application all[EACH];
    enum application_state ends[EACH];
    int64_t notices[COUNT(provinces)]; /* of a pilot track one a province, else the first alone */
};

static size_t province_of(const char *code)
{
    for (size_t i = 0; i < COUNT(provinces); i++) {
        if (strncmp(code, provinces[i], 2) == 0)
            return i;
    }
    return 0;
}

static bool is_early(enum application_state s)
{
    return s == STATE_DESIGNATED || s == STATE_DECLINED || s == STATE_REJECTED ||
           s == STATE_WITHDRAWN || s == STATE_CANCELLED;
}

/* Whoever applies for demonstration is a pilot already.  places: those of the track's side that
 * nobody has taken, since who is barred is so on every track. */
static bool lay_out(struct demo *d, struct demo_field *f, struct demo_places *places,
                    struct err *err)
{
    bool pilot = title_kind_is_pilot(f->track);
    const struct demo_plan *plan = pilot ? pilots : demonstrations;
    size_t n_plan = pilot ? COUNT(pilots) : COUNT(demonstrations), n = 0;

    for (size_t i = 0; i < n_plan; i++) {
        for (int k = 0; k < plan[i].n; k++, n++) {
            const struct division *place = demo_next(places);

            f->ends[n] = plan[i].state;
            f->all[n] = (struct demo_application){.track = f->track,
                                                  .round = DEMO_ROUND,
                                                  .place = place->code,
                                                  .since = DATE_NONE,
                                                  .until = DATE_NONE};
            if (!pilot && !put_title(d, title_kind_sibling(f->track), place->code, err))
                return false;
        }
    }
    return !pilot || put_title(d, title_kind_sibling(f->track), demo_next(places)->code, err);
}

static bool open_notice(struct demo *d, struct demo_field *f, size_t at, struct err *err)
{
    bool pilot = title_kind_is_pilot(f->track);
    const struct person *who;
    struct notice n = {.round = DEMO_ROUND,
                       .level = pilot ? provinces[at] : "national",
                       .title = "演示公示（非真实）",
                       .document = DEMO_SOURCE,
                       .track = f->track,
                       .terms = {NOTICE_DAYS, DAYS_CALENDAR, true},
                       .window.published = demo_today(d)};

    if (!demo_person(d, pilot ? ROLE_PROVINCE : ROLE_NATIONAL, pilot ? provinces[at] : NULL, &who,
                     err))
        return false;
    const struct act_by by = demo_by(d, who->id);
    if (!store_notice_open(d->s, &n, &by, err))
        return false;
    f->notices[at] = n.id;
    return true;
}

static bool open_notices(struct demo *d, struct demo_field *f, struct err *err)
{
    size_t n = title_kind_is_pilot(f->track) ? COUNT(provinces) : 1;

    for (size_t i = 0; i < n; i++) {
        if (!open_notice(d, f, i, err))
            return false;
    }
    return true;
}

/* Those that are refused or given up come no farther than the door. */
static bool turn_away(struct demo *d, struct demo_application *app, enum application_state end,
                      struct err *err)
{
    bool pilot = title_kind_is_pilot(app->track);

    switch (end) {
    case STATE_DECLINED:
        return demo_bring(d, app, pilot ? STATE_IN_PROVINCIAL_NOTICE : STATE_IN_REVIEW, err);
    case STATE_REJECTED:
        return demo_bring(d, app, STATE_FILED, err) &&
               demo_step(d, app, EVENT_REJECT, "演示理由", err);
    case STATE_WITHDRAWN:
        return demo_bring(d, app, STATE_FILED, err) && demo_step(d, app, EVENT_WITHDRAW, NULL, err);
    case STATE_CANCELLED:
        return demo_bring(d, app, STATE_FILED, err) &&
               demo_step(d, app, EVENT_CANCEL_FRAUD, "演示理由", err);
    default:
        return demo_bring(d, app, pilot ? STATE_IN_PROVINCIAL_NOTICE : STATE_IN_NOTICE, err);
    }
}

static bool open_application(struct demo *d, struct demo_field *f, size_t i, struct err *err)
{
    struct demo_application *app = &f->all[i];

    app->notice = f->notices[title_kind_is_pilot(f->track) ? province_of(app->place) : 0];
    return demo_open(d, app, err) && (f->ends[i] == STATE_DRAFT || demo_hand_in(d, app, err));
}

/* Once the notice is over. */
static bool decide(struct demo *d, struct demo_field *f, struct err *err)
{
    bool pilot = title_kind_is_pilot(f->track);

    for (size_t i = 0; i < EACH; i++) {
        struct demo_application *app = &f->all[i];

        app->since = demo_today(d);
        app->until = demo_today(d) + TERM_DAYS;
        if (f->ends[i] == STATE_DESIGNATED && !demo_bring(d, app, STATE_DESIGNATED, err))
            return false;
        if (f->ends[i] == STATE_DECLINED &&
            ((pilot && !demo_bring(d, app, STATE_RECOMMENDED, err)) ||
             !demo_step(d, app, EVENT_DECLINE, "演示理由", err)))
            return false;
    }
    return true;
}

bool demo_tracks_begin(struct demo *d, struct err *err)
{
    struct demo_places cities = demo_places_for(d, TITLE_DEMO_CITY, provinces, COUNT(provinces));
    struct demo_places counties =
        demo_places_for(d, TITLE_DEMO_COUNTY, provinces, COUNT(provinces));

    d->fields = arena_alloc(d->a, TRACKS, sizeof *d->fields);
    for (int t = 0; t < (int)TRACKS; t++) {
        struct demo_field *f = &d->fields[t];

        f->track = (enum title_kind)t;
        if (!lay_out(d, f, title_kind_side(f->track) == SIDE_CITY ? &cities : &counties, err))
            return false;
    }
    for (int t = 0; t < (int)TRACKS; t++) {
        struct demo_field *f = &d->fields[t];

        if (!open_notices(d, f, err))
            return false;
        for (size_t i = 0; i < EACH; i++) {
            if (is_early(f->ends[i]) &&
                (!open_application(d, f, i, err) || !turn_away(d, &f->all[i], f->ends[i], err)))
                return false;
        }
    }
    return true;
}

bool demo_tracks_decide(struct demo *d, struct err *err)
{
    for (int t = 0; t < (int)TRACKS; t++) {
        if (!decide(d, &d->fields[t], err))
            return false;
    }
    return true;
}

/* A pilot is recommended after its notice, so those begin a little earlier. */
static bool waits_for_notice(const struct demo_field *f, size_t i)
{
    return title_kind_is_pilot(f->track) && f->ends[i] == STATE_RECOMMENDED;
}

bool demo_tracks_lately(struct demo *d, struct err *err)
{
    for (int t = 0; t < (int)TRACKS; t++) {
        struct demo_field *f = &d->fields[t];

        if (title_kind_is_pilot(f->track) && !open_notices(d, f, err))
            return false;
        for (size_t i = 0; i < EACH; i++) {
            if (waits_for_notice(f, i) &&
                (!open_application(d, f, i, err) ||
                 !demo_bring(d, &f->all[i], STATE_IN_PROVINCIAL_NOTICE, err)))
                return false;
        }
    }
    return true;
}

bool demo_tracks_now(struct demo *d, struct err *err)
{
    for (int t = 0; t < (int)TRACKS; t++) {
        struct demo_field *f = &d->fields[t];

        if (!open_notices(d, f, err))
            return false;
        for (size_t i = 0; i < EACH; i++) {
            if (is_early(f->ends[i]))
                continue;
            if ((!waits_for_notice(f, i) && !open_application(d, f, i, err)) ||
                !demo_bring(d, &f->all[i], f->ends[i], err))
                return false;
        }
    }
    return true;
}
