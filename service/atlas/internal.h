/* internal.h - what an atlas is made of; for the files of this room only.
 *
 * The ground (places, shapes, index) changes once in years, titles and quotas daily: so it is
 * counted by itself and shared by every atlas that stands on the same divisions. */
#ifndef ATLAS_INTERNAL_H
#define ATLAS_INTERNAL_H

#include "atlas/atlas.h"
#include "base/arena.h"
#include "store/divisions.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>

struct ground_shape {
    struct multipolygon area;
    double deviation_m;
    size_t json_at, json_len; /* into ground.json */
};

struct ground {
    atomic_int n_users;
    char *key; /* digest of the divisions it was made from */
    struct arena *arena;
    struct place *places; /* in order of code */
    size_t n_places;
    struct ground_shape (*shapes)[DETAILS]; /* one row per place */
    int *layers[LAYERS];
    size_t layer_sizes[LAYERS];
    struct box layer_boxes[LAYERS];
    struct multiline *lines;
    enum boundary_kind *line_kinds; /* of each */
    size_t n_lines;
    struct code_change *changes;
    size_t n_changes;
    struct locator *locator; /* over the counties layer */
    struct buf json;
    struct shelf *shelf;
    size_t memory; /* of all but the shelf */
};

bool ground_build(struct store *s, const char *key, struct ground **out, struct err *err);
struct ground *ground_share(struct ground *g);
void ground_drop(struct ground *g);
int ground_find_code(const struct ground *g, const char *code);
/* Fills neighbours of every place of one layer: who shares an edge with whom, bit by bit. */
void ground_find_neighbours(struct ground *g, enum layer layer);

/* What a line is, from the provinces around it (lines.c). */
enum boundary_kind ground_line_kind(const struct ground *g, const struct multiline *line);

/* Titles, lists and quotas of one revision (claims.c). */
struct claims;
bool claims_build(struct store *s, const struct ground *g, struct claims **out, struct err *err);
void claims_free(struct claims *c);

/* Notices and what goes with them, of one revision (notices.c). */
struct announced;
bool announced_build(struct store *s, struct announced **out, struct err *err);
void announced_free(struct announced *n);

/* Zones and their parts, shared while they stay as they are (zoned.h). */
struct zoned;

/* Institutions and draws, shared likewise (directory.h). */
struct directory;

/* What happened to zones, targets and measures, of one revision (zone_terms.c). */
struct terms;
bool terms_build(struct store *s, struct terms **out, struct err *err);
void terms_free(struct terms *t);

struct shelf *shelf_new(void);
void shelf_free(struct shelf *s);
const struct shelf_bytes *shelf_get(struct shelf *s, const struct atlas *a, const char *key,
                                    shelf_make *make, const void *arg);
size_t shelf_memory(struct shelf *s);

/* What is kept of one revision (recent.c); a is borrowed, and held by each loan. */
struct loan;
struct recent *recent_new(const struct atlas *a);
void recent_free(struct recent *r);
struct loan *recent_take(struct recent *r, const char *key, shelf_make *make, const void *arg);
size_t recent_memory(struct recent *r);

struct atlas {
    atomic_int n_users;
    int64_t revision;
    moment_t recorded, first_recorded;
    struct ground *ground;
    struct claims *claims;
    struct announced *announced;
    struct zoned *zoned;
    struct directory *directory;
    struct terms *terms;
    struct recent *recent;
};

/* One more user, for whoever is one already. */
void atlas_keep(const struct atlas *a);

#endif
