/* collection.c - the table of collections, and divisions as features. */
#include "api/ogc/collection.h"

#include "base/mem.h"

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

const struct collection ogc_collection_table[] = {
    {"provinces", "省级行政区", "Provinces",
     "34 个省级行政区：省、自治区、直辖市、特别行政区，边界截至 2023 年底",
     "The 34 provinces, autonomous regions, municipalities and special administrative regions, "
     "boundaries as of the end of 2023",
     LAYER_PROVINCES, division_queryables, COUNT(division_queryables)},
    {"cities", "地级行政区", "Prefecture-level divisions",
     "333 个地级行政区：地级市、自治州、地区、盟，边界截至 2023 年底",
     "The 333 prefecture-level divisions: cities, autonomous prefectures, prefectures and leagues, "
     "boundaries as of the end of 2023",
     LAYER_CITIES, division_queryables, COUNT(division_queryables)},
    {"counties", "县级行政区", "County-level divisions",
     "2844 个县级行政区，以及不设区的地级市、特殊区域和香港、澳门、台湾的单元，边界截至 2023 年底",
     "The 2,844 county-level divisions, and beside them undivided cities, special areas and the "
     "units of Hong Kong, Macau and Taiwan, each with its own kind, boundaries as of the end of "
     "2023",
     LAYER_COUNTIES, division_queryables, COUNT(division_queryables)},
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

size_t collection_size(const struct atlas *a, const struct collection *c)
{
    size_t n;
    atlas_layer(a, c->layer, &n);
    return n;
}

int collection_place(const struct atlas *a, const struct collection *c, size_t i)
{
    size_t n;
    return atlas_layer(a, c->layer, &n)[i];
}

long collection_find_feature(const struct atlas *a, const struct collection *c, const char *id)
{
    size_t n;
    const int *members = atlas_layer(a, c->layer, &n);
    int place = atlas_find_code(a, id);
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

const char *collection_feature_id(const struct atlas *a, const struct collection *c, size_t i)
{
    return atlas_place(a, collection_place(a, c, i))->code;
}

const char *collection_value(const struct atlas *a, const struct collection *c, size_t i,
                             const struct queryable *q)
{
    const struct place *p = atlas_place(a, collection_place(a, c, i));

    switch (q - c->queryables) {
    case P_CODE:
        return p->code;
    case P_NAME:
        return p->name;
    case P_KIND:
        return place_kind_name(p->kind);
    case P_LEVEL:
        return place_level_name(p->level);
    case P_PARENT:
        return p->parent < 0 ? NULL : atlas_place(a, p->parent)->code;
    case P_PROVINCE:
        return atlas_place(a, p->province)->code;
    default:
        return p->pinyin;
    }
}

void collection_put_properties(struct json_writer *w, const struct atlas *a,
                               const struct collection *c, size_t i, enum detail detail)
{
    double deviation;

    json_put_object(w, "properties");
    for (size_t k = 0; k < c->n_queryables; k++)
        json_put_string(w, c->queryables[k].name, collection_value(a, c, i, &c->queryables[k]));
    if (detail != DETAIL_FULL) {
        atlas_shape(a, collection_place(a, c, i), detail, &deviation);
        json_put_number(w, "deviation_m", deviation, 1);
    }
    json_end(w);
}
