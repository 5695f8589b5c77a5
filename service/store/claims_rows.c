/* claims_rows.c - the walks themselves; the enums in the header name their columns. */
#include "store/claims_rows.h"

#define TWO_TIMES ", recorded_ms, retracted_ms, recorded_in, retracted_in"

#define TITLES                                                                                     \
    "SELECT id, digest, kind, name, holder, host_guess, unit, batch, sub_batch, since, until,"     \
    " revoked, superseded, superseded_by, document, confidence, source_kind, source, note,"        \
    " origin" TWO_TIMES ", retracted_by FROM title"
#define BARS                                                                                       \
    "SELECT id, digest, place, round, since, until, document, criticism, application" TWO_TIMES    \
    " FROM bar"
#define ZONES                                                                                      \
    "SELECT row, digest, id, name, kind, host_kind, host_name, host_code, host_guess, unit,"       \
    " applicant, declared_m2, since, until, document, source, note, origin" TWO_TIMES              \
    ", retracted_by FROM zone"
#define PARTS                                                                                      \
    "SELECT row, digest, zone, number, name, function, stage, extent_text, declared_m2, area_m2,"  \
    " method, crs, original, given_east, given_south, given_west, given_north, since, until,"      \
    " document, source, origin, ST_AsBinary(shape)" TWO_TIMES ", retracted_by FROM zone_part"

const struct digest_table claim_tables[CLAIM_TABLES + 1] = {
    [ROWS_DOCUMENT] = {"document",
                       "SELECT id, digest, ref, number, title, dated, published, confidence,"
                       " sources, note" TWO_TIMES " FROM document ORDER BY id",
                       "UPDATE document SET digest = $1 WHERE id = $2"},
    [ROWS_ROSTER] = {"roster",
                     "SELECT id, digest, kind, batch, document, since, until, declared,"
                     " source_kind, source" TWO_TIMES " FROM roster ORDER BY id",
                     "UPDATE roster SET digest = $1 WHERE id = $2"},
    [ROWS_COMPLETENESS] = {"completeness",
                           "SELECT id, digest, kind, batch, unit, basis" TWO_TIMES
                           " FROM completeness ORDER BY id",
                           "UPDATE completeness SET digest = $1 WHERE id = $2"},
    [ROWS_TITLE] = {"title", TITLES " ORDER BY id", "UPDATE title SET digest = $1 WHERE id = $2"},
    [ROWS_ROUND] = {"round",
                    "SELECT id, digest, year, document, title, window_since, window_until, note"
                    " FROM round ORDER BY id",
                    "UPDATE round SET digest = $1 WHERE id = $2"},
    [ROWS_ROUND_SCOPE] = {"round_scope",
                          "SELECT round, digest, tracks, unit, origin, source FROM round_scope"
                          " ORDER BY round",
                          "UPDATE round_scope SET digest = $1 WHERE round = $2"},
    [ROWS_QUOTA] = {"quota",
                    "SELECT id, digest, round, track, unit, status, places, used, designated,"
                    " source FROM quota ORDER BY round, track, unit",
                    "UPDATE quota SET digest = $1 WHERE id = $2"},
    [ROWS_BAR] = {"bar", BARS " ORDER BY id", "UPDATE bar SET digest = $1 WHERE id = $2"},
    [ROWS_ZONE] = {"zone", ZONES " ORDER BY row", "UPDATE zone SET digest = $1 WHERE row = $2"},
    [ROWS_ZONE_PART] = {"zone_part", PARTS " ORDER BY row",
                        "UPDATE zone_part SET digest = $1 WHERE row = $2"},
};

const struct digest_table titles_of_holder = {.name = "title",
                                              .rows = TITLES " WHERE holder = $1 ORDER BY id"};
const struct digest_table bars_of_place = {.name = "bar",
                                           .rows = BARS " WHERE place = $1 ORDER BY id"};
const struct digest_table zone_of_id = {
    .name = "zone", .rows = ZONES " WHERE retracted_ms IS NULL AND id = $1 ORDER BY row"};
const struct digest_table parts_of_zone = {
    .name = "zone_part",
    .rows = PARTS " WHERE retracted_ms IS NULL AND zone = $1 ORDER BY number, row"};
