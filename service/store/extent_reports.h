/* extent_reports.h - extent reports as they were made, word for word.
 *
 * made_of is a digest over everything a report looked at: as long as that stays, the report on
 * record is the answer.  Those that an application once had are kept. */
#ifndef STORE_EXTENT_REPORTS_H
#define STORE_EXTENT_REPORTS_H

#include "base/arena.h"
#include "base/hash.h"
#include "store/store.h"

struct extent_report_row {
    int64_t id; /* 0: none */
    struct sha256 made_of, sha256;
    const char *body; /* JSON, in both languages */
    moment_t at;
};

/* The newest of an application. */
bool store_extent_report(struct store *s, struct arena *a, int64_t application,
                         struct extent_report_row *out, struct err *err);
/* Inside a transaction. */
bool store_extent_report_put(struct store *s, int64_t application, const struct sha256 *made_of,
                             const char *body, moment_t now, struct err *err);

#endif
