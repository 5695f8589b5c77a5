/* imports_write.c - keeping what was found in a file. */
#include "store/imports.h"

#include "store/change.h"
#include "store/imports_put.h"
#include "store/internal.h"

static const char PUT[] =
    "INSERT INTO import_batch (kind, name, source, sha256, size, encoding, stood, found, state,"
    " version, person, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, zeroblob(32), 'previewed', 1, $8, $9)";
static const char SEAL[] = "UPDATE import_batch SET found = $2 WHERE id = $1";
static const char PUT_ROW[] =
    "INSERT INTO import_row (batch, line, result, field, en, zh, kind, name, holder, unit, list,"
    " since, until, document, confidence, source_kind, source, note, host_guess, stands)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20)";
static const char STANDS[] =
    "UPDATE import_batch SET state = $2, version = $3, left_out = $4, applied_by = $5,"
    " applied_ms = $6, applied_in = $7, ended_by = $8, ended_ms = $9, undone_in = $10, reason = $11"
    " WHERE id = $1";

static bool put_row(struct store *s, int64_t batch, const struct title_row *row, struct err *err)
{
    const struct title_draft *d = &row->draft;
    const struct title *t = &row->title;
    const bool refused = row->result == ROW_REFUSED;
    struct stmt *q = stmt_get(s->db, PUT_ROW, err);
    char since[DATE_TEXT], until[DATE_TEXT];

    if (!q)
        return false;
    bind_int(q, 1, batch);
    bind_int(q, 2, (int64_t)d->line);
    bind_text(q, 3, row_result_name(row->result));
    bind_text(q, 4, refused ? d->field : NULL);
    bind_text(q, 5, row->en);
    bind_text(q, 6, row->zh);
    bind_text(q, 7, d->kind >= 0 || row->stands ? title_kind_name(t->kind) : NULL);
    bind_text(q, 8, t->name);
    bind_text(q, 9, t->holder ? t->holder : refused ? d->code : NULL);
    bind_text(q, 10, t->unit);
    bind_text(q, 11, t->batch);
    bind_text(q, 12, change_day(t->since, since));
    bind_text(q, 13, change_day(t->until, until));
    bind_text(q, 14, t->document);
    bind_text(q, 15, confidence_name(t->confidence));
    bind_text(q, 16, source_kind_name(t->source_kind));
    bind_text(q, 17, t->source);
    bind_text(q, 18, row->note);
    bind_text(q, 19, t->host_guess);
    bind_int_or_null(q, 20, row->stands, 0);
    return stmt_run(q, err);
}

static bool put_batch(struct store *s, struct import_batch *b, struct err *err)
{
    struct stmt *q = stmt_get(s->db, PUT, err);

    if (!q)
        return false;
    bind_text(q, 1, b->kind);
    bind_text(q, 2, b->name);
    bind_text(q, 3, b->source);
    bind_digest(q, 4, &b->sha256);
    bind_int(q, 5, b->size);
    bind_text(q, 6, b->encoding);
    bind_text(q, 7, b->stood);
    bind_int(q, 8, b->person);
    bind_int(q, 9, b->at);
    if (!stmt_run(q, err))
        return false;
    b->id = db_last_id(s->db);
    return true;
}

static bool seal(struct store *s, struct import_batch *b, struct err *err)
{
    struct stmt *q;

    if (!store_import_digest(s, b->id, &b->found, err) || !(q = stmt_get(s->db, SEAL, err)))
        return false;
    bind_int(q, 1, b->id);
    bind_digest(q, 2, &b->found);
    return stmt_run(q, err);
}

bool store_import_put(struct store *s, struct import_batch *b, const struct title_row *rows,
                      size_t n, const struct act_by *by, struct err *err)
{
    b->state = IMPORT_PREVIEWED;
    b->version = 1;
    b->person = by->person;
    b->at = by->now;
    b->left_out = -1;
    b->applied = b->ended = MOMENT_NONE;
    if (!put_batch(s, b, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!put_row(s, b->id, &rows[i], err))
            return false;
        b->n[rows[i].result]++;
    }
    return seal(s, b, err);
}

bool import_put_standing(struct store *s, struct import_batch *b, struct err *err)
{
    struct stmt *q = stmt_get(s->db, STANDS, err);

    if (!q)
        return false;
    b->version++;
    bind_int(q, 1, b->id);
    bind_text(q, 2, import_state_name(b->state));
    bind_int(q, 3, b->version);
    bind_int_or_null(q, 4, b->left_out, -1);
    bind_int_or_null(q, 5, b->applied_by, 0);
    bind_int_or_null(q, 6, b->applied, MOMENT_NONE);
    bind_int_or_null(q, 7, b->applied_in, 0);
    bind_int_or_null(q, 8, b->ended_by, 0);
    bind_int_or_null(q, 9, b->ended, MOMENT_NONE);
    bind_int_or_null(q, 10, b->undone_in, 0);
    bind_text(q, 11, b->reason);
    return stmt_run(q, err);
}

bool import_must_be(const struct import_batch *b, enum import_state state, struct err *err)
{
    return b->state == state ||
           err_say(err, ERR_WRONG_STATE, NULL, "import %lld is %s%.0s", "第 %lld 批导入%.0s%s",
                   (long long)b->id, import_state_label(b->state, true),
                   import_state_label(b->state, false));
}

bool store_import_discard(struct store *s, struct import_batch *b, const struct act_by *by,
                          struct err *err)
{
    if (!import_must_be(b, IMPORT_PREVIEWED, err))
        return false;
    b->state = IMPORT_DISCARDED;
    b->ended_by = by->person;
    b->ended = by->now;
    return import_put_standing(s, b, err);
}
