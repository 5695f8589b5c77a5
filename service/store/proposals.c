/* proposals.c - proposals as they stand. */
#include "store/proposals.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/walk.h"

#include <string.h>

#define COLUMNS                                                                                    \
    "SELECT id, unit, what, title, kind, holder, name, batch, since, until, document, url,"        \
    " evidence, person, at_ms, state, reason, decided_by, decided_ms, made FROM proposal"
#define MATCHING " WHERE ($1 = '' OR unit = $1) AND ($2 = '' OR state = $2)"
enum {
    COL_ID,
    COL_UNIT,
    COL_WHAT,
    COL_TITLE,
    COL_KIND,
    COL_HOLDER,
    COL_NAME,
    COL_BATCH,
    COL_SINCE,
    COL_UNTIL,
    COL_DOCUMENT,
    COL_URL,
    COL_EVIDENCE,
    COL_PERSON,
    COL_AT,
    COL_STATE,
    COL_REASON,
    COL_DECIDED_BY,
    COL_DECIDED,
    COL_MADE,
};

static const char ONE[] = COLUMNS " WHERE id = $1";
static const char MANY[] = COLUMNS MATCHING " ORDER BY id LIMIT $3 OFFSET $4";
static const char HOW_MANY[] = "SELECT count(*) FROM proposal" MATCHING;

static const char *const whats[PROPOSAL_WHATS] = {
    [PROPOSAL_MISSING] = "missing",
    [PROPOSAL_WRONG] = "wrong",
};
static const char *const states[PROPOSAL_STATES] = {
    [PROPOSAL_OPEN] = "open",
    [PROPOSAL_ACCEPTED] = "accepted",
    [PROPOSAL_DECLINED] = "declined",
};

static bool find_word(const char *const *words, int n, const char *s, int *out)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], s) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

const char *proposal_what_name(enum proposal_what w)
{
    return whats[w];
}

bool proposal_what_parse(const char *s, enum proposal_what *out)
{
    int found;

    if (!find_word(whats, PROPOSAL_WHATS, s, &found))
        return false;
    *out = (enum proposal_what)found;
    return true;
}

const char *proposal_state_name(enum proposal_state s)
{
    return states[s];
}

bool proposal_state_parse(const char *s, enum proposal_state *out)
{
    int found;

    if (!find_word(states, PROPOSAL_STATES, s, &found))
        return false;
    *out = (enum proposal_state)found;
    return true;
}

/* ---- reading ---- */

static bool day_of(struct stmt *q, int column, struct arena *a, date_t *out)
{
    *out = DATE_NONE;
    return column_is_null(q, column) || date_parse(column_text(q, column, a), out);
}

static bool proposal_from_row(struct stmt *q, struct arena *a, struct proposal *out,
                              struct err *err)
{
    *out = (struct proposal){
        .id = column_int(q, COL_ID),
        .unit = column_text(q, COL_UNIT, a),
        .title = column_int(q, COL_TITLE), /* NULL reads as 0, here and below */
        .holder = column_text(q, COL_HOLDER, a),
        .name = column_text(q, COL_NAME, a),
        .batch = column_text(q, COL_BATCH, a),
        .document = column_text(q, COL_DOCUMENT, a),
        .url = column_text(q, COL_URL, a),
        .evidence = column_text(q, COL_EVIDENCE, a),
        .person = column_int(q, COL_PERSON),
        .at = column_int(q, COL_AT),
        .reason = column_text(q, COL_REASON, a),
        .decided_by = column_int(q, COL_DECIDED_BY),
        .decided = column_int_or(q, COL_DECIDED, MOMENT_NONE),
        .made = column_int(q, COL_MADE),
    };
    return (proposal_what_parse(column_text(q, COL_WHAT, a), &out->what) &&
            title_kind_parse(column_text(q, COL_KIND, a), &out->kind) &&
            proposal_state_parse(column_text(q, COL_STATE, a), &out->state) &&
            day_of(q, COL_SINCE, a, &out->since) && day_of(q, COL_UNTIL, a, &out->until)) ||
           err_set(err, ERR_INTERNAL, "proposal %lld holds a word or a day that is not known",
                   (long long)out->id);
}

bool store_proposal(struct store *s, struct arena *a, int64_t id, struct proposal *out,
                    struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    bool ok = true;
    int rc;

    *out = (struct proposal){0};
    if (!q)
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    if (rc == 1)
        ok = proposal_from_row(q, a, out, err);
    stmt_done(q);
    return ok && rc >= 0;
}

static void bind_filter(struct stmt *q, const struct proposal_filter *f)
{
    bind_text(q, 1, f->unit ? f->unit : "");
    bind_text(q, 2, f->state < 0 ? "" : states[f->state]);
}

static bool count(struct store *s, const struct proposal_filter *f, int64_t *total, struct err *err)
{
    struct stmt *q = stmt_get(s->db, HOW_MANY, err);

    if (!q)
        return false;
    bind_filter(q, f);
    return stmt_number(q, 0, total, err);
}

bool store_proposals(struct store *s, struct arena *a, const struct proposal_filter *f,
                     struct proposal **out, size_t *n, int64_t *total, struct err *err)
{
    struct proposal *rows = NULL;
    struct stmt *q;
    size_t room = 0;
    bool ok = true;
    int rc = 0;

    *n = 0;
    if (!count(s, f, total, err) || !(q = stmt_get(s->db, MANY, err)))
        return false;
    bind_filter(q, f);
    bind_int(q, 3, f->limit);
    bind_int(q, 4, f->offset);
    while (ok && (rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        ok = proposal_from_row(q, a, &rows[*n], err);
        *n += ok;
    }
    stmt_done(q);
    *out = rows;
    return ok && rc == 0;
}
