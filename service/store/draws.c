/* draws.c - a draw is published, gets its seed, and what its inspections came to. */
#include "store/draws.h"

#include "store/institutions_rows.h"
#include "store/internal.h"
#include "store/walk.h"

#include <string.h>

static const char ADD[] =
    "INSERT INTO draw (title, unit, zone, list, commitment, seed_ms, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
static const char ADD_SEED[] =
    "INSERT INTO draw_seed (draw, seed, source, result, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6)";
static const char ADD_OUTCOME[] =
    "INSERT INTO draw_outcome (draw, target, inspected, outcome, document, recorded_ms,"
    " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7)";

/* ---- reading ---- */

static void draw_from_row(struct stmt *q, struct arena *a, struct draw_row *d)
{
    *d = (struct draw_row){
        .id = column_int(q, COL_DIRECTORY_KEY),
        .title = column_text(q, COL_DRAW_TITLE, a),
        .unit = column_text(q, COL_DRAW_UNIT, a),
        .zone = column_text(q, COL_DRAW_ZONE, a),
        .list = column_text(q, COL_DRAW_LIST, a),
        .not_before = column_int(q, COL_DRAW_SEED_MS),
        .recorded = column_int(q, COL_DRAW_RECORDED),
        .seeded = MOMENT_NONE,
    };
    column_digest(q, COL_DRAW_COMMITMENT, &d->commitment);
}

static struct draw_row *draw_of(struct draw_row *draws, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (draws[i].id == id)
            return &draws[i];
    }
    return NULL;
}

static bool read_seeds(struct store *s, struct arena *a, struct draw_row *draws, size_t n,
                       struct err *err)
{
    struct walk w;

    if (!walk_begin(&w, s, &institution_tables[ROWS_DRAW_SEED], err))
        return false;
    while (walk_next(&w, a, err)) {
        struct draw_row *d = draw_of(draws, n, column_int(w.row, COL_DIRECTORY_KEY));

        if (!d)
            continue;
        d->seed = column_text(w.row, COL_SEED_SEED, a);
        d->source = column_text(w.row, COL_SEED_SOURCE, a);
        d->result = column_text(w.row, COL_SEED_RESULT, a);
        d->seeded = column_int(w.row, COL_SEED_RECORDED);
    }
    return walk_end(&w);
}

bool store_draws(struct store *s, struct arena *a, struct draw_row **out, size_t *n,
                 struct err *err)
{
    struct walk w;
    struct draw_row *rows = NULL;
    size_t room = 0;

    *n = 0;
    if (!walk_begin(&w, s, &institution_tables[ROWS_DRAW], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        draw_from_row(w.row, a, &rows[(*n)++]);
    }
    *out = rows;
    return walk_end(&w) && read_seeds(s, a, rows, *n, err);
}

bool store_draw(struct store *s, struct arena *a, int64_t id, struct draw_row *out, struct err *err)
{
    struct draw_row *rows;
    size_t n;

    if (!store_draws(s, a, &rows, &n, err))
        return false;
    const struct draw_row *d = draw_of(rows, n, id);
    *out = d ? *d : (struct draw_row){0};
    return true;
}

static bool outcome_from_row(struct stmt *q, struct arena *a, struct draw_outcome *o)
{
    *o = (struct draw_outcome){
        .id = column_int(q, COL_DIRECTORY_KEY),
        .draw = column_int(q, COL_OUTCOME_DRAW),
        .institution = column_int(q, COL_OUTCOME_TARGET),
        .inspected = DATE_NONE,
        .words = column_text(q, COL_OUTCOME_WORDS, a),
        .document = column_text(q, COL_OUTCOME_DOCUMENT, a),
        .recorded = column_int(q, COL_OUTCOME_RECORDED),
    };
    return column_is_null(q, COL_OUTCOME_INSPECTED) ||
           date_parse(column_text(q, COL_OUTCOME_INSPECTED, a), &o->inspected);
}

bool store_draw_outcomes(struct store *s, struct arena *a, struct draw_outcome **out, size_t *n,
                         struct err *err)
{
    struct walk w;
    struct draw_outcome *rows = NULL;
    size_t room = 0;

    *n = 0;
    if (!walk_begin(&w, s, &institution_tables[ROWS_DRAW_OUTCOME], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (outcome_from_row(w.row, a, &rows[*n])) {
            ++*n;
        } else {
            err_set(err, ERR_INTERNAL, "draw_outcome holds a day that cannot be read");
            walk_fail(&w);
        }
    }
    *out = rows;
    return walk_end(&w);
}

/* ---- the list ---- */

static struct change begin(struct store *s, const struct act_by *by, const char *what,
                           const char *why, const char *source, char who[CHANGE_WHO])
{
    const struct revision r = {
        .recorded = by->now, .who = change_who(by, who), .why = why, .source = source};

    return change_of(s, &r, what);
}

static bool add_draw(struct change *c, struct draw_row *d, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err))
        return false;
    if (d->not_before <= c->recorded)
        return err_say(err, ERR_BAD_BODY, "seed_not_before",
                       "the seed must come out after the list is published",
                       "种子须在名单公布之后产生");
    q = stmt_get(c->s->db, ADD, err);
    if (!q)
        return false;
    bind_text(q, 1, d->title);
    bind_text(q, 2, d->unit);
    bind_text(q, 3, d->zone);
    bind_text(q, 4, d->list);
    bind_digest(q, 5, &d->commitment);
    bind_int(q, 6, d->not_before);
    bind_int(q, 7, c->recorded);
    bind_int(q, 8, c->number);
    if (!stmt_run(q, err))
        return false;
    d->id = db_last_id(c->s->db);
    d->recorded = c->recorded;
    return true;
}

bool store_draw_publish(struct store *s, struct arena *a, const struct draw_list *l,
                        struct draw_row *d, const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c = begin(s, by, "draw published", l->title, l->seed_from, who);
    struct buf bytes = {0};

    if (!draw_sound(l, a, err))
        return false;
    draw_list_bytes(l, &bytes);
    d->title = l->title;
    d->not_before = l->not_before;
    d->list = arena_strndup(a, bytes.data, bytes.len);
    d->commitment = draw_commitment(bytes.data, bytes.len);
    d->seed = d->source = d->result = NULL;
    d->seeded = MOMENT_NONE;
    buf_free(&bytes);
    return add_draw(&c, d, err) && institution_seal(&c, ROWS_DRAW, err);
}

/* ---- the seed ---- */

static bool may_be_seeded(const struct draw_row *d, moment_t now, struct err *err)
{
    char moment[MOMENT_TEXT];

    if (d->seed)
        return err_say(err, ERR_WRONG_STATE, "seed", "this draw has its seed: it was entered at %s",
                       "该抽查已于 %s 录入种子", moment_format(d->seeded, moment));
    return now >= d->not_before ||
           err_say(err, ERR_WRONG_STATE, "seed",
                   "the list says that its seed is not there before %s",
                   "名单载明种子不早于 %s 产生", moment_format(d->not_before, moment));
}

static bool add_seed(struct change *c, struct draw_row *d, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, ADD_SEED, err)))
        return false;
    bind_int(q, 1, d->id);
    bind_text(q, 2, d->seed);
    bind_text(q, 3, d->source);
    bind_text(q, 4, d->result);
    bind_int(q, 5, c->recorded);
    bind_int(q, 6, c->number);
    d->seeded = c->recorded;
    return stmt_run(q, err);
}

bool store_draw_seed(struct store *s, struct arena *a, struct draw_row *d, const char *seed,
                     const char *source, const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c = begin(s, by, "draw seeded", d->title, source, who);
    struct draw_list l;
    struct draw_result r;

    if (!may_be_seeded(d, by->now, err) || !draw_list_read(a, d->list, strlen(d->list), &l, err))
        return false;
    d->seed = seed;
    d->source = source;
    if (draw_run(&l, &d->commitment, seed, a, &r)) {
        struct buf bytes = {0};

        draw_result_bytes(&r, &d->commitment, seed, &bytes);
        d->result = arena_strndup(a, bytes.data, bytes.len);
        buf_free(&bytes);
    }
    return add_seed(&c, d, err) && institution_seal(&c, ROWS_DRAW_SEED, err);
}

/* ---- outcomes ---- */

static bool was_drawn(const struct draw_row *d, int64_t institution, struct arena *a,
                      struct err *err)
{
    struct draw_list l;
    struct draw_result r;

    if (!d->seed)
        return err_say(err, ERR_WRONG_STATE, NULL, "nothing is drawn yet: it has no seed",
                       "尚未录入种子，未产生抽查结果");
    if (!draw_list_read(a, d->list, strlen(d->list), &l, err))
        return false;
    if (draw_run(&l, &d->commitment, d->seed, a, &r)) {
        for (int i = 0; i < r.n_drawn; i++) {
            if (l.targets[r.targets[i] - 1].id == institution)
                return true;
        }
    }
    return err_say(err, ERR_BAD_BODY, "institution", "institution %lld was not drawn",
                   "机构 %lld 未被抽中", (long long)institution);
}

static bool add_outcome(struct change *c, struct draw_outcome *o, struct err *err)
{
    struct stmt *q;
    char day[DATE_TEXT];

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, ADD_OUTCOME, err)))
        return false;
    bind_int(q, 1, o->draw);
    bind_int(q, 2, o->institution);
    bind_text(q, 3, change_day(o->inspected, day));
    bind_text(q, 4, o->words);
    bind_text(q, 5, o->document);
    bind_int(q, 6, c->recorded);
    bind_int(q, 7, c->number);
    if (!stmt_run(q, err))
        return false;
    o->id = db_last_id(c->s->db);
    o->recorded = c->recorded;
    return true;
}

bool store_draw_tell(struct store *s, struct arena *a, const struct draw_row *d,
                     struct draw_outcome *o, const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    struct change c = begin(s, by, "outcome of an inspection", d->title, o->document, who);

    o->draw = d->id;
    return was_drawn(d, o->institution, a, err) && add_outcome(&c, o, err) &&
           institution_seal(&c, ROWS_DRAW_OUTCOME, err);
}
