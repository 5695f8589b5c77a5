/* atlas.h - the published picture of one revision, in memory, never changed once made.
 *
 * Whoever answers a request takes the current atlas, reads from it without locks, and gives it
 * back; a new revision is a new atlas, swapped in whole.  No SQL behind anything declared here. */
#ifndef ATLAS_ATLAS_H
#define ATLAS_ATLAS_H

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "domain/boundary.h"
#include "domain/place.h"
#include "geo/crs.h"
#include "geo/locator.h"
#include "geo/multipolygon.h"

#include <stddef.h>
#include <stdint.h>

/* How much a shape may be simplified: simplify=0|0.003|0.015|0.05. */
enum detail { DETAIL_FULL, DETAIL_003, DETAIL_015, DETAIL_05, DETAILS };

extern const double detail_degrees[DETAILS];

struct place {
    const char *code, *name, *short_name, *pinyin, *initials;
    enum place_level level;
    enum place_kind kind;
    bool sub_provincial;
    const char *unit;     /* recommending unit; NULL: Hong Kong, Macau, Taiwan have none */
    int parent, province; /* indexes of places; -1: none (the province of a province is itself) */
    double label_x, label_y, area_m2;
    const int *neighbours; /* places of the same layer that share a border, in order of code */
    size_t n_neighbours;
};

/* The three layers of shapes; a place stands in one, undivided cities and Macau in two. */
enum layer { LAYER_PROVINCES, LAYER_CITIES, LAYER_COUNTIES, LAYERS };

struct atlas;

/* Take before use, give back after; NULL before the first atlas was published. */
struct atlas_holder;
const struct atlas *atlas_take(struct atlas_holder *h);
void atlas_give(const struct atlas *a); /* NULL is fine */

int64_t atlas_revision(const struct atlas *a);
moment_t atlas_recorded(const struct atlas *a);       /* when that revision was recorded */
moment_t atlas_first_recorded(const struct atlas *a); /* of the very first revision */
size_t atlas_memory(const struct atlas *a);

size_t atlas_n_places(const struct atlas *a);
const struct place *atlas_place(const struct atlas *a, int index);
int atlas_find_code(const struct atlas *a, const char *code); /* -1: none */
/* A replaced code's successor, NULL when the code was never replaced. */
const char *atlas_successor(const struct atlas *a, const char *code, const char **source);

/* The members of a layer, in order of code. */
const int *atlas_layer(const struct atlas *a, enum layer layer, size_t *n);
struct box atlas_layer_box(const struct atlas *a, enum layer layer);

/* Shape of a place; deviation_m: how far it may stray from the legal one (0 for DETAIL_FULL). */
const struct multipolygon *atlas_shape(const struct atlas *a, int place, enum detail detail,
                                       double *deviation_m);
/* The same as ready GeoJSON text in CRS84 with six decimals. */
struct bytes atlas_shape_json(const struct atlas *a, int place, enum detail detail);

/* The lines kept apart from the areas: dash line, undefined borders, borders on water. */
size_t atlas_n_lines(const struct atlas *a);
const struct multiline *atlas_line(const struct atlas *a, size_t i);
enum boundary_kind atlas_line_kind(const struct atlas *a, size_t i);

/* The chain of a point, province first; at most three. */
struct chain {
    int places[3];
    size_t n;
    bool on_edge;
    double edge_metres;
};
struct chain atlas_locate(const struct atlas *a, double lon, double lat);

/* Search by name, short name, pinyin, initials or code; best first. */
struct search_filter {
    int level;            /* enum place_level, -1: any */
    const char *province; /* NULL: any */
};
size_t atlas_search(const struct atlas *a, const char *text, const struct search_filter *filter,
                    int *out, size_t max);

/* Bytes made once while the divisions stay as they are: made by whoever asks first, while others
 * who want the same wait.  A new revision that leaves the divisions alone finds them there, so they
 * may speak of places and shapes only, never of titles or of the revision.  The key is a short
 * text; make fills one buffer per encoding (the first is the plain one; an empty other one means:
 * not worth it).  NULL when the shelf is full. */
enum { SHELF_ENCODINGS = 3, SHELF_MAX = 512 };
struct shelf_bytes {
    struct bytes body[SHELF_ENCODINGS];
};
typedef void shelf_make(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS]);
const struct shelf_bytes *atlas_shelf(const struct atlas *a, const char *key, shelf_make *make,
                                      const void *arg);

#endif
