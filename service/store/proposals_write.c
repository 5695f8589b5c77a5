/* proposals_write.c - making a proposal, and deciding on it. */
#include "store/proposals.h"

#include "store/change.h"
#include "store/internal.h"
#include "store/titles.h"

static const char ADD[] =
    "INSERT INTO proposal (unit, what, title, kind, holder, name, batch, since, until, document,"
    " url, evidence, person, at_ms, state)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'open')";
static const char SAME_OPEN[] =
    "SELECT id FROM proposal WHERE state = 'open' AND unit = $1 AND kind = $2 AND"
    " coalesce(title, 0) = $3 AND coalesce(holder, name) = $4 AND coalesce(batch, '') = $5";
static const char DECIDE[] =
    "UPDATE proposal SET state = $2, reason = $3, decided_by = $4, decided_ms = $5, made = $6"
    " WHERE id = $1 AND state = 'open'";

/* ---- making one ---- */

static bool none_open(struct store *s, const struct proposal *p, struct err *err)
{
    struct stmt *q = stmt_get(s->db, SAME_OPEN, err);
    int64_t found;

    if (!q)
        return false;
    bind_text(q, 1, p->unit);
    bind_text(q, 2, title_kind_name(p->kind));
    bind_int(q, 3, p->title);
    bind_text(q, 4, p->holder ? p->holder : p->name);
    bind_text(q, 5, p->batch ? p->batch : "");
    if (!stmt_number(q, 0, &found, err))
        return false;
    return found == 0 ||
           err_say(err, ERR_CONFLICT, NULL, "proposal %lld says so already and is still open",
                   "第 %lld 号建议与此相同，尚未处理", (long long)found);
}

bool store_proposal_add(struct store *s, const struct proposal *p, const struct act_by *by,
                        int64_t *id, struct err *err)
{
    char since[DATE_TEXT], until[DATE_TEXT];
    struct stmt *q;

    if (!none_open(s, p, err) || !(q = stmt_get(s->db, ADD, err)))
        return false;
    bind_text(q, 1, p->unit);
    bind_text(q, 2, proposal_what_name(p->what));
    bind_int_or_null(q, 3, p->title, 0);
    bind_text(q, 4, title_kind_name(p->kind));
    bind_text(q, 5, p->holder);
    bind_text(q, 6, p->name);
    bind_text(q, 7, p->batch);
    bind_text(q, 8, change_day(p->since, since));
    bind_text(q, 9, change_day(p->until, until));
    bind_text(q, 10, p->document);
    bind_text(q, 11, p->url);
    bind_text(q, 12, p->evidence);
    bind_int(q, 13, by->person);
    bind_int(q, 14, by->now);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(s->db);
    return true;
}

/* ---- deciding ---- */

static bool decide(struct store *s, const struct proposal *p, const struct act_by *by,
                   struct err *err)
{
    struct stmt *q = stmt_get(s->db, DECIDE, err);

    if (!q)
        return false;
    bind_int(q, 1, p->id);
    bind_text(q, 2, proposal_state_name(p->state));
    bind_text(q, 3, p->reason);
    bind_int(q, 4, by->person);
    bind_int(q, 5, by->now);
    bind_int_or_null(q, 6, p->made, 0);
    return stmt_run(q, err);
}

/* What was a mistake in the request when it was made stands against the register now. */
static bool still_fits(struct store *s, struct arena *a, const struct proposal *p,
                       struct title *row, struct err *err)
{
    struct err why = {0};

    if (store_proposal_fits(s, a, p, row, &why))
        return true;
    if (why.kind == ERR_BAD_BODY || why.kind == ERR_NOT_YOUR_PROVINCE)
        why.kind = ERR_CONFLICT;
    why.field[0] = '\0';
    if (err)
        *err = why;
    return false;
}

/* One revision for the old row's end and the new row. */
static bool record_it(struct store *s, struct arena *a, struct proposal *p, const struct title *row,
                      const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct revision r = {.recorded = by->now,
                         .what = p->what == PROPOSAL_WRONG ? "title corrected" : "title added",
                         .who = change_who(by, who),
                         .why = p->reason,
                         .source = p->document};

    struct revision now;

    if (!store_next_revision(s, &r, &r.number, err) || !store_revision(s, a, &now, err))
        return false;
    r.recorded = now.recorded; /* never before the one it follows, whatever the clock says */
    return (p->what != PROPOSAL_WRONG || store_title_retract(s, p->title, &r, err)) &&
           store_title_add(s, row, &r, &p->made, err);
}

static bool is_open(const struct proposal *p, int64_t id, struct err *err)
{
    if (p->id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no proposal %lld", "没有第 %lld 号建议",
                       (long long)id);
    return p->state == PROPOSAL_OPEN ||
           err_say(err, ERR_CONFLICT, NULL, "proposal %lld was decided already",
                   "第 %lld 号建议此前已处理", (long long)id);
}

bool store_proposal_decide(struct store *s, struct arena *a, int64_t id, bool accept,
                           const char *reason, const struct act_by *by, struct proposal *after,
                           struct err *err)
{
    struct title row;

    if (!store_proposal(s, a, id, after, err) || !is_open(after, id, err))
        return false;
    after->state = accept ? PROPOSAL_ACCEPTED : PROPOSAL_DECLINED;
    after->reason = reason;
    after->decided_by = by->person;
    after->decided = by->now;
    if (accept && (!still_fits(s, a, after, &row, err) || !record_it(s, a, after, &row, by, err)))
        return false;
    return decide(s, after, by, err);
}
