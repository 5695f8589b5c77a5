/* collection.h - the collections of the standard interface, and the features they are made of.
 *
 * A collection is a row of a table; a feature is an index into it for one atlas.  To add a
 * collection write its row and, where its features are not plain places, its functions. */
#ifndef API_OGC_COLLECTION_H
#define API_OGC_COLLECTION_H

#include "atlas/atlas.h"
#include "base/json_write.h"
#include "http/request.h"

#include <stdbool.h>
#include <stddef.h>

enum value_kind { VALUE_TEXT, VALUE_CODE, VALUE_KIND, VALUE_LEVEL };

/* A property of features that may also be asked for: as a query parameter, and in /queryables. */
struct queryable {
    const char *name;
    enum value_kind kind;
    const char *title_zh, *title_en;
};

struct collection {
    const char *id;
    const char *title_zh, *title_en, *about_zh, *about_en;
    enum layer layer;
    const struct queryable *queryables;
    size_t n_queryables;
};

extern const struct collection ogc_collection_table[];
extern const size_t n_ogc_collections;

const struct collection *collection_find(const char *id); /* NULL: none */

size_t collection_size(const struct atlas *a, const struct collection *c);
/* The place whose shape feature i has. */
int collection_place(const struct atlas *a, const struct collection *c, size_t i);
/* Index of the feature with this id, or -1. */
long collection_find_feature(const struct atlas *a, const struct collection *c, const char *id);
const char *collection_feature_id(const struct atlas *a, const struct collection *c, size_t i);
/* The value of a property as text; NULL where the feature has none. */
const char *collection_value(const struct atlas *a, const struct collection *c, size_t i,
                             const struct queryable *q);
/* "properties":{…} of one feature; detail tells whether a deviation is to be said. */
void collection_put_properties(struct json_writer *w, const struct atlas *a,
                               const struct collection *c, size_t i, enum detail detail);

#endif
