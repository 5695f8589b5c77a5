/* facts_workdays.c - days stand once, in one time: a notice keeps the window it was published with,
 * whatever the calendar says later. */
#include "store/facts_workdays.h"

#include "store/internal.h"
#include "store/notices_rows.h"
#include "store/walk.h"

#include <stdlib.h>

static const char PUT[] =
    "INSERT INTO workday (day, is_workday, year, holiday, source) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (day) DO UPDATE SET is_workday = excluded.is_workday, year = excluded.year,"
    " holiday = excluded.holiday, source = excluded.source"
    " WHERE (workday.is_workday, workday.year, workday.holiday, workday.source)"
    " IS NOT (excluded.is_workday, excluded.year, excluded.holiday, excluded.source)";
static const char DAYS[] = "SELECT day FROM workday ORDER BY day";
static const char DROP[] = "DELETE FROM workday WHERE day = $1";

static int by_date(const void *a, const void *b)
{
    const date_t *p = a, *q = b;

    return (*p > *q) - (*p < *q);
}

static bool put_day(struct change *c, const struct workday *d, struct facts_applied *out,
                    struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, PUT, err);
    char day[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, date_format(d->date, day));
    bind_int(q, 2, d->is_workday);
    bind_int(q, 3, d->year);
    bind_text(q, 4, d->holiday);
    bind_text(q, 5, d->source);
    if (!stmt_run(q, err))
        return false;
    if (db_changes(c->s->db) == 0)
        return true;
    out->recorded++;
    return change_begin(c, err);
}

static bool drop_day(struct change *c, const char *day, struct facts_applied *out, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, DROP, err)))
        return false;
    bind_text(q, 1, day);
    out->retracted++;
    return stmt_run(q, err);
}

/* Days on record that the files do not have. */
static bool find_gone(struct store *s, const date_t *kept, size_t n_kept, struct arena *a,
                      const char ***gone, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, DAYS, err);
    size_t room = 0;
    int rc;

    *gone = NULL;
    *n = 0;
    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        const char *text = column_text(q, 0, a);
        date_t d = DATE_NONE;

        if (date_parse(text, &d) && n_kept > 0 && bsearch(&d, kept, n_kept, sizeof *kept, by_date))
            continue;
        *gone = walk_grow(a, *gone, *n, &room, sizeof **gone);
        (*gone)[(*n)++] = text;
    }
    stmt_done(q);
    return rc == 0;
}

bool facts_put_workdays(struct change *c, const struct facts *f, struct facts_applied *out,
                        struct err *err)
{
    struct arena *a = arena_new();
    date_t *kept = arena_alloc(a, f->n_workdays, sizeof *kept);
    const char **gone;
    size_t n_gone;
    bool ok;

    for (size_t i = 0; i < f->n_workdays; i++)
        kept[i] = f->workdays[i].date;
    if (f->n_workdays > 0)
        qsort(kept, f->n_workdays, sizeof *kept, by_date);
    ok = find_gone(c->s, kept, f->n_workdays, a, &gone, &n_gone, err);
    for (size_t i = 0; ok && i < n_gone; i++)
        ok = drop_day(c, gone[i], out, err);
    for (size_t i = 0; ok && i < f->n_workdays; i++)
        ok = put_day(c, &f->workdays[i], out, err);
    ok = ok && notice_seal(c, ROWS_WORKDAY, err);
    arena_free(a);
    return ok;
}
