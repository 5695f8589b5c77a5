/* institutions_stays.c - who comes back, who leaves, and whose misconduct costs the place. */
#include "store/institutions_parts.h"
#include "store/internal.h"

#include <inttypes.h>

static const char ADD_STAY[] =
    "INSERT INTO institution_stay (institution, admitted, admission_reason, exited, exit_kind,"
    " exit_reason, misconduct, source, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
static const char END_STAY[] =
    "UPDATE institution_stay SET retracted_ms = $2, retracted_in = $3 WHERE row = $1";
static const char ADD_MISCONDUCT[] =
    "INSERT INTO institution_misconduct (id, institution, kind, day, serious, words, document,"
    " lifted, lifted_document, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
static const char END_MISCONDUCT[] =
    "UPDATE institution_misconduct SET retracted_ms = $2, retracted_in = $3 WHERE row = $1";
static const char LAST_MISCONDUCT[] = "SELECT max(id) FROM institution_misconduct";

/* ---- coming and going ---- */

bool institution_add_stay(struct change *c, const struct institution_stay *t, struct err *err)
{
    struct stmt *q;
    char admitted[DATE_TEXT], exited[DATE_TEXT];

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, ADD_STAY, err)))
        return false;
    bind_int(q, 1, t->institution);
    bind_text(q, 2, date_format(t->admitted, admitted));
    bind_text(q, 3, t->admission_reason);
    bind_text(q, 4, change_day(t->exited, exited));
    bind_text(q, 5, word_name(WORDS_EXIT, t->exit_kind));
    bind_text(q, 6, t->exit_reason);
    bind_int_or_null(q, 7, t->misconduct, 0);
    bind_text(q, 8, t->source);
    bind_int(q, 9, c->recorded);
    bind_int(q, 10, c->number);
    return stmt_run(q, err);
}

/* The last stay on record; NULL where all were taken back. */
static const struct institution_stay *last_stay(const struct institution_records *all)
{
    const struct institution_stay *last = NULL;

    for (size_t i = 0; i < all->n_stays; i++) {
        const struct institution_stay *t = &all->stays[i];

        if (t->retracted == MOMENT_NONE && (!last || t->admitted > last->admitted))
            last = t;
    }
    return last;
}

static bool may_return(const struct institution_records *all, const struct institution_stay *st,
                       struct err *err)
{
    const struct institution_stay *last = last_stay(all);
    char day[DATE_TEXT];

    for (size_t i = 0; i < all->n_misconduct; i++) {
        const struct institution_misconduct *m = &all->misconduct[i];

        if (misconduct_stands(m, st->admitted, MOMENT_NONE))
            return err_say(err, ERR_WRONG_STATE, "admitted",
                           "its serious misconduct of %s (record %" PRId64
                           ") stands: it is not admitted again (Z/一(三))",
                           "其 %s 的严重不规范行为（记录 %" PRId64
                           "）尚未解除，不予再次入驻（Z/一(三)）",
                           date_format(m->day, day), m->id);
    }
    if (last && last->exited == DATE_NONE)
        return err_say(err, ERR_WRONG_STATE, "admitted", "it stands in the directory since %s",
                       "该机构自 %s 起在册", date_format(last->admitted, day));
    return !last || last->exited <= st->admitted ||
           err_say(err, ERR_BAD_BODY, "admitted", "it stands in the directory until %s",
                   "该机构在册至 %s", date_format(last->exited, day));
}

bool store_institution_return(struct store *s, const struct institution_stay *st,
                              const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c = institution_begin(s, by, "institution admitted again", st->admission_reason,
                                        st->source, who);
    struct institution_stay t = *st;
    struct arena *a = arena_new();
    struct institution_records all;
    bool ok;

    t.exited = DATE_NONE;
    t.exit_kind = WORD_NONE;
    t.exit_reason = NULL;
    t.misconduct = 0;
    ok = institution_entry(s, a, st->institution, &all, err) && may_return(&all, &t, err) &&
         institution_add_stay(&c, &t, err) && institution_seal(&c, ROWS_STAY, err);
    arena_free(a);
    return ok;
}

/* In place of the stay on record: the same, but with this end. */
static bool end_stay(struct change *c, const struct institution_stay *old, date_t day, int kind,
                     const char *reason, int64_t misconduct, const char *source, struct err *err)
{
    struct institution_stay t = *old;

    t.exited = day;
    t.exit_kind = kind;
    t.exit_reason = reason;
    t.misconduct = misconduct;
    if (source)
        t.source = source;
    return institution_end_row(c, END_STAY, old->row, err) && institution_add_stay(c, &t, err);
}

static bool may_exit(const struct institution_stay *last, const struct institution_stay *st,
                     date_t today, struct err *err)
{
    char day[DATE_TEXT];

    if (!last ||
        (last->exited != DATE_NONE && (last->exited <= today || last->exit_kind == EXIT_SANCTION)))
        return err_say(err, ERR_WRONG_STATE, NULL, "it left the directory on %s",
                       "该机构已于 %s 退出名录", last ? date_format(last->exited, day) : "-");
    return last->admitted <= st->exited ||
           err_say(err, ERR_BAD_BODY, "exited", "it was admitted on %s, which is later",
                   "该机构于 %s 入驻，晚于退出日", date_format(last->admitted, day));
}

bool store_institution_exit(struct store *s, const struct institution_stay *st, date_t today,
                            const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c =
        institution_begin(s, by, "institution left", st->exit_reason, st->source, who);
    struct arena *a = arena_new();
    struct institution_records all;
    bool ok = institution_entry(s, a, st->institution, &all, err);

    if (ok) {
        const struct institution_stay *last = last_stay(&all);

        ok = may_exit(last, st, today, err) &&
             end_stay(&c, last, st->exited, st->exit_kind, st->exit_reason, 0, st->source, err) &&
             institution_seal(&c, ROWS_STAY, err);
    }
    arena_free(a);
    return ok;
}

/* ---- misconduct ---- */

static bool add_misconduct(struct change *c, const struct institution_misconduct *m,
                           struct err *err)
{
    struct stmt *q;
    char day[DATE_TEXT], lifted[DATE_TEXT];

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, ADD_MISCONDUCT, err)))
        return false;
    bind_int(q, 1, m->id);
    bind_int(q, 2, m->institution);
    bind_text(q, 3, word_name(WORDS_MISCONDUCT, m->kind));
    bind_text(q, 4, date_format(m->day, day));
    bind_int(q, 5, m->serious);
    bind_text(q, 6, m->words);
    bind_text(q, 7, m->document);
    bind_text(q, 8, change_day(m->lifted, lifted));
    bind_text(q, 9, m->lifted_by);
    bind_int(q, 10, c->recorded);
    bind_int(q, 11, c->number);
    return stmt_run(q, err);
}

/* Every stay that still runs on the day, or begins later, ends by it. */
static bool cost_the_place(struct change *c, const struct institution_records *all,
                           const struct institution_misconduct *m, date_t from, bool *exited,
                           struct err *err)
{
    for (size_t i = 0; i < all->n_stays; i++) {
        const struct institution_stay *t = &all->stays[i];
        const date_t end = t->retracted == MOMENT_NONE ? sanction_ends(t, from) : DATE_NONE;

        if (end == DATE_NONE)
            continue;
        *exited = true;
        if (!end_stay(c, t, end, EXIT_SANCTION, word_label(WORDS_MISCONDUCT, m->kind, false), m->id,
                      m->document, err))
            return false;
    }
    return true;
}

bool store_institution_sanction(struct store *s, struct institution_misconduct *m, date_t from,
                                const struct act_by *by, bool *exited, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c =
        institution_begin(s, by, "misconduct of an institution",
                          word_label(WORDS_MISCONDUCT, m->kind, false), m->document, who);
    struct arena *a = arena_new();
    struct institution_records all;
    bool ok;

    *exited = false;
    m->lifted = DATE_NONE;
    m->lifted_by = NULL;
    ok = institution_entry(s, a, m->institution, &all, err) &&
         institution_next_id(&c, LAST_MISCONDUCT, &m->id, err) && add_misconduct(&c, m, err) &&
         (!m->serious || cost_the_place(&c, &all, m, from, exited, err)) &&
         institution_seal(&c, ROWS_MISCONDUCT, err) && institution_seal(&c, ROWS_STAY, err);
    arena_free(a);
    return ok;
}

static const struct institution_misconduct *record_of(const struct institution_records *all,
                                                      int64_t id)
{
    for (size_t i = 0; i < all->n_misconduct; i++) {
        if (all->misconduct[i].id == id && all->misconduct[i].retracted == MOMENT_NONE)
            return &all->misconduct[i];
    }
    return NULL;
}

static bool lift(struct change *c, const struct institution_misconduct *old,
                 const struct institution_misconduct *m, struct err *err)
{
    struct institution_misconduct now = *old;
    char day[DATE_TEXT];

    if (m->lifted < old->day)
        return err_say(err, ERR_BAD_BODY, "lifted", "it happened on %s, which is later",
                       "该行为发生于 %s，晚于解除日", date_format(old->day, day));
    now.lifted = m->lifted;
    now.lifted_by = m->lifted_by;
    return institution_end_row(c, END_MISCONDUCT, old->row, err) && add_misconduct(c, &now, err);
}

bool store_institution_lift(struct store *s, const struct institution_misconduct *m,
                            const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c = institution_begin(s, by, "misconduct lifted", NULL, m->lifted_by, who);
    struct arena *a = arena_new();
    struct institution_records all;
    bool ok = institution_entry(s, a, m->institution, &all, err);

    if (ok) {
        const struct institution_misconduct *old = record_of(&all, m->id);

        ok = old ? lift(&c, old, m, err)
                 : err_say(err, ERR_NOT_FOUND, NULL,
                           "this institution has no record %" PRId64 " of misconduct",
                           "该机构没有编号为 %" PRId64 " 的不规范行为记录", m->id);
    }
    ok = ok && institution_seal(&c, ROWS_MISCONDUCT, err);
    arena_free(a);
    return ok;
}
