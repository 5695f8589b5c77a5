/* terms_rows.c - the walks themselves; the enums in the header name their columns. */
#include "store/terms_rows.h"

#define TWO_TIMES ", recorded_ms, retracted_ms, recorded_in, retracted_in, retracted_by"
#define EVENTS                                                                                     \
    "SELECT id, digest, zone, track, event, day, year, limit_day, title, application, document,"   \
    " source, note, origin" TWO_TIMES " FROM zone_event"

const struct digest_table terms_tables[TERMS_TABLES + 1] = {
    [ROWS_ZONE_EVENT] = {"zone_event", EVENTS " ORDER BY id",
                         "UPDATE zone_event SET digest = $1 WHERE id = $2"},
    [ROWS_TARGET] = {"target",
                     "SELECT id, digest, zone, code, position, name, name_en, sign, value, unit,"
                     " unit_en, words, year, base_year, document, clause, source, note,"
                     " origin" TWO_TIMES " FROM target ORDER BY id",
                     "UPDATE target SET digest = $1 WHERE id = $2"},
    [ROWS_MEASURE] = {"measure",
                      "SELECT id, digest, zone, target, year, value, source, note,"
                      " origin" TWO_TIMES " FROM measure ORDER BY id",
                      "UPDATE measure SET digest = $1 WHERE id = $2"},
};

const struct digest_table zone_events_of_zone = {.name = "zone_event",
                                                 .rows = EVENTS " WHERE zone = $1 ORDER BY id"};

bool terms_seal(struct change *c, enum terms_table table, struct err *err)
{
    return !c->number || digest_seal(c->s, &terms_tables[table], err);
}
