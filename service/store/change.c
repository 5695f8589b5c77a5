/* change.c - at most one revision, taken late. */
#include "store/change.h"

#include <stdio.h>

struct change change_of(struct store *s, const struct revision *r, const char *what)
{
    struct change c = {.s = s, .r = *r};

    if (!c.r.what)
        c.r.what = what;
    if (r->number) {
        c.number = r->number;
        c.recorded = r->recorded;
    }
    return c;
}

/* The moment is asked back: it is never before that of the revision it follows. */
bool change_begin(struct change *c, struct err *err)
{
    struct revision now;
    struct arena *a;
    bool ok;

    if (c->number)
        return true;
    a = arena_new();
    ok = store_next_revision(c->s, &c->r, &c->number, err) && store_revision(c->s, a, &now, err);
    if (ok)
        c->recorded = now.recorded;
    arena_free(a);
    return ok;
}

bool change_seal(struct change *c, const enum claim_table *tables, size_t n, struct err *err)
{
    for (size_t i = 0; c->number && i < n; i++) {
        if (!digest_seal(c->s, &claim_tables[tables[i]], err))
            return false;
    }
    return true;
}

const char *change_who(const struct act_by *by, char out[CHANGE_WHO])
{
    if (by->command)
        return by->command;
    if (by->person == 0)
        return "public";
    snprintf(out, CHANGE_WHO, "person %lld", (long long)by->person);
    return out;
}

const char *change_day(date_t d, char out[DATE_TEXT])
{
    return d == DATE_NONE ? NULL : date_format(d, out);
}
