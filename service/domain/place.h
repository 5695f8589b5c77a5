/* place.h - kinds of places, as the division table and the evaluation notices know them.
 *
 * The kind of a place follows from its code, its name and its level alone. */
#ifndef DOMAIN_PLACE_H
#define DOMAIN_PLACE_H

#include <stdbool.h>

enum place_level { LEVEL_PROVINCE, LEVEL_PREFECTURE, LEVEL_COUNTY, LEVELS };

enum place_kind {
    KIND_PROVINCE,
    KIND_AUTONOMOUS_REGION,
    KIND_MUNICIPALITY,
    KIND_SAR,
    KIND_PREFECTURE_CITY,
    KIND_AUTONOMOUS_PREFECTURE,
    KIND_PREFECTURE,
    KIND_LEAGUE,
    KIND_MUNICIPALITY_DISTRICT,
    KIND_DISTRICT,
    KIND_COUNTY,
    KIND_AUTONOMOUS_COUNTY,
    KIND_BANNER,
    KIND_AUTONOMOUS_BANNER,
    KIND_COUNTY_CITY,
    KIND_FOREST_DISTRICT,
    KIND_SPECIAL_DISTRICT,
    KIND_SPECIAL_AREA,
    KIND_SAR_DISTRICT,
    KIND_TAIWAN_UNIT,
    PLACE_KINDS,
};

const char *place_level_name(enum place_level level); /* "province" … */
bool place_level_parse(const char *s, enum place_level *out);

const char *place_kind_name(enum place_kind kind); /* "municipality_district" … */
const char *place_kind_label(enum place_kind kind, bool english);
bool place_kind_parse(const char *s, enum place_kind *out);

/* Six digits? */
bool place_code_valid(const char *code);

/* The kind of a place from its code, full name and the level whose shapes it stands among.
 * false: neither suffix nor code says what it is. */
bool place_kind_derive(const char *code, const char *name, enum place_level level,
                       enum place_kind *out);

/* Of Beijing, Tianjin, Shanghai or Chongqing, by code; these themselves too. */
bool place_in_municipality(const char *code);

/* One of the fifteen sub-provincial cities (副省级城市), by code. */
bool place_is_sub_provincial(const char *code);

/* Is it one of the 2,844 county-level divisions the Ministry counts (kinds of the county level that
 * are in its table)? */
bool place_kind_is_county_level(enum place_kind kind);

/* The code of the unit that recommends this place: its province, or "XPCC" for 659001 to 659012. */
const char *place_recommending_unit(const char *code, char province[7]);

#endif
