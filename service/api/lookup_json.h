/* lookup_json.h - one answer about one point, for single questions and for bulk. */
#ifndef API_LOOKUP_JSON_H
#define API_LOOKUP_JSON_H

#include "atlas/atlas.h"
#include "base/json_write.h"
#include "http/request.h"

struct lookup_point {
    double lon, lat; /* as they came, in their datum */
    enum datum datum;
    double accuracy; /* metres; below 0: not given */
    const char *id;  /* NULL: none */
};

/* Which day is asked about, and as the register stood when (MOMENT_NONE: now). */
struct lookup_times {
    date_t on;
    moment_t as_of;
};

bool lookup_read_datum(const char *name, enum datum *out, struct err *err);
bool lookup_read_times(const struct request *rq, struct lookup_times *t, struct err *err);
/* asOf may not lie before the first revision. */
bool lookup_check_times(const struct atlas *a, const struct lookup_times *t, struct err *err);

void put_lookup(struct json_writer *w, const struct atlas *a, const struct lookup_point *p,
                const struct lookup_times *t);

#endif
