/* zone.h - zones (集聚区) and their parts (片区), as they are published or proposed.
 *
 * A zone is told by its own id, a readable slug that never changes; which title it holds on a day
 * is a matter of titles (title.h), joined by the zone's published name.  A zone without a shape is
 * legal: its limits were not published. */
#ifndef DOMAIN_ZONE_H
#define DOMAIN_ZONE_H

#include "base/date.h"
#include "domain/title.h"
#include "domain/track.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum host_kind { HOST_UNKNOWN, HOST_PARK, HOST_DIVISION, HOST_KINDS };

/* How a zone can be shown on a map. */
enum zone_shape { ZONE_SHAPE_NONE, ZONE_SHAPE_HOST_AREA, ZONE_SHAPE_PUBLISHED, ZONE_SHAPES };

/* How a part's shape came to be. */
enum shape_method {
    METHOD_NONE,
    METHOD_GEOJSON,
    METHOD_SHAPEFILE,
    METHOD_KML,
    METHOD_CSV,
    METHOD_LINES, /* built from boundary lines */
    SHAPE_METHODS,
};

struct zone {
    const char *id, *name;
    enum title_kind kind; /* of its newest title or, for a proposed one, the track applied for */
    enum host_kind host_kind;
    const char *host_name; /* the park or division, as published; NULL: not published */
    const char *host_code; /* the division that is the host, by a source; NULL: not known */
    const char *host_guess; /* our guess at one district it lies in: 所在地（未核实）; NULL: none */
    const char *unit;      /* recommending unit; NULL: not known */
    const char *applicant; /* code of the government that applied; NULL: not published */
    double declared_m2;    /* NAN: not published */
    const char *source, *document, *note; /* NULL: none */
    date_t since, until;                  /* valid time of this row; DATE_NONE: not known */
    moment_t recorded, retracted;
};

enum { ZONE_PARTS_MOST = 1000 };

struct zone_part {
    const char *zone;
    int number;                          /* 1, 2, 3 … within its zone */
    const char *name, *function, *stage; /* NULL: not published */
    const char *extent_text;             /* the four limits as published; NULL: not published */
    double declared_m2, area_m2;         /* NAN: not published; no shape */
    enum shape_method method;
    const char *datum; /* as handed in; NULL: no shape */
    const char *source, *document;
    date_t since, until;
    moment_t recorded, retracted;
};

/* Is this a kind of title that zones hold: demonstration, trial, Jiangsu's, and the former two? */
bool zone_holds(enum title_kind kind);
/* "nanjing-jiangning": 3 to 64 of a–z, 0–9 and single hyphens between them. */
bool zone_id_valid(const char *id);
/* In force on a day within its own valid time, seen at a moment. */
bool zone_row_shown(date_t since, date_t until, moment_t recorded, moment_t retracted, date_t on,
                    moment_t as_of);

const char *host_kind_name(enum host_kind k); /* "park" … */
bool host_kind_parse(const char *s, enum host_kind *out);
const char *host_kind_label(enum host_kind k, bool english);
const char *zone_shape_name(enum zone_shape s);     /* "published" … */
const char *shape_method_name(enum shape_method m); /* "geojson" … */
bool shape_method_parse(const char *s, enum shape_method *out);

#endif
