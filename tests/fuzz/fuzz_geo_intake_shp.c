/* fuzz_geo_intake_shp.c - any bytes as a .shp, in every reference system: what comes out of it is a
 * shape that keeps the promises, or a refusal. */
#include "geo/intake_shapefile.h"
#include "intake_promises.h"

static void read_one(struct bytes shp, const struct intake_crs *crs)
{
    const struct intake_options limits = {.max_points = PROMISED_POINTS,
                                          .max_rings = PROMISED_RINGS};
    struct draft d = {.limits = &limits};
    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct multipolygon m;
    struct err err = {0};

    must(intake_frame_open(&d.frame, crs, &err));
    if (intake_shp(shp, &d, &err) && intake_draft_shape(g, &d, arena, &m, &err))
        promise_shape(g, &m, arena);
    else
        must((err.kind == ERR_BAD_BODY || err.kind == ERR_TOO_LARGE) && err.text[0] && err.zh[0]);
    intake_draft_free(&d);
    geos_free(g);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < sizeof promised_crs / sizeof promised_crs[0]; i++)
        read_one((struct bytes){(const char *)data, size}, &promised_crs[i]);
    return 0;
}
