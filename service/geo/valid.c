/* valid.c - asking GEOS whether a shape is sound, and what it calls the faults. */
#include "geo/geos_shape.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What GEOS calls a fault, and what we call it in Chinese; where it stands here the English is
 * kept. */
static const struct reason_row {
    const char *en, *zh;
} reasons[] = {
    {"Self-intersection", "边自相交"},
    {"Ring Self-intersection", "环自相交"},
    {"Hole lies outside shell", "孔洞在外环之外"},
    {"Holes are nested", "孔洞相互嵌套"},
    {"Interior is disconnected", "内部不连通"},
    {"Nested shells", "外环相互嵌套"},
    {"Duplicate Rings", "环重复"},
    {"Too few points in geometry component", "点数不足"},
    {"Invalid Coordinate", "坐标无效"},
    {"Ring is not closed", "环未闭合"},
};

static void remember_message(const char *message, void *userdata)
{
    struct geos *g = userdata;
    snprintf(g->message, sizeof g->message, "%s", message);
}

struct geos *geos_new(void)
{
    struct geos *g = mem_alloc(1, sizeof *g);

    g->handle = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(g->handle, remember_message, g);
    GEOSContext_setNoticeMessageHandler_r(g->handle, remember_message, g);
    return g;
}

void geos_free(struct geos *g)
{
    if (!g)
        return;
    GEOS_finish_r(g->handle);
    free(g);
}

static const char *reason_in_chinese(const char *reason)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (strcmp(reasons[i].en, reason) == 0)
            return reasons[i].zh;
    }
    return reason;
}

bool shape_is_valid(struct geos *g, const struct multipolygon *m, struct err *err)
{
    char *reason = NULL;
    GEOSGeometry *place = NULL;
    double x = 0, y = 0;

    if (m->n_rings == 0)
        return err_say(err, ERR_BAD_BODY, NULL, "the shape is empty", "图形为空");
    GEOSGeometry *shape = geos_from_shape(g, m, err);
    if (!shape)
        return false;
    char valid = GEOSisValidDetail_r(g->handle, shape, 0, &reason, &place);
    if (valid == 0 && place) {
        GEOSGeomGetX_r(g->handle, place, &x);
        GEOSGeomGetY_r(g->handle, place, &y);
    }
    if (valid == 0)
        err_say(err, ERR_BAD_BODY, NULL, "the shape is not valid: %1$s%2$.0s near %3$.6f, %4$.6f",
                "图形无效：在 %3$.6f, %4$.6f 附近%2$s%1$.0s", reason ? reason : "unknown",
                reason ? reason_in_chinese(reason) : "原因不明", x, y);
    else if (valid != 1)
        err_say(err, ERR_BAD_BODY, NULL, "the shape cannot be checked: %s", "无法检查图形：%s",
                g->message);
    if (reason)
        GEOSFree_r(g->handle, reason);
    if (place)
        GEOSGeom_destroy_r(g->handle, place);
    GEOSGeom_destroy_r(g->handle, shape);
    return valid == 1;
}

bool shape_mend(struct geos *g, const struct multipolygon *m, struct arena *arena,
                struct multipolygon *out, struct err *err)
{
    GEOSGeometry *shape = geos_from_shape(g, m, err), *valid;

    if (!shape)
        return false;
    valid = GEOSMakeValid_r(g->handle, shape);
    GEOSGeom_destroy_r(g->handle, shape);
    if (!valid)
        return err_set(err, ERR_INTERNAL, "the shape cannot be mended: %s", g->message);
    struct multipolygon mended = geos_to_shape(g, valid, arena);
    GEOSGeom_destroy_r(g->handle, valid);
    if (mended.n_rings == 0)
        return err_set(err, ERR_INTERNAL, "nothing with an area is left of the shape");
    multipolygon_orient(&mended);
    *out = mended;
    return true;
}
