/* frame.h - what every public page has around it: head, name, ways to the other pages, sources.
 *
 * Pages work without script, each at an address that can be linked, indexed and printed.  All text
 * goes in escaped; a fault is answered as a page too, with the status and what to do. */
#ifndef API_PAGES_FRAME_H
#define API_PAGES_FRAME_H

#include "api/service.h"
#include "base/date.h"
#include "http/reply.h"

/* Which of the ways in the head is the one we are on. */
enum frame_here {
    HERE_NOWHERE,
    HERE_TITLES,
    HERE_ZONES,
    HERE_INSTITUTIONS,
    HERE_QUOTAS,
    HERE_CALENDAR,
    HERE_NOTICES,
    HERE_FIND,
    HERE_PLACES, /* after this one: no way in the head */
};

struct frame {
    const char *title;       /* of the page, in its language */
    const char *tab;         /* before it, in the tab alone; NULL: nothing */
    const char *self;        /* its address without a query; NULL: the one that was asked for */
    const char *description; /* for who lists pages; NULL: the title says it */
    enum frame_here here;
    const char *json, *csv, *geojson; /* the same as data; NULL: not offered */
    const char *address; /* path and query, without the language, that name what is shown; NULL: the
                            path that was asked for */
    bool unlisted;       /* nothing for who lists pages: a fault */
};

void frame_begin(struct buf *out, const struct request *rq, const struct frame *f);
/* Sources, boundary date and revision; a may be NULL. */
void frame_close(struct buf *out, const struct request *rq, const struct atlas *a);
/* The same, and answers and gives the atlas back.  key: as answer_atlas. */
void frame_end(struct buf *out, const struct request *rq, struct reply *rp, const struct atlas *a,
               const char *key);
/* The fault as a page of the right status.  Always true: the page is the answer. */
bool frame_fault(const struct request *rq, struct reply *rp, const struct err *err);

/* In the language of the page. */
const char *page_say(const struct request *rq, const char *zh, const char *en);
/* 2024年1月1日, or 1 January 2024; "" for DATE_NONE. */
const char *page_date(const struct request *rq, date_t d);
/* from–until as people write it, with 未公布 where a day is not known. */
const char *page_term(const struct request *rq, date_t since, date_t until);
/* path with the language of the page carried on (path has no query, or one that ends open). */
const char *page_href(const struct request *rq, const char *path);

/* <td> with text; an empty cell for NULL or "". */
void page_cell(struct buf *out, const char *text);
/* <a href> with text, both escaped. */
void page_link(struct buf *out, const struct request *rq, const char *path, const char *text);
/* <th scope=col> for each, in the language of the page. */
struct page_heading {
    const char *zh, *en;
};
void page_headings(struct buf *out, const struct request *rq, const struct page_heading *h,
                   size_t n);

/* <select> of recommending units, with the one that is chosen (NULL: all). */
void page_units(struct buf *out, const struct request *rq, const char *chosen);
/* <input type=text> of a day, with a pattern instead of the browser's own language. */
void page_day_field(struct buf *out, const struct request *rq, const char *name, const char *zh,
                    const char *en, date_t value);

#endif
