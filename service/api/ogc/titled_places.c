/* titled_places.c - titles as features: the shape of the holder, one feature a title.
 *
 * Zones and parks are not here: no limits of any of them are published, and the district one is
 * believed to lie in holds nothing.  With a day asked about, only stated titles in force on it. */
#include "api/ogc/collection.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    T_KIND,
    T_LABEL,
    T_HOLDER,
    T_NAME,
    T_PLACE_KIND,
    T_PROVINCE,
    T_SINCE,
    T_UNTIL,
    T_STATUS,
    T_DAYS_LEFT,
    T_ROSTER,
    T_DECLARED,
    T_KNOWN,
    T_DOCUMENT,
    T_CONFIDENCE,
};

const struct queryable title_queryables[] = {
    [T_KIND] = {"kind", VALUE_TITLE_KIND, "称号类别", "Kind of title"},
    [T_LABEL] = {"kind_label", VALUE_TEXT, "称号名称", "Name of the title"},
    [T_HOLDER] = {"holder", VALUE_CODE, "持有地代码", "Code of the holder"},
    [T_NAME] = {"name", VALUE_TEXT, "持有地名称", "Name of the holder"},
    [T_PLACE_KIND] = {"place_kind", VALUE_KIND, "持有地类型", "Kind of place"},
    [T_PROVINCE] = {"province", VALUE_TEXT, "推荐单位", "Recommending unit"},
    [T_SINCE] = {"since", VALUE_DATE, "起始日", "First day in force"},
    [T_UNTIL] = {"until", VALUE_DATE, "到期日", "Last day in force"},
    [T_STATUS] = {"status", VALUE_STATUS, "当日状态", "Status on the day"},
    [T_DAYS_LEFT] = {"days_left", VALUE_NUMBER, "剩余天数", "Days left"},
    [T_ROSTER] = {"roster", VALUE_TEXT, "名单", "List"},
    [T_DECLARED] = {"declared", VALUE_NUMBER, "名单公布数", "Entries the list was said to have"},
    [T_KNOWN] = {"known", VALUE_NUMBER, "名单已录入数", "Entries of the list on record here"},
    [T_DOCUMENT] = {"document", VALUE_TEXT, "文号", "Document"},
    [T_CONFIDENCE] = {"confidence", VALUE_CONFIDENCE, "可信度", "Confidence"},
};
const size_t n_title_queryables = COUNT(title_queryables);

static const struct title *title_at(const struct source *s, size_t i)
{
    size_t n;
    return &atlas_titles(s->a, &n)[i];
}

/* Titles without a holder stand last, so the others are the first n. */
size_t titled_size(const struct source *s)
{
    size_t n;
    const struct title *titles = atlas_titles(s->a, &n);

    while (n > 0 && !titles[n - 1].holder)
        n--;
    return n;
}

static enum title_status status_on(const struct source *s, const struct title *t, date_t on)
{
    struct holder h = atlas_place_holder(s->a, atlas_title_place(s->a, t));
    return title_status(&s->view, h.titles, h.n_titles, t, on);
}

/* In force on some day of the interval: statuses change only where the title begins, or where
 * another one of the holder does, so those days and the interval's own ends are looked at. */
static bool in_force_between(const struct source *s, const struct title *t)
{
    date_t first = s->first_day, last = s->last_day;

    if (t->since == DATE_NONE || t->until == DATE_NONE)
        return false;
    if (first == DATE_NONE || first < t->since)
        first = t->since;
    if (last == DATE_NONE || last > t->until)
        last = t->until;
    /* A title is superseded from some day on and stays so: its first day in the interval decides.
     */
    return first <= last && title_status_counts(status_on(s, t, first));
}

bool titled_present(const struct source *s, size_t i)
{
    const struct title *t = title_at(s, i);

    if (!title_shown(t, s->view.as_of) || atlas_title_place(s->a, t) < 0)
        return false;
    return s->any_day || (t->confidence == CONFIDENCE_STATED && in_force_between(s, t));
}

int titled_place(const struct source *s, size_t i)
{
    return atlas_title_place(s->a, title_at(s, i));
}

long titled_find(const struct source *s, const char *id)
{
    char *end;
    long long wanted = strtoll(id, &end, 10);
    size_t n = titled_size(s);

    if (*id < '1' || *id > '9' || *end) /* one title has one address: no 01 */
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (title_at(s, i)->id == wanted && titled_present(s, i))
            return (long)i;
    }
    return -1;
}

const char *titled_id(const struct source *s, size_t i)
{
    return arena_printf(s->arena, "%lld", (long long)title_at(s, i)->id);
}

static const struct roster *roster_of(const struct source *s, const struct title *t)
{
    for (size_t i = 0; t->batch && i < s->view.n_rosters; i++) {
        const struct roster *r = &s->view.rosters[i];
        if (r->kind == t->kind && strcmp(r->batch, t->batch) == 0 &&
            view_shows(s->view.as_of, r->recorded, r->retracted))
            return r;
    }
    return NULL;
}

static const char *number_text(const struct source *s, int v)
{
    return v < 0 ? NULL : arena_printf(s->arena, "%d", v);
}

static const char *days_left(const struct source *s, const struct title *t)
{
    if (!title_status_counts(status_on(s, t, s->on)))
        return NULL;
    return number_text(s, title_days_left(t, s->on));
}

static const char *roster_value(const struct source *s, const struct title *t, size_t queryable)
{
    const struct roster *r = roster_of(s, t);

    if (queryable == T_ROSTER)
        return t->batch ? arena_printf(s->arena, "%s/%s", title_kind_name(t->kind), t->batch)
                        : NULL;
    if (!r)
        return NULL;
    return number_text(s, queryable == T_DECLARED ? r->declared : r->known);
}

const char *titled_value(const struct source *s, size_t i, size_t queryable)
{
    const struct title *t = title_at(s, i);
    const struct place *p = atlas_place(s->a, atlas_title_place(s->a, t));

    switch (queryable) {
    case T_KIND:
        return title_kind_name(t->kind);
    case T_LABEL:
        return title_kind_label(t->kind, s->lang == LANG_EN);
    case T_HOLDER:
        return p->code;
    case T_NAME:
        return p->name;
    case T_PLACE_KIND:
        return place_kind_name(p->kind);
    case T_PROVINCE:
        return p->unit;
    case T_SINCE:
        return source_date(s, t->since);
    case T_UNTIL:
        return source_date(s, t->until);
    case T_STATUS:
        return title_status_name(status_on(s, t, s->on));
    case T_DAYS_LEFT:
        return days_left(s, t);
    case T_DOCUMENT:
        return t->document;
    case T_CONFIDENCE:
        return confidence_name(t->confidence);
    default:
        return roster_value(s, t, queryable);
    }
}
