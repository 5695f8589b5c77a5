/* bars.c - bars as they were published, every row held against its digest. */
#include "store/bars.h"

#include "base/mem.h"
#include "store/change.h"
#include "store/internal.h"
#include "store/walk.h"

#include <string.h>

static const char ADD[] = "INSERT INTO bar (place, round, since, until, document, criticism,"
                          " application, recorded_ms, recorded_in)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

static const char END[] = "UPDATE bar SET retracted_ms = $1, retracted_in = $2"
                          " WHERE id = $3 AND retracted_ms IS NULL";

static const enum claim_table sealed[] = {ROWS_BAR};

static bool day_of(struct stmt *row, int column, struct arena *a, date_t *out)
{
    *out = DATE_NONE;
    return column_is_null(row, column) || date_parse(column_text(row, column, a), out);
}

static bool bar_from_row(struct stmt *row, struct arena *a, struct bar_row *b, struct err *err)
{
    *b = (struct bar_row){
        .id = column_int(row, COL_CLAIM_KEY),
        .bar = {.place = column_text(row, COL_BAR_PLACE, a),
                .round = column_text(row, COL_BAR_ROUND, a),
                .document = column_text(row, COL_BAR_DOCUMENT, a),
                .recorded = column_int(row, COL_BAR_RECORDED),
                .retracted = column_int_or(row, COL_BAR_RETRACTED, MOMENT_NONE)},
        .criticism = column_text(row, COL_BAR_CRITICISM, a),
        .application = column_int(row, COL_BAR_APPLICATION),
    };
    return (day_of(row, COL_BAR_SINCE, a, &b->bar.since) &&
            day_of(row, COL_BAR_UNTIL, a, &b->bar.until)) ||
           err_set(err, ERR_INTERNAL, "bar %lld holds a day that cannot be read", (long long)b->id);
}

static bool read_bars(struct walk *w, struct arena *a, struct bar_row **out, size_t *n,
                      struct err *err)
{
    struct bar_row *rows = NULL;
    size_t room = 0;

    *n = 0;
    while (walk_next(w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (bar_from_row(w->row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(w);
    }
    *out = rows;
    return walk_end(w);
}

bool store_bars(struct store *s, struct arena *a, struct bar_row **out, size_t *n, struct err *err)
{
    struct walk w;

    return walk_begin(&w, s, &claim_tables[ROWS_BAR], err) && read_bars(&w, a, out, n, err);
}

bool store_bars_of(struct store *s, struct arena *a, const char *place, struct bar_row **out,
                   size_t *n, struct err *err)
{
    struct walk w;

    return walk_begin_of(&w, s, &bars_of_place, place, err) && read_bars(&w, a, out, n, err);
}

bool store_bar(struct store *s, struct arena *a, int64_t id, struct bar_row *out, struct err *err)
{
    struct bar_row *all;
    size_t n;

    *out = (struct bar_row){.id = 0};
    if (!store_bars(s, a, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (all[i].id == id)
            *out = all[i];
    }
    return true;
}

/* ---- changes ---- */

static bool add_row(struct change *c, const struct bar_row *b, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, ADD, err);
    char since[DATE_TEXT], until[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, b->bar.place);
    bind_text(q, 2, b->bar.round);
    bind_text(q, 3, change_day(b->bar.since, since));
    bind_text(q, 4, change_day(b->bar.until, until));
    bind_text(q, 5, b->bar.document);
    bind_text(q, 6, b->criticism);
    bind_int_or_null(q, 7, b->application, 0);
    bind_int(q, 8, c->recorded);
    bind_int(q, 9, c->number);
    return stmt_run(q, err);
}

bool store_bar_add(struct store *s, const struct bar_row *b, const struct revision *r,
                   struct err *err)
{
    struct change c = change_of(s, r, "bar");

    return change_begin(&c, err) && add_row(&c, b, err) &&
           change_seal(&c, sealed, COUNT(sealed), err);
}

static bool find_standing(struct store *s, struct arena *a, int64_t id, struct bar_row *out,
                          struct err *err)
{
    if (!store_bar(s, a, id, out, err))
        return false;
    if (out->id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no bar %lld", "没有取消资格记录 %lld",
                       (long long)id);
    return out->bar.retracted == MOMENT_NONE ||
           err_say(err, ERR_CONFLICT, NULL,
                   "bar %lld does not stand any more: it was put right or taken back; "
                   "/api/v1/bars lists those that stand",
                   "取消资格记录 %lld 已被更正或撤回；现行记录见 /api/v1/bars", (long long)id);
}

static bool end_row(struct change *c, int64_t id, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, END, err);

    if (!q)
        return false;
    bind_int(q, 1, c->recorded);
    bind_int(q, 2, c->number);
    bind_int(q, 3, id);
    return stmt_run(q, err);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool says_the_same(const struct bar_row *a, const struct bar_row *b)
{
    return a->bar.until == b->bar.until && same_text(a->bar.document, b->bar.document) &&
           same_text(a->criticism, b->criticism);
}

bool store_bar_correct(struct store *s, struct arena *a, struct bar_row *b,
                       const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "bar corrected");
    struct bar_row old;

    if (!find_standing(s, a, b->id, &old, err))
        return false;
    if (says_the_same(&old, b))
        return true;
    if (b->bar.until != DATE_NONE && old.bar.since != DATE_NONE && b->bar.until < old.bar.since)
        return err_say(err, ERR_BAD_BODY, "until", "a bar is not over before it begins",
                       "取消资格的截止日期不能早于起始日期");
    if (!change_begin(&c, err) || !end_row(&c, b->id, err) || !add_row(&c, b, err))
        return false;
    b->id = db_last_id(s->db);
    return change_seal(&c, sealed, COUNT(sealed), err) && store_bar(s, a, b->id, b, err);
}

bool store_bar_end(struct store *s, struct arena *a, int64_t id, const struct revision *r,
                   struct err *err)
{
    struct change c = change_of(s, r, "bar taken back");
    struct bar_row old;

    return find_standing(s, a, id, &old, err) && change_begin(&c, err) && end_row(&c, id, err) &&
           change_seal(&c, sealed, COUNT(sealed), err);
}
