/* institutions_write.c - what institutions are and how they were assessed: a row is ended and a new
 * one recorded.  Who comes and goes is in institutions_stays.c. */
#include "store/institutions.h"

#include "base/mem.h"
#include "store/institutions_parts.h"
#include "store/internal.h"

#include <inttypes.h>
#include <string.h>

static const char ADD[] =
    "INSERT INTO institution (id, zone, name, uscc, forms, ip_kinds, size, address, lon, lat,"
    " given_lon, given_lat, datum, since, until, source, origin, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'register',"
    " $17, $18)";
static const char END_ROW[] =
    "UPDATE institution SET retracted_ms = $2, retracted_in = $3 WHERE row = $1";
static const char ADD_ASSESSMENT[] =
    "INSERT INTO institution_assessment (institution, year, grade, words, document, recorded_ms,"
    " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char END_ASSESSMENT[] =
    "UPDATE institution_assessment SET retracted_ms = $3, retracted_in = $4"
    " WHERE institution = $1 AND year = $2 AND retracted_ms IS NULL";
static const char LAST_ID[] = "SELECT max(id) FROM institution";
/* ---- shared ---- */

struct change institution_begin(struct store *s, const struct act_by *by, const char *what,
                                const char *why, const char *source, char who[CHANGE_WHO])
{
    const struct revision r = {
        .recorded = by->now, .who = change_who(by, who), .why = why, .source = source};

    return change_of(s, &r, what);
}

bool institution_end_row(struct change *c, const char *sql, int64_t row, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, sql, err)))
        return false;
    bind_int(q, 1, row);
    bind_int(q, 2, c->recorded);
    bind_int(q, 3, c->number);
    return stmt_run(q, err);
}

bool institution_next_id(struct change *c, const char *sql, int64_t *id, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, sql, err);

    if (!q || !stmt_number(q, 0, id, err))
        return false;
    ++*id;
    return true;
}

bool institution_entry(struct store *s, struct arena *a, int64_t id,
                       struct institution_records *out, struct err *err)
{
    return store_institution_records(s, a, id, out, err) &&
           (out->n_rows > 0 || err_say(err, ERR_NOT_FOUND, NULL, "there is no institution %" PRId64,
                                       "没有编号为 %" PRId64 " 的机构", id));
}

/* ---- what it is ---- */

static void bind_degrees(struct stmt *q, int param, bool has, double v)
{
    if (has)
        bind_double(q, param, v);
    else
        bind_null(q, param);
}

static bool add_row(struct change *c, const struct institution *i, struct err *err)
{
    struct stmt *q;
    char forms[WORDS_TEXT], ip_kinds[WORDS_TEXT], since[DATE_TEXT], until[DATE_TEXT];

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, ADD, err)))
        return false;
    bind_int(q, 1, i->id);
    bind_text(q, 2, i->zone);
    bind_text(q, 3, i->name);
    bind_text(q, 4, i->uscc);
    bind_text(q, 5, words_text(WORDS_FORM, i->forms, forms));
    bind_text(q, 6, words_text(WORDS_IP_KIND, i->ip_kinds, ip_kinds));
    bind_text(q, 7, word_name(WORDS_SIZE, i->size));
    bind_text(q, 8, i->address);
    bind_degrees(q, 9, i->has_point, i->lon);
    bind_degrees(q, 10, i->has_point, i->lat);
    bind_degrees(q, 11, i->has_point, i->given[0]);
    bind_degrees(q, 12, i->has_point, i->given[1]);
    bind_text(q, 13, i->datum);
    bind_text(q, 14, date_format(i->since, since));
    bind_text(q, 15, change_day(i->until, until));
    bind_text(q, 16, i->source);
    bind_int(q, 17, c->recorded);
    bind_int(q, 18, c->number);
    return stmt_run(q, err);
}

static bool admit_one(struct change *c, const char *zone, const struct institution_draft *d,
                      const double lon_lat[2], int64_t id, struct err *err)
{
    struct institution i = institution_drafted(d, lon_lat);
    const struct institution_stay t = {.institution = id,
                                       .admitted = d->admitted,
                                       .exited = DATE_NONE,
                                       .admission_reason = d->reason,
                                       .exit_kind = WORD_NONE,
                                       .source = d->source};

    i.id = id;
    i.zone = zone;
    return add_row(c, &i, err) && institution_add_stay(c, &t, err);
}

/* Said of the first that is there already; whoever wants all asks store_institutions_clash. */
static bool none_clashes(struct store *s, const char *zone, const struct institution_draft *drafts,
                         size_t n, struct err *err)
{
    struct arena *a = arena_new();
    struct institution_table t = {.rows = arena_alloc(a, n + 1, sizeof *t.rows), .n_rows = n};
    bool ok;

    memcpy(t.rows, drafts, n * sizeof *drafts);
    ok = store_institutions_clash(s, zone, &t, a, err);
    if (ok && t.faults.n > 0)
        ok = err_say(err, ERR_CONFLICT, "uscc", "%s%.0s", "%.0s%s", t.faults.at[0].en,
                     t.faults.at[0].zh);
    arena_free(a);
    return ok;
}

bool store_institutions_admit(struct store *s, const char *zone,
                              const struct institution_draft *drafts, size_t n,
                              const double *lon_lat, const struct act_by *by, int64_t *first_id,
                              struct err *err)
{
    char who[CHANGE_WHO];
    struct change c =
        institution_begin(s, by, "institutions admitted", zone, n ? drafts[0].source : NULL, who);
    bool ok =
        none_clashes(s, zone, drafts, n, err) && institution_next_id(&c, LAST_ID, first_id, err);

    for (size_t i = 0; ok && i < n; i++)
        ok = admit_one(&c, zone, &drafts[i], lon_lat + 2 * i, *first_id + (int64_t)i, err);
    return ok && institution_seal(&c, ROWS_INSTITUTION, err) &&
           institution_seal(&c, ROWS_STAY, err);
}

/* ---- a change of what it is ---- */

/* The row on record that holds on the day; NULL: none. */
static const struct institution *row_on(const struct institution_records *all, date_t on)
{
    for (size_t i = 0; i < all->n_rows; i++) {
        if (institution_row_shown(&all->rows[i], on, MOMENT_NONE))
            return &all->rows[i];
    }
    return NULL;
}

/* What stood there until now ends the day before; the same day's row is replaced. */
static bool put_from(struct change *c, const struct institution *old, struct institution now,
                     struct err *err)
{
    struct institution before = *old;

    now.id = old->id;
    now.zone = old->zone;
    now.uscc = old->uscc; /* another code is another institution */
    now.until = old->until;
    before.until = now.since - 1;
    return institution_end_row(c, END_ROW, old->row, err) &&
           (old->since == now.since || add_row(c, &before, err)) && add_row(c, &now, err);
}

bool store_institution_change(struct store *s, const struct institution *i, const struct act_by *by,
                              struct err *err)
{
    char who[CHANGE_WHO];
    struct change c = institution_begin(s, by, "institution changed", NULL, i->source, who);
    struct arena *a = arena_new();
    struct institution_records all;
    const struct institution *old;
    bool ok = institution_entry(s, a, i->id, &all, err);

    if (ok) {
        old = row_on(&all, i->since);
        ok = old ? put_from(&c, old, *i, err)
                 : err_say(err, ERR_BAD_BODY, "since",
                           "since lies before the first day on record of this institution",
                           "since 早于该机构在册记录的首日");
    }
    ok = ok && institution_seal(&c, ROWS_INSTITUTION, err);
    arena_free(a);
    return ok;
}

/* ---- assessments ---- */

static bool end_assessment(struct change *c, const struct institution_assessment *as,
                           struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, END_ASSESSMENT, err)))
        return false;
    bind_int(q, 1, as->institution);
    bind_int(q, 2, as->year);
    bind_int(q, 3, c->recorded);
    bind_int(q, 4, c->number);
    return stmt_run(q, err);
}

static bool add_assessment(struct change *c, const struct institution_assessment *as,
                           struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, ADD_ASSESSMENT, err);

    if (!q)
        return false;
    bind_int(q, 1, as->institution);
    bind_int(q, 2, as->year);
    bind_text(q, 3, as->grade);
    bind_text(q, 4, as->words);
    bind_text(q, 5, as->document);
    bind_int(q, 6, c->recorded);
    bind_int(q, 7, c->number);
    return stmt_run(q, err);
}

bool store_institution_assess(struct store *s, const struct institution_assessment *as,
                              const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c =
        institution_begin(s, by, "institution assessed", as->grade, as->document, who);
    struct arena *a = arena_new();
    struct institution_records all;
    bool ok = institution_entry(s, a, as->institution, &all, err) && end_assessment(&c, as, err) &&
              add_assessment(&c, as, err) && institution_seal(&c, ROWS_ASSESSMENT, err);

    arena_free(a);
    return ok;
}
