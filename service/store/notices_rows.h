/* notices_rows.h - how the tables of notices, working days, deadlines and standards are walked, for
 * reading, sealing and checking alike. */
#ifndef STORE_NOTICES_ROWS_H
#define STORE_NOTICES_ROWS_H

#include "store/change.h"
#include "store/digest.h"

enum notice_table {
    ROWS_NOTICE,
    ROWS_NOTICE_ENTRY,
    ROWS_NOTICE_WITHDRAWN,
    ROWS_WORKDAY,
    ROWS_DEADLINE,
    ROWS_STANDARD,
    NOTICE_TABLES,
};

/* By enum notice_table; one row more, without a name, ends the list. */
extern const struct digest_table notice_tables[NOTICE_TABLES + 1];

/* At the end of a change of this table; nothing is done when nothing differed. */
bool notice_seal(struct change *c, enum notice_table table, struct err *err);

/* The columns of their `rows` texts; all begin with the key and the digest. */
enum { COL_NOTICE_KEY, COL_NOTICE_DIGEST, COL_NOTICE_FIRST };
enum notice_column {
    COL_NOTICE_ROUND = COL_NOTICE_FIRST,
    COL_NOTICE_TRACK,
    COL_NOTICE_LEVEL,
    COL_NOTICE_TITLE,
    COL_NOTICE_DOCUMENT,
    COL_NOTICE_PUBLISHED,
    COL_NOTICE_LENGTH,
    COL_NOTICE_DAY_UNIT,
    COL_NOTICE_COUNTS,
    COL_NOTICE_FIRST_DAY,
    COL_NOTICE_LAST_DAY,
    COL_NOTICE_RECORDED,
};
enum notice_entry_column {
    COL_ENTRY_NOTICE = COL_NOTICE_FIRST,
    COL_ENTRY_APPLICATION,
    COL_ENTRY_PLACE,
    COL_ENTRY_UNIT,
    COL_ENTRY_ENTERED,
    COL_ENTRY_LEFT,
    COL_ENTRY_OPEN,
    COL_ENTRY_ANSWERED,
};
enum notice_withdrawn_column {
    COL_WITHDRAWN_REASON = COL_NOTICE_FIRST,
    COL_WITHDRAWN_RECORDED,
};
enum workday_column {
    COL_WORKDAY_IS = COL_NOTICE_FIRST,
    COL_WORKDAY_YEAR,
    COL_WORKDAY_HOLIDAY,
    COL_WORKDAY_SOURCE,
};
enum deadline_column {
    COL_DEADLINE_ROUND = COL_NOTICE_FIRST,
    COL_DEADLINE_TRACK,
    COL_DEADLINE_EVENT,
    COL_DEADLINE_LAST_DAY,
    COL_DEADLINE_SOURCE,
};
enum standard_column {
    COL_STANDARD_UNIT = COL_NOTICE_FIRST,
    COL_STANDARD_TRACK,
    COL_STANDARD_POSITION,
    COL_STANDARD_TEXT,
    COL_STANDARD_SOURCE,
    COL_STANDARD_AT,
    COL_STANDARD_ENDED,
};

#endif
