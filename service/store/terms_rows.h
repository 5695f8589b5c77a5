/* terms_rows.h - how the tables of what happened to zones, of targets and of measures are walked,
 * for reading, sealing and checking alike. */
#ifndef STORE_TERMS_ROWS_H
#define STORE_TERMS_ROWS_H

#include "store/change.h"
#include "store/digest.h"

enum terms_table { ROWS_ZONE_EVENT, ROWS_TARGET, ROWS_MEASURE, TERMS_TABLES };

/* By enum terms_table; one row more, without a name, ends the list. */
extern const struct digest_table terms_tables[TERMS_TABLES + 1];

/* The same rows of one zone ($1); for reading only. */
extern const struct digest_table zone_events_of_zone;

/* At the end of a change of this table; nothing is done when nothing differed. */
bool terms_seal(struct change *c, enum terms_table table, struct err *err);

/* The columns of their `rows` texts; all begin with the key and the digest. */
enum { COL_TERMS_KEY, COL_TERMS_DIGEST, COL_TERMS_FIRST };
enum zone_event_column {
    COL_EVENT_ZONE = COL_TERMS_FIRST,
    COL_EVENT_TRACK,
    COL_EVENT_EVENT,
    COL_EVENT_DAY,
    COL_EVENT_YEAR,
    COL_EVENT_LIMIT,
    COL_EVENT_TITLE,
    COL_EVENT_APPLICATION,
    COL_EVENT_DOCUMENT,
    COL_EVENT_SOURCE,
    COL_EVENT_NOTE,
    COL_EVENT_ORIGIN,
    COL_EVENT_RECORDED,
    COL_EVENT_RETRACTED,
};
enum target_column {
    COL_TARGET_ZONE = COL_TERMS_FIRST,
    COL_TARGET_CODE,
    COL_TARGET_POSITION,
    COL_TARGET_NAME,
    COL_TARGET_NAME_EN,
    COL_TARGET_SIGN,
    COL_TARGET_VALUE,
    COL_TARGET_UNIT,
    COL_TARGET_UNIT_EN,
    COL_TARGET_WORDS,
    COL_TARGET_YEAR,
    COL_TARGET_BASE_YEAR,
    COL_TARGET_DOCUMENT,
    COL_TARGET_CLAUSE,
    COL_TARGET_SOURCE,
    COL_TARGET_NOTE,
    COL_TARGET_ORIGIN,
    COL_TARGET_RECORDED,
    COL_TARGET_RETRACTED,
};
enum measure_column {
    COL_MEASURE_ZONE = COL_TERMS_FIRST,
    COL_MEASURE_TARGET,
    COL_MEASURE_YEAR,
    COL_MEASURE_VALUE,
    COL_MEASURE_SOURCE,
    COL_MEASURE_NOTE,
    COL_MEASURE_ORIGIN,
    COL_MEASURE_RECORDED,
    COL_MEASURE_RETRACTED,
};

#endif
