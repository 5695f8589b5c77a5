/* titles_put.c - the three steps every correction is made of. */
#include "store/titles_put.h"

#include "store/internal.h"

static const char ADD[] =
    "INSERT INTO title (kind, name, holder, host_guess, unit, batch, since, until, revoked,"
    " document, confidence, source_kind, source, origin, recorded_ms, recorded_in, note,"
    " sub_batch)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $16, $14, $15,"
    " coalesce($17, (SELECT note FROM title WHERE id = $18)),"
    " (SELECT sub_batch FROM title WHERE id = $18))";
static const char END[] = "UPDATE title SET retracted_ms = $1, retracted_in = $2, retracted_by = $4"
                          " WHERE id = $3 AND retracted_ms IS NULL";
static const char AGAIN[] =
    "INSERT INTO title (kind, name, holder, host_guess, unit, batch, sub_batch, since, until,"
    " revoked, superseded, superseded_by, document, confidence, source_kind, source, note, origin,"
    " recorded_ms, recorded_in)"
    " SELECT kind, name, holder, host_guess, unit, batch, sub_batch, since, until,"
    " coalesce($7, revoked), $1, $2, document, confidence, source_kind, source, note, $6, $3, $4"
    " FROM title WHERE id = $5";

bool title_end_row(struct change *c, int64_t id, const char *origin, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, END, err);

    if (!q)
        return false;
    bind_int(q, 1, c->recorded);
    bind_int(q, 2, c->number);
    bind_int(q, 3, id);
    bind_text(q, 4, origin);
    return stmt_run(q, err);
}

bool title_record_again(struct change *c, int64_t id, const struct title_again *as, int64_t *new_id,
                        struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, AGAIN, err);
    char day[DATE_TEXT], revoked[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, change_day(as->superseded, day));
    bind_int_or_null(q, 2, as->by, 0);
    bind_int(q, 3, c->recorded);
    bind_int(q, 4, c->number);
    bind_int(q, 5, id);
    bind_text(q, 6, as->origin);
    bind_text(q, 7, change_day(as->revoked, revoked));
    if (!stmt_run(q, err))
        return false;
    *new_id = db_last_id(c->s->db);
    return true;
}

bool title_add_row(struct change *c, const struct title *t, const struct title_more *more,
                   const char *origin, int64_t *id, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, ADD, err);
    char since[DATE_TEXT], until[DATE_TEXT], revoked[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, title_kind_name(t->kind));
    bind_text(q, 2, t->name);
    bind_text(q, 3, t->holder);
    bind_text(q, 4, t->host_guess);
    bind_text(q, 5, t->unit);
    bind_text(q, 6, t->batch);
    bind_text(q, 7, change_day(t->since, since));
    bind_text(q, 8, change_day(t->until, until));
    bind_text(q, 9, change_day(t->revoked, revoked));
    bind_text(q, 10, t->document);
    bind_text(q, 11, confidence_name(t->confidence));
    bind_text(q, 12, source_kind_name(t->source_kind));
    bind_text(q, 13, t->source);
    bind_int(q, 14, c->recorded);
    bind_int(q, 15, c->number);
    bind_text(q, 16, origin);
    bind_text(q, 17, more ? more->note : NULL);
    bind_int(q, 18, more ? more->instead : 0);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(c->s->db);
    return true;
}
