/* page.h - a page of a list: limit and offset in, limit, offset and total out. */
#ifndef API_PAGE_H
#define API_PAGE_H

#include "base/json_write.h"
#include "http/request.h"

struct page {
    long limit, offset;
};

/* limit and offset where they are given; that nothing else is, is for request_allow. */
bool page_read(const struct request *rq, struct page *out, struct err *err);
/* Is the row that so many others stand before on it? */
bool page_has(const struct page *page, int64_t before);
/* "total", "limit" and "offset" */
void page_put(struct json_writer *w, const struct page *page, int64_t total);

#endif
