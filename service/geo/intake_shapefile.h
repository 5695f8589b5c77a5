/* intake_shapefile.h - the two members of a zipped Shapefile that are read, each on its own. */
#ifndef GEO_INTAKE_SHAPEFILE_H
#define GEO_INTAKE_SHAPEFILE_H

#include "geo/intake_draft.h"

/* The .shp: polygons, plain (5), with heights (15) or with measures (25).  The draft's frame is
 * open. */
bool intake_shp(struct bytes shp, struct draft *d, struct err *err);

/* The .prj: CGCS2000 and WGS 84 degrees, Gauss–Krüger zones of CGCS2000, web Mercator.  Anything
 * else is refused by its name. */
bool intake_prj(struct bytes prj, struct intake_crs *out, struct err *err);

#endif
