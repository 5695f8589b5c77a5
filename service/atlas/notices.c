/* notices.c - read from the register with the claims, and sorted for those who show it. */
#include "atlas/notices.h"

#include "atlas/internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct announced {
    struct arena *arena;
    struct notice *notices;
    struct notice_entry *entries;      /* by notice, then place */
    struct objection_told *objections; /* by notice, then application */
    struct deadline *deadlines;
    struct standard_item *standards;
    struct workday *workdays;
    size_t n_notices, n_entries, n_objections, n_deadlines, n_standards, n_workdays;
};

static int newest_first(const void *a, const void *b)
{
    const struct notice *p = a, *q = b;
    int order =
        (p->window.published < q->window.published) - (p->window.published > q->window.published);

    return order ? order : (p->id < q->id) - (p->id > q->id);
}

static int by_notice(const void *a, const void *b)
{
    const struct notice_entry *p = a, *q = b;
    int order = (p->notice > q->notice) - (p->notice < q->notice);

    if (order == 0)
        order = strcmp(p->place, q->place);
    return order ? order : (p->application > q->application) - (p->application < q->application);
}

bool announced_build(struct store *s, struct announced **out, struct err *err)
{
    struct announced *n = mem_alloc(1, sizeof *n);

    *out = n;
    n->arena = arena_new();
    if (!store_notices(s, n->arena, &n->notices, &n->n_notices, err) ||
        !store_notice_entries(s, n->arena, &n->entries, &n->n_entries, err) ||
        !store_objections_told(s, n->arena, &n->objections, &n->n_objections, err) ||
        !store_deadlines(s, n->arena, &n->deadlines, &n->n_deadlines, err) ||
        !store_standards(s, n->arena, &n->standards, &n->n_standards, err) ||
        !store_workday_rows(s, n->arena, &n->workdays, &n->n_workdays, err)) {
        announced_free(n);
        *out = NULL;
        return false;
    }
    if (n->n_notices)
        qsort(n->notices, n->n_notices, sizeof *n->notices, newest_first);
    if (n->n_entries)
        qsort(n->entries, n->n_entries, sizeof *n->entries, by_notice);
    return true;
}

void announced_free(struct announced *n)
{
    if (!n)
        return;
    arena_free(n->arena);
    free(n);
}

const struct notice *atlas_notices(const struct atlas *a, size_t *n)
{
    *n = a->announced->n_notices;
    return a->announced->notices;
}

const struct notice *atlas_notice(const struct atlas *a, int64_t id)
{
    for (size_t i = 0; i < a->announced->n_notices; i++) {
        if (a->announced->notices[i].id == id)
            return &a->announced->notices[i];
    }
    return NULL;
}

const struct notice_entry *atlas_notice_entries(const struct atlas *a, int64_t notice, size_t *n)
{
    const struct announced *all = a->announced;
    size_t first = 0, end;

    while (first < all->n_entries && all->entries[first].notice < notice)
        first++;
    end = first;
    while (end < all->n_entries && all->entries[end].notice == notice)
        end++;
    *n = end - first;
    return all->n_entries ? all->entries + first : NULL;
}

static int by_entry(const struct objection_told *o, const struct notice_entry *e)
{
    return o->notice != e->notice
               ? (o->notice > e->notice) - (o->notice < e->notice)
               : (o->application > e->application) - (o->application < e->application);
}

/* The first that does not stand before those of the entry. */
static size_t first_objection(const struct announced *all, const struct notice_entry *e)
{
    size_t low = 0, high = all->n_objections;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_entry(&all->objections[middle], e) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct objection_told *atlas_objections(const struct atlas *a,
                                              const struct notice_entry *entry, size_t *n)
{
    const struct announced *all = a->announced;
    size_t first = first_objection(all, entry);

    for (*n = 0; first + *n < all->n_objections; (*n)++) {
        if (by_entry(&all->objections[first + *n], entry) != 0)
            break;
    }
    return all->n_objections ? all->objections + first : NULL;
}

const struct deadline *atlas_deadlines(const struct atlas *a, size_t *n)
{
    *n = a->announced->n_deadlines;
    return a->announced->deadlines;
}

const struct standard_item *atlas_standards(const struct atlas *a, size_t *n)
{
    *n = a->announced->n_standards;
    return a->announced->standards;
}

const struct workday *atlas_workdays(const struct atlas *a, size_t *n)
{
    *n = a->announced->n_workdays;
    return a->announced->workdays;
}
