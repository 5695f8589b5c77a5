/* people_json.h - pages of a list, moments, and numbers in a path. */
#ifndef API_PEOPLE_JSON_H
#define API_PEOPLE_JSON_H

#include "base/json_write.h"
#include "http/request.h"

#include <stdint.h>

struct page {
    size_t limit, offset;
};

/* limit and offset; refuses every other parameter. */
bool page_read(const struct request *rq, struct page *out, struct err *err);
/* "limit", "offset" and "total" */
void page_put(struct json_writer *w, const struct page *page, size_t total);

/* A moment, or the end of a day in Shanghai; *out stays where there is none. */
struct cJSON;
bool body_moment(const struct request *rq, const struct cJSON *body, const char *name,
                 moment_t *out, struct err *err);

/* The first {part} of the path as a number.  What is none is not there. */
bool path_id(const struct request *rq, int64_t *out, struct err *err);

#endif
