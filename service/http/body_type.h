/* body_type.h - which types a body may have. */
#ifndef HTTP_BODY_TYPE_H
#define HTTP_BODY_TYPE_H

#include "base/err.h"

#include <stdbool.h>

/* type: lower case, without parameters.  route_is: enum route_is of route.h, which says whether
 * data, a file or a shape is wanted. */
bool body_type_fits(const char *type, unsigned route_is, struct err *err);

#endif
