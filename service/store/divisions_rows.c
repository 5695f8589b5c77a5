/* divisions_rows.c - the walks themselves; the enums in the header name their columns. */
#include "store/divisions_rows.h"

const struct digest_table division_tables[DIVISION_TABLES + 1] = {
    [ROWS_DIVISION] = {"division",
                       "SELECT code, digest, name, pinyin, initials, level, kind, parent, province,"
                       " layers, sub_provincial, area_m2, label_x, label_y, ST_AsBinary(shape)"
                       " FROM division ORDER BY code",
                       "UPDATE division SET digest = $1 WHERE code = $2"},
    [ROWS_OUTLINE] = {"outline",
                      "SELECT id, digest, code, degrees, deviation_m, ST_AsBinary(shape)"
                      " FROM outline ORDER BY id",
                      "UPDATE outline SET digest = $1 WHERE id = $2"},
    [ROWS_BOUNDARY_LINE] = {"boundary_line",
                            "SELECT id, digest, layer, place_in_file, ST_AsBinary(shape)"
                            " FROM boundary_line ORDER BY id",
                            "UPDATE boundary_line SET digest = $1 WHERE id = $2"},
    [ROWS_MENDED] = {"mended", "SELECT code, digest, reason FROM mended ORDER BY code",
                     "UPDATE mended SET digest = $1 WHERE code = $2"},
    [ROWS_CODE_CHANGE] = {"code_change",
                          "SELECT old_code, digest, new_code, source FROM code_change"
                          " ORDER BY old_code",
                          "UPDATE code_change SET digest = $1 WHERE old_code = $2"},
};
