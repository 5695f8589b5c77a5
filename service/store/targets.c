/* targets.c - two tables in two times, each row held against its digest when it is read. */
#include "store/targets.h"

#include "store/internal.h"
#include "store/terms_rows.h"
#include "store/walk.h"

#include <math.h>
#include <string.h>

static const char PUT_TARGET[] =
    "INSERT INTO target (zone, code, position, name, name_en, sign, value, unit, unit_en, words,"
    " year, base_year, document, clause, source, note, origin, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'register',"
    " $17, $18)";
static const char END_TARGET[] = "UPDATE target SET retracted_ms = $1, retracted_in = $2,"
                                 " retracted_by = 'register' WHERE id = $3";
static const char PUT_MEASURE[] =
    "INSERT INTO measure (zone, target, year, value, source, note, origin, recorded_ms,"
    " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, 'register', $7, $8)";
static const char END_MEASURE[] = "UPDATE measure SET retracted_ms = $1, retracted_in = $2,"
                                  " retracted_by = 'register' WHERE id = $3";

/* ---- reading ---- */

static double number_of(struct stmt *row, int column)
{
    return column_is_null(row, column) ? NAN : column_double(row, column);
}

static bool target_from_row(struct stmt *row, struct arena *a, struct target *t, struct err *err)
{
    const char *sign = column_text(row, COL_TARGET_SIGN, a);

    *t = (struct target){
        .id = column_int(row, COL_TERMS_KEY),
        .zone = column_text(row, COL_TARGET_ZONE, a),
        .code = column_text(row, COL_TARGET_CODE, a),
        .position = (int)column_int(row, COL_TARGET_POSITION),
        .name = column_text(row, COL_TARGET_NAME, a),
        .name_en = column_text(row, COL_TARGET_NAME_EN, a),
        .value = number_of(row, COL_TARGET_VALUE),
        .unit = column_text(row, COL_TARGET_UNIT, a),
        .unit_en = column_text(row, COL_TARGET_UNIT_EN, a),
        .words = column_text(row, COL_TARGET_WORDS, a),
        .year = (int)column_int(row, COL_TARGET_YEAR),
        .base_year = (int)column_int(row, COL_TARGET_BASE_YEAR), /* NULL reads as 0 */
        .document = column_text(row, COL_TARGET_DOCUMENT, a),
        .clause = column_text(row, COL_TARGET_CLAUSE, a),
        .source = column_text(row, COL_TARGET_SOURCE, a),
        .note = column_text(row, COL_TARGET_NOTE, a),
        .recorded = column_int(row, COL_TARGET_RECORDED),
        .retracted = column_int_or(row, COL_TARGET_RETRACTED, MOMENT_NONE),
    };
    return !sign || target_sign_parse(sign, &t->sign) ||
           err_set(err, ERR_INTERNAL, "target %lld has a sign that is not known", (long long)t->id);
}

bool store_targets(struct store *s, struct arena *a, struct target **out, size_t *n,
                   struct err *err)
{
    struct target *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &terms_tables[ROWS_TARGET], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (target_from_row(w.row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

bool store_measures(struct store *s, struct arena *a, struct measure **out, size_t *n,
                    struct err *err)
{
    struct measure *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &terms_tables[ROWS_MEASURE], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct measure){
            .id = column_int(w.row, COL_TERMS_KEY),
            .zone = column_text(w.row, COL_MEASURE_ZONE, a),
            .target = column_text(w.row, COL_MEASURE_TARGET, a),
            .year = (int)column_int(w.row, COL_MEASURE_YEAR),
            .value = column_double(w.row, COL_MEASURE_VALUE),
            .source = column_text(w.row, COL_MEASURE_SOURCE, a),
            .note = column_text(w.row, COL_MEASURE_NOTE, a),
            .recorded = column_int(w.row, COL_MEASURE_RECORDED),
            .retracted = column_int_or(w.row, COL_MEASURE_RETRACTED, MOMENT_NONE),
        };
    }
    *out = rows;
    return walk_end(&w);
}

/* ---- what both changes do ---- */

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void bind_number(struct stmt *q, int param, double v)
{
    if (isnan(v))
        bind_null(q, param);
    else
        bind_double(q, param, v);
}

static bool end_row(struct change *c, const char *sql, int64_t id, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, sql, err)))
        return false;
    bind_int(q, 1, c->recorded);
    bind_int(q, 2, c->number);
    bind_int(q, 3, id);
    return stmt_run(q, err);
}

static bool done(struct change *c, enum terms_table table, struct revision *r, struct err *err)
{
    if (c->number) {
        r->number = c->number;
        r->recorded = c->recorded;
    }
    return terms_seal(c, table, err);
}

/* ---- targets ---- */

static bool same_target(const struct target *a, const struct target *b)
{
    return same(a->code, b->code) && a->position == b->position && same(a->name, b->name) &&
           same(a->name_en, b->name_en) && a->sign == b->sign && same_number(a->value, b->value) &&
           same(a->unit, b->unit) && same(a->unit_en, b->unit_en) && same(a->words, b->words) &&
           a->year == b->year && a->base_year == b->base_year && same(a->document, b->document) &&
           same(a->clause, b->clause) && same(a->source, b->source) && same(a->note, b->note);
}

static bool put_target(struct change *c, const char *zone, const struct target *t, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, PUT_TARGET, err)))
        return false;
    bind_text(q, 1, zone);
    bind_text(q, 2, t->code);
    bind_int(q, 3, t->position);
    bind_text(q, 4, t->name);
    bind_text(q, 5, t->name_en);
    bind_text(q, 6, target_sign_text(t->sign));
    bind_number(q, 7, t->value);
    bind_text(q, 8, t->unit);
    bind_text(q, 9, t->unit_en);
    bind_text(q, 10, t->words);
    bind_int(q, 11, t->year);
    bind_int_or_null(q, 12, t->base_year, 0);
    bind_text(q, 13, t->document);
    bind_text(q, 14, t->clause);
    bind_text(q, 15, t->source);
    bind_text(q, 16, t->note);
    bind_int(q, 17, c->recorded);
    bind_int(q, 18, c->number);
    return stmt_run(q, err);
}

static const struct target *find_target(const struct target *all, size_t n, const char *zone,
                                        const char *code)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i].retracted == MOMENT_NONE && same(all[i].zone, zone) &&
            strcmp(all[i].code, code) == 0)
            return &all[i];
    }
    return NULL;
}

static bool end_gone(struct change *c, const char *zone, const struct target *now, size_t n_now,
                     const struct target *rows, size_t n, size_t *changed, struct err *err)
{
    for (size_t i = 0; i < n_now; i++) {
        bool stays = false;

        if (now[i].retracted != MOMENT_NONE || !same(now[i].zone, zone))
            continue;
        for (size_t j = 0; !stays && j < n; j++)
            stays = same_target(&now[i], &rows[j]);
        if (stays)
            continue;
        if (!end_row(c, END_TARGET, now[i].id, err))
            return false;
        ++*changed;
    }
    return true;
}

bool store_targets_put(struct store *s, const char *zone, const struct target *rows, size_t n,
                       struct revision *r, size_t *changed, struct err *err)
{
    struct change c = change_of(s, r, "targets");
    struct arena *a = arena_new();
    struct target *now;
    size_t n_now;
    bool ok = store_targets(s, a, &now, &n_now, err) &&
              end_gone(&c, zone, now, n_now, rows, n, changed, err);

    for (size_t i = 0; ok && i < n; i++) {
        const struct target *before = find_target(now, n_now, zone, rows[i].code);

        if (before && same_target(before, &rows[i]))
            continue;
        ok = put_target(&c, zone, &rows[i], err);
        *changed += !before;
    }
    ok = ok && done(&c, ROWS_TARGET, r, err);
    arena_free(a);
    return ok;
}

/* ---- measures ---- */

static const struct measure *find_measure(const struct measure *all, size_t n, const char *zone,
                                          const struct measure *m)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i].retracted == MOMENT_NONE && all[i].year == m->year && same(all[i].zone, zone) &&
            strcmp(all[i].target, m->target) == 0)
            return &all[i];
    }
    return NULL;
}

static bool put_measure(struct change *c, const char *zone, const struct measure *m,
                        struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, PUT_MEASURE, err)))
        return false;
    bind_text(q, 1, zone);
    bind_text(q, 2, m->target);
    bind_int(q, 3, m->year);
    bind_double(q, 4, m->value);
    bind_text(q, 5, m->source);
    bind_text(q, 6, m->note);
    bind_int(q, 7, c->recorded);
    bind_int(q, 8, c->number);
    return stmt_run(q, err);
}

bool store_measures_put(struct store *s, const char *zone, const struct measure *rows, size_t n,
                        struct revision *r, size_t *changed, struct err *err)
{
    struct change c = change_of(s, r, "measures");
    struct arena *a = arena_new();
    struct measure *now;
    size_t n_now;
    bool ok = store_measures(s, a, &now, &n_now, err);

    for (size_t i = 0; ok && i < n; i++) {
        const struct measure *m = &rows[i], *before = find_measure(now, n_now, zone, m);
        bool none = isnan(m->value);

        if (before ? !none && before->value == m->value && same(before->source, m->source) &&
                         same(before->note, m->note)
                   : none)
            continue;
        ok = (!before || end_row(&c, END_MEASURE, before->id, err)) &&
             (none || put_measure(&c, zone, m, err));
        ++*changed;
    }
    ok = ok && done(&c, ROWS_MEASURE, r, err);
    arena_free(a);
    return ok;
}
