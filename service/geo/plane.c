/* plane.c - one transverse Mercator of PROJ; no data files and no network are asked for. */
#include "geo/plane.h"

#include "base/mem.h"
#include "geo/ellipsoid.h"

#include <assert.h>
#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>

struct plane {
    PJ_CONTEXT *context;
    PJ *projection;
};

struct plane *plane_new(double central_meridian)
{
    struct plane *p = mem_alloc(1, sizeof *p);
    char text[160];

    snprintf(text, sizeof text,
             "+proj=tmerc +lat_0=0 +lon_0=%.12f +k=1 +x_0=500000 +y_0=0 +a=%.1f +rf=%.9f +units=m",
             central_meridian, ELLIPSOID_A, 1 / ELLIPSOID_F);
    p->context = proj_context_create();
    assert(p->context);
    proj_log_level(p->context, PJ_LOG_NONE);
    p->projection = proj_create(p->context, text);
    assert(p->projection);
    return p;
}

void plane_free(struct plane *p)
{
    if (!p)
        return;
    proj_destroy(p->projection);
    proj_context_destroy(p->context);
    free(p);
}

bool plane_from_lonlat(const struct plane *p, double lon, double lat, double *x, double *y)
{
    PJ_COORD in = proj_coord(lon * RADIANS_PER_DEGREE, lat * RADIANS_PER_DEGREE, 0, 0);
    PJ_COORD out = proj_trans(p->projection, PJ_FWD, in);

    *x = out.xy.x;
    *y = out.xy.y;
    return isfinite(*x) && isfinite(*y);
}

bool plane_to_lonlat(const struct plane *p, double x, double y, double *lon, double *lat)
{
    PJ_COORD out = proj_trans(p->projection, PJ_INV, proj_coord(x, y, 0, 0));

    *lon = out.lp.lam / RADIANS_PER_DEGREE;
    *lat = out.lp.phi / RADIANS_PER_DEGREE;
    return isfinite(*lon) && isfinite(*lat);
}
