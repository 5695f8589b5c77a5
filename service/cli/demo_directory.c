/* demo_directory.c - institutions in the directories of the made-up zones, and what happened to the
 * zones in the time since they were determined. */
#include "cli/demo_zones.h"

#include "base/mem.h"
#include "domain/institution_table.h"
#include "store/institutions.h"
#include "store/zone_events.h"
#include "store/zones.h"

#include <stdio.h>
#include <string.h>

enum { EACH = 15, MOST_FORMS = 5, MOST_KINDS = 7 };

static const char *const trades[] = {"专利代理",     "商标代理",     "知识产权咨询",
                                     "知识产权运营", "知识产权信息", "法律服务"};

/* Seventeen characters by chance, and the one that checks them. */
static const char *some_code(struct demo *d)
{
    static const char digits[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    char code[USCC_TEXT];

    memcpy(code, "91", 2);
    for (int i = 2; i < 8; i++)
        code[i] = digits[demo_below(d, 10)];
    for (int i = 8; i < USCC_LENGTH - 1; i++)
        code[i] = digits[demo_below(d, sizeof digits - 1)];
    code[USCC_LENGTH - 1] = uscc_check_character(code);
    code[USCC_LENGTH] = '\0';
    return arena_strdup(d->a, code);
}

/* Most of them inside a part, some a little beside it. */
static void some_point(struct demo *d, const struct demo_zone *z, double out[2])
{
    int part = (int)demo_below(d, (unsigned)z->n_parts);
    double side = z->side[part], stray = demo_below(d, 10) == 0 ? 1.4 : 1.0;

    out[0] = z->corner[part][0] + side * stray * demo_below(d, 1000) / 1000.0;
    out[1] = z->corner[part][1] + side * demo_below(d, 1000) / 1000.0;
}

/* One or two of them. */
static unsigned some_words(struct demo *d, unsigned n)
{
    unsigned one = 1U << demo_below(d, n);

    return one | 1U << demo_below(d, n);
}

static struct institution_draft some_institution(struct demo *d, const struct demo_zone *z, int n,
                                                 double point[2])
{
    some_point(d, z, point);
    return (struct institution_draft){
        .name = arena_printf(d->a, "演示%s第%d号有限公司（%s）",
                             trades[demo_below(d, (unsigned)COUNT(trades))], n, z->host->name),
        .uscc = some_code(d),
        .forms = some_words(d, MOST_FORMS),
        .ip_kinds = some_words(d, MOST_KINDS),
        .size = demo_below(d, 4) == 0 ? SIZE_ABOVE : SIZE_BELOW,
        .address = arena_printf(d->a, "%s演示路%d号", z->host->name, n),
        .has_point = true,
        .given = {point[0], point[1]},
        .datum = "cgcs2000",
        .admitted = demo_today(d) - (date_t)demo_below(d, 20),
        .reason = "演示入驻",
        .source = DEMO_SOURCE,
    };
}

static bool admit(struct demo *d, struct demo_zone *z, int64_t *first, struct err *err)
{
    struct institution_draft drafts[EACH];
    double points[EACH][2];
    const struct person *who;

    if (!demo_person(d, ROLE_APPLICANT, z->app.place, &who, err))
        return false;
    for (int i = 0; i < EACH; i++)
        drafts[i] = some_institution(d, z, i + 1, points[i]);
    const struct act_by by = demo_by(d, who->id);
    return store_institutions_admit(d->s, z->id, drafts, EACH, &points[0][0], &by, first, err);
}

/* In most zones one leaves; in some, one loses its place. */
static bool move_out(struct demo *d, const struct demo_zone *z, int64_t first, struct err *err)
{
    const struct institution_stay left = {.institution = first + demo_below(d, EACH / 2),
                                          .exited = demo_today(d),
                                          .exit_kind = EXIT_LEFT,
                                          .exit_reason = "演示退出",
                                          .misconduct = 0};
    struct institution_misconduct m = {.institution = first + EACH / 2 + demo_below(d, EACH / 2),
                                       .kind = MISCONDUCT_FILINGS,
                                       .day = demo_today(d) - 10,
                                       .serious = demo_below(d, 2) == 0,
                                       .words = "演示记录",
                                       .document = DEMO_SOURCE,
                                       .lifted = DATE_NONE};
    const struct person *who, *province;
    bool exited;

    if (!demo_person(d, ROLE_APPLICANT, z->app.place, &who, err) ||
        !demo_person(d, ROLE_NATIONAL, NULL, &province, err))
        return false;
    const struct act_by leaves = demo_by(d, who->id), told = demo_by(d, province->id);
    return (demo_below(d, 3) == 0 ||
            store_institution_exit(d->s, &left, demo_today(d), &leaves, err)) &&
           (demo_below(d, 4) != 0 ||
            store_institution_sanction(d->s, &m, demo_today(d), &told, &exited, err));
}

static bool assess(struct demo *d, const struct demo_zone *z, int64_t first, int year,
                   struct err *err)
{
    static const char *const grades[] = {"A（演示）", "B（演示）", "C（演示）"};
    const struct person *who;

    if (!demo_person(d, ROLE_APPLICANT, z->app.place, &who, err))
        return false;
    for (int i = 0; i < EACH; i += 4) {
        const struct institution_assessment as = {
            .institution = first + i,
            .year = year,
            .grade = grades[demo_below(d, (unsigned)COUNT(grades))],
            .words = NULL,
            .document = DEMO_SOURCE};
        const struct act_by by = demo_by(d, who->id);

        if (!store_institution_assess(d->s, &as, &by, err))
            return false;
    }
    return true;
}

static int year_of(date_t day)
{
    int year, month, of_month;

    date_to_civil(day, &year, &month, &of_month);
    return year;
}

bool demo_directories(struct demo *d, struct err *err)
{
    for (size_t i = 0; i < d->n_zones; i++) {
        if (d->zones[i].id && !admit(d, &d->zones[i], &d->zones[i].first, err))
            return false;
    }
    return true;
}

/* ---- the years since ---- */

static bool tell(struct demo *d, const struct demo_zone *z, enum zone_event_kind kind, int year,
                 struct err *err)
{
    struct zone_event e = {.zone = z->id,
                           .track = z->app.track,
                           .kind = kind,
                           .day = demo_today(d),
                           .year = year,
                           .limit = DATE_NONE,
                           .document = DEMO_SOURCE,
                           .source = DEMO_SOURCE};
    struct revision r = demo_revision(d, "demonstration");
    struct zone zone;
    int64_t id;
    bool there;

    return store_zone(d->s, d->a, z->id, e.day, &zone, &there, err) &&
           store_zone_event_tell(d->s, &zone, &e, &r, &id, err);
}

bool demo_plans(struct demo *d, struct err *err)
{
    for (size_t i = 0; i < d->n_zones; i++) {
        struct demo_zone *z = &d->zones[i];

        /* Two of three in time, most of the others late, a few never. */
        if (!z->id || z->planned || demo_below(d, 3) == 0)
            continue;
        z->planned = true;
        if (!tell(d, z, ZONE_PLAN_FILED, 0, err))
            return false;
    }
    return true;
}

bool demo_years(struct demo *d, struct err *err)
{
    int year = year_of(demo_today(d)) - 1;

    for (size_t i = 0; i < d->n_zones; i++) {
        struct demo_zone *z = &d->zones[i];

        if (!z->id)
            continue;
        if ((z->planned && demo_below(d, 5) != 0 && !tell(d, z, ZONE_REPORT_FILED, year, err)) ||
            !assess(d, z, z->first, year, err) || !move_out(d, z, z->first, err))
            return false;
    }
    return true;
}
