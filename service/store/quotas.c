/* quotas.c - places of a round as the register holds them. */
#include "store/quotas.h"

#include "store/claims_rows.h"
#include "store/internal.h"
#include "store/walk.h"

static bool quota_from_row(struct stmt *row, struct arena *a, struct quota *q, struct err *err)
{
    *q = (struct quota){
        .round = column_text(row, COL_QUOTA_ROUND, a),
        .unit = column_text(row, COL_QUOTA_UNIT, a),
        .places = column_is_null(row, COL_QUOTA_PLACES) ? QUOTA_NOT_KNOWN
                                                        : (int)column_int(row, COL_QUOTA_PLACES),
        .used = (int)column_int(row, COL_QUOTA_USED),
        .designated = (int)column_int(row, COL_QUOTA_DESIGNATED),
        .source = column_text(row, COL_QUOTA_SOURCE, a),
    };
    return (track_parse(column_text(row, COL_QUOTA_TRACK, a), &q->track) &&
            quota_status_parse(column_text(row, COL_QUOTA_STATUS, a), &q->status)) ||
           err_set(err, ERR_INTERNAL, "the quota of %s in round %s holds a word that is not known",
                   q->unit, q->round);
}

bool store_quotas(struct store *s, struct arena *a, struct quota **out, size_t *n, struct err *err)
{
    struct quota *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &claim_tables[ROWS_QUOTA], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (quota_from_row(w.row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}
