/* people_use.c - how many sessions and tokens of each account are good at a moment. */
#include "store/people.h"

#include "store/internal.h"
#include "store/walk.h"

static const char USE[] =
    "SELECT (SELECT count(*) FROM session s WHERE s.person = p.id AND p.closed_ms IS NULL"
    "  AND s.used_ms >= $2 AND s.begun_ms >= $3),"
    " (SELECT count(*) FROM token t WHERE t.person = p.id AND p.closed_ms IS NULL"
    "  AND t.revoked_ms IS NULL AND (t.ends_ms IS NULL OR t.ends_ms > $1))"
    " FROM person p ORDER BY p.id";
enum { COL_SESSIONS, COL_TOKENS };

bool store_people_use(struct store *s, struct arena *a, moment_t now, struct person_use **out,
                      size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, USE, err);
    struct person_use *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, now);
    bind_int(q, 2, now - SESSION_IDLE_MS);
    bind_int(q, 3, now - SESSION_MOST_MS);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct person_use){
            .sessions = column_int(q, COL_SESSIONS),
            .tokens = column_int(q, COL_TOKENS),
        };
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}
