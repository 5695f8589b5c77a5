/* institutions.c - institutions of the directories as points; one without a point on record, or
 * whose point nobody gave, is a feature without geometry.
 *
 * With a day asked about, only those that stood in their directory then. */
#include "api/ogc/collection.h"

#include "api/institution_json.h"
#include "atlas/institutions.h"

#include <stdlib.h>
#include <string.h>

enum {
    I_ZONE,
    I_ZONE_NAME,
    I_PROVINCE,
    I_NAME,
    I_USCC,
    I_FORMS,
    I_IP_KINDS,
    I_SIZE,
    I_ADDRESS,
    I_WHERE,
    I_PART,
    I_METRES,
    I_STANDS,
    I_ADMITTED,
    I_EXITED,
    I_GRADE,
};

const struct queryable institution_queryables[INSTITUTION_QUERYABLES] = {
    [I_ZONE] = {"zone", VALUE_ZONE_ID, "集聚区", "Zone"},
    [I_ZONE_NAME] = {"zone_name", VALUE_TEXT, "集聚区名称", "Name of the zone"},
    [I_PROVINCE] = {"province", VALUE_TEXT, "推荐单位", "Recommending unit"},
    [I_NAME] = {"name", VALUE_TEXT, "机构名称", "Name"},
    [I_USCC] = {"uscc", VALUE_TEXT, "统一社会信用代码", "Unified social credit code"},
    [I_FORMS] = {"forms", VALUE_TEXT, "服务业态", "Service forms"},
    [I_IP_KINDS] = {"ip_kinds", VALUE_TEXT, "知识产权类型", "Kinds of intellectual property"},
    [I_SIZE] = {"size", VALUE_SIZE, "规模", "Size class"},
    [I_ADDRESS] = {"address", VALUE_TEXT, "地址", "Address"},
    [I_WHERE] = {"where", VALUE_PLACEMENT, "与集聚区四至的关系", "Where it lies in the zone"},
    [I_PART] = {"part", VALUE_NUMBER, "所在片区序号", "Number of the part it lies in"},
    [I_METRES] = {"metres", VALUE_DECIMAL, "距已公布边界（米）", "Metres to the published limits"},
    [I_STANDS] = {"in_directory", VALUE_FLAG, "当日在册", "In the directory on the day"},
    [I_ADMITTED] = {"admitted", VALUE_DATE, "入驻日期", "Admitted"},
    [I_EXITED] = {"exited", VALUE_DATE, "退出日期", "Left"},
    [I_GRADE] = {"grade", VALUE_TEXT, "最近考核等级", "Newest grade"},
};

static const struct directory_entry *entry_at(const struct source *s, size_t i)
{
    size_t n;

    return &atlas_institutions(s->a, &n)[i];
}

static struct when when_of(const struct source *s)
{
    return (struct when){s->on, s->view.as_of};
}

size_t institutions_size(const struct source *s)
{
    size_t n;

    atlas_institutions(s->a, &n);
    return n;
}

/* On some day of the interval; a stay is whole days from admission to the day before exit. */
static bool stood_between(const struct source *s, const struct directory_entry *e)
{
    for (size_t i = 0; i < e->n_stays; i++) {
        const struct institution_stay *t = &e->stays[i];

        if (view_shows(s->view.as_of, t->recorded, t->retracted) && t->exited != t->admitted &&
            (s->last_day == DATE_NONE || t->admitted <= s->last_day) &&
            (s->first_day == DATE_NONE || t->exited == DATE_NONE || t->exited > s->first_day))
            return true;
    }
    return false;
}

bool institutions_present(const struct source *s, size_t i)
{
    const struct directory_entry *e = entry_at(s, i);

    return entry_row(e, DATE_NONE, s->view.as_of) != NULL && (s->any_day || stood_between(s, e));
}

int institutions_place(const struct source *s, size_t i)
{
    (void)s;
    (void)i;
    return -1;
}

bool institutions_point(const struct source *s, size_t i, double out[2])
{
    const struct when when = when_of(s);
    struct institution_seen seen;

    if (!institution_see(entry_at(s, i), &when, &seen) || !seen.row->has_point)
        return false;
    out[0] = seen.row->lon;
    out[1] = seen.row->lat;
    return true;
}

const char *institutions_id(const struct source *s, size_t i)
{
    return arena_printf(s->arena, "%lld", (long long)entry_at(s, i)->id);
}

long institutions_find(const struct source *s, const char *id)
{
    char *end;
    const long long wanted = strtoll(id, &end, 10);
    size_t n;
    const struct directory_entry *all = atlas_institutions(s->a, &n);

    if (*id < '1' || *id > '9' || *end) /* one institution has one address: no 01 */
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (all[i].id == wanted)
            return institutions_present(s, i) ? (long)i : -1;
    }
    return -1;
}

/* ---- values ---- */

static const char *set_text(const struct source *s, enum word_list list, unsigned set)
{
    char text[WORDS_TEXT];

    words_text(list, set, text);
    return *text ? arena_strdup(s->arena, text) : NULL;
}

static const char *zone_value(const struct source *s, const char *id, size_t queryable)
{
    const long at = atlas_zone_find(s->a, id);
    const struct zone *z = at < 0 ? NULL : atlas_zone(s->a, (size_t)at, DATE_NONE, s->view.as_of);

    if (!z)
        return NULL;
    return queryable == I_PROVINCE ? z->unit : z->name;
}

static const char *position_value(const struct source *s, const struct institution *row,
                                  size_t queryable)
{
    const struct placed p = atlas_placed(s->a, row, s->on, s->view.as_of);
    struct buf text = {0};

    if (queryable == I_WHERE)
        return placement_name(p.where);
    if (queryable == I_PART)
        return p.part ? arena_printf(s->arena, "%d", p.part->part.number) : NULL;
    if (!(p.metres >= 0))
        return NULL;
    buf_put_number(&text, p.metres, 1);
    const char *kept = arena_strndup(s->arena, text.data, text.len);
    buf_free(&text);
    return kept;
}

static const char *row_value(const struct source *s, const struct institution *row,
                             size_t queryable)
{
    switch (queryable) {
    case I_NAME:
        return row->name;
    case I_USCC:
        return row->uscc;
    case I_FORMS:
        return set_text(s, WORDS_FORM, row->forms);
    case I_IP_KINDS:
        return set_text(s, WORDS_IP_KIND, row->ip_kinds);
    case I_SIZE:
        return word_name(WORDS_SIZE, row->size);
    case I_ADDRESS:
        return row->address;
    default:
        return position_value(s, row, queryable);
    }
}

const char *institutions_value(const struct source *s, size_t i, size_t queryable)
{
    const struct directory_entry *e = entry_at(s, i);
    const struct when when = when_of(s);
    struct institution_seen seen;

    if (!institution_see(e, &when, &seen))
        return NULL;
    switch (queryable) {
    case I_ZONE:
        return e->zone;
    case I_ZONE_NAME:
    case I_PROVINCE:
        return zone_value(s, e->zone, queryable);
    case I_STANDS:
        return seen.stands ? "true" : "false";
    case I_ADMITTED:
        return seen.stay ? source_date(s, seen.stay->admitted) : NULL;
    case I_EXITED:
        return seen.stay ? source_date(s, seen.stay->exited) : NULL;
    case I_GRADE:
        return seen.newest ? seen.newest->grade : NULL;
    default:
        return row_value(s, seen.row, queryable);
    }
}
