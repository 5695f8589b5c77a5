/* institutions_rows.c - the walks themselves; the enums in the header name their columns. */
#include "store/institutions_rows.h"

#define TWO_TIMES ", recorded_ms, retracted_ms, recorded_in, retracted_in"

#define INSTITUTIONS                                                                               \
    "SELECT row, digest, id, zone, name, uscc, forms, ip_kinds, size, address, lon, lat,"          \
    " given_lon, given_lat, datum, since, until, source, origin" TWO_TIMES " FROM institution"
#define STAYS                                                                                      \
    "SELECT row, digest, institution, admitted, admission_reason, exited, exit_kind, exit_reason," \
    " misconduct, source" TWO_TIMES " FROM institution_stay"
#define MISCONDUCTS                                                                                \
    "SELECT row, digest, id, institution, kind, day, serious, words, document, lifted,"            \
    " lifted_document" TWO_TIMES " FROM institution_misconduct"
#define ASSESSMENTS                                                                                \
    "SELECT row, digest, institution, year, grade, words, document" TWO_TIMES                      \
    " FROM institution_assessment"

const struct digest_table institution_tables[INSTITUTION_TABLES + 1] = {
    [ROWS_INSTITUTION] = {"institution", INSTITUTIONS " ORDER BY row",
                          "UPDATE institution SET digest = $1 WHERE row = $2"},
    [ROWS_STAY] = {"institution_stay", STAYS " ORDER BY row",
                   "UPDATE institution_stay SET digest = $1 WHERE row = $2"},
    [ROWS_MISCONDUCT] = {"institution_misconduct", MISCONDUCTS " ORDER BY row",
                         "UPDATE institution_misconduct SET digest = $1 WHERE row = $2"},
    [ROWS_ASSESSMENT] = {"institution_assessment", ASSESSMENTS " ORDER BY row",
                         "UPDATE institution_assessment SET digest = $1 WHERE row = $2"},
    [ROWS_DRAW] = {"draw",
                   "SELECT id, digest, title, unit, zone, list, commitment, seed_ms, recorded_ms,"
                   " recorded_in FROM draw ORDER BY id",
                   "UPDATE draw SET digest = $1 WHERE id = $2"},
    [ROWS_DRAW_SEED] = {"draw_seed",
                        "SELECT draw, digest, seed, source, result, recorded_ms, recorded_in"
                        " FROM draw_seed ORDER BY draw",
                        "UPDATE draw_seed SET digest = $1 WHERE draw = $2"},
    [ROWS_DRAW_OUTCOME] = {"draw_outcome",
                           "SELECT id, digest, draw, target, inspected, outcome, document,"
                           " recorded_ms, recorded_in FROM draw_outcome ORDER BY id",
                           "UPDATE draw_outcome SET digest = $1 WHERE id = $2"},
};

const struct digest_table institution_tables_of[ROWS_ASSESSMENT + 1] = {
    [ROWS_INSTITUTION] = {.name = "institution",
                          .rows = INSTITUTIONS " WHERE id = $1 ORDER BY row"},
    [ROWS_STAY] = {.name = "institution_stay",
                   .rows = STAYS " WHERE institution = $1 ORDER BY row"},
    [ROWS_MISCONDUCT] = {.name = "institution_misconduct",
                         .rows = MISCONDUCTS " WHERE institution = $1 ORDER BY row"},
    [ROWS_ASSESSMENT] = {.name = "institution_assessment",
                         .rows = ASSESSMENTS " WHERE institution = $1 ORDER BY row"},
};

bool institution_seal(struct change *c, enum institution_table_row table, struct err *err)
{
    return !c->number || digest_seal(c->s, &institution_tables[table], err);
}
