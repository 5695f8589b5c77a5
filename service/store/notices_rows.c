/* notices_rows.c - the walks themselves; the enums in the header name their columns. */
#include "store/notices_rows.h"

const struct digest_table notice_tables[NOTICE_TABLES + 1] = {
    [ROWS_NOTICE] = {"notice",
                     "SELECT id, digest, round, track, level, title, document, published, length,"
                     " day_unit, counts_publication, first_day, last_day, recorded_ms, recorded_in"
                     " FROM notice ORDER BY id",
                     "UPDATE notice SET digest = $1 WHERE id = $2"},
    [ROWS_NOTICE_ENTRY] = {"notice_entry",
                           "SELECT id, digest, notice, application, place, unit, entered_ms,"
                           " left_ms, open, answered FROM notice_entry ORDER BY id",
                           "UPDATE notice_entry SET digest = $1 WHERE id = $2"},
    [ROWS_NOTICE_WITHDRAWN] = {"notice_withdrawn",
                               "SELECT notice, digest, reason, recorded_ms, recorded_in"
                               " FROM notice_withdrawn ORDER BY notice",
                               "UPDATE notice_withdrawn SET digest = $1 WHERE notice = $2"},
    [ROWS_WORKDAY] = {"workday",
                      "SELECT day, digest, is_workday, year, holiday, source FROM workday"
                      " ORDER BY day",
                      "UPDATE workday SET digest = $1 WHERE day = $2"},
    [ROWS_DEADLINE] = {"deadline",
                       "SELECT id, digest, round, track, event, last_day, source, at_ms"
                       " FROM deadline ORDER BY round, track, event",
                       "UPDATE deadline SET digest = $1 WHERE id = $2"},
    [ROWS_STANDARD] = {"standard",
                       "SELECT id, digest, unit, track, position, text, source, at_ms, ended_ms"
                       " FROM standard ORDER BY id",
                       "UPDATE standard SET digest = $1 WHERE id = $2"},
};

bool notice_seal(struct change *c, enum notice_table table, struct err *err)
{
    return !c->number || digest_seal(c->s, &notice_tables[table], err);
}
