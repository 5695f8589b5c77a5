/* collection.h - the collections of the standard interface, and the features they are made of.
 *
 * A collection is a row of a table with the few functions that know its features; a feature is an
 * index into it for one atlas.  To add a collection write its row and its functions. */
#ifndef API_OGC_COLLECTION_H
#define API_OGC_COLLECTION_H

#include "atlas/atlas.h"
#include "atlas/titles.h"
#include "base/json_write.h"
#include "http/request.h"

#include <stdbool.h>
#include <stddef.h>

enum value_kind {
    VALUE_TEXT,
    VALUE_CODE,
    VALUE_KIND,
    VALUE_LEVEL,
    VALUE_TITLE_KIND,
    VALUE_STATUS,
    VALUE_CONFIDENCE,
    VALUE_DATE,
    VALUE_NUMBER,
    VALUE_DECIMAL,
    VALUE_FLAG,
    VALUE_ZONE_ID,
    VALUE_ZONE_KIND,
    VALUE_HOST_KIND,
    VALUE_ZONE_SHAPE,
    VALUE_METHOD,
    VALUE_SIZE,
    VALUE_PLACEMENT,
};

/* A property of features that may also be asked for: as a query parameter, and in /queryables. */
struct queryable {
    const char *name;
    enum value_kind kind;
    const char *title_zh, *title_en;
};

/* The names a value of this kind may be, one after the other: what /queryables lists is what a
 * filter takes.  NULL after the last one, and at once where any text may stand. */
const char *value_choice(enum value_kind kind, int i);

struct collection;

/* One collection as one request sees it. */
struct source {
    const struct atlas *a;
    const struct collection *c;
    struct view view;           /* titles as the register has them, or had them then */
    date_t first_day, last_day; /* only what is in force between them, DATE_NONE: open */
    bool any_day;               /* no day was asked about */
    date_t on;                  /* the day that a status speaks of */
    enum lang lang;
    struct arena *arena;
};

struct collection {
    const char *id;
    const char *title_zh, *title_en, *about_zh, *about_en;
    enum layer layer;      /* whose extent it has */
    const char *first_day; /* of its extent in time, RFC 3339; NULL: not known */
    bool timeless;         /* answers do not depend on the day, so they may be kept */
    const struct queryable *queryables;
    size_t n_queryables;
    size_t (*size)(const struct source *s);
    bool (*present)(const struct source *s, size_t i);    /* is it there on the day asked about? */
    int (*place)(const struct source *s, size_t i);       /* whose shape it has; -1: of its own */
    long (*find)(const struct source *s, const char *id); /* -1: none */
    const char *(*id_of)(const struct source *s, size_t i);
    const char *(*value)(const struct source *s, size_t i, size_t queryable); /* NULL: none */
    /* Of features that have shapes of their own, or none (NULL); NULL: all have that of a place. */
    const struct multipolygon *(*area)(const struct source *s, size_t i);
    /* Of features that are points, longitude and latitude; false: none is known.  NULL: areas. */
    bool (*point)(const struct source *s, size_t i, double out[2]);
};

extern const struct collection ogc_collection_table[];
extern const size_t n_ogc_collections;

const struct collection *collection_find(const char *id); /* NULL: none */
struct source source_of(const struct request *rq, const struct atlas *a,
                        const struct collection *c);
size_t source_count(const struct source *s); /* features that are there */
/* The legal shape of a feature; NULL: none is known. */
const struct multipolygon *source_area(const struct source *s, size_t i);
/* "properties":{…} of one feature; detail tells whether a deviation is to be said. */
void source_put_properties(struct json_writer *w, const struct source *s, size_t i,
                           enum detail detail);

/* Values as text, of the request's arena; NULL: none. */
const char *source_date(const struct source *s, date_t d);
const char *source_decimal(const struct source *s, double v); /* NAN: none */

/* The functions of titled-places (titled_places.c). */
extern const struct queryable title_queryables[];
extern const size_t n_title_queryables;
size_t titled_size(const struct source *s);
bool titled_present(const struct source *s, size_t i);
int titled_place(const struct source *s, size_t i);
long titled_find(const struct source *s, const char *id);
const char *titled_id(const struct source *s, size_t i);
const char *titled_value(const struct source *s, size_t i, size_t queryable);

/* And of zones and zone-parts (zones.c, zone_parts.c). */
extern const struct queryable zone_queryables[], part_queryables[];
enum { ZONE_QUERYABLES = 16, PART_QUERYABLES = 16 };
size_t zones_size(const struct source *s);
bool zones_present(const struct source *s, size_t i);
int zones_place(const struct source *s, size_t i);
long zones_find(const struct source *s, const char *id);
const char *zones_id(const struct source *s, size_t i);
const char *zones_value(const struct source *s, size_t i, size_t queryable);
const struct multipolygon *zones_area(const struct source *s, size_t i);
size_t parts_size(const struct source *s);
bool parts_present(const struct source *s, size_t i);
int parts_place(const struct source *s, size_t i);
long parts_find(const struct source *s, const char *id);
const char *parts_id(const struct source *s, size_t i);
const char *parts_value(const struct source *s, size_t i, size_t queryable);
const struct multipolygon *parts_area(const struct source *s, size_t i);

/* And of institutions (institutions.c). */
extern const struct queryable institution_queryables[];
enum { INSTITUTION_QUERYABLES = 16 };
size_t institutions_size(const struct source *s);
bool institutions_present(const struct source *s, size_t i);
int institutions_place(const struct source *s, size_t i);
long institutions_find(const struct source *s, const char *id);
const char *institutions_id(const struct source *s, size_t i);
const char *institutions_value(const struct source *s, size_t i, size_t queryable);
bool institutions_point(const struct source *s, size_t i, double out[2]);

#endif
