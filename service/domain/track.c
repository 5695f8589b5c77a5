/* track.c - the tables behind track.h.  To let another kind of place apply, edit `sides`; to add a
 * kind of title, add a row to `kinds`. */
#include "domain/track.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Days since 1970-01-01 on which the first list of a kind took effect. */
enum { FIRST_CITIES = 19174 /* 2022-07-01 */, FIRST_COUNTIES = 19205 /* 2022-08-01 */ };

static const struct kind_row {
    const char *name;
    const char *zh, *en;
    const char *short_zh, *short_en;
    enum side side;
    enum title_kind sibling;
    date_t first_day;
} kinds[TITLE_KINDS] = {
    [TITLE_DEMO_CITY] = {"demo-city", "国家知识产权强市建设示范城市",
                         "national demonstration city for building a strong IP city", "示范城市",
                         "demonstration city", SIDE_CITY, TITLE_PILOT_CITY, FIRST_CITIES},
    [TITLE_DEMO_COUNTY] = {"demo-county", "国家知识产权强县建设示范县",
                           "national demonstration county for building a strong IP county",
                           "示范县", "demonstration county", SIDE_COUNTY, TITLE_PILOT_COUNTY,
                           FIRST_COUNTIES},
    [TITLE_PILOT_CITY] = {"pilot-city", "国家知识产权强市建设试点城市",
                          "national pilot city for building a strong IP city", "试点城市",
                          "pilot city", SIDE_CITY, TITLE_DEMO_CITY, FIRST_CITIES},
    [TITLE_PILOT_COUNTY] = {"pilot-county", "国家知识产权强县建设试点县",
                            "national pilot county for building a strong IP county", "试点县",
                            "pilot county", SIDE_COUNTY, TITLE_DEMO_COUNTY, FIRST_COUNTIES},
    [TITLE_DEMO_ZONE] = {"demo-zone", "国家知识产权服务业高质量集聚发展示范区",
                         "national demonstration zone for the IP service industry", "示范区",
                         "demonstration zone", SIDE_NONE, TITLE_DEMO_ZONE, DATE_NONE},
    [TITLE_TRIAL_ZONE] = {"trial-zone", "国家知识产权服务业高质量集聚发展试验区",
                          "national trial zone for the IP service industry", "试验区", "trial zone",
                          SIDE_NONE, TITLE_TRIAL_ZONE, DATE_NONE},
    [TITLE_JS_ZONE] = {"js-zone", "江苏省知识产权服务业集聚区",
                       "IP service zone of Jiangsu province", "江苏省集聚区", "Jiangsu zone",
                       SIDE_NONE, TITLE_JS_ZONE, DATE_NONE},
    [TITLE_FORMER_DEMO_ZONE] = {"former-demo-zone", "原国家知识产权服务业集聚发展示范区",
                                "earlier national demonstration zone for the IP service industry",
                                "原示范区", "earlier demonstration zone", SIDE_NONE,
                                TITLE_FORMER_DEMO_ZONE, DATE_NONE},
    [TITLE_FORMER_TRIAL_ZONE] = {"former-trial-zone", "原国家知识产权服务业集聚发展试验区",
                                 "earlier national trial zone for the IP service industry",
                                 "原试验区", "earlier trial zone", SIDE_NONE,
                                 TITLE_FORMER_TRIAL_ZONE, DATE_NONE},
    [TITLE_DEMO_PARK] = {"demo-park", "国家级知识产权强国建设示范园区",
                         "national demonstration park for building a strong IP country", "示范园区",
                         "demonstration park", SIDE_NONE, TITLE_DEMO_PARK, FIRST_COUNTIES},
    [TITLE_PILOT_PARK] = {"pilot-park", "国家级知识产权强国建设试点园区",
                          "national pilot park for building a strong IP country", "试点园区",
                          "pilot park", SIDE_NONE, TITLE_PILOT_PARK, FIRST_COUNTIES},
};

/* Who may apply on which side.  A kind that is not named here stands on neither: whole provinces,
 * autonomous prefectures, prefectures and leagues (the notice says cities), special areas, and the
 * units of Hong Kong, Macau and Taiwan. */
static const enum side sides[PLACE_KINDS] = {
    [KIND_PREFECTURE_CITY] = SIDE_CITY,     [KIND_MUNICIPALITY_DISTRICT] = SIDE_CITY,
    [KIND_DISTRICT] = SIDE_COUNTY,          [KIND_COUNTY] = SIDE_COUNTY,
    [KIND_AUTONOMOUS_COUNTY] = SIDE_COUNTY, [KIND_BANNER] = SIDE_COUNTY,
    [KIND_AUTONOMOUS_BANNER] = SIDE_COUNTY, [KIND_COUNTY_CITY] = SIDE_COUNTY,
    [KIND_FOREST_DISTRICT] = SIDE_COUNTY,   [KIND_SPECIAL_DISTRICT] = SIDE_COUNTY,
};

/* Whose government applies for a national zone (Z/二(一)1: of the prefecture level or above).  A
 * district or county of a municipality stands under no prefecture, a prefecture or league has an
 * office for a government, and the corps is not spoken of: open.  What is not named here: no. */
static const enum truth zone_applicants[PLACE_KINDS] = {
    [KIND_PROVINCE] = TRUTH_YES,       [KIND_AUTONOMOUS_REGION] = TRUTH_YES,
    [KIND_MUNICIPALITY] = TRUTH_YES,   [KIND_PREFECTURE_CITY] = TRUTH_YES,
    [KIND_PREFECTURE] = TRUTH_UNKNOWN, [KIND_AUTONOMOUS_PREFECTURE] = TRUTH_YES,
    [KIND_LEAGUE] = TRUTH_UNKNOWN,     [KIND_MUNICIPALITY_DISTRICT] = TRUTH_UNKNOWN,
};
static const char JIANGSU[] = "320000", CORPS[] = "XPCC";

static const struct kind_row *row_of(enum title_kind kind)
{
    assert((int)kind >= 0 && kind < TITLE_KINDS);
    return &kinds[kind];
}

const char *title_kind_name(enum title_kind kind)
{
    return row_of(kind)->name;
}

const char *title_kind_label(enum title_kind kind, bool english)
{
    return english ? row_of(kind)->en : row_of(kind)->zh;
}

const char *title_kind_short(enum title_kind kind, bool english)
{
    return english ? row_of(kind)->short_en : row_of(kind)->short_zh;
}

static bool parse_among(const char *s, int n, enum title_kind *out)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(kinds[i].name, s) == 0) {
            *out = (enum title_kind)i;
            return true;
        }
    }
    return false;
}

bool title_kind_parse(const char *s, enum title_kind *out)
{
    return parse_among(s, TITLE_KINDS, out);
}

bool track_parse(const char *s, enum title_kind *out)
{
    return parse_among(s, TRACKS, out);
}

bool applied_parse(const char *s, enum title_kind *out)
{
    return parse_among(s, APPLIED_KINDS, out);
}

const char *tracks_text(unsigned set, char out[TRACKS_TEXT])
{
    size_t len = 0;

    out[0] = '\0';
    for (int k = 0; k < APPLIED_KINDS; k++) {
        if (set & 1U << k)
            len += (size_t)snprintf(out + len, TRACKS_TEXT - len, "%s%s", len ? " " : "",
                                    kinds[k].name);
    }
    assert(len < TRACKS_TEXT);
    return out;
}

bool tracks_parse(const char *s, unsigned *out)
{
    char word[TRACKS_TEXT];
    enum title_kind kind;

    *out = 0;
    for (s += strspn(s, " ,"); *s; s += strspn(s, " ,")) {
        size_t len = strcspn(s, " ,");

        if (len >= sizeof word)
            return false;
        memcpy(word, s, len);
        word[len] = '\0';
        if (!applied_parse(word, &kind))
            return false;
        *out |= 1U << kind;
        s += len;
    }
    return *out != 0;
}

bool title_kind_is_track(enum title_kind kind)
{
    return row_of(kind)->side != SIDE_NONE;
}

bool title_kind_is_applied(enum title_kind kind)
{
    assert((int)kind >= 0 && kind < TITLE_KINDS);
    return kind < APPLIED_KINDS;
}

bool title_kind_is_zone(enum title_kind kind)
{
    return title_kind_is_applied(kind) && !title_kind_is_track(kind);
}

bool title_kind_is_pilot(enum title_kind kind)
{
    return kind == TITLE_PILOT_CITY || kind == TITLE_PILOT_COUNTY;
}

enum title_kind title_kind_sibling(enum title_kind kind)
{
    return row_of(kind)->sibling;
}

enum side title_kind_side(enum title_kind kind)
{
    return row_of(kind)->side;
}

date_t title_kind_first_day(enum title_kind kind)
{
    return row_of(kind)->first_day;
}

enum side place_kind_side(enum place_kind kind)
{
    assert((int)kind >= 0 && kind < PLACE_KINDS);
    return sides[kind];
}

bool track_admits(enum title_kind track, enum place_kind kind)
{
    return title_kind_is_track(track) && title_kind_side(track) == place_kind_side(kind);
}

enum truth track_admits_place(enum title_kind track, const char *code, enum place_kind kind)
{
    char province[7];
    const char *unit = place_recommending_unit(code, province);
    bool county = place_kind_is_county_level(kind);

    if (!title_kind_is_zone(track))
        return track_admits(track, kind) ? TRUTH_YES : TRUTH_NO;
    if (track == TITLE_JS_ZONE)
        return county && strcmp(unit, JIANGSU) == 0 ? TRUTH_YES : TRUTH_NO;
    if (county && (place_in_municipality(code) || strcmp(unit, CORPS) == 0))
        return TRUTH_UNKNOWN;
    return zone_applicants[kind];
}

enum title_kind side_demonstration(enum side side)
{
    assert(side != SIDE_NONE);
    return side == SIDE_CITY ? TITLE_DEMO_CITY : TITLE_DEMO_COUNTY;
}

enum title_kind side_pilot(enum side side)
{
    assert(side != SIDE_NONE);
    return side == SIDE_CITY ? TITLE_PILOT_CITY : TITLE_PILOT_COUNTY;
}
