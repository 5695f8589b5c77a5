/* round_known.c - see round_known.h. */
#include "store/round_known.h"

#include "store/internal.h"

static const char ROUND[] = "SELECT 1 FROM round WHERE id = $1";

bool store_round_there(struct store *s, const char *round, bool *there, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ROUND, err);

    if (!q)
        return false;
    bind_text(q, 1, round);
    return stmt_yes(q, there, err);
}

bool store_round_known(struct store *s, const char *round, struct err *err)
{
    bool there;

    return store_round_there(s, round, &there, err) &&
           (there ||
            err_say(err, ERR_NOT_FOUND, "round", "there is no round '%s'", "没有批次“%s”", round));
}
