/* imports_lists.c - see imports_lists.h. */
#include "store/imports_lists.h"

#include "store/internal.h"

#include <string.h>

static const char LISTED[] =
    "SELECT count(*) FROM roster WHERE kind = $1 AND batch = $2 AND retracted_ms IS NULL";
static const char LIST[] =
    "INSERT INTO roster (kind, batch, document, since, until, source_kind, source, recorded_ms,"
    " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
static const char END[] = "UPDATE roster SET retracted_ms = $1, retracted_in = $2"
                          " WHERE recorded_in = $3 AND retracted_ms IS NULL";

static bool stands_on_a_list(const struct import_row *row)
{
    return (row->result == ROW_NEW || row->result == ROW_CHANGE) && row->title.batch &&
           row->title.confidence == CONFIDENCE_STATED;
}

static bool is_listed(struct store *s, const struct title *t, bool *listed, struct err *err)
{
    struct stmt *q = stmt_get(s->db, LISTED, err);

    if (!q)
        return false;
    bind_text(q, 1, title_kind_name(t->kind));
    bind_text(q, 2, t->batch);
    return stmt_yes(q, listed, err);
}

static const char *common_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0 ? a : NULL;
}

static date_t common_day(date_t a, date_t b)
{
    return a == b ? a : DATE_NONE;
}

/* Each zone's term is its own. */
static struct title common_of(const struct import_row *rows, size_t n, const struct title *first)
{
    struct title all = *first;

    for (size_t i = 0; i < n; i++) {
        const struct title *t = &rows[i].title;

        if (!stands_on_a_list(&rows[i]) || t->kind != first->kind ||
            strcmp(t->batch, first->batch) != 0)
            continue;
        all.document = common_text(all.document, t->document);
        all.since = common_day(all.since, t->since);
        all.until = common_day(all.until, t->until);
    }
    if (!title_kind_is_track(all.kind))
        all.since = all.until = DATE_NONE;
    return all;
}

static bool put_list(struct change *c, const struct title *t, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, LIST, err);
    char since[DATE_TEXT], until[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, title_kind_name(t->kind));
    bind_text(q, 2, t->batch);
    bind_text(q, 3, t->document);
    bind_text(q, 4, change_day(t->since, since));
    bind_text(q, 5, change_day(t->until, until));
    bind_text(q, 6, source_kind_name(SOURCE_REGISTER));
    bind_text(q, 7, t->source);
    bind_int(q, 8, c->recorded);
    bind_int(q, 9, c->number);
    return stmt_run(q, err);
}

bool import_lists_record(struct change *c, const struct import_row *rows, size_t n, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        bool listed = true;

        if (!stands_on_a_list(&rows[i]))
            continue;
        if (!is_listed(c->s, &rows[i].title, &listed, err))
            return false;
        if (listed)
            continue;
        const struct title all = common_of(rows, n, &rows[i].title);
        if (!put_list(c, &all, err))
            return false;
    }
    return true;
}

bool import_lists_take_back(struct change *c, int64_t revision, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, END, err);

    if (!q)
        return false;
    bind_int(q, 1, c->recorded);
    bind_int(q, 2, c->number);
    bind_int(q, 3, revision);
    return stmt_run(q, err);
}
