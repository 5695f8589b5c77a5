/* lookup_json.h - one answer about one point, for single questions and for bulk. */
#ifndef API_LOOKUP_JSON_H
#define API_LOOKUP_JSON_H

#include "api/title_json.h"
#include "atlas/atlas.h"
#include "base/json_write.h"
#include "http/request.h"

struct lookup_point {
    double lon, lat; /* as they came, in their datum */
    enum datum datum;
    double accuracy; /* metres; below 0: not given */
    const char *id;  /* NULL: none */
};

bool lookup_read_datum(const char *name, enum datum *out, struct err *err);

/* All that the answers to one request share. */
struct lookup_view {
    const struct request *rq;
    const struct atlas *a;
    struct view view;
    date_t on;
};

void put_lookup(struct json_writer *w, const struct lookup_view *l, const struct lookup_point *p);
/* The one word, for tables: "in", "not_in", "unknown", "near_boundary". */
const char *lookup_word(const struct lookup_view *l, const struct lookup_point *p,
                        const struct chain *chain);

#endif
