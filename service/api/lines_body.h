/* lines_body.h - boundary lines as somebody sends them: a FeatureCollection, a feature or a
 * geometry of lines, in degrees. */
#ifndef API_LINES_BODY_H
#define API_LINES_BODY_H

#include "geo/crs.h"
#include "geo/multipolygon.h"
#include "http/request.h"

/* Every line of it, moved to CGCS2000. */
bool lines_read(const struct request *rq, enum datum datum, struct multiline *out, struct err *err);

#endif
