/* body_type.h - which types a body may have. */
#ifndef HTTP_BODY_TYPE_H
#define HTTP_BODY_TYPE_H

#include "base/err.h"

#include <stdbool.h>

/* type: lower case, without parameters.  is: enum route_is of the route, or-ed. */
bool body_type_fits(const char *type, unsigned is, struct err *err);

#endif
