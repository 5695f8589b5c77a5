/* reading.c - columns of published rows as values; what cannot be read spoils the row, not the
 * walk. */
#include "store/reading.h"

#include "store/claims_rows.h"
#include "store/internal.h"

#include <math.h>

const char *reading_text(struct reading *r, int column)
{
    return column_text(r->row, column, r->a);
}

date_t reading_date(struct reading *r, int column)
{
    date_t d = DATE_NONE;

    if (!column_is_null(r->row, column) && !date_parse(reading_text(r, column), &d))
        r->bad = true;
    return d;
}

moment_t reading_moment(struct reading *r, int column)
{
    return column_int_or(r->row, column, MOMENT_NONE);
}

double reading_number(struct reading *r, int column)
{
    return column_is_null(r->row, column) ? NAN : column_double(r->row, column);
}

enum title_kind reading_kind(struct reading *r, int column)
{
    enum title_kind kind = TITLE_DEMO_CITY;

    if (!title_kind_parse(reading_text(r, column), &kind))
        r->bad = true;
    return kind;
}

bool reading_whole(const struct reading *r, const struct walk *w, struct err *err)
{
    return !r->bad || err_set(err, ERR_INTERNAL, "%s %lld holds a word or a date that is not known",
                              w->table->name, (long long)column_int(r->row, COL_CLAIM_KEY));
}
