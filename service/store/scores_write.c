/* scores_write.c - handing in a sheet, and closing a round and track.
 *
 * The digest of a sheet is over its salt, whose it is and when, and each of its scores in the order
 * of the tree; scores_check.c works it out again. */
#include "store/scores.h"

#include "base/secret.h"
#include "store/internal.h"
#include "store/round_known.h"
#include "store/scores_sheet.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

static const char ADD_SHEET[] = "INSERT INTO score_sheet (application, person, salt, digest, at_ms)"
                                " VALUES ($1, $2, $3, $4, $5)";
static const char ADD_SCORE[] =
    "INSERT INTO score (sheet, indicator, value, note) VALUES ($1, $2, $3, $4)";
static const char CLOSE[] = "INSERT INTO scores_closed (round, track, person, at_ms)"
                            " VALUES ($1, $2, $3, $4) ON CONFLICT (round, track) DO NOTHING";
static const char KEEP_EXPERTS[] =
    "INSERT INTO scores_closed_expert (round, track, person, unit)"
    " SELECT round, $2, person, unit FROM expert WHERE round = $1 AND ended_ms IS NULL";

/* ---- the digest ---- */

static void add_number(struct hasher *h, int64_t v)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, v);
    hasher_add_text(h, text);
}

struct hasher *sheet_digest_begin(const struct score_sheet *sheet)
{
    struct hasher *h = hasher_new();

    hasher_add(h, sheet->salt, sizeof sheet->salt);
    add_number(h, sheet->application);
    add_number(h, sheet->person);
    add_number(h, sheet->at);
    return h;
}

void sheet_digest_add(struct hasher *h, const char *code, int value, const char *note)
{
    hasher_add_text(h, code);
    add_number(h, value);
    hasher_add_text(h, note);
}

/* ---- one sheet ---- */

static bool add_sheet(struct store *s, const struct score_sheet *sheet, const struct sha256 *digest,
                      int64_t *id, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD_SHEET, err);

    if (!q)
        return false;
    bind_int(q, 1, sheet->application);
    bind_int(q, 2, sheet->person);
    bind_blob(q, 3, (struct bytes){(const char *)sheet->salt, sizeof sheet->salt});
    bind_digest(q, 4, digest);
    bind_int(q, 5, sheet->at);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(s->db);
    return true;
}

static bool add_score(struct store *s, int64_t sheet, int64_t indicator,
                      const struct score_item *item, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD_SCORE, err);

    if (!q)
        return false;
    bind_int(q, 1, sheet);
    bind_int(q, 2, indicator);
    bind_int(q, 3, item->value);
    bind_text(q, 4, item->note);
    return stmt_run(q, err);
}

bool store_score(struct store *s, const struct application *app, const struct indicators *in,
                 const struct score_item *items, size_t n, const struct act_by *by, int64_t *sheet,
                 char sheet_hex[SHA256_HEX], struct err *err)
{
    struct score_sheet new = {.application = app->id, .person = by->person, .at = by->now};
    struct sha256 digest;
    struct hasher *h;

    assert(n > 0);
    secret_random(new.salt, sizeof new.salt);
    h = sheet_digest_begin(&new);
    for (size_t i = 0; i < n; i++) {
        assert(items[i].indicator < in->tree.n &&
               (i == 0 || items[i - 1].indicator < items[i].indicator));
        sheet_digest_add(h, in->tree.items[items[i].indicator].code, items[i].value, items[i].note);
    }
    digest = hasher_done(h);
    if (!add_sheet(s, &new, &digest, sheet, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!add_score(s, *sheet, in->ids[items[i].indicator], &items[i], err))
            return false;
    }
    sha256_hex(&digest, sheet_hex);
    return true;
}

/* ---- closing ---- */

bool store_scores_close(struct store *s, const char *round, enum title_kind track,
                        const struct act_by *by, struct err *err)
{
    struct stmt *q;

    if (!store_round_known(s, round, err) || !(q = stmt_get(s->db, CLOSE, err)))
        return false;
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    bind_int(q, 3, by->person);
    bind_int(q, 4, by->now);
    if (!stmt_run(q, err))
        return false;
    if (db_changes(s->db) != 1)
        return err_say(err, ERR_CONFLICT, NULL, "the scores of round %s, %s, are closed already",
                       "%s 年批次 %s 类别的评分此前已公开", round, title_kind_name(track));
    if (!(q = stmt_get(s->db, KEEP_EXPERTS, err)))
        return false;
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    return stmt_run(q, err);
}
