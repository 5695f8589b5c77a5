/* divisions_rows.h - how the tables of places are walked, for reading, sealing and checking alike.
 *
 * Digests cover the shapes as WKB, not as SpatiaLite keeps them, so they stay the same in another
 * engine. */
#ifndef STORE_DIVISIONS_ROWS_H
#define STORE_DIVISIONS_ROWS_H

#include "store/digest.h"

enum division_table {
    ROWS_DIVISION,
    ROWS_OUTLINE,
    ROWS_BOUNDARY_LINE,
    ROWS_MENDED,
    ROWS_CODE_CHANGE,
    DIVISION_TABLES,
};

/* By enum division_table; one row more, without a name, ends the list. */
extern const struct digest_table division_tables[DIVISION_TABLES + 1];

/* The columns of their `rows` texts; all begin with the key and the digest. */
enum { COL_ROW_KEY, COL_ROW_DIGEST, COL_ROW_FIRST };
enum division_column {
    COL_NAME = COL_ROW_FIRST,
    COL_PINYIN,
    COL_INITIALS,
    COL_LEVEL,
    COL_KIND,
    COL_PARENT,
    COL_PROVINCE,
    COL_LAYERS,
    COL_SUB_PROVINCIAL,
    COL_AREA,
    COL_LABEL_X,
    COL_LABEL_Y,
    COL_SHAPE,
};
enum outline_column { COL_OF_CODE = COL_ROW_FIRST, COL_DEGREES, COL_DEVIATION, COL_LIGHT_SHAPE };
enum line_column { COL_LAYER = COL_ROW_FIRST, COL_PLACE_IN_FILE, COL_LINE_SHAPE };
enum change_column { COL_NEW_CODE = COL_ROW_FIRST, COL_SOURCE };

#endif
