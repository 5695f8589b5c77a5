/* load_stage.c - the steps in their order.  Whoever changes what a load makes of the same inputs
 * raises LOADER, so that registers are made anew. */
#include "cli/load_stage.h"

#include "base/mem.h"
#include "cli/load_counts.h"
#include "cli/load_features.h"
#include "cli/load_names.h"
#include "cli/load_outlines.h"
#include "cli/load_places.h"
#include "cli/load_shapes.h"
#include "geo/wkb.h"
#include "store/divisions_staged.h"

#include <string.h>

static const char LOADER[] = "sizhi loader 1";

static const struct {
    enum place_level level;
    enum load_role role;
    const char *step;
} level_rows[] = {
    {LEVEL_PROVINCE, INPUT_PROVINCE_SHAPES, "shapes of provinces"},
    {LEVEL_PREFECTURE, INPUT_PREFECTURE_SHAPES, "shapes of prefectures"},
    {LEVEL_COUNTY, INPUT_COUNTY_SHAPES, "shapes of counties"},
};

struct stage {
    const struct load_inputs *in;
    struct arena *a;
    struct progress *progress;
    struct load_summary *sum;
    struct staged *file;
    struct geos *geos;
    struct features levels[LEVELS];
    struct load_names names;
    struct load_places places;
};

void load_stage_inputs(const struct load_inputs *in, struct arena *a,
                       struct staged_input out[LOAD_INPUTS + 1], size_t *n)
{
    struct sha256 loader = sha256_of(LOADER, strlen(LOADER));
    char hex[SHA256_HEX];

    for (size_t i = 0; i < LOAD_INPUTS; i++)
        out[i] = (struct staged_input){arena_printf(a, "divisions:%s", in->files[i].name),
                                       in->files[i].sha256};
    out[LOAD_INPUTS] =
        (struct staged_input){"divisions:loader", arena_strdup(a, sha256_hex(&loader, hex))};
    *n = LOAD_INPUTS + 1;
}

static bool read_everything(struct stage *st, struct err *err)
{
    for (size_t i = 0; i < COUNT(level_rows); i++) {
        progress_step(st->progress, level_rows[i].step);
        if (!load_features(&st->in->files[level_rows[i].role], st->a,
                           &st->levels[level_rows[i].level], err))
            return false;
    }
    progress_step(st->progress, "names, kinds, parents; is every shape sound?");
    return load_names(st->in, st->a, &st->names, err) &&
           load_places(st->levels, &st->names, st->a, &st->places, err) &&
           load_counts(&st->in->files[INPUT_COUNTS], &st->places, st->a, &st->sum->counted, err) &&
           load_shapes(&st->places, st->geos, st->a, st->progress, err);
}

/* ---- writing ---- */

static struct bytes as_wkb(struct buf *b, const struct multipolygon *m)
{
    b->len = 0;
    wkb_put_area(b, m);
    return (struct bytes){b->data, b->len};
}

static bool put_place(struct stage *st, const struct load_place *p,
                      struct buf wkb[1 + LOAD_OUTLINES], struct err *err)
{
    struct division d = p->d;

    d.shape = as_wkb(&wkb[0], &p->shape);
    for (size_t i = 0; i < LOAD_OUTLINES; i++) {
        if (p->outlines[i].shape.n_rings == 0)
            continue;
        d.outlines[i].shape = as_wkb(&wkb[1 + i], &p->outlines[i].shape);
        d.outlines[i].deviation_m = p->outlines[i].deviation_m;
    }
    if (p->mended) {
        const struct staged_mending m = {d.code, p->mended};

        if (!staged_put_mending(st->file, &m, err))
            return false;
    }
    return staged_put_division(st->file, &d, err);
}

static bool put_places(struct stage *st, struct err *err)
{
    struct buf wkb[1 + LOAD_OUTLINES] = {{0}};
    bool ok = true;

    for (size_t i = 0; ok && i < st->places.n; i++) {
        ok = put_place(st, &st->places.at[i], wkb, err);
        progress_part(st->progress, i + 1, st->places.n);
    }
    for (size_t i = 0; i < 1 + LOAD_OUTLINES; i++)
        buf_free(&wkb[i]);
    return ok;
}

static bool put_lines(struct stage *st, enum place_level level, struct err *err)
{
    const struct features *all = &st->levels[level];
    struct buf wkb = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < all->n; i++) {
        struct boundary_line line = {.layer = place_level_name(level)};

        if (all->at[i].geometry.kind != GEOMETRY_LINES)
            continue;
        wkb.len = 0;
        wkb_put_lines(&wkb, &all->at[i].geometry.lines);
        line.shape = (struct bytes){wkb.data, wkb.len};
        ok = staged_put_line(st->file, &line, (int)all->at[i].number, err);
        st->sum->n_lines++;
    }
    buf_free(&wkb);
    return ok;
}

static bool put_rest(struct stage *st, struct err *err)
{
    struct staged_input inputs[LOAD_INPUTS + 1];
    size_t n;

    for (size_t i = 0; i < COUNT(level_rows); i++) {
        if (!put_lines(st, level_rows[i].level, err))
            return false;
    }
    for (size_t i = 0; i < st->names.changes.n; i++) {
        const struct name_row *row = &st->names.changes.at[i];
        const struct code_change c = {row->code, row->name, row->more};

        if (!staged_put_change(st->file, &c, err))
            return false;
    }
    load_stage_inputs(st->in, st->a, inputs, &n);
    for (size_t i = 0; i < n; i++) {
        if (!staged_put_input(st->file, inputs[i].name, inputs[i].sha256, err))
            return false;
    }
    return true;
}

static void sum_up(const struct load_places *p, struct arena *a, struct load_summary *sum)
{
    sum->n_places = p->n;
    sum->n_provinces = load_count_layer(p, IN_PROVINCES);
    sum->n_cities = load_count_layer(p, IN_CITIES);
    sum->n_counties = load_count_layer(p, IN_COUNTIES);
    sum->mendings = "";
    for (size_t i = 0; i < p->n; i++) {
        const struct load_place *place = &p->at[i];

        if (place->mended)
            sum->mendings = arena_printf(a, "%smended %s %s: %s\n", sum->mendings, place->d.code,
                                         place->d.name, place->mended);
        for (size_t k = 0; k < LOAD_OUTLINES; k++) {
            if (place->outlines[k].shape.n_rings == 0)
                continue;
            sum->n_outlines[k]++;
            if (place->outlines[k].deviation_m > sum->deviation_m[k])
                sum->deviation_m[k] = place->outlines[k].deviation_m;
        }
    }
}

bool load_stage(const struct load_inputs *in, const char *path, struct arena *a,
                struct progress *progress, struct load_summary *out, struct err *err)
{
    struct stage st = {.in = in, .a = a, .progress = progress, .sum = out, .geos = geos_new()};
    bool ok = false;

    *out = (struct load_summary){0};
    if (!staged_create(&st.file, path, err) || !read_everything(&st, err) ||
        !load_outlines(&st.places, st.geos, a, progress, err))
        goto done;
    progress_step(progress, "writing what was prepared");
    sum_up(&st.places, a, out);
    if (put_places(&st, err) && put_rest(&st, err)) {
        ok = staged_finish(st.file, err);
        st.file = NULL;
    }

done:
    staged_drop(st.file);
    geos_free(st.geos);
    return ok;
}
