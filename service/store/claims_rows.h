/* claims_rows.h - how the tables of lists, titles, rounds, quotas, bars and zones are walked, for
 * reading, sealing and checking alike. */
#ifndef STORE_CLAIMS_ROWS_H
#define STORE_CLAIMS_ROWS_H

#include "store/digest.h"

enum claim_table {
    ROWS_DOCUMENT,
    ROWS_ROSTER,
    ROWS_COMPLETENESS,
    ROWS_TITLE,
    ROWS_ROUND,
    ROWS_ROUND_SCOPE,
    ROWS_QUOTA,
    ROWS_BAR,
    ROWS_ZONE,
    ROWS_ZONE_PART,
    CLAIM_TABLES,
};

/* By enum claim_table; one row more, without a name, ends the list. */
extern const struct digest_table claim_tables[CLAIM_TABLES + 1];

/* The same rows of one holder or place ($1); for reading only. */
extern const struct digest_table titles_of_holder, bars_of_place;
/* Those of one zone ($1) that are on record now. */
extern const struct digest_table zone_of_id, parts_of_zone;

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
enum round_scope_column {
    COL_SCOPE_TRACKS = COL_CLAIM_FIRST,
    COL_SCOPE_UNIT,
    COL_SCOPE_ORIGIN,
    COL_SCOPE_SOURCE,
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

enum zone_column {
    COL_ZONE_ID = COL_CLAIM_FIRST,
    COL_ZONE_NAME,
    COL_ZONE_KIND,
    COL_ZONE_HOST_KIND,
    COL_ZONE_HOST_NAME,
    COL_ZONE_HOST_CODE,
    COL_ZONE_HOST_GUESS,
    COL_ZONE_UNIT,
    COL_ZONE_APPLICANT,
    COL_ZONE_DECLARED,
    COL_ZONE_SINCE,
    COL_ZONE_UNTIL,
    COL_ZONE_DOCUMENT,
    COL_ZONE_SOURCE,
    COL_ZONE_NOTE,
    COL_ZONE_ORIGIN,
    COL_ZONE_RECORDED,
    COL_ZONE_RETRACTED,
};
enum zone_part_column {
    COL_PART_ZONE = COL_CLAIM_FIRST,
    COL_PART_NUMBER,
    COL_PART_NAME,
    COL_PART_FUNCTION,
    COL_PART_STAGE,
    COL_PART_EXTENT,
    COL_PART_DECLARED,
    COL_PART_AREA,
    COL_PART_METHOD,
    COL_PART_CRS,
    COL_PART_ORIGINAL,
    COL_PART_GIVEN, /* east, south, west, north */
    COL_PART_SINCE = COL_PART_GIVEN + 4,
    COL_PART_UNTIL,
    COL_PART_DOCUMENT,
    COL_PART_SOURCE,
    COL_PART_ORIGIN,
    COL_PART_SHAPE,
    COL_PART_RECORDED,
    COL_PART_RETRACTED,
};

#endif
