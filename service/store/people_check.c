/* people_check.c - who may do what is not published, so it is not sealed; but every account and
 * every expert was entered in the chain, and there it cannot be changed unseen. */
#include "store/people_check.h"

#include "base/mem.h"
#include "store/questions.h"

static const struct check_question questions[] = {
    {"WITH added AS (SELECT object, json_extract(detail, '$.after.role') AS role,"
     "  json_extract(detail, '$.after.unit') AS unit,"
     "  json_extract(detail, '$.after.place') AS place FROM audit WHERE action = 'person-add' AND "
     "outcome = 'done')"
     " SELECT p.id FROM person p LEFT JOIN added a ON a.object = 'person/' || p.id"
     " WHERE a.role IS NOT p.role OR a.unit IS NOT p.unit OR a.place IS NOT p.place ORDER BY p.id",
     "account %s: its role or scope is not the one that was entered"},
    {"WITH named AS (SELECT DISTINCT object, json_extract(detail, '$.after.round') AS round,"
     "  json_extract(detail, '$.after.unit') AS unit"
     "  FROM audit WHERE action = 'expert-name' AND outcome = 'done')"
     " SELECT e.person FROM expert e LEFT JOIN named n"
     "  ON n.object = 'person/' || e.person AND n.round = e.round AND n.unit = e.unit"
     " WHERE n.object IS NULL ORDER BY e.person",
     "account %s: is an expert of a round, or from a unit, that was not entered"},
    {"SELECT p.id FROM person p JOIN audit a ON a.object = 'person/' || p.id"
     " WHERE a.action = 'person-close' AND a.outcome = 'done' AND p.closed_ms IS NULL"
     " ORDER BY p.id",
     "account %s: was closed and is open"},
    {"SELECT p.id FROM person p WHERE p.closed_ms IS NOT NULL"
     " AND (EXISTS (SELECT 1 FROM session s WHERE s.person = p.id)"
     " OR EXISTS (SELECT 1 FROM token t WHERE t.person = p.id"
     " AND t.revoked_ms IS NULL)) ORDER BY p.id",
     "account %s: is closed and can still be used"},
};

bool check_people(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err);
}
