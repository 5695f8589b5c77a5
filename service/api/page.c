/* page.c - every list has pages of the same size. */
#include "api/page.h"

enum { ROWS = 100, MOST_ROWS = 1000, MOST_OFFSET = 1000000000 };

bool page_read(const struct request *rq, struct page *out, struct err *err)
{
    *out = (struct page){.limit = ROWS};
    return request_int(rq, "limit", 1, MOST_ROWS, &out->limit, err) &&
           request_int(rq, "offset", 0, MOST_OFFSET, &out->offset, err);
}

bool page_has(const struct page *page, int64_t before)
{
    return before >= page->offset && before - page->offset < page->limit;
}

void page_put(struct json_writer *w, const struct page *page, int64_t total)
{
    json_put_int(w, "total", total);
    json_put_int(w, "limit", page->limit);
    json_put_int(w, "offset", page->offset);
}
