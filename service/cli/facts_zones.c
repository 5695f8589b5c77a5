/* facts_zones.c - zones and their parts against each other and against titles: each zone that a
 * title of theirs names has its row, and no row speaks of a zone that never held one. */
#include "cli/facts_between.h"
#include "cli/facts_columns.h"
#include "domain/zone.h"

#include <stdlib.h>
#include <string.h>

static const char *zone_key(const struct facts *f, size_t i, struct arena *a)
{
    (void)a;
    return f->zones[i].id;
}

static const char *name_key(const struct facts *f, size_t i, struct arena *a)
{
    (void)a;
    return f->zones[i].name;
}

static const char *part_key(const struct facts *f, size_t i, struct arena *a)
{
    return arena_printf(a, "part %s of %s", f->zone_parts[i].number, f->zone_parts[i].zone);
}

static bool has_title(const struct facts *f, const char *name)
{
    for (size_t i = 0; i < f->n_titles; i++) {
        const struct title *t = &f->titles[i].title;

        if (zone_holds(t->kind) && title_shown(t, MOMENT_NONE) && strcmp(t->name, name) == 0)
            return true;
    }
    return false;
}

static bool check_zone(const struct facts_read *f, size_t i, struct arena *a, struct err *err)
{
    const struct fact_zone *z = &f->facts.zones[i];

    if (!has_title(&f->facts, z->name))
        return facts_fault(f, FACTS_ZONES, i,
                           arena_printf(a, "titles.csv has no title of a zone for %s", z->name),
                           err);
    if (z->host_code && z->host_guess)
        return facts_fault(f, FACTS_ZONES, i,
                           "where a source names the host there is nothing to guess", err);
    return facts_document_there(f, FACTS_ZONES, i, z->document, a, err) &&
           facts_days_in_order(f, FACTS_ZONES, i, fact_day(z->since), fact_day(z->until), err);
}

static bool zone_there(const struct facts *f, const char *id)
{
    for (size_t i = 0; i < f->n_zones; i++) {
        if (strcmp(f->zones[i].id, id) == 0)
            return true;
    }
    return false;
}

static bool check_part(const struct facts_read *f, size_t i, struct arena *a, struct err *err)
{
    const struct fact_zone_part *p = &f->facts.zone_parts[i];
    int number = fact_number(p->number, 0);

    if (!zone_there(&f->facts, p->zone))
        return facts_fault(f, FACTS_ZONE_PARTS, i,
                           arena_printf(a, "zones.csv has no zone %s", p->zone), err);
    if (number < 1 || number > ZONE_PARTS_MOST || p->number[0] == '0')
        return facts_fault(f, FACTS_ZONE_PARTS, i, "parts are numbered from 1", err);
    return facts_document_there(f, FACTS_ZONE_PARTS, i, p->document, a, err) &&
           facts_days_in_order(f, FACTS_ZONE_PARTS, i, fact_day(p->since), fact_day(p->until), err);
}

static bool zone_named(const struct facts *f, const char *name)
{
    for (size_t i = 0; i < f->n_zones; i++) {
        if (strcmp(f->zones[i].name, name) == 0)
            return true;
    }
    return false;
}

/* A lead is not shown, so it needs no row. */
static bool check_title(const struct facts_read *f, size_t i, struct arena *a, struct err *err)
{
    const struct title *t = &f->facts.titles[i].title;

    return !zone_holds(t->kind) || !title_shown(t, MOMENT_NONE) || zone_named(&f->facts, t->name) ||
           facts_fault(f, FACTS_TITLES, i,
                       arena_printf(a, "zones.csv has no zone by the name of %s", t->name), err);
}

bool facts_zones_agree(const struct facts_read *f, struct arena *a, struct err *err)
{
    const struct facts *all = &f->facts;

    if (!facts_nothing_twice(f, FACTS_ZONES, all->n_zones, zone_key, a, err) ||
        !facts_nothing_twice(f, FACTS_ZONES, all->n_zones, name_key, a, err) ||
        !facts_nothing_twice(f, FACTS_ZONE_PARTS, all->n_zone_parts, part_key, a, err))
        return false;
    for (size_t i = 0; i < all->n_zones; i++) {
        if (!check_zone(f, i, a, err))
            return false;
    }
    for (size_t i = 0; i < all->n_zone_parts; i++) {
        if (!check_part(f, i, a, err))
            return false;
    }
    for (size_t i = 0; i < all->n_titles; i++) {
        if (!check_title(f, i, a, err))
            return false;
    }
    return true;
}
