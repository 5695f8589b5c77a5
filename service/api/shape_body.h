/* shape_body.h - a body that is a shape, in one of several formats, or the lines that bound one.
 *
 * The query says what the bytes do not: format=, crs=, name=.  May take long: for the threads that
 * may wait, never for the writer's. */
#ifndef API_SHAPE_BODY_H
#define API_SHAPE_BODY_H

#include "domain/zone.h"
#include "http/request.h"
#include "store/findings.h"

/* A sound shape on its way to the register. */
struct shape_taken {
    struct bytes wkb;
    double area_m2;
    enum shape_method method;
    const char *crs;
    struct attached original;
    const char *told; /* JSON: what was made of the bytes */
};

typedef bool shape_take(const struct request *rq, struct shape_taken *t, struct err *err);
shape_take shape_take_file, shape_take_lines;

#endif
