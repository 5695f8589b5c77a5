/* audit_find.c - entries that are looked for: by object, person, action, outcome and time. */
#include "store/audit_find.h"

#include "base/mem.h"
#include "store/audit_rows.h"
#include "store/internal.h"
#include "store/walk.h"

#define OTHERS                                                                                     \
    " seq > $1 AND seq < $2 AND ($3 < 0 OR coalesce(person, 0) = $3)"                              \
    " AND ($4 IS NULL OR action = $4) AND at_ms >= $5 AND at_ms < $6"                              \
    " AND ($7 = 0 OR (outcome = 'done') = ($7 = 1))"
#define ABOUT " WHERE object = $9 AND" OTHERS /* by the index of objects */
#define UP " ORDER BY seq LIMIT $8"
#define DOWN " ORDER BY seq DESC LIMIT $8"

static const char ALL_UP[] = AUDIT_COLUMNS " WHERE" OTHERS UP;
static const char ALL_DOWN[] = AUDIT_COLUMNS " WHERE" OTHERS DOWN;
static const char ABOUT_UP[] = AUDIT_COLUMNS ABOUT UP;
static const char ABOUT_DOWN[] = AUDIT_COLUMNS ABOUT DOWN;

static struct stmt *ask(struct store *s, const struct audit_wish *w, struct err *err)
{
    const char *sql = w->object ? (w->newest_first ? ABOUT_DOWN : ABOUT_UP)
                                : (w->newest_first ? ALL_DOWN : ALL_UP);
    struct stmt *q = stmt_get(s->db, sql, err);

    if (!q)
        return NULL;
    bind_int(q, 1, w->since);
    bind_int(q, 2, w->before);
    bind_int(q, 3, w->person);
    bind_text(q, 4, w->action);
    bind_int(q, 5, w->from);
    bind_int(q, 6, w->until);
    bind_int(q, 7, (int64_t)w->outcome);
    bind_int(q, 8, (int64_t)w->limit);
    if (w->object)
        bind_text(q, 9, w->object);
    return q;
}

bool audit_find(struct store *s, struct arena *a, const struct audit_wish *w,
                struct audit_entry **out, size_t *n, struct err *err)
{
    struct stmt *q = ask(s, w, err);
    struct audit_entry *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = audit_from_row(q, a);
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}
