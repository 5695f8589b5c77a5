/* term.c - see term.h.  Insertion keeps the few hundred ends in order. */
#include "domain/term.h"

static bool end_of(const struct view *v, const struct title *titles, size_t n, size_t i,
                   struct term_end *out)
{
    const struct title *t = &titles[i];
    enum title_status s;

    if (t->confidence != CONFIDENCE_STATED || !title_visible(t, v->as_of) ||
        t->since == DATE_NONE || t->until == DATE_NONE)
        return false;
    s = title_status(v, titles, n, t, t->until);
    if (!title_status_counts(s))
        return false;
    *out = (struct term_end){i, t->until, s == STATUS_IN_FORCE_UNLESS_SUPERSEDED};
    return true;
}

/* Puts one in behind those of the same day or earlier; beyond max the latest falls out. */
static void put_in_order(struct term_end *ends, size_t n_kept, size_t max, struct term_end one)
{
    size_t at = n_kept;

    while (at > 0 && ends[at - 1].day > one.day) {
        if (at < max)
            ends[at] = ends[at - 1];
        at--;
    }
    if (at < max)
        ends[at] = one;
}

size_t term_ends(const struct view *v, const struct title *titles, size_t n, date_t since,
                 date_t until, struct term_end *out, size_t max)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++) {
        struct term_end one;

        if (!end_of(v, titles, n, i, &one) || (since != DATE_NONE && one.day < since) ||
            (until != DATE_NONE && one.day > until))
            continue;
        put_in_order(out, found < max ? found : max, max, one);
        found++;
    }
    return found;
}
