/* atlas.c - the answers an atlas gives, and the holder it hangs on.
 *
 * The holder's lock guards one pointer and is held for a few instructions; a count in the atlas
 * keeps it alive while anybody still reads from it. */
#include "atlas/build.h"
#include "atlas/directory.h"
#include "atlas/internal.h"
#include "atlas/near.h"
#include "atlas/zoned.h"

#include "base/mem.h"
#include "store/institutions.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct atlas_holder {
    pthread_mutex_t lock;
    const struct atlas *current;
};

struct atlas_holder *atlas_holder_new(void)
{
    struct atlas_holder *h = mem_alloc(1, sizeof *h);
    pthread_mutex_init(&h->lock, NULL);
    return h;
}

void atlas_holder_free(struct atlas_holder *h)
{
    if (!h)
        return;
    atlas_give(h->current);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

/* Counting is the one thing about an atlas that changes, and it is atomic; hence the cast. */
static atomic_int *users_of(const struct atlas *a)
{
    return &((struct atlas *)(uintptr_t)a)->n_users;
}

void atlas_keep(const struct atlas *a)
{
    atomic_fetch_add(users_of(a), 1);
}

const struct atlas *atlas_take(struct atlas_holder *h)
{
    pthread_mutex_lock(&h->lock);
    const struct atlas *a = h->current;
    if (a)
        atlas_keep(a);
    pthread_mutex_unlock(&h->lock);
    return a;
}

void atlas_give(const struct atlas *a)
{
    if (!a || atomic_fetch_sub(users_of(a), 1) != 1)
        return;
    ground_drop(a->ground);
    claims_free(a->claims);
    announced_free(a->announced);
    zoned_drop(a->zoned);
    directory_drop(a->directory);
    terms_free(a->terms);
    recent_free(a->recent);
    free((struct atlas *)(uintptr_t)a);
}

void atlas_publish(struct atlas_holder *h, const struct atlas *a)
{
    pthread_mutex_lock(&h->lock);
    const struct atlas *before = h->current;
    h->current = a;
    pthread_mutex_unlock(&h->lock);
    atlas_give(before);
}

static bool read_revision(struct store *s, struct atlas *a, const char **key, struct arena *scratch,
                          struct err *err)
{
    struct revision r;

    if (!store_revision(s, scratch, &r, err) || !store_first_recorded(s, &a->first_recorded, err) ||
        !store_divisions_key(s, scratch, key, err))
        return false;
    a->revision = r.number;
    a->recorded = r.recorded;
    return true;
}

/* Rows of zones and parts as they were before, or read anew. */
static bool find_zoned(struct store *s, struct atlas *a, const struct atlas *before,
                       struct arena *scratch, struct err *err)
{
    const char *key;

    if (!store_zones_key(s, scratch, &key, err))
        return false;
    if (before && strcmp(before->zoned->key, key) == 0) {
        a->zoned = zoned_share(before->zoned);
        return true;
    }
    return zoned_build(s, key, &a->zoned, err);
}

static bool find_directory(struct store *s, struct atlas *a, const struct atlas *before,
                           struct arena *scratch, struct err *err)
{
    const char *key;

    if (!store_institutions_key(s, scratch, &key, err))
        return false;
    if (before && strcmp(before->directory->key, key) == 0) {
        a->directory = directory_share(before->directory);
        return true;
    }
    return directory_build(s, key, &a->directory, err);
}

bool atlas_build(struct store *s, const struct atlas *before, const struct atlas **out,
                 struct err *err)
{
    struct arena *scratch = arena_new();
    struct atlas *a = mem_alloc(1, sizeof *a);
    const char *key = NULL;
    bool ok = false;

    *out = NULL;
    atomic_init(&a->n_users, 1);
    a->recent = recent_new(a);
    if (!store_begin(s, err))
        goto done;
    ok = read_revision(s, a, &key, scratch, err);
    if (ok && before && strcmp(before->ground->key, key) == 0)
        a->ground = ground_share(before->ground);
    else if (ok)
        ok = ground_build(s, key, &a->ground, err);
    ok = ok && claims_build(s, a->ground, &a->claims, err) &&
         announced_build(s, &a->announced, err) && find_zoned(s, a, before, scratch, err) &&
         find_directory(s, a, before, scratch, err) && terms_build(s, &a->terms, err);
    store_rollback(s);

done:
    arena_free(scratch);
    if (ok)
        *out = a;
    else
        atlas_give(a);
    return ok;
}

int64_t atlas_revision(const struct atlas *a)
{
    return a->revision;
}

moment_t atlas_recorded(const struct atlas *a)
{
    return a->recorded;
}

moment_t atlas_first_recorded(const struct atlas *a)
{
    return a->first_recorded;
}

size_t atlas_memory(const struct atlas *a)
{
    return a->ground->memory + shelf_memory(a->ground->shelf) + a->zoned->memory +
           recent_memory(a->recent);
}

size_t atlas_n_places(const struct atlas *a)
{
    return a->ground->n_places;
}

const struct place *atlas_place(const struct atlas *a, int index)
{
    assert(index >= 0 && (size_t)index < a->ground->n_places);
    return &a->ground->places[index];
}

int atlas_find_code(const struct atlas *a, const char *code)
{
    return ground_find_code(a->ground, code);
}

const char *atlas_successor(const struct atlas *a, const char *code, const char **source)
{
    for (size_t i = 0; i < a->ground->n_changes; i++) {
        if (strcmp(a->ground->changes[i].old_code, code) == 0) {
            *source = a->ground->changes[i].source;
            return a->ground->changes[i].new_code;
        }
    }
    return NULL;
}

const int *atlas_layer(const struct atlas *a, enum layer layer, size_t *n)
{
    *n = a->ground->layer_sizes[layer];
    return a->ground->layers[layer];
}

struct box atlas_layer_box(const struct atlas *a, enum layer layer)
{
    return a->ground->layer_boxes[layer];
}

const struct multipolygon *atlas_shape(const struct atlas *a, int place, enum detail detail,
                                       double *deviation_m)
{
    const struct ground_shape *s = &a->ground->shapes[place][detail];
    if (deviation_m)
        *deviation_m = s->deviation_m;
    return &s->area;
}

struct bytes atlas_shape_json(const struct atlas *a, int place, enum detail detail)
{
    const struct ground_shape *s = &a->ground->shapes[place][detail];
    return (struct bytes){a->ground->json.data + s->json_at, s->json_len};
}

size_t atlas_n_lines(const struct atlas *a)
{
    return a->ground->n_lines;
}

const struct multiline *atlas_line(const struct atlas *a, size_t i)
{
    assert(i < a->ground->n_lines);
    return &a->ground->lines[i];
}

enum boundary_kind atlas_line_kind(const struct atlas *a, size_t i)
{
    assert(i < a->ground->n_lines);
    return a->ground->line_kinds[i];
}

/* The levels nest exactly, so the county decides and its parents follow. */
struct chain atlas_locate(const struct atlas *a, double lon, double lat)
{
    const struct ground *g = a->ground;
    struct located hit = locator_find(g->locator, lon, lat);
    struct chain chain = {.n = 0};

    if (hit.shape >= 0)
        chain = atlas_chain(a, g->layers[LAYER_COUNTIES][hit.shape]);
    chain.on_edge = hit.on_edge;
    chain.edge_metres = locator_edge_metres(g->locator, lon, lat);
    return chain;
}

const struct shelf_bytes *atlas_shelf(const struct atlas *a, const char *key, shelf_make *make,
                                      const void *arg)
{
    return shelf_get(a->ground->shelf, a, key, make, arg);
}
