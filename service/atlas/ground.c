/* ground.c - places and shapes of one state of the division table, decoded once and then only read.
 *
 * Everything lives in one arena; the bytes that came from the register are dropped when decoded. */
#include "atlas/internal.h"

#include "base/mem.h"
#include "domain/place_name.h"
#include "domain/unit.h"
#include "geo/geojson_write.h"
#include "geo/wkb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const double detail_degrees[DETAILS] = {0, 0.003, 0.015, 0.05};

enum { DECIMALS = 6 };

static const unsigned layer_bits[LAYERS] = {
    [LAYER_PROVINCES] = IN_PROVINCES, [LAYER_CITIES] = IN_CITIES, [LAYER_COUNTIES] = IN_COUNTIES};

int ground_find_code(const struct ground *g, const char *code)
{
    size_t low = 0, high = g->n_places;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strcmp(g->places[mid].code, code);
        if (order == 0)
            return (int)mid;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return -1;
}

static const char *unit_of(const char *code)
{
    char province[7];
    const struct unit *unit = unit_find(place_recommending_unit(code, province));
    return unit ? unit->code : NULL;
}

static bool read_place(struct ground *g, const struct division *d, size_t i, struct err *err)
{
    struct arena *a = g->arena;
    struct place *p = &g->places[i];

    *p = (struct place){
        .code = arena_strdup(a, d->code),
        .name = arena_strdup(a, d->name),
        .short_name = arena_strndup(a, d->name, place_short_length(d->name)),
        .pinyin = arena_strdup(a, d->pinyin ? d->pinyin : ""),
        .initials = arena_strdup(a, d->initials ? d->initials : ""),
        .level = d->level,
        .kind = d->kind,
        .sub_provincial = d->sub_provincial,
        .unit = unit_of(d->code),
        .label_x = d->label_x,
        .label_y = d->label_y,
        .area_m2 = d->area_m2,
    };
    if (i > 0 && strcmp(g->places[i - 1].code, p->code) >= 0)
        return err_set(err, ERR_INTERNAL, "divisions are not in order of code at %s", p->code);
    return true;
}

/* Parents are known by code, and have the smaller or larger index: a second pass. */
static bool link_place(struct ground *g, const struct division *d, size_t i, struct err *err)
{
    struct place *p = &g->places[i];

    p->parent = d->parent ? ground_find_code(g, d->parent) : -1;
    p->province = ground_find_code(g, d->province);
    if ((d->parent && p->parent < 0) || p->province < 0)
        return err_set(err, ERR_INTERNAL, "%s %s: its parent %s is not in the register", d->code,
                       d->name, d->parent ? d->parent : d->province);
    return true;
}

static bool read_shape(struct ground *g, const struct division *d, size_t i, struct err *err)
{
    struct ground_shape *row = g->shapes[i];

    if (!wkb_read_area(d->shape, g->arena, &row[DETAIL_FULL].area, err))
        return false;
    for (int detail = DETAIL_FULL; detail < DETAILS; detail++) {
        struct ground_shape *s = &row[detail];

        if (detail > DETAIL_FULL && !d->outlines[detail - 1].shape.at) {
            *s = row[DETAIL_FULL]; /* too small to be simplified */
            continue;
        }
        if (detail > DETAIL_FULL) {
            if (!wkb_read_area(d->outlines[detail - 1].shape, g->arena, &s->area, err))
                return false;
            s->deviation_m = d->outlines[detail - 1].deviation_m;
        }
        s->json_at = g->json.len;
        geojson_write_area(&g->json, &s->area, CRS_84, DECIMALS);
        s->json_len = g->json.len - s->json_at;
    }
    return true;
}

static void fill_layers(struct ground *g, const struct division *rows)
{
    for (int layer = 0; layer < LAYERS; layer++) {
        struct box box = BOX_EMPTY;
        int *members = arena_alloc(g->arena, g->n_places, sizeof *members);
        size_t n = 0;

        for (size_t i = 0; i < g->n_places; i++) {
            if (!(rows[i].layers & layer_bits[layer]))
                continue;
            members[n++] = (int)i;
            box_add_box(&box, &g->shapes[i][DETAIL_FULL].area.box);
        }
        g->layers[layer] = members;
        g->layer_sizes[layer] = n;
        g->layer_boxes[layer] = box;
    }
}

static bool read_lines(struct ground *g, struct store *s, struct arena *scratch, struct err *err)
{
    struct boundary_line *rows;

    if (!store_boundary_lines(s, scratch, &rows, &g->n_lines, err))
        return false;
    g->lines = arena_alloc(g->arena, g->n_lines, sizeof *g->lines);
    g->line_kinds = arena_alloc(g->arena, g->n_lines, sizeof *g->line_kinds);
    size_t kept = 0;
    for (size_t i = 0; i < g->n_lines; i++) {
        /* The same lines stand in all three files; the province layer's are whole. */
        if (strcmp(rows[i].layer, "province") != 0)
            continue;
        if (!wkb_read_lines(rows[i].shape, g->arena, &g->lines[kept], err))
            return false;
        g->line_kinds[kept] = ground_line_kind(g, &g->lines[kept]);
        kept++;
    }
    g->n_lines = kept;
    return true;
}

static bool read_changes(struct ground *g, struct store *s, struct err *err)
{
    return store_code_changes(s, g->arena, &g->changes, &g->n_changes, err);
}

static void index_counties(struct ground *g)
{
    size_t n = g->layer_sizes[LAYER_COUNTIES];
    const struct multipolygon **shapes = mem_alloc(n, sizeof(void *));

    for (size_t i = 0; i < n; i++)
        shapes[i] = &g->shapes[g->layers[LAYER_COUNTIES][i]][DETAIL_FULL].area;
    g->locator = locator_new(shapes, n);
    free(shapes);
}

static size_t measure(const struct ground *g)
{
    size_t total = g->json.room + locator_memory(g->locator) + sizeof *g;
    for (size_t i = 0; i < g->n_places; i++) {
        for (int d = 0; d < DETAILS; d++) {
            const struct ground_shape *s = &g->shapes[i][d];
            if (d == 0 || s->area.xy != g->shapes[i][0].area.xy)
                total +=
                    s->area.n_points * 2 * sizeof(double) + s->area.n_rings * sizeof(struct ring);
        }
        total += sizeof(struct place) + DETAILS * sizeof(struct ground_shape) + 128;
    }
    return total;
}

static bool ground_fill(struct ground *g, struct store *s, struct arena *scratch, struct err *err)
{
    struct division *rows;

    if (!store_divisions(s, scratch, &rows, &g->n_places, err))
        return false;
    g->places = arena_alloc(g->arena, g->n_places, sizeof *g->places);
    g->shapes = arena_alloc(g->arena, g->n_places, sizeof *g->shapes);
    for (size_t i = 0; i < g->n_places; i++) {
        if (!read_place(g, &rows[i], i, err) || !read_shape(g, &rows[i], i, err))
            return false;
    }
    for (size_t i = 0; i < g->n_places; i++) {
        if (!link_place(g, &rows[i], i, err))
            return false;
    }
    fill_layers(g, rows);
    if (!read_lines(g, s, scratch, err) || !read_changes(g, s, err))
        return false;
    index_counties(g);
    for (int layer = 0; layer < LAYERS; layer++)
        ground_find_neighbours(g, (enum layer)layer);
    g->memory = measure(g);
    return true;
}

bool ground_build(struct store *s, const char *key, struct ground **out, struct err *err)
{
    struct ground *g = mem_alloc(1, sizeof *g);
    struct arena *scratch = arena_new();

    *out = NULL;
    atomic_init(&g->n_users, 1);
    g->key = mem_strdup(key);
    g->arena = arena_new();
    g->shelf = shelf_new();
    bool ok = ground_fill(g, s, scratch, err);
    arena_free(scratch);
    if (ok)
        *out = g;
    else
        ground_drop(g);
    return ok;
}

struct ground *ground_share(struct ground *g)
{
    atomic_fetch_add(&g->n_users, 1);
    return g;
}

void ground_drop(struct ground *g)
{
    if (!g || atomic_fetch_sub(&g->n_users, 1) != 1)
        return;
    shelf_free(g->shelf);
    locator_free(g->locator);
    buf_free(&g->json);
    arena_free(g->arena);
    free(g->key);
    free(g);
}
