/* notice_html.h - what the pages about public notices share: head and foot, the two languages, and
 * when a notice runs, in words.  They work without script; what was typed goes in escaped. */
#ifndef API_NOTICE_HTML_H
#define API_NOTICE_HTML_H

#include "atlas/notices.h"
#include "base/buf.h"
#include "http/request.h"

/* A text in the language of the page, and the query that keeps it: "" or "?lang=en". */
const char *page_say(const struct request *rq, const char *zh, const char *en);
const char *page_query(const struct request *rq);

/* title: in the tab, before the heading where they differ; self: its address without a query; json:
 * where the same stands for programs, NULL: nowhere. */
struct page_head {
    const char *title, *heading, *self, *json;
};
void page_begin(struct buf *out, const struct request *rq, const struct page_head *head);
void page_end(struct buf *out, const struct request *rq, const struct atlas *a);

void put_cell(struct buf *out, const char *text);
/* "2026-11-21 – 2026-11-25" */
void put_notice_days(struct buf *out, const struct notice *n);
/* Whether it runs, from when to when, and what that means for objections. */
void put_notice_state(struct buf *out, const struct request *rq, const struct notice *n);
/* A moment as a clock in China shows it. */
void put_clock(struct buf *out, const struct request *rq, moment_t at);
const char *entry_place_name(const struct atlas *a, const struct notice_entry *e);

#endif
