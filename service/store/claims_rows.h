/* claims_rows.h - how the tables of lists, titles, rounds, quotas and bars are walked, for reading,
 * sealing and checking alike. */
#ifndef STORE_CLAIMS_ROWS_H
#define STORE_CLAIMS_ROWS_H

#include "store/digest.h"

enum claim_table {
    ROWS_DOCUMENT,
    ROWS_ROSTER,
    ROWS_COMPLETENESS,
    ROWS_TITLE,
    ROWS_ROUND,
    ROWS_QUOTA,
    ROWS_BAR,
    CLAIM_TABLES,
};

/* By enum claim_table; one row more, without a name, ends the list. */
extern const struct digest_table claim_tables[CLAIM_TABLES + 1];

/* The same rows of one holder or place ($1); for reading only. */
extern const struct digest_table titles_of_holder, bars_of_place;

/* The columns of their `rows` texts; all begin with the key and the digest. */
enum { COL_CLAIM_KEY, COL_CLAIM_DIGEST, COL_CLAIM_FIRST };
enum roster_column {
    COL_ROSTER_KIND = COL_CLAIM_FIRST,
    COL_ROSTER_BATCH,
    COL_ROSTER_DOCUMENT,
    COL_ROSTER_SINCE,
    COL_ROSTER_UNTIL,
    COL_ROSTER_DECLARED,
    COL_ROSTER_SOURCE_KIND,
    COL_ROSTER_SOURCE,
    COL_ROSTER_RECORDED,
    COL_ROSTER_RETRACTED,
};
enum completeness_column {
    COL_COMPLETE_KIND = COL_CLAIM_FIRST,
    COL_COMPLETE_BATCH,
    COL_COMPLETE_UNIT,
    COL_COMPLETE_BASIS,
    COL_COMPLETE_RECORDED,
    COL_COMPLETE_RETRACTED,
};
enum title_column {
    COL_TITLE_KIND = COL_CLAIM_FIRST,
    COL_TITLE_NAME,
    COL_TITLE_HOLDER,
    COL_TITLE_HOST_GUESS,
    COL_TITLE_UNIT,
    COL_TITLE_BATCH,
    COL_TITLE_SUB_BATCH,
    COL_TITLE_SINCE,
    COL_TITLE_UNTIL,
    COL_TITLE_REVOKED,
    COL_TITLE_SUPERSEDED,
    COL_TITLE_SUPERSEDED_BY,
    COL_TITLE_DOCUMENT,
    COL_TITLE_CONFIDENCE,
    COL_TITLE_SOURCE_KIND,
    COL_TITLE_SOURCE,
    COL_TITLE_NOTE,
    COL_TITLE_ORIGIN,
    COL_TITLE_RECORDED,
    COL_TITLE_RETRACTED,
};
enum round_column {
    COL_ROUND_YEAR = COL_CLAIM_FIRST,
    COL_ROUND_DOCUMENT,
    COL_ROUND_TITLE,
    COL_ROUND_WINDOW_SINCE,
    COL_ROUND_WINDOW_UNTIL,
};
enum quota_column {
    COL_QUOTA_ROUND = COL_CLAIM_FIRST,
    COL_QUOTA_TRACK,
    COL_QUOTA_UNIT,
    COL_QUOTA_STATUS,
    COL_QUOTA_PLACES,
    COL_QUOTA_USED,
    COL_QUOTA_DESIGNATED,
    COL_QUOTA_SOURCE,
};
enum bar_column {
    COL_BAR_PLACE = COL_CLAIM_FIRST,
    COL_BAR_ROUND,
    COL_BAR_SINCE,
    COL_BAR_UNTIL,
    COL_BAR_DOCUMENT,
    COL_BAR_CRITICISM,
    COL_BAR_APPLICATION,
    COL_BAR_RECORDED,
    COL_BAR_RETRACTED,
};

#endif
