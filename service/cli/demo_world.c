/* demo_world.c - chance, clock, people and places of the demonstration. */
#include "cli/demo_world.h"

#include "base/mem.h"
#include "domain/unit.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MS = 24 * DEMO_HOUR, MINUTE_MS = 60 * 1000, MORNING = 9 };

const char DEMO_ROUND[] = "demo-2024", DEMO_ROUND_ZONES[] = "demo-2024-zone",
           DEMO_ROUND_JIANGSU[] = "demo-2024-js", DEMO_SOURCE[] = "演示数据（程序生成，非真实）";

unsigned demo_below(struct demo *d, unsigned n)
{
    d->chance += 0x9e3779b97f4a7c15ULL; /* the steps of splitmix64 */
    uint64_t z = d->chance;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return n ? (unsigned)((z ^ (z >> 31)) % n) : 0;
}

date_t demo_today(const struct demo *d)
{
    return moment_shanghai_date(d->clock);
}

void demo_day(struct demo *d, int days_before_end)
{
    moment_t then = d->end - (moment_t)days_before_end * DAY_MS;

    then -= then % DAY_MS; /* eight in the morning in Shanghai */
    then += DEMO_HOUR;
    if (then > d->clock)
        d->clock = then;
    d->acts = 0;
}

/* Never beyond the end, however many acts there are. */
struct act_by demo_by(struct demo *d, int64_t person)
{
    if (d->clock + MINUTE_MS < d->end)
        d->clock += d->acts++ < 400 ? MINUTE_MS / 2 : 1;
    return (struct act_by){.person = person, .command = "cli:demo", .now = d->clock};
}

struct revision demo_revision(struct demo *d, const char *why)
{
    const struct act_by by = demo_by(d, 0);

    return (struct revision){
        .recorded = by.now, .who = "sizhi demo", .why = why, .source = DEMO_SOURCE};
}

/* ---- people ---- */

static const struct person *find_person(const struct demo *d, enum role role, const char *code)
{
    for (size_t i = 0; i < d->n_people; i++) {
        const struct person *p = &d->people[i];
        const char *has = role == ROLE_PROVINCE ? p->unit : p->place;

        if (p->role == role && (!code || (has && strcmp(has, code) == 0)))
            return p;
    }
    return NULL;
}

bool demo_person(struct demo *d, enum role role, const char *code, const struct person **out,
                 struct err *err)
{
    const struct act_by by = demo_by(d, 0);
    struct person *p = &d->people[d->n_people];

    *out = find_person(d, role, code);
    if (*out)
        return true;
    if (d->n_people == COUNT(d->people))
        return err_set(err, ERR_INTERNAL, "the demonstration has too many people");
    *p = (struct person){.role = role,
                         .name = code ? arena_printf(d->a, "demo-%s-%s", role_name(role), code)
                                      : arena_printf(d->a, "demo-%s", role_name(role)),
                         .unit = role == ROLE_PROVINCE ? code : NULL,
                         .place = role == ROLE_PROVINCE ? NULL : code,
                         .password = d->password,
                         .closed = MOMENT_NONE};
    if (!store_person_add(d->s, p, &by, &p->id, err))
        return false;
    d->n_people++;
    *out = p;
    return true;
}

/* ---- places ---- */

static struct demo_places shuffled(struct demo *d, struct demo_places p)
{
    for (size_t i = p.n; i > 1; i--) {
        size_t j = demo_below(d, (unsigned)i);
        const struct division *swap = p.at[i - 1];

        p.at[i - 1] = p.at[j];
        p.at[j] = swap;
    }
    return p;
}

struct demo_places demo_cities(struct demo *d)
{
    struct demo_places p = {.at = arena_alloc(d->a, d->n_places, sizeof(const struct division *))};

    for (size_t i = 0; i < d->n_places; i++) {
        const struct division *one = &d->places[i];

        if (one->kind == KIND_PREFECTURE_CITY && demo_county_in(d, one->code))
            p.at[p.n++] = one;
    }
    return shuffled(d, p);
}

struct demo_places demo_places_for(struct demo *d, enum title_kind track,
                                   const char *const *provinces, size_t n)
{
    struct demo_places p = {.at = arena_alloc(d->a, d->n_places, sizeof(const struct division *))};

    for (size_t i = 0; i < d->n_places; i++) {
        const struct division *one = &d->places[i];

        for (size_t k = 0; k < n; k++) {
            if (strcmp(one->province, provinces[k]) == 0 &&
                track_admits_place(track, one->code, one->kind) == TRUTH_YES)
                p.at[p.n++] = one;
        }
    }
    return shuffled(d, p);
}

const struct division *demo_next(struct demo_places *p)
{
    return p->n ? p->at[p->next++ % p->n] : NULL;
}

const struct division *demo_county_in(struct demo *d, const char *prefecture)
{
    const struct division *found = NULL;
    unsigned n = 0;

    for (size_t i = 0; i < d->n_places; i++) {
        const struct division *one = &d->places[i];

        if (one->parent && strcmp(one->parent, prefecture) == 0 &&
            place_kind_is_county_level(one->kind) && demo_below(d, ++n) == 0)
            found = one;
    }
    return found;
}
