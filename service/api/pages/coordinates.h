/* coordinates.h - a point as people write it: decimal degrees, or degrees, minutes and seconds. */
#ifndef API_PAGES_COORDINATES_H
#define API_PAGES_COORDINATES_H

#include <stdbool.h>

/* "116.30, 39.96", "39.96N 116.30E", "东经116°18′0″ 北纬39°57′36″", "116 18 0 E, 39 57 36 N".
 * Letters or words say which is which; without them the longitude comes first, unless only the
 * other way round can lie in or near China.  false: not a point, so it may be a name or a code. */
bool coordinates_parse(const char *text, double *lon, double *lat);

#endif
