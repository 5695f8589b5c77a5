/* query.h - what may be asked of a collection's items, read and checked. */
#ifndef API_OGC_QUERY_H
#define API_OGC_QUERY_H

#include "api/ogc/collection.h"

enum { ITEMS_DEFAULT = 100, ITEMS_MOST = 10000, MAX_QUERYABLES = 16 };

struct items_query {
    size_t limit, offset;
    enum detail detail;
    enum crs crs;
    bool has_crs;   /* crs= was given */
    size_t n_boxes; /* 0: none; 2: the box crosses the date line */
    struct box boxes[2];
    date_t first_day, last_day; /* datetime; DATE_NONE: open on that side */
    bool has_datetime;
    moment_t as_of;                     /* what the register said then; MOMENT_NONE: now */
    const char *values[MAX_QUERYABLES]; /* wanted value per queryable, NULL: any */
    enum format format;
};

bool items_query_read(const struct request *rq, const struct collection *c, struct items_query *q,
                      struct err *err);
/* Only crs, simplify, f and, where there is time, asOf: for a single feature. */
bool item_query_read(const struct request *rq, const struct collection *c, struct items_query *q,
                     struct err *err);
/* asOf may not lie before the register. */
bool items_query_check(const struct atlas *a, const struct items_query *q, struct err *err);

/* The collection on the days asked about, as the register had it then. */
struct source items_query_source(const struct request *rq, const struct atlas *a,
                                 const struct collection *c, const struct items_query *q);
bool items_query_matches(const struct items_query *q, const struct source *s, size_t i);

/* The same question written one way, with another offset: parameters in fixed order, f left out. */
const char *items_query_path(const struct request *rq, const struct collection *c,
                             const struct items_query *q, size_t offset);

#endif
