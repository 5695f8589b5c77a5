/* part_words.h - what is said of a part in words and numbers, proposed or published. */
#ifndef API_PART_WORDS_H
#define API_PART_WORDS_H

#include "domain/extent.h"
#include "http/request.h"

struct cJSON;

struct part_words {
    const char *name, *function, *stage, *extent_text; /* NULL but for the name: not said */
    double declared_m2;                                /* NAN: not said */
    double given[EXTENT_SIDES];                        /* degrees; NAN: none */
};

/* The names of the members, for write_body. */
#define PART_WORDS "name", "function", "stage", "extent_text", "declared_m2", "given_limits"

/* name is needed; what is not there is not said. */
bool part_words_read(const struct request *rq, const struct cJSON *body, struct part_words *out,
                     struct err *err);

/* A square metre, 100,000 km². */
#define AREA_LEAST 1.0
#define AREA_MOST 1e11

#endif
