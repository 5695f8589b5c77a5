/* track.h - the kinds of title, and which kind of place may stand on which track.
 *
 * The four tracks of the 2023 notice are the first four kinds; the three after them, of zones, may
 * be applied for too, by governments that are not the zone.  A district of a municipality is a
 * city-track place, a district of any other city a county-track one: ask the table, not the name.
 */
#ifndef DOMAIN_TRACK_H
#define DOMAIN_TRACK_H

#include "base/date.h"
#include "domain/place.h"
#include "domain/truth.h"

#include <stdbool.h>

enum title_kind {
    TITLE_DEMO_CITY,
    TITLE_DEMO_COUNTY,
    TITLE_PILOT_CITY,
    TITLE_PILOT_COUNTY,
    TRACKS, /* how many of the kinds are city or county tracks; not a kind itself */
    TITLE_DEMO_ZONE = TRACKS,
    TITLE_TRIAL_ZONE,
    TITLE_JS_ZONE,
    APPLIED_KINDS, /* how many of the kinds are applied for; not a kind itself */
    TITLE_FORMER_DEMO_ZONE = APPLIED_KINDS,
    TITLE_FORMER_TRIAL_ZONE,
    TITLE_DEMO_PARK,
    TITLE_PILOT_PARK,
    TITLE_KINDS,
};

/* The side of the notice a place or a kind of title belongs to. */
enum side { SIDE_NONE, SIDE_CITY, SIDE_COUNTY };

const char *title_kind_name(enum title_kind kind);                /* "demo-city" … */
const char *title_kind_label(enum title_kind kind, bool english); /* as the notices call it */
const char *title_kind_short(enum title_kind kind, bool english); /* for a legend or a column */
bool title_kind_parse(const char *s, enum title_kind *out);
bool track_parse(const char *s, enum title_kind *out); /* the four city and county kinds only */

/* Whatever is applied for: those four, and the zones. */
bool applied_parse(const char *s, enum title_kind *out);

/* Sets of what is applied for, 1 << kind: "trial-zone js-zone", single spaces between the names, in
 * their order.  The parser takes any order, blanks and commas; false: one of them is none. */
enum { TRACKS_TEXT = 96, TRACKS_OF_PLACES = (1 << TRACKS) - 1 };
const char *tracks_text(unsigned set, char out[TRACKS_TEXT]);
bool tracks_parse(const char *s, unsigned *out);

bool title_kind_is_track(enum title_kind kind);
bool title_kind_is_applied(enum title_kind kind);
bool title_kind_is_zone(enum title_kind kind);  /* applied for, and held by a zone */
bool title_kind_is_pilot(enum title_kind kind); /* of a track: pilot-city or pilot-county */
/* The pilot of a demonstration track and the other way round; a zone or park is its own sibling. */
enum title_kind title_kind_sibling(enum title_kind kind);
enum side title_kind_side(enum title_kind kind);
/* The first day any title of this kind could be in force; DATE_NONE where that is not known. */
date_t title_kind_first_day(enum title_kind kind);

enum side place_kind_side(enum place_kind kind);
bool track_admits(enum title_kind track, enum place_kind kind); /* of the four */
/* May the government of this place apply?  Of zones, TRUTH_UNKNOWN where the text leaves it open.
 */
enum truth track_admits_place(enum title_kind track, const char *code, enum place_kind kind);
/* The demonstration and the pilot kind of a side that is not SIDE_NONE. */
enum title_kind side_demonstration(enum side side);
enum title_kind side_pilot(enum side side);

#endif
