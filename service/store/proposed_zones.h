/* proposed_zones.h - the zone that an application is about, and its parts, as they are proposed.
 *
 * Only added to: the newest row of an application, and of each of its part numbers, counts.  Not
 * published.  Shapes are well-known binary written here. */
#ifndef STORE_PROPOSED_ZONES_H
#define STORE_PROPOSED_ZONES_H

#include "base/buf.h"
#include "domain/extent.h"
#include "domain/zone.h"
#include "store/applications.h"
#include "store/findings.h"

struct proposed_zone {
    int64_t id;       /* 0: nothing was proposed yet */
    const char *zone; /* that it continues; NULL: a new one */
    const char *name;
    enum host_kind host_kind;
    const char *host_name, *host_code;
    double declared_m2; /* NAN: not said */
    const char *outstanding_reason;
    int64_t person;
    moment_t at;
};

struct proposed_part {
    int64_t id;
    int number;
    const char *name, *function, *stage, *extent_text; /* but for the name, NULL: not said */
    double declared_m2, area_m2;                       /* NAN: not said; no shape */
    enum shape_method method;
    const char *crs;            /* what the bytes were taken to be; NULL: no shape */
    struct attached original;   /* the bytes themselves */
    double given[EXTENT_SIDES]; /* NAN: none */
    struct bytes shape;         /* size 0: none */
    bool taken_out;
    int64_t person;
    moment_t at;
};

bool store_proposed_zone(struct store *s, struct arena *a, int64_t application,
                         struct proposed_zone *out, struct err *err);
/* In order of number, without those taken out. */
bool store_proposed_parts(struct store *s, struct arena *a, int64_t application,
                          struct proposed_part **out, size_t *n, struct err *err);
/* With those taken out, as they were left. */
bool store_proposed_parts_ever(struct store *s, struct arena *a, int64_t application,
                               struct proposed_part **out, size_t *n, struct err *err);
/* One, by number; id 0 in *out: it is not proposed. */
bool store_proposed_part(struct store *s, struct arena *a, int64_t application, int number,
                         struct proposed_part *out, struct err *err);

/* While the application is drafted or filed; once checked it has to be sent back first. */
bool proposal_open(enum application_state state);

/* Inside a transaction: the row, an event of the application, its audit entry.  A zone that is
 * continued has to be there, and keeps its name; a new one bears a name no other has.  app is as it
 * stands before; *after as it stands then.  ERR_WRONG_STATE when it is not open. */
bool store_proposed_zone_put(struct store *s, const struct application *app,
                             const struct proposed_zone *z, const struct act_by *by,
                             struct application *after, struct err *err);
bool store_proposed_part_put(struct store *s, const struct application *app,
                             const struct proposed_part *p, const struct act_by *by,
                             struct application *after, struct err *err);

#endif
