/* title_place.c - names against the division table, without a guess. */
#include "domain/title_place.h"

#include "domain/place_name.h"

#include <string.h>

/* Takes a name that s begins with off it. */
static const char *after(const char *s, const char *name)
{
    const size_t len = name ? strlen(name) : 0;

    return len > 0 && strncmp(s, name, len) == 0 ? s + len : s;
}

static bool is_full_name(const struct place_brief *p, const char *name)
{
    return strcmp(after(after(name, p->province), p->parent), p->name) == 0 ||
           strcmp(name, p->name) == 0;
}

static bool is_short_name(const struct place_brief *p, const char *name)
{
    const size_t len = place_short_length(p->name);

    return strlen(name) == len && strncmp(name, p->name, len) == 0;
}

bool place_is_called(const struct place_brief *p, const char *name)
{
    return is_full_name(p, name) || is_short_name(p, name);
}

/* ---- by code ---- */

static const struct place_brief *by_code(const struct place_brief *all, size_t n,
                                         struct title_draft *d, struct arena *a)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].code, d->code) != 0)
            continue;
        if (d->name && !place_is_called(&all[i], d->name)) {
            title_draft_fault(
                d, a, "name", arena_printf(a, "%s is %s, not %s", d->code, all[i].name, d->name),
                arena_printf(a, "代码 %s 是%s，不是“%s”", d->code, all[i].name, d->name));
            return NULL;
        }
        return &all[i];
    }
    return NULL; /* what became of the code is for the register to say */
}

/* ---- by name ---- */

static bool could_be(const struct place_brief *p, const struct title_draft *d, bool full)
{
    char province[7];

    return (d->kind < 0 || track_admits((enum title_kind)d->kind, p->kind)) &&
           (!d->unit || strcmp(place_recommending_unit(p->code, province), d->unit) == 0) &&
           (full ? is_full_name(p, d->name) : is_short_name(p, d->name));
}

static const struct place_brief *by_name(const struct place_brief *all, size_t n, bool full,
                                         struct title_draft *d, struct arena *a, size_t *found)
{
    const struct place_brief *first = NULL;
    const char *codes = NULL;

    *found = 0;
    for (size_t i = 0; i < n; i++) {
        if (!could_be(&all[i], d, full))
            continue;
        first = first ? first : &all[i];
        if (++*found <= 4)
            codes = codes ? arena_printf(a, "%s, %s", codes, all[i].code) : all[i].code;
    }
    if (*found > 1)
        title_draft_fault(
            d, a, "name",
            arena_printf(a, "%zu places are called %s (%s): give the code", *found, d->name, codes),
            arena_printf(a, "有 %zu 个地方名为“%s”（%s）：请填写代码", *found, d->name, codes));
    return *found == 1 ? first : NULL;
}

const struct place_brief *title_place_find(const struct place_brief *all, size_t n,
                                           struct title_draft *d, struct arena *a)
{
    const struct place_brief *p;
    size_t found;

    if (d->code)
        return by_code(all, n, d, a);
    if (!d->name || (d->kind >= 0 && !title_kind_is_track((enum title_kind)d->kind)))
        return NULL;
    p = by_name(all, n, true, d, a, &found);
    if (found == 0)
        p = by_name(all, n, false, d, a, &found);
    if (found == 0)
        title_draft_fault(
            d, a, "name",
            arena_printf(a, "no place that this title can name is called %s", d->name),
            arena_printf(a, "可授予此类称号的地方中没有“%s”", d->name));
    return p;
}
