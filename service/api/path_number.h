/* path_number.h - numbers of rows in an address: /api/v1/proposals/{id}. */
#ifndef API_PATH_NUMBER_H
#define API_PATH_NUMBER_H

#include "http/request.h"

#include <stdint.h>

/* The number in a part of the path; 0, which no row has, where it is none. */
int64_t path_row(const struct request *rq, size_t part);

/* The first of them, refused where it is none. */
bool path_id(const struct request *rq, int64_t *out, struct err *err);

#endif
