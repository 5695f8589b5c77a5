/* extent_reports.c - see extent_reports.h. */
#include "store/extent_reports.h"

#include "store/internal.h"

#include <string.h>

static const char NEWEST[] = "SELECT id, made_of, sha256, body, at_ms FROM extent_report"
                             " WHERE application = $1 ORDER BY id DESC LIMIT 1";
static const char PUT[] = "INSERT INTO extent_report (application, made_of, body, sha256, at_ms)"
                          " VALUES ($1, $2, $3, $4, $5)";

bool store_extent_report(struct store *s, struct arena *a, int64_t application,
                         struct extent_report_row *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, NEWEST, err);
    int rc;

    *out = (struct extent_report_row){0};
    if (!q)
        return false;
    bind_int(q, 1, application);
    rc = stmt_step(q, err);
    if (rc == 1) {
        out->id = column_int(q, 0);
        column_digest(q, 1, &out->made_of);
        column_digest(q, 2, &out->sha256);
        out->body = column_text(q, 3, a);
        out->at = column_int(q, 4);
    }
    stmt_done(q);
    return rc >= 0;
}

bool store_extent_report_put(struct store *s, int64_t application, const struct sha256 *made_of,
                             const char *body, moment_t now, struct err *err)
{
    struct stmt *q = stmt_get(s->db, PUT, err);
    struct sha256 sum = sha256_of(body, strlen(body));

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_digest(q, 2, made_of);
    bind_text(q, 3, body);
    bind_digest(q, 4, &sum);
    bind_int(q, 5, now);
    return stmt_run(q, err);
}
