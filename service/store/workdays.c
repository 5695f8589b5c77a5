/* workdays.c - the rows, and the two lists the rules ask for. */
#include "store/workdays.h"

#include "store/notices_rows.h"
#include "store/walk.h"

static bool read_row(struct stmt *row, struct arena *a, struct workday *out, struct err *err)
{
    *out = (struct workday){
        .date = DATE_NONE,
        .is_workday = column_int(row, COL_WORKDAY_IS) == 1,
        .year = (int)column_int(row, COL_WORKDAY_YEAR),
        .holiday = column_text(row, COL_WORKDAY_HOLIDAY, a),
        .source = column_text(row, COL_WORKDAY_SOURCE, a),
    };
    return date_parse(column_text(row, COL_NOTICE_KEY, a), &out->date) ||
           err_set(err, ERR_INTERNAL, "workday '%s' is no day",
                   column_text(row, COL_NOTICE_KEY, a));
}

bool store_workday_rows(struct store *s, struct arena *a, struct workday **out, size_t *n,
                        struct err *err)
{
    struct workday *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &notice_tables[ROWS_WORKDAY], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (read_row(w.row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

struct workdays workdays_from(const struct workday *rows, size_t n, struct arena *a)
{
    struct workday_exception *exceptions = arena_alloc(a, n, sizeof *exceptions);
    int *years = arena_alloc(a, n, sizeof *years);
    size_t n_years = 0;

    for (size_t i = 0; i < n; i++) {
        exceptions[i] = (struct workday_exception){rows[i].date, rows[i].is_workday};
        if (n_years == 0 || years[n_years - 1] != rows[i].year)
            years[n_years++] = rows[i].year;
    }
    return (struct workdays){
        .exceptions = exceptions, .n_exceptions = n, .years = years, .n_years = n_years};
}

bool store_workdays(struct store *s, struct arena *a, struct workdays *out, struct err *err)
{
    struct workday *rows;
    size_t n;

    if (!store_workday_rows(s, a, &rows, &n, err))
        return false;
    *out = workdays_from(rows, n, a);
    return workdays_sound(out) ||
           err_set(err, ERR_INTERNAL,
                   "the calendar of working days contradicts itself: run `sizhi check`, then load "
                   "geodata/facts again");
}
