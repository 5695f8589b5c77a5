/* body_type.h - which types a body may have. */
#ifndef HTTP_BODY_TYPE_H
#define HTTP_BODY_TYPE_H

#include "base/err.h"

#include <stdbool.h>

/* type: lower case, without parameters.  is_file: of a route that takes files. */
bool body_type_fits(const char *type, bool is_file, struct err *err);
/* Of a route that takes shapes; none of these could be sent by a form either. */
bool body_type_is_shape(const char *type, struct err *err);

#endif
