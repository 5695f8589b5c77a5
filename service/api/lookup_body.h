/* lookup_body.h - the points of a bulk question, read from JSON or CSV. */
#ifndef API_LOOKUP_BODY_H
#define API_LOOKUP_BODY_H

#include "api/lookup_json.h"
#include "base/mem.h"
#include "http/request.h"

enum { BULK_MOST = 10000 };

struct bulk_point {
    struct lookup_point point;
    const char *error_en, *error_zh; /* NULL: the point can be used */
};

struct bulk {
    enum datum datum; /* of every point */
    struct when when;
    struct bulk_point *points; /* in the request's arena */
    size_t n_points;
};

/* Fill points from the body; datum and days too where the JSON names them. */
bool bulk_read_json(struct bulk *b, const struct request *rq, struct err *err);
bool bulk_read_csv(struct bulk *b, const struct request *rq, struct err *err);

#endif
