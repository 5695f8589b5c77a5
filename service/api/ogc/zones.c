/* zones.c - zones as features: published parts joined, else the division that is the host, else
 * without a shape. */
#include "api/ogc/collection.h"

#include "atlas/zones.h"

#include <string.h>

enum {
    Z_NAME,
    Z_KIND,
    Z_LABEL,
    Z_STATUS,
    Z_HOST_KIND,
    Z_HOST_NAME,
    Z_HOST,
    Z_HOST_VERIFIED,
    Z_SHAPE,
    Z_PROVINCE,
    Z_APPLICANT,
    Z_DECLARED,
    Z_PARTS,
    Z_SINCE,
    Z_UNTIL,
    Z_DOCUMENT,
};

const struct queryable zone_queryables[ZONE_QUERYABLES] = {
    [Z_NAME] = {"name", VALUE_TEXT, "名称", "Name"},
    [Z_KIND] = {"kind", VALUE_ZONE_KIND, "类别", "Kind"},
    [Z_LABEL] = {"kind_label", VALUE_TEXT, "类别名称", "Name of the kind"},
    [Z_STATUS] = {"status", VALUE_STATUS, "称号当日状态", "Status of the title on the day"},
    [Z_HOST_KIND] = {"host_kind", VALUE_HOST_KIND, "载体类型", "Kind of host"},
    [Z_HOST_NAME] = {"host_name", VALUE_TEXT, "载体名称", "Name of the host"},
    [Z_HOST] = {"host", VALUE_CODE, "所示行政区代码", "Code of the division that is shown"},
    [Z_HOST_VERIFIED] = {"host_verified", VALUE_FLAG, "所在行政区有据可查",
                         "A source names that division"},
    [Z_SHAPE] = {"shape", VALUE_ZONE_SHAPE, "形状来源", "Where the shape comes from"},
    [Z_PROVINCE] = {"province", VALUE_TEXT, "推荐单位", "Recommending unit"},
    [Z_APPLICANT] = {"applicant", VALUE_CODE, "申报政府所在地代码", "Code of the applicant"},
    [Z_DECLARED] = {"declared_m2", VALUE_DECIMAL, "公布面积（平方米）", "Declared area (m²)"},
    [Z_PARTS] = {"n_parts", VALUE_NUMBER, "片区数", "Number of parts"},
    [Z_SINCE] = {"since", VALUE_DATE, "起始日", "First day"},
    [Z_UNTIL] = {"until", VALUE_DATE, "截止日", "Last day"},
    [Z_DOCUMENT] = {"document", VALUE_TEXT, "文号", "Document"},
};

size_t zones_size(const struct source *s)
{
    return atlas_n_zones(s->a);
}

/* Its row on the day asked about; without one, as it is today or was last. */
static const struct zone *zone_at(const struct source *s, size_t i)
{
    const struct zone *z = atlas_zone(s->a, i, s->on, s->view.as_of);

    return z ? z : atlas_zone(s->a, i, DATE_NONE, s->view.as_of);
}

static date_t day_of(const struct source *s, const struct zone *z)
{
    bool shown =
        zone_row_shown(z->since, z->until, z->recorded, z->retracted, s->on, s->view.as_of);

    return shown ? s->on : z->until != DATE_NONE ? z->until : z->since;
}

bool zones_present(const struct source *s, size_t i)
{
    const struct zone *z = zone_at(s, i);

    if (!z || s->any_day)
        return z != NULL;
    return (s->last_day == DATE_NONE || z->since == DATE_NONE || z->since <= s->last_day) &&
           (s->first_day == DATE_NONE || z->until == DATE_NONE || z->until >= s->first_day);
}

static struct zone_drawn drawn_at(const struct source *s, size_t i)
{
    const struct zone *z = zone_at(s, i);

    if (!z) /* not present, and asked all the same */
        return (struct zone_drawn){.place = -1};
    return atlas_zone_drawn(s->a, z, day_of(s, z), s->view.as_of);
}

int zones_place(const struct source *s, size_t i)
{
    return drawn_at(s, i).place;
}

const struct multipolygon *zones_area(const struct source *s, size_t i)
{
    return drawn_at(s, i).area;
}

long zones_find(const struct source *s, const char *id)
{
    long i = atlas_zone_find(s->a, id);

    return i >= 0 && zone_at(s, (size_t)i) ? i : -1;
}

const char *zones_id(const struct source *s, size_t i)
{
    return atlas_zone_id(s->a, i);
}

static const char *status_of(const struct source *s, const struct zone *z, enum title_kind kind)
{
    const struct title **titles;
    size_t n = atlas_zone_titles(s->a, z, s->view.as_of, s->arena, &titles);

    for (size_t i = n; i-- > 0;) {
        if (titles[i]->kind == kind)
            return title_status_name(title_status(&s->view, NULL, 0, titles[i], s->on));
    }
    return NULL;
}

static const char *drawn_value(const struct source *s, size_t i, size_t queryable)
{
    struct zone_drawn d = drawn_at(s, i);

    if (queryable == Z_SHAPE)
        return zone_shape_name(d.shape);
    if (d.shape != ZONE_SHAPE_HOST_AREA)
        return NULL;
    return queryable == Z_HOST ? d.host : d.host_verified ? "true" : "false";
}

static const char *n_parts(const struct source *s, const struct zone *z)
{
    const struct atlas_part **parts;
    size_t n = atlas_zone_parts(s->a, z->id, day_of(s, z), s->view.as_of, s->arena, &parts);

    return arena_printf(s->arena, "%zu", n);
}

const char *zones_value(const struct source *s, size_t i, size_t queryable)
{
    const struct zone *z = zone_at(s, i);
    enum title_kind kind = atlas_zone_kind(s->a, z, &s->view, s->on, s->arena);

    switch (queryable) {
    case Z_NAME:
        return z->name;
    case Z_KIND:
        return title_kind_name(kind);
    case Z_LABEL:
        return title_kind_label(kind, s->lang == LANG_EN);
    case Z_STATUS:
        return status_of(s, z, kind);
    case Z_HOST_KIND:
        return host_kind_name(z->host_kind);
    case Z_HOST_NAME:
        return z->host_name;
    case Z_PROVINCE:
        return z->unit;
    case Z_APPLICANT:
        return z->applicant;
    case Z_DECLARED:
        return source_decimal(s, z->declared_m2);
    case Z_PARTS:
        return n_parts(s, z);
    case Z_SINCE:
        return source_date(s, z->since);
    case Z_UNTIL:
        return source_date(s, z->until);
    case Z_DOCUMENT:
        return z->document;
    default:
        return drawn_value(s, i, queryable);
    }
}
