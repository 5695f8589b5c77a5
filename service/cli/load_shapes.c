/* load_shapes.c - the only place where a legal shape is touched. */
#include "cli/load_shapes.h"

#include "geo/geodesic.h"

static bool mend(struct load_place *p, const char *reason, struct geos *g, struct arena *a,
                 struct err *err)
{
    struct err own = {0};

    if (!shape_mend(g, &p->shape, a, &p->shape, &own))
        return err_set(err, ERR_BAD_BODY,
                       "%s: feature %zu (%s %s): %s, and it cannot be mended: %s", p->path,
                       p->feature, p->d.code, p->d.name, reason, own.text);
    p->mended = arena_strdup(a, reason);
    return true;
}

bool load_shapes(struct load_places *p, struct geos *g, struct arena *a, struct progress *progress,
                 struct err *err)
{
    for (size_t i = 0; i < p->n; i++) {
        struct load_place *place = &p->at[i];
        struct err why = {0};

        multipolygon_orient(&place->shape);
        multipolygon_measure(&place->shape);
        if (!shape_is_valid(g, &place->shape, &why) && !mend(place, why.text, g, a, err))
            return false;
        place->d.area_m2 = geodesic_area(&place->shape);
        multipolygon_label_point(&place->shape, &place->d.label_x, &place->d.label_y);
        progress_part(progress, i + 1, p->n);
    }
    return true;
}

bool load_sound_outline(struct geos *g, struct arena *a, struct multipolygon *m)
{
    multipolygon_orient(m);
    multipolygon_measure(m);
    return shape_is_valid(g, m, NULL) || shape_mend(g, m, a, m, NULL);
}
