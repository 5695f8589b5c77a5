/* demo_world.h - what every part of the demonstration shares: chance from the seed, a clock that
 * only goes on, places, people who act, and an application on its way.
 *
 * Everything that is made up says 演示 in its own name, so that no row of it can be taken for a
 * fact wherever it ends up. */
#ifndef CLI_DEMO_WORLD_H
#define CLI_DEMO_WORLD_H

#include "store/applications.h"
#include "store/divisions.h"
#include "store/people.h"
#include "store/workflow.h"

enum { DEMO_HOUR = 3600 * 1000, DEMO_PEOPLE = 512 };

struct demo_field; /* demo_tracks.c */
struct demo_zone;  /* demo_zones.h */

struct demo {
    struct store *s;
    struct arena *a;
    uint64_t chance;
    moment_t clock, end;
    const struct division *places;
    size_t n_places;
    const char *password; /* as stored; the same for all */
    struct person people[DEMO_PEOPLE];
    size_t n_people;
    int acts;                  /* since the clock was put on */
    struct demo_field *fields; /* of the four tracks */
    struct demo_zone *zones;
    size_t n_zones;
};

/* From 0 to n - 1. */
unsigned demo_below(struct demo *d, unsigned n);
/* The clock goes on to the start of work so many days before the end. */
void demo_day(struct demo *d, int days_before_end);
date_t demo_today(const struct demo *d);
/* A minute later each time; the command itself, or the person of this number. */
struct act_by demo_by(struct demo *d, int64_t person);
struct revision demo_revision(struct demo *d, const char *why);

/* The account of a role for a unit or place (NULL: none), opened when it is first asked for. */
bool demo_person(struct demo *d, enum role role, const char *code, const struct person **out,
                 struct err *err);

/* Places of some kinds, shuffled; never the same one twice from one list. */
struct demo_places {
    const struct division **at;
    size_t n, next;
};
struct demo_places demo_cities(struct demo *d);
/* County-level places of these provinces whose kind the track admits. */
struct demo_places demo_places_for(struct demo *d, enum title_kind track,
                                   const char *const *provinces, size_t n);
const struct division *demo_next(struct demo_places *p);
/* One of the county-level places in a prefecture, NULL: it has none. */
const struct division *demo_county_in(struct demo *d, const char *prefecture);

/* ---- an application on its way ---- */

struct demo_application {
    int64_t id;
    enum title_kind track;
    const char *round, *place;
    enum application_state state;
    int64_t notice; /* that it is to enter; 0: none */
    date_t since, until;
};

bool demo_open(struct demo *d, struct demo_application *app, struct err *err);
/* Along the way that all goes well on, up to this state or as far as it leads. */
bool demo_bring(struct demo *d, struct demo_application *app, enum application_state to,
                struct err *err);
/* One step by whoever's it is. */
bool demo_step(struct demo *d, struct demo_application *app, enum application_event event,
               const char *reason, struct err *err);
/* What filing wants, on paper. */
bool demo_hand_in(struct demo *d, const struct demo_application *app, struct err *err);

/* ---- the parts of it, each in its own file, told in the order of days ---- */

bool demo_rounds(struct demo *d, struct err *err);
/* Applications of cities and counties: those that are over by now, what was decided after their
 * notices, and what is under way. */
bool demo_tracks_begin(struct demo *d, struct err *err);
bool demo_tracks_decide(struct demo *d, struct err *err);
bool demo_tracks_lately(struct demo *d, struct err *err);
bool demo_tracks_now(struct demo *d, struct err *err);
/* The same of zones. */
bool demo_zones_begin(struct demo *d, struct err *err);
bool demo_zones_decide(struct demo *d, struct err *err);
bool demo_zones_now(struct demo *d, struct err *err);
/* Institutions of the zones, and what happened to the zones since. */
bool demo_directories(struct demo *d, struct err *err);
/* Construction plans of those that have none yet. */
bool demo_plans(struct demo *d, struct err *err);
bool demo_years(struct demo *d, struct err *err);

/* The rounds they take place in. */
extern const char DEMO_ROUND[], DEMO_ROUND_ZONES[], DEMO_ROUND_JIANGSU[], DEMO_SOURCE[];

/* How many applications of a track end in which state. */
struct demo_plan {
    enum application_state state;
    int n;
};

#endif
