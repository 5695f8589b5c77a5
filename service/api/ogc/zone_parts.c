/* zone_parts.c - parts of zones as features, "nanjing-jiangning.2"; most have no shape, because no
 * limits were published. */
#include "api/ogc/collection.h"

#include "atlas/zones.h"

#include <stdlib.h>
#include <string.h>

enum {
    P_ZONE,
    P_ZONE_NAME,
    P_NUMBER,
    P_NAME,
    P_FUNCTION,
    P_STAGE,
    P_SHAPE,
    P_EXTENT,
    P_DECLARED,
    P_AREA,
    P_METHOD,
    P_CRS,
    P_SINCE,
    P_UNTIL,
    P_DOCUMENT,
    P_PROVINCE,
};

const struct queryable part_queryables[PART_QUERYABLES] = {
    [P_ZONE] = {"zone", VALUE_ZONE_ID, "集聚区", "Zone"},
    [P_ZONE_NAME] = {"zone_name", VALUE_TEXT, "集聚区名称", "Name of the zone"},
    [P_NUMBER] = {"number", VALUE_NUMBER, "片区序号", "Number within the zone"},
    [P_NAME] = {"name", VALUE_TEXT, "片区名称", "Name"},
    [P_FUNCTION] = {"function", VALUE_TEXT, "功能", "Function"},
    [P_STAGE] = {"stage", VALUE_TEXT, "阶段", "Stage"},
    [P_SHAPE] = {"shape", VALUE_ZONE_SHAPE, "形状来源", "Where the shape comes from"},
    [P_EXTENT] = {"extent_text", VALUE_TEXT, "四至（原文）", "Limits as published"},
    [P_DECLARED] = {"declared_m2", VALUE_DECIMAL, "公布面积（平方米）", "Declared area (m²)"},
    [P_AREA] = {"area_m2", VALUE_DECIMAL, "椭球面积（平方米）", "Geodesic area (m²)"},
    [P_METHOD] = {"method", VALUE_METHOD, "形状提交方式", "How the shape was handed in"},
    [P_CRS] = {"shape_crs", VALUE_TEXT, "提交时坐标系", "Reference system it came in"},
    [P_SINCE] = {"since", VALUE_DATE, "起始日", "First day"},
    [P_UNTIL] = {"until", VALUE_DATE, "截止日", "Last day"},
    [P_DOCUMENT] = {"document", VALUE_TEXT, "文号", "Document"},
    [P_PROVINCE] = {"province", VALUE_TEXT, "推荐单位", "Recommending unit"},
};

size_t parts_size(const struct source *s)
{
    return atlas_all_parts(s->a);
}

static bool is_asked(const struct source *s, const struct zone_part *p)
{
    if (!zone_row_shown(p->since, p->until, p->recorded, p->retracted, DATE_NONE, s->view.as_of))
        return false;
    return s->any_day ||
           ((s->last_day == DATE_NONE || p->since == DATE_NONE || p->since <= s->last_day) &&
            (s->first_day == DATE_NONE || p->until == DATE_NONE || p->until >= s->first_day));
}

static bool holds_now(const struct source *s, const struct zone_part *p)
{
    return zone_row_shown(p->since, p->until, p->recorded, p->retracted, s->on, s->view.as_of);
}

static bool same_part(const struct zone_part *p, const struct zone_part *q)
{
    return p->number == q->number && strcmp(p->zone, q->zone) == 0;
}

/* One feature a part: of the rows asked about that which holds on the day, else the newest. */
bool parts_present(const struct source *s, size_t i)
{
    const struct zone_part *p = &atlas_part_at(s->a, i)->part;
    size_t first = i, size = parts_size(s), best = i;

    if (!is_asked(s, p))
        return false;
    while (first > 0 && same_part(&atlas_part_at(s->a, first - 1)->part, p))
        first--;
    for (size_t k = first; k < size; k++) {
        const struct zone_part *other = &atlas_part_at(s->a, k)->part;

        if (!same_part(other, p))
            break;
        if (is_asked(s, other) &&
            (holds_now(s, other) || !holds_now(s, &atlas_part_at(s->a, best)->part)))
            best = k > best || holds_now(s, other) ? k : best;
    }
    return best == i;
}

int parts_place(const struct source *s, size_t i)
{
    (void)s;
    (void)i;
    return -1;
}

const struct multipolygon *parts_area(const struct source *s, size_t i)
{
    return atlas_part_at(s->a, i)->shape;
}

const char *parts_id(const struct source *s, size_t i)
{
    const struct zone_part *p = &atlas_part_at(s->a, i)->part;

    return arena_printf(s->arena, "%s.%d", p->zone, p->number);
}

long parts_find(const struct source *s, const char *id)
{
    size_t n = parts_size(s);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(parts_id(s, i), id) == 0 && parts_present(s, i))
            return (long)i;
    }
    return -1;
}

static const char *zone_value(const struct source *s, const struct zone_part *p, size_t queryable)
{
    long at = atlas_zone_find(s->a, p->zone);
    const struct zone *z = at < 0 ? NULL : atlas_zone(s->a, (size_t)at, s->on, s->view.as_of);

    if (!z && at >= 0)
        z = atlas_zone(s->a, (size_t)at, DATE_NONE, s->view.as_of);
    if (!z)
        return NULL;
    return queryable == P_ZONE_NAME ? z->name : z->unit;
}

const char *parts_value(const struct source *s, size_t i, size_t queryable)
{
    const struct atlas_part *at = atlas_part_at(s->a, i);
    const struct zone_part *p = &at->part;

    switch (queryable) {
    case P_ZONE:
        return p->zone;
    case P_NUMBER:
        return arena_printf(s->arena, "%d", p->number);
    case P_NAME:
        return p->name;
    case P_FUNCTION:
        return p->function;
    case P_STAGE:
        return p->stage;
    case P_SHAPE:
        return zone_shape_name(at->shape ? ZONE_SHAPE_PUBLISHED : ZONE_SHAPE_NONE);
    case P_EXTENT:
        return p->extent_text;
    case P_DECLARED:
        return source_decimal(s, p->declared_m2);
    case P_AREA:
        return source_decimal(s, p->area_m2);
    case P_METHOD:
        return shape_method_name(p->method);
    case P_CRS:
        return p->datum;
    case P_SINCE:
        return source_date(s, p->since);
    case P_UNTIL:
        return source_date(s, p->until);
    case P_DOCUMENT:
        return p->document;
    default:
        return zone_value(s, p, queryable);
    }
}
