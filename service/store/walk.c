/* walk.c - one statement, one digest a row. */
#include "store/walk.h"

#include "store/internal.h"

#include <string.h>

enum { COL_KEY, FIRST_ROOM = 64 };

bool walk_begin(struct walk *w, struct store *s, const struct digest_table *table, struct err *err)
{
    w->table = table;
    w->row = stmt_get(s->db, table->rows, err);
    w->rc = w->row ? 1 : -1;
    return w->row != NULL;
}

bool walk_begin_of(struct walk *w, struct store *s, const struct digest_table *table,
                   const char *key, struct err *err)
{
    if (!walk_begin(w, s, table, err))
        return false;
    bind_text(w->row, 1, key);
    return true;
}

bool walk_next(struct walk *w, struct arena *a, struct err *err)
{
    if (w->rc != 1)
        return false;
    w->rc = stmt_step(w->row, err);
    if (w->rc != 1)
        return false;
    if (digest_row_holds(w->row))
        return true;
    err_set(err, ERR_INTERNAL,
            "%s %s was changed outside the register (its digest differs): run `sizhi check`, then "
            "bring back a backup with `sizhi restore`",
            w->table->name, column_text(w->row, COL_KEY, a));
    walk_fail(w);
    return false;
}

void walk_fail(struct walk *w)
{
    w->rc = -1;
}

bool walk_end(struct walk *w)
{
    stmt_done(w->row);
    return w->rc == 0;
}

void *walk_grow(struct arena *a, void *old, size_t n, size_t *room, size_t size)
{
    void *larger;

    if (n < *room)
        return old;
    *room = *room ? *room * 2 : FIRST_ROOM;
    larger = arena_alloc(a, *room, size);
    if (n > 0)
        memcpy(larger, old, n * size);
    return larger;
}
