/* collection.c - the table of collections, and divisions as features. */
#include "api/ogc/collection.h"

#include "atlas/institutions.h"
#include "base/mem.h"
#include "domain/zone.h"

#include <math.h>
#include <string.h>

static const struct queryable division_queryables[] = {
    {"code", VALUE_CODE, "代码（GB/T 2260）", "Code (GB/T 2260)"},
    {"name", VALUE_TEXT, "名称", "Name"},
    {"kind", VALUE_KIND, "类型", "Kind"},
    {"level", VALUE_LEVEL, "层级", "Level"},
    {"parent", VALUE_CODE, "上级代码", "Code of the parent"},
    {"province", VALUE_CODE, "所属省级代码", "Code of the province"},
    {"pinyin", VALUE_TEXT, "拼音", "Pinyin"},
};

enum { P_CODE, P_NAME, P_KIND, P_LEVEL, P_PARENT, P_PROVINCE, P_PINYIN };

static size_t division_size(const struct source *s)
{
    size_t n;
    atlas_layer(s->a, s->c->layer, &n);
    return n;
}

static bool division_present(const struct source *s, size_t i)
{
    (void)s;
    (void)i;
    return true; /* divisions carry no time of their own */
}

static int division_place(const struct source *s, size_t i)
{
    size_t n;
    return atlas_layer(s->a, s->c->layer, &n)[i];
}

static long division_find(const struct source *s, const char *id)
{
    size_t n;
    const int *members = atlas_layer(s->a, s->c->layer, &n);
    int place = atlas_find_code(s->a, id);
    size_t low = 0, high = n;

    while (place >= 0 && low < high) {
        size_t mid = (low + high) / 2;
        if (members[mid] == place)
            return (long)mid;
        if (members[mid] < place)
            low = mid + 1;
        else
            high = mid;
    }
    return -1;
}

static const char *division_id(const struct source *s, size_t i)
{
    return atlas_place(s->a, division_place(s, i))->code;
}

static const char *division_value(const struct source *s, size_t i, size_t queryable)
{
    const struct place *p = atlas_place(s->a, division_place(s, i));

    switch (queryable) {
    case P_CODE:
        return p->code;
    case P_NAME:
        return p->name;
    case P_KIND:
        return place_kind_name(p->kind);
    case P_LEVEL:
        return place_level_name(p->level);
    case P_PARENT:
        return p->parent < 0 ? NULL : atlas_place(s->a, p->parent)->code;
    case P_PROVINCE:
        return atlas_place(s->a, p->province)->code;
    default:
        return p->pinyin;
    }
}

#define DIVISIONS                                                                                  \
    "2023-12-31T00:00:00+08:00", true, division_queryables, COUNT(division_queryables),            \
        division_size, division_present, division_place, division_find, division_id,               \
        division_value, NULL, NULL

const struct collection ogc_collection_table[] = {
    {"provinces", "省级行政区", "Provinces",
     "34 个省级行政区：省、自治区、直辖市、特别行政区，边界截至 2023 年底",
     "The 34 provinces, autonomous regions, municipalities and special administrative regions, "
     "boundaries as of the end of 2023",
     LAYER_PROVINCES, DIVISIONS},
    {"cities", "地级行政区", "Prefecture-level divisions",
     "333 个地级行政区：地级市、自治州、地区、盟，边界截至 2023 年底",
     "The 333 prefecture-level divisions: cities, autonomous prefectures, prefectures and leagues, "
     "boundaries as of the end of 2023",
     LAYER_CITIES, DIVISIONS},
    {"counties", "县级行政区", "County-level divisions",
     "2844 个县级行政区，以及不设区的地级市、特殊区域和香港、澳门、台湾的单元，边界截至 2023 年底",
     "The 2,844 county-level divisions, and beside them undivided cities, special areas and the "
     "units of Hong Kong, Macau and Taiwan, each with its own kind, boundaries as of the end of "
     "2023",
     LAYER_COUNTIES, DIVISIONS},
    {"titled-places", "持有称号的地方", "Places that hold a title",
     "知识产权强市、强县试点示范称号：每个称号一个要素，形状为持有地；名单多未收录完整，"
     "没有要素不等于没有称号",
     "Pilot and demonstration titles of cities and counties: one feature a title, with the shape "
     "of its holder; most lists are on record in part only, so no feature does not mean no title",
     LAYER_COUNTIES, "2022-07-01T00:00:00+08:00", false, title_queryables, 15, titled_size,
     titled_present, titled_place, titled_find, titled_id, titled_value, NULL, NULL},
    {"zones", "知识产权服务业集聚区", "IP service zones",
     "国家级、省级知识产权服务业集聚区：形状为已公布的片区四至；四至未公布的，shape 为 host_area "
     "时所示为所在行政区（host_verified 说明是否有据），为 none 时没有形状",
     "National and provincial IP service zones: published parts joined; where no limits were "
     "published, shape host_area shows the division it lies in (host_verified says whether a "
     "source names it) and none has no shape",
     LAYER_PROVINCES, NULL, false, zone_queryables, ZONE_QUERYABLES, zones_size, zones_present,
     zones_place, zones_find, zones_id, zones_value, zones_area, NULL},
    {"zone-parts", "集聚区片区", "Parts of zones",
     "集聚区的片区，按已公布的四至和坐标；四至未公布的片区没有形状",
     "The parts of zones as their limits and coordinates were published; a part whose limits were "
     "not published has no shape",
     LAYER_PROVINCES, NULL, false, part_queryables, PART_QUERYABLES, parts_size, parts_present,
     parts_place, parts_find, parts_id, parts_value, parts_area, NULL},
    {"institutions", "服务机构", "Institutions",
     "集聚区服务机构名录：每个在册或曾在册机构一个要素，有坐标的为点；where "
     "说明与已公布四至的关系，"
     "四至未公布的为 unknown",
     "The directories of the zones: one feature for each institution that stands or stood in one, "
     "a "
     "point where one is on record; where tells how it lies to the published limits, and is "
     "unknown "
     "where none were published",
     LAYER_PROVINCES, NULL, false, institution_queryables, INSTITUTION_QUERYABLES,
     institutions_size, institutions_present, institutions_place, institutions_find,
     institutions_id, institutions_value, NULL, institutions_point},
};
const size_t n_ogc_collections = COUNT(ogc_collection_table);

const struct collection *collection_find(const char *id)
{
    for (size_t i = 0; i < n_ogc_collections; i++) {
        if (strcmp(ogc_collection_table[i].id, id) == 0)
            return &ogc_collection_table[i];
    }
    return NULL;
}

static const char *zone_kind_choice(int i)
{
    for (int kind = 0; kind < TITLE_KINDS; kind++) {
        if (zone_holds((enum title_kind)kind) && i-- == 0)
            return title_kind_name((enum title_kind)kind);
    }
    return NULL;
}

const char *value_choice(enum value_kind kind, int i)
{
    switch (kind) {
    case VALUE_KIND:
        return i < PLACE_KINDS ? place_kind_name((enum place_kind)i) : NULL;
    case VALUE_LEVEL:
        return i < LEVELS ? place_level_name((enum place_level)i) : NULL;
    case VALUE_TITLE_KIND: /* zones and parks name no division, so they are no features */
        return i < TRACKS ? title_kind_name((enum title_kind)i) : NULL;
    case VALUE_STATUS:
        return i < TITLE_STATUSES ? title_status_name((enum title_status)i) : NULL;
    case VALUE_CONFIDENCE: /* what is less is never shown */
        return i <= CONFIDENCE_LOCAL_PLAN ? confidence_name((enum confidence)i) : NULL;
    case VALUE_FLAG:
        return i == 0 ? "true" : i == 1 ? "false" : NULL;
    case VALUE_ZONE_KIND:
        return zone_kind_choice(i);
    case VALUE_HOST_KIND:
        return i < HOST_KINDS ? host_kind_name((enum host_kind)i) : NULL;
    case VALUE_ZONE_SHAPE:
        return i < ZONE_SHAPES ? zone_shape_name((enum zone_shape)i) : NULL;
    case VALUE_METHOD:
        return i < SHAPE_METHODS ? shape_method_name((enum shape_method)i) : NULL;
    case VALUE_SIZE:
        return i < word_count(WORDS_SIZE) ? word_name(WORDS_SIZE, i) : NULL;
    case VALUE_PLACEMENT:
        return i < PLACEMENTS ? placement_name((enum placement)i) : NULL;
    default:
        return NULL;
    }
}

struct source source_of(const struct request *rq, const struct atlas *a, const struct collection *c)
{
    return (struct source){
        .a = a,
        .c = c,
        .view = atlas_view(a, MOMENT_NONE, rq->arena),
        .first_day = DATE_NONE,
        .last_day = DATE_NONE,
        .any_day = true,
        .on = rq->today,
        .lang = rq->lang,
        .arena = rq->arena,
    };
}

const char *source_date(const struct source *s, date_t d)
{
    return d == DATE_NONE ? NULL : date_format(d, arena_alloc(s->arena, DATE_TEXT, 1));
}

const char *source_decimal(const struct source *s, double v)
{
    struct buf text = {0};

    if (isnan(v))
        return NULL;
    buf_put_number(&text, v, 2);
    const char *kept = arena_strndup(s->arena, text.data, text.len);
    buf_free(&text);
    return kept;
}

size_t source_count(const struct source *s)
{
    size_t n = 0, size = s->c->size(s);

    for (size_t i = 0; i < size; i++)
        n += s->c->present(s, i);
    return n;
}

const struct multipolygon *source_area(const struct source *s, size_t i)
{
    int place = s->c->place(s, i);

    if (place >= 0)
        return atlas_shape(s->a, place, DETAIL_FULL, NULL);
    return s->c->area ? s->c->area(s, i) : NULL;
}

static bool is_raw(enum value_kind kind)
{
    return kind == VALUE_NUMBER || kind == VALUE_DECIMAL || kind == VALUE_FLAG;
}

void source_put_properties(struct json_writer *w, const struct source *s, size_t i,
                           enum detail detail)
{
    double deviation;

    json_put_object(w, "properties");
    for (size_t k = 0; k < s->c->n_queryables; k++) {
        const struct queryable *q = &s->c->queryables[k];
        const char *value = s->c->value(s, i, k);

        json_key(w, q->name);
        if (value && is_raw(q->kind))
            json_raw(w, value, strlen(value));
        else
            json_string(w, value);
    }
    if (detail != DETAIL_FULL && s->c->place(s, i) >= 0) {
        atlas_shape(s->a, s->c->place(s, i), detail, &deviation);
        json_put_number(w, "deviation_m", deviation, 1);
    }
    json_end(w);
}
