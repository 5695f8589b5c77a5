/* list.h - what public lists share: columns to sort by, pages, and the address that says both.
 *
 * Everything is in the address, so a list can be linked, and the back button works: sort=NAME (or
 * -NAME, downwards) and page=N; what a form does not offer it carries on. */
#ifndef API_PAGES_LIST_H
#define API_PAGES_LIST_H

#include "http/request.h"

/* A column; name NULL: not one to sort by. */
struct list_column {
    const char *name, *zh, *en;
};
struct list_order {
    size_t column;
    bool down;
};
/* The first column where sort= is absent or names none that sorts: a list is never refused for it.
 */
struct list_order list_order_read(const struct request *rq, const struct list_column *columns,
                                  size_t n);
/* <thead>: each column that sorts leads to the list sorted by it, or the other way round. */
void list_put_headings(struct buf *out, const struct request *rq, const struct list_column *columns,
                       size_t n, struct list_order order);
/* The order as a hidden field, so that a form keeps it. */
void list_put_order_field(struct buf *out, const struct request *rq);
/* "?a=b&name=value": the query that was sent, with this in place of what it said of name; a page
 * number is dropped unless it is what is set.  value NULL: without it. */
const char *list_address(const struct request *rq, const char *name, const char *value);

enum { LIST_ROWS = 50 };
struct list_page {
    size_t first, n, pages, number, total; /* rows first … first + n - 1; number counts from 1 */
};
/* Beyond the last page there is the last page. */
struct list_page list_page_read(const struct request *rq, size_t total);
/* <nav> with the ways to the pages before and after; nothing where there is one page only. */
void list_put_pager(struct buf *out, const struct request *rq, const struct list_page *p);

/* One field of a form: <select> with a first choice that asks for nothing. */
void list_put_select_open(struct buf *out, const struct request *rq, const char *name,
                          const char *zh, const char *en, const char *all_zh, const char *all_en);
void list_put_option(struct buf *out, const char *value, const char *label, bool chosen);
void list_put_select_close(struct buf *out);

#endif
