/* file.h - a whole file in memory, with a limit. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/err.h"

#include <stddef.h>

/* On success *data is malloc'd, NUL-terminated beyond size.  The path stands in the error. */
bool file_read(const char *path, size_t max_size, char **data, size_t *size, struct err *err);

#endif
