/* people_verify.c - who may do what is not published, so it is not sealed; but every account and
 * every expert was entered in the chain, and there it cannot be changed unseen. */
#include "store/people_verify.h"

#include "base/mem.h"
#include "store/internal.h"

#include <inttypes.h>

static const char CHANGED_ACCOUNTS[] =
    "WITH added AS (SELECT object, json_extract(detail, '$.after.role') AS role,"
    "  json_extract(detail, '$.after.unit') AS unit, json_extract(detail, '$.after.place') AS place"
    "  FROM audit WHERE action = 'person-add' AND outcome = 'done')"
    " SELECT p.id FROM person p LEFT JOIN added a ON a.object = 'person/' || p.id"
    " WHERE a.role IS NOT p.role OR a.unit IS NOT p.unit OR a.place IS NOT p.place ORDER BY p.id";
static const char CHANGED_EXPERTS[] =
    "WITH named AS (SELECT DISTINCT object, json_extract(detail, '$.after.round') AS round,"
    "  json_extract(detail, '$.after.unit') AS unit"
    "  FROM audit WHERE action = 'expert-name' AND outcome = 'done')"
    " SELECT e.person FROM expert e LEFT JOIN named n"
    "  ON n.object = 'person/' || e.person AND n.round = e.round AND n.unit = e.unit"
    " WHERE n.object IS NULL ORDER BY e.person";
static const char OPEN_AGAIN[] =
    "SELECT p.id FROM person p JOIN audit a ON a.object = 'person/' || p.id"
    " WHERE a.action = 'person-close' AND a.outcome = 'done' AND p.closed_ms IS NULL ORDER BY p.id";
static const char STILL_IN[] = "SELECT p.id FROM person p WHERE p.closed_ms IS NOT NULL"
                               " AND (EXISTS (SELECT 1 FROM session s WHERE s.person = p.id)"
                               " OR EXISTS (SELECT 1 FROM token t WHERE t.person = p.id"
                               " AND t.revoked_ms IS NULL)) ORDER BY p.id";

static const struct {
    const char *sql, *says;
} rows[] = {
    {CHANGED_ACCOUNTS, "its role or scope is not the one that was entered"},
    {CHANGED_EXPERTS, "is an expert of a round, or from a unit, that was not entered"},
    {OPEN_AGAIN, "was closed and is open"},
    {STILL_IN, "is closed and can still be used"},
};

bool check_people(struct store *s, struct report *r, struct err *err)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct stmt *q = stmt_get(s->db, rows[i].sql, err);
        int rc;

        if (!q)
            return false;
        while ((rc = stmt_step(q, err)) == 1)
            report_finding(r, "account %" PRId64 ": %s", column_int(q, 0), rows[i].says);
        stmt_done(q);
        if (rc < 0)
            return false;
    }
    return true;
}
