/* body_type.h - which types a body may have. */
#ifndef HTTP_BODY_TYPE_H
#define HTTP_BODY_TYPE_H

#include "base/err.h"

#include <stdbool.h>

/* type: lower case, without parameters.  is_file: of a route that takes files. */
bool body_type_fits(const char *type, bool is_file, struct err *err);

#endif
